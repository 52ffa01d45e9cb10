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
