"""Every row of chrome.tsv fits its examples and not its counter-examples; reports' own sentences fit none."""

from __future__ import annotations

import pytest

from attache.pages.cues import cue_of, cues, fold, is_menu
from attache.pages.prose import word_count
from attache.resources import cell_list, table

ROWS = list(zip(cues(), table("chrome"), strict=True))
EXAMPLES = [(index, text) for index, (_, row) in enumerate(ROWS) for text in cell_list(row["examples"])]
COUNTEREXAMPLES = [(index, text) for index, (_, row) in enumerate(ROWS) for text in cell_list(row["counterexamples"])]


def test_every_row_has_an_example() -> None:
    assert {index for index, _ in EXAMPLES} == set(range(len(ROWS)))


@pytest.mark.parametrize(("index", "text"), EXAMPLES)
def test_example(index: int, text: str) -> None:
    assert ROWS[index][0].fits(fold(text), word_count(text))
    assert cue_of(text) is not None


@pytest.mark.parametrize(("index", "text"), COUNTEREXAMPLES)
def test_counterexample(index: int, text: str) -> None:
    assert not ROWS[index][0].fits(fold(text), word_count(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices in Lagos fell on Monday after the central bank raised rates again.",
        "Follow-up talks will be held in Geneva next month, the envoy said.",
        "Related attacks in the north killed nine soldiers last week, the army said.",
        "About 200 people marched to the ministry and asked the minister to resign.",
        "Comments by the envoy drew an angry answer from the foreign ministry in Ankara.",
        "Subscribers to the treaty include Chad and Niger, which signed it in May.",
        "“Leave the country now,” the general told foreign fighters in a televised speech.",
        "Image problems have dogged the ruling party since the inquiry was opened.",
        "The minister, who is also a reporter's brother, was freed on bail.",
        "Par ailleurs, le ministre a annoncé la tenue d'un sommet à Niamey en mai.",
    ],
)
def test_sentences_of_reports_are_no_chrome(sentence: str) -> None:
    assert cue_of(sentence) is None


@pytest.mark.parametrize(
    "line", ["Home | World | Business | Sport", "News Sport Weather More", "Accueil", "الرئيسية", "Politik • Kultur • Sport • Reise"]
)
def test_menus(line: str) -> None:
    assert is_menu(line)


@pytest.mark.parametrize(
    "line", ["World leaders meet in Oslo", "Sport minister quits", "Boats freed", "Mali: army holds news conference on coup"]
)
def test_titles_are_no_menus(line: str) -> None:
    assert not is_menu(line)
