"""Which state a noun belongs to by its modifiers."""
from __future__ import annotations

import pytest

from tests.reading.coded import at, page_state


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Kenya's navy sailed.", "navy", "KEN"),
        ("The navy of Kenya sailed.", "navy", "KEN"),
        ("The Kenyan navy sailed.", "navy", "KEN"),
        ("Kenya sent its navy.", "navy", "KEN"),
        ("Saudi-led forces bombed a town in Yemen.", "forces", "SAU"),
        ("A US-led coalition advanced.", "coalition", "USA"),
        ("An Iranian-backed militia advanced.", "militia", None),
        ("Ghana drafted reservists for the war in Ukraine.", "reservists", None),
        ("The French ambassador in Tunis left.", "ambassador", "FRA"),
        ("The ambassador in Tunis left.", "ambassador", None),
        ("The ambassador of Chile left.", "ambassador", "CHL"),
    ],
)
def test_by_modifiers(text: str, word: str, country: str | None) -> None:
    parties = page_state(text).sentences[-1].parties
    assert parties.country_of(at(parties.tree, word)) == country


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Haiti and Panama quarrelled. Haiti thanked its neighbour.", "neighbour", "PAN"),
        ("Chad met Sudan. Later Chad's rival attacked.", "rival", "SDN"),
        ("Greek Foreign Minister Petros Lamos met his Turkish counterpart.", "counterpart", "TUR"),
    ],
)
def test_a_neighbour_is_another_state_than_its_owner(text: str, word: str, country: str) -> None:
    parties = page_state(text).sentences[-1].parties
    assert parties.country_of(at(parties.tree, word)) == country
