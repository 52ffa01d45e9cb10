"""Persons of the register in step with its readings and decisions."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.queries.moments import Moment
from attache.queries.people import figures, profiles
from attache.register import figures as kept_figures
from attache.register.connection import reading
from attache.register.decisions import Said
from attache.register.figures import last_office
from attache.register.store import open_register
from tests.behind import behind
from tests.samples import TALKS, PlainReader, fill, page
from tests.samples import reading as read

ONE = "A\nKhalifa Haftar is commander of Chad.\nKhalifa Haftar accused Italy.\n"
TWO = "B\nKhalifa Hifter is field marshal of Chad.\nItaly met Khalifa Hifter.\n"
MARA = Said("mara", "known")
IRISH, AMERICAN = "C\nJohn Kelly is mayor of Norway.\n", "D\nJohn Kelly is general of Peru.\n"


def people(register_path: Path, at: Moment | None = None) -> list[tuple[str, int]]:
    with reading(register_path) as register:
        return [(figure.name, figure.pages) for figure in (figures(register, at=at) if at else figures(register))]


def test_one_person_of_two_spellings_and_the_past_kept(register_path: Path) -> None:
    fill(register_path, ONE, TWO)
    assert people(register_path) == [("Khalifa Haftar", 2)]
    assert people(register_path, Moment(2)) == [("Khalifa Haftar", 1)]


def test_homonyms_stay_two(register_path: Path) -> None:
    fill(register_path, IRISH, AMERICAN)
    assert people(register_path) == [("John Kelly", 1), ("John Kelly", 1)]


def test_many_of_one_name_in_other_countries_do_not_hide_who_is_the_same(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_figures, "MOST_SEARCHED", 2)
    fill(register_path, *(ONE.replace("Chad", country) for country in ("Norway", "Peru", "Kenya")), ONE, TWO)
    assert sorted(pages for _, pages in people(register_path)) == [1, 1, 1, 2]


def test_reading_again_counts_anew(register_path: Path) -> None:
    fill(register_path, ONE, TWO)
    kept = page(TWO, "page1")
    with open_register(register_path) as register:
        register.keep(kept.page_id, *PlainReader("2/plain")(kept))
    assert people(register_path) == [("Khalifa Haftar", 2)]
    text = TWO.replace("Khalifa Hifter", "Aldo Brenn")
    with open_register(register_path) as register:
        register.keep(kept.page_id, text, read(kept, text, "3/plain"))
    assert people(register_path) == [("Aldo Brenn", 1), ("Khalifa Haftar", 1)]


def test_adding_twice_changes_nothing(register_path: Path) -> None:
    fill(register_path, ONE, TWO)
    before = rows(register_path)
    fill(register_path, ONE, TWO)
    assert rows(register_path) == before


def rows(register_path: Path) -> list[object]:
    with behind(register_path) as connection:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("bearers", "bearings", "figures", "parts")]  # noqa: S608


def test_unlink_parts_two_names_and_link_joins_them(register_path: Path) -> None:
    fill(register_path, ONE, TWO, TALKS)
    with open_register(register_path) as register:
        register.unlink("Khalifa Haftar", "Khalifa Hifter", MARA)
        assert people(register_path) == [("Aldo Brenn", 1), ("Khalifa Haftar", 1), ("Khalifa Hifter", 1)]
        linked = register.link("Khalifa Hifter", "Aldo Brenn", MARA)
        assert linked is not None
        assert sorted(pages for _, pages in people(register_path)) == [1, 2]
        register.undo(linked, MARA)
    assert people(register_path) == [("Aldo Brenn", 1), ("Khalifa Haftar", 1), ("Khalifa Hifter", 1)]


def test_a_decision_waits_for_a_name_not_yet_seen(register_path: Path) -> None:
    fill(register_path, ONE)
    with open_register(register_path) as register:
        register.unlink("Khalifa Haftar", "Khalifa Hifter", MARA)
    fill(register_path, TWO)
    assert [pages for _, pages in people(register_path)] == [1, 1]


def test_evidence_says_what_tied_a_name(register_path: Path) -> None:
    fill(register_path, ONE, TWO)
    with reading(register_path) as register:
        (profile,) = profiles(register, "haftar")
    evidence = {alias.name: alias.evidence for alias in profile.aliases}
    assert evidence["Khalifa Hifter"]["like"] == "Khalifa Haftar"
    assert evidence["Khalifa Hifter"]["evidence"] == {"country": 1.0, "career": 0.7, "name": 2.3}


def test_being_called_former_ends_that_office_only() -> None:
    general, president = ("general", "Chad", 0, "2020"), ("president", "Chad", 0, "2021")
    assert last_office([general, president, ("general", "Chad", 1, "2022")]) == president
    assert last_office([general, president, ("President", "Chad", 1, "2022")]) == ("President", "Chad", 1, "2022")
    assert last_office([]) is None
