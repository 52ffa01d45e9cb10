"""What a sentence names: entries of the gazetteer and persons, without taking one for the other."""
from __future__ import annotations

import pytest

from attache.model import Name
from attache.reading.gazetteer import Gazetteer
from attache.reading.mentions import Mentions
from attache.reading.person_names import name_words
from tests.reading.coded import at, drawn, page_state, tree_of


def mentions(text: str) -> Mentions:
    return Mentions(tree_of(text), Gazetteer.load(), None)


def entities(text: str) -> list[tuple[str, str | None]]:
    found = mentions(text)
    return [(found.text(entity.first, entity.last), entity.entry.country) for entity in found.entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Sudan praised Chad.", [("South Sudan", "SSD"), ("Chad", "TCD")]),
        ("The Kenyan minister left.", [("Kenyan", "KEN")]),
        ("The United Nations praised Ghana.", [("United Nations", None), ("Ghana", "GHA")]),
        ("The minister slept well.", []),
    ],
)
def test_entries_of_the_gazetteer_longest_first(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert entities(text) == expected


def test_a_unit_of_a_state_is_no_longer_name() -> None:
    text = "On Monday the rulers of Sindh province told frontier guards to search every lorry."
    mentions = page_state(text).sentences[0].mentions
    assert [(entity.entry.name, entity.entry.country) for entity in mentions.entities] == [("Sindh", "PAK")]


def test_persons_are_told_from_places() -> None:
    found = mentions("Foreign Minister Amadou Keita flew to Kampala.")
    assert [found.text(name.first, name.last) for name in found.persons] == ["Amadou Keita"]
    assert found.person_at(at(found.tree, "Keita")) == found.persons[0]
    assert found.entity_at(at(found.tree, "Kampala")) is not None
    assert found.entity_at(at(found.tree, "Keita")) is None


ROWS = """
Jordan Jordan PROPN NNP 3 nsubj
Peters Peters PROPN NNP 1 flat
left leave VERB VBD 0 root
. . PUNCT . 3 punct
"""


def test_a_country_inside_a_persons_name_is_no_country() -> None:
    tree = drawn("Jordan Peters left.", ROWS, (Name(0, 2, "PER"),))
    found = Mentions(tree, Gazetteer.load(), None)
    assert found.entities == ()
    assert found.persons == (Name(0, 2, "PER"),)


def test_a_country_taken_for_a_person_stays_a_country() -> None:
    tree = drawn("Jordan Peters left.", ROWS, (Name(0, 1, "PER"),))
    found = Mentions(tree, Gazetteer.load(), None)
    assert [entity.entry.country for entity in found.entities] == ["JOR"]
    assert found.persons == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Moussa Gali", ("moussa", "gali")),
        ("Fayez al-Nouri", ("fayez", "nouri")),
        ("Jan van Dalen", ("jan", "dalen")),
        ("Samir Ben Haddad", ("samir", "haddad")),
        ("A. B. Keita", ("a", "b", "keita")),
        ("", ()),
    ],
)
def test_the_words_of_a_name_that_tell_persons_apart(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words
