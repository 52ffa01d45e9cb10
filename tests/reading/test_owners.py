"""Whose people somebody is tells their sector."""
from __future__ import annotations

import pytest

from tests.reading.coded import at, page_state


@pytest.mark.parametrize(
    ("text", "word", "sector"),
    [
        ("The rebels' spokesman rejected the offer in Chad.", "spokesman", "REB"),
        ("The army's chief resigned in Chad.", "chief", "MIL"),
        ("Union representatives met the minister in Accra.", "representatives", "NGO"),
        ("Kenya's security chief resigned.", "chief", "SPY"),
        ("Kenya's ambassador resigned.", "ambassador", "GOV"),
    ],
)
def test_sector(text: str, word: str, sector: str) -> None:
    parties = page_state(text).sentences[-1].parties
    party = parties.at(at(parties.tree, word))
    assert party is not None
    assert party.sector == sector
