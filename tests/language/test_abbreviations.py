from __future__ import annotations

import pytest

from attache.language.abbreviations import opens_sentence, stop_of
from attache.language.sentences import split
from attache.resources import cell_list, table

ABBREVIATIONS = table("abbreviations")
FORMS = [(form, row["stop"]) for row in ABBREVIATIONS for form in cell_list(row["forms"])]


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text, 0, len(text))]


@pytest.mark.parametrize("row", [*ABBREVIATIONS, *table("sentence_openers")], ids=lambda row: row["example"])
def test_examples_of_the_tables_hold(row: dict[str, str]) -> None:
    expected = [part.strip() for part in row["example"].split("¦")]
    assert sentences(" ".join(expected)) == expected


def test_a_form_stands_in_one_row_only() -> None:
    forms = [form for form, _ in FORMS]
    assert sorted(set(forms)) == sorted(forms)


@pytest.mark.parametrize("form", [form for form, stop in FORMS if stop == "inside"])
def test_no_sentence_ends_after_titles_and_the_like(form: str) -> None:
    assert len(sentences(f"The letter went to {form}. The Lodge near Toure.")) == 1


@pytest.mark.parametrize("form", [form for form, stop in FORMS if stop == "before opener"])
def test_a_name_may_follow_but_an_opening_word_does_not(form: str) -> None:
    assert len(sentences(f"The letter went to {form}. Amadi Toure.")) == 1
    assert len(sentences(f"The letter went to {form}. The reply came.")) == 2


@pytest.mark.parametrize("form", [form for form, stop in FORMS if stop == "unless number"])
def test_a_number_may_follow(form: str) -> None:
    assert len(sentences(f"The letter cites {form}. 5 again.")) == 1
    assert len(sentences(f"The letter cites {form}. Police wrote it.")) == 2


def test_letter_case_counts_save_for_capitals() -> None:
    assert stop_of("Gen") == "inside"
    assert stop_of("GEN") == "inside"
    assert stop_of("gen") is None
    assert stop_of("NO") is None, "in capitals it is the word"


def test_openers_are_known_in_any_case() -> None:
    assert opens_sentence("The")
    assert opens_sentence("THE")
    assert not opens_sentence("Army")
