"""Places that stand for their states, and where something is done."""
from __future__ import annotations

import pytest

from attache.model import Party
from attache.reading.parties import Parties
from attache.reading.venues import is_place, named_place, scene_of
from tests.reading.coded import at, page_state


def parties_of(text: str) -> Parties:
    return page_state(text).sentences[-1].parties


@pytest.mark.parametrize(
    ("text", "noun", "named"),
    [
        ("Rebels took the Malian town of Gao.", "town", "Gao"),
        ("Rebels took the Malian village of weavers.", "village", "village"),
        ("Rebels took the palace of Gao.", "palace", "palace"),
    ],
)
def test_the_name_behind_a_noun_for_a_place(text: str, noun: str, named: str) -> None:
    parties = parties_of(text)
    assert parties.tree.tokens[named_place(parties, at(parties.tree, noun))].text == named


def test_states_and_towns_are_places_and_their_people_are_not() -> None:
    parties = parties_of("Malian soldiers left Gao for Chad.")
    assert is_place(parties, Party("Gao", "MLI", "GOV"))
    assert is_place(parties, Party("Chad", "TCD", "GOV"))
    assert not is_place(parties, Party("Malian", "MLI", "GOV"))
    assert not is_place(parties, Party("Malian soldiers", "MLI", "MIL"))


@pytest.mark.parametrize(
    ("text", "noun", "country"),
    [
        ("Ugandan jets bombed rebel camps in the forests of eastern Congo.", "camps", "COD"),
        ("Two camps were bombed in Congo by Ugandan jets.", "camps", "COD"),
        ("Ugandan jets bombed rebel camps.", "camps", None),
        ("Ugandan jets bombed rebel camps in Congo.", "jets", None),
    ],
)
def test_where_something_is_done_to_a_noun(text: str, noun: str, country: str | None) -> None:
    parties = parties_of(text)
    assert scene_of(parties, at(parties.tree, noun)) == country
