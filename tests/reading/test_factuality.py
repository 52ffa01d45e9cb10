"""The status of an act: every governor of the table by its example, and what clauses do by themselves."""
from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from attache.model import Status
from attache.reading.factuality import governors, status_of
from attache.resources import cell_list, table
from tests.reading.coded import at, one, summaries, tree_of


def examples() -> Iterator[tuple[str, str, str]]:
    """(sentence, the act's word, its status) of every row."""
    for row in table("governors"):
        for example in row["examples"].split("||"):
            told, _, status = example.partition("=>")
            sentence, _, word = told.strip().rpartition("[")
            yield sentence.strip(), word.strip(" ]"), status.strip()


@pytest.mark.parametrize(("text", "word", "status"), list(examples()))
def test_the_example_of_a_row(text: str, word: str, status: str) -> None:
    tree = tree_of(text)
    assert status_of(tree, at(tree, word))[0] == status


def test_rows_are_well_formed_and_no_lemma_stands_twice() -> None:
    lemmas = [lemma for row in table("governors") for lemma in cell_list(row["lemmas"])]
    assert len(lemmas) == len(set(lemmas)) == len(governors())
    for row in table("governors"):
        assert row["effect"] in {*get_args(Status), "begins", "causes"}
        assert set(cell_list(row["through"])) <= {"comp", "obj", "subj", "obl"}
        assert row["examples"]


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Mali expelled the envoy.", "expelled", "happened"),
        ("Mali has expelled the envoy.", "expelled", "happened"),
        ("Mali is expelling the envoy.", "expelling", "ongoing"),
        ("Mali will expel the envoy.", "expel", "planned"),
        ("Mali is to expel the envoy.", "expel", "planned"),
        ("The Malian president was to visit Uganda.", "visit", "planned"),
        ("The aim of the talks was to end the war.", "end", "hypothetical"),
        ("Mali did not expel the envoy.", "expel", "denied"),
        ("Mali didn't expel the envoy.", "expel", "denied"),
        ("Mali never expelled the envoy.", "expelled", "denied"),
        ("No accord was signed by Mali.", "signed", "denied"),
        ("Mali might expel the envoy.", "expel", "hypothetical"),
        ("Mali could expel the envoy.", "expel", "hypothetical"),
        ("If Mali expels the envoy, Paris will respond.", "expels", "hypothetical"),
        ("Unless Mali expels the envoy, the talks will end.", "expels", "hypothetical"),
        ("Mali not only expelled the envoy but closed the embassy.", "expelled", "happened"),
        ("Mali wants to expel the envoy.", "expel", "hypothetical"),
        ("Mali recalled its envoy to protest the raid.", "protest", "hypothetical"),
        ("The minister flew to Paris in a bid to meet the president.", "meet", "hypothetical"),
        ("The envoy is expected to visit Moscow next month.", "visit", "planned"),
        ("Mali managed to free the hostages.", "free", "happened"),
        ("Mali did not agree to expel the envoy.", "expel", "denied"),
        ("Talks with Mali were postponed.", "Talks", "called_off"),
        ("The minister said that Mali had expelled the envoy.", "expelled", "happened"),
        ("The accord signed by Mali in May was suspended.", "signed", "happened"),
        ("Mali cancelled the accord that France signed.", "signed", "happened"),
        ("Mali did not fail to capture the town.", "capture", "happened"),
        ("Mali wants to begin talks with Chad.", "talks", "hypothetical"),
        ("Mali refused to free the hostages after Chad expelled the envoy.", "expelled", "happened"),
        ("Mali threatened Chad with war when Chad massed tanks on the border.", "massed", "happened"),
    ],
)
def test_what_a_clause_says_of_its_act(text: str, word: str, status: str) -> None:
    tree = tree_of(text)
    assert status_of(tree, at(tree, word))[0] == status


def test_the_deciding_words_are_told() -> None:
    tree = tree_of("Mali will expel the envoy.")
    assert status_of(tree, at(tree, "expel")) == ("planned", "will")
    tree = tree_of("Mali expelled the envoy.")
    assert status_of(tree, at(tree, "expelled")) == ("happened", "")


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The presidents of Kenya and Uganda will meet in Nairobi on Friday.", "CONSULT", "planned"),
        ("Sudan's foreign minister is expected to visit Moscow next month.", "CONSULT", "planned"),
        ("Talks between Ethiopia and Sudan will begin on Monday.", "CONSULT", "planned"),
        ("The two ministers are to meet the Chadian president in Abeche next week.", "CONSULT", "planned"),
        ("Ethiopia is holding talks with Egypt in Kinshasa.", "CONSULT", "ongoing"),
        ("Talks between Turkey and Greece were postponed.", "CONSULT", "called_off"),
        ("A meeting between Turkey and Greece was planned for Monday, although this was cancelled.", "CONSULT", "called_off"),
        ("Iran did not attack the tanker.", "ASSAULT", "denied"),
        ("Algeria has not recalled its ambassador from Paris.", "SANCTION", "denied"),
        ("No agreement was signed between Sudan and Ethiopia.", "SUPPORT", "denied"),
        ("Mali's decision to expel the French ambassador angered Paris.", "SANCTION", "planned"),
    ],
)
def test_the_status_of_a_claim(text: str, kind: str, status: str) -> None:
    assert one(text, kind).status == status


@pytest.mark.parametrize(
    "text",
    [
        "Mali might expel the French ambassador.",
        "If Mali expels the French ambassador, Paris will respond.",
        "Uganda could send troops to Somalia.",
        "Germany wants to expel two Russian diplomats.",
        "The prospect of a raid on the port worries traders in Kenya.",
    ],
)
def test_what_is_only_spoken_of_is_not_kept(text: str) -> None:
    assert summaries(text) == []


def test_what_is_appointed_is_to_come_however_sure_the_heads_are() -> None:
    told = "The visit came as talks between Libyan rivals were set to restart Friday evening in Rabat."
    assert summaries(told) == ["CONSULT LBY > - planned"]


@pytest.mark.parametrize(
    "text",
    [
        "The cell plotted to bomb a mosque in Lima, then attack the Chilean embassy.",
        "The rebels planned to seize the bridge and attack the Malian army.",
    ],
)
def test_what_is_plotted_beside_another_plot_is_no_deed(text: str) -> None:
    assert {status for *_, status in map(str.split, summaries(text))} <= {"planned"}


def test_a_purpose_is_no_act() -> None:
    assert [told.split()[0] for told in summaries("The Egyptian envoy travelled to Khartoum to meet the Sudanese premier.")] == ["CONSULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji will give Vanuatu two patrol boats to guard its fishing grounds.",
        "Ecuador will send Peru two hundred doctors on 5 July.",
    ],
)
def test_what_will_or_would_be_done_has_not_happened_whatever_the_heads_think(text: str) -> None:
    assert one(text, "AID").status == "planned"
