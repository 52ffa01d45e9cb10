"""Whose a person is that a page names by name alone."""
from __future__ import annotations

import pytest

from attache.reading.leaders import is_leader, leader
from tests.reading.coded import claims_by_rows


@pytest.mark.parametrize(
    ("name", "date", "country", "sector"),
    [
        ("Boris Johnson", "2021-05-01", "GBR", "GOV"), ("Donald Trump", "2018-03-01", "USA", "GOV"), ("Obama", "2010", "USA", "GOV"),
        ("Kofi Annan", "2003-03", None, "IGO"),
    ],
)
def test_known_by_name(name: str, date: str, country: str | None, sector: str) -> None:
    found = leader(name, date)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)
    assert found.held_on(date)


@pytest.mark.parametrize(("name", "date"), [("Aldo Brenn", "2020-01-01"), ("Obama", "1990-01-01"), ("Johnson Boris", "2021-05-01")])
def test_nobody_else(name: str, date: str) -> None:
    assert leader(name, date) is None


def test_a_full_name_only() -> None:
    assert is_leader("Vladimir Putin")
    assert not is_leader("Putin")


def test_a_leader_is_not_taken_for_a_citizen_of_what_the_page_is_about() -> None:
    ((claim, *_),) = claims_by_rows(["A scheme for Afghan refugees was rejected by Boris Johnson."])
    assert [party.country for party in claim.actors] == ["GBR"]
