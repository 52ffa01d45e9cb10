"""Names spelled differently, and those that only look so."""
from __future__ import annotations

import pytest

from attache.register.names import alike, compare, name_keys, written
from attache.resources import cell_list, table
from benchmarks.people import UNSEEN, load_pairs, measure

SPELLINGS = [
    (row["tradition"], cell, expected) for row in table("name_spellings") for column, expected in (("same", True), ("different", False))
    for cell in cell_list(row[column])
]


@pytest.mark.parametrize(("tradition", "words", "expected"), SPELLINGS)
def test_examples_of_spelling_rules(tradition: str, words: str, expected: bool) -> None:
    one, other = (written(word.strip()).words[0] for word in words.split("="))
    assert alike(one, other, () if tradition == "any" else (tradition,)) is expected


@pytest.mark.parametrize("row", table("name_variants"), ids=lambda row: row["forms"][:20])
def test_forms_of_a_name_are_alike_where_their_tradition_holds(row: dict[str, str]) -> None:
    first, *rest = cell_list(row["forms"])
    for form in rest:
        assert alike(first, form, (row["tradition"],) if row["tradition"] else ())


@pytest.mark.parametrize("row", table("name_words"), ids=lambda row: row["kind"])
def test_words_that_are_no_names_leave_none(row: dict[str, str]) -> None:
    assert written(row["example"]).words


@pytest.mark.parametrize(("one", "other", "country", "how"), [
    ("Assimi Goïta", "Assimi Goita", "MLI", "same"),
    ("Khalifa Haftar", "Khalifa Hifter", "LBY", "spelled"),
    ("Nicolás Maduro", "Nicolás Maduro Moros", "VEN", "fuller"),
    ("J. Kelly", "John Kelly", "IRL", "initial"),
    ("Haftar", "Khalifa Hifter", "LBY", "family"),
    ("Peter Hansen", "Peter Hanson", "DNK", "different"),
    ("Ali Hassan", "Ali Hussein", "IRQ", "different"),
    ("George W. Bush", "George H. W. Bush", "USA", "different"),
    ("John Brenn Jr.", "John Brenn Sr.", "USA", "different"),
    ("Ban Ki-moon", "Ban Kimoon", "KOR", "same"),
    ("Orbán Viktor", "Viktor Orban", "HUN", "same"),
    ("Abd al-Aziz Farah", "Abdulaziz Farah", "YEM", "same"),
    ("", "", None, "same"),
    ("'", "Ali", None, "different"),
])
def test_how_names_compare(one: str, other: str, country: str | None, how: str) -> None:
    assert compare(one, other, country).how == how
    assert compare(other, one, country).how == how


def test_spelling_varies_only_where_letters_are_carried_over() -> None:
    assert compare("Omar Saleh", "Omar Salih", "DNK").how == "different"
    assert compare("Omar Saleh", "Umar Saleh", "YEM").how == "spelled"


def test_names_that_are_alike_share_a_key() -> None:
    assert set(name_keys("Muammar Gaddafi", "LBY")) & set(name_keys("Moammar Kadhafi"))
    assert name_keys("'") == []
    assert set(name_keys("Haftar")) & set(name_keys("Khalifa Hifter", "LBY"))


def test_pairs_are_told_apart_and_together_as_well_as_before() -> None:
    scores = measure(load_pairs())
    assert scores["f1"] >= 0.98
    assert scores["found_by_key"] == 1.0
    assert measure(load_pairs(UNSEEN))["f1"] >= 0.9
