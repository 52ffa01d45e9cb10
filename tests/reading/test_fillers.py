"""Parties inside words that are none themselves."""
from __future__ import annotations

import pytest

from attache.reading.arguments import Arguments
from attache.reading.fillers import Fillers
from tests.reading.coded import at, page_state


def fillers(text: str) -> Fillers:
    """The fillers of a text's first sentence."""
    state = page_state(text).sentences[0]
    return Fillers(state.tree, state.parties, Arguments(state.tree))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ghana signed a deal with Chad.", "deal", [("TCD", "GOV")]),
        ("Iran's demand angered Ghana.", "demand", [("IRN", "GOV")]),
        ("Ghana met Libyan rivals.", "rivals", [("LBY", "UNK")]),
        ("The weather in Ghana improved.", "weather", [("GHA", "GOV")]),
        ("The weather improved.", "weather", []),
        ("Ghana answered comments made by Chad and Iran.", "comments", [("TCD", "GOV"), ("IRN", "GOV")]),
        ("Ghana rejected a truce brokered by Chad.", "truce", []),
        ("Chad joined the US-led war against Iraq.", "war", [("USA", "GOV")]),
        ("Chad reopened its border with Sudan.", "border", [("SDN", "GOV")]),
        ("Chad left a Malian hill post.", "post", [("MLI", "GOV")]),
        ("The shelling of targets in Jericho went on.", "targets", []),
    ],
)
def test_parties_inside_a_noun(text: str, word: str, expected: list[tuple[str, str]]) -> None:
    found = fillers(text)
    assert [(party.country, party.sector) for party in found.inner(at(found.tree, word))] == expected


def test_only_a_slot_that_may_leave_it_implied_looks_inside() -> None:
    found = fillers("Ghana signed a deal with Chad.")
    node = at(found.tree, "deal")
    assert found.parties_at(node, places=False, event_noun=False, implied=False) == []
    assert [party.country for party in found.parties_at(node, places=False, event_noun=False)] == ["TCD"]


def test_a_town_inside_stands_for_its_state_where_places_may() -> None:
    found = fillers("The shelling of targets in Jericho went on.")
    node = at(found.tree, "targets")
    assert [party.country for party in found.parties_at(node, places=True, event_noun=False)] == ["PSE"]
    assert found.parties_at(node, places=False, event_noun=False) == []


def test_a_further_office_is_no_second_person() -> None:
    found = fillers("Omar Hamdan UNITA chairman and leader of the mission blamed Luanda.")
    named = found.parties_at(at(found.tree, "Omar"), places=False, event_noun=False)
    assert [party.name for party in named] == ["Omar Hamdan"]
