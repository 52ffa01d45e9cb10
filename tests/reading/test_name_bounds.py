"""Persons' names begin and end where they do on the page, whatever the name finder took."""
from __future__ import annotations

import pytest

from attache.model import Name, Sentence, Token
from attache.reading.gazetteer import Gazetteer
from attache.reading.name_bounds import bounded
from tests.reading.coded import tree_of


def sentence(text: str, found: str) -> Sentence:
    """A sentence of blank-parted tokens, of which the words `found` are taken for a person's name; "_" joins tokens without a space."""
    tokens, start = [], 0
    for piece in text.split(" "):
        for part in piece.split("_"):
            tokens.append(Token(start, start + len(part), part, "PROPN", "NNP", "dep", 0, part))
            start += len(part)
        start += 1
    words, name = [token.text for token in tokens], found.replace("_", " ").split()
    first = next(i for i in range(len(words)) if words[i : i + len(name)] == name)
    return Sentence(start=0, end=start, tokens=tuple(tokens), names=(Name(first, first + len(name), "PER"),))


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Brig Gen Peter Otieno resigned", "Brig Gen Peter Otieno", "Peter Otieno"),
        ("Engineer Sule Gwarza resigned", "Engineer Sule Gwarza", "Sule Gwarza"),
        ("spokesman P.D.K. Otieno resigned", "Otieno", "P.D.K. Otieno"),
        ("U.S. Otieno resigned", "Otieno", "Otieno"),
        ("Peter Otieno UNITA secretary resigned", "Peter Otieno UNITA", "Peter Otieno"),
        ("President Park Min_-_soo resigned", "Park Min", "Park Min - soo"),
        ("President Park Min_-_soo resigned", "Park Min_-", "Park Min - soo"),
        ("the Park Min_-_led party resigned", "Park Min", "Park Min"),
        ("the Otieno_-_era law fell", "Otieno", "Otieno"),
        ("Sheikh Hassan Odeh resigned", "Sheikh Hassan Odeh", "Sheikh Hassan Odeh"),
        ("General Otieno resigned", "General Otieno", "Otieno"),
        ("Peter Otieno resigned", "Peter Otieno", "Peter Otieno"),
    ],
)
def test_the_name_without_what_ran_into_it(text: str, found: str, expected: str) -> None:
    corrected = bounded(sentence(text, found), Gazetteer.load())
    [name] = corrected.names
    assert " ".join(token.text for token in corrected.tokens[name.first : name.last]) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Amir freed them.", []),
        ("The newspaper La Ola accused the minister.", ["ORG"]),
        ("South Korea's Unification Minister Park Min-soo said the talks would resume.", ["LOC", "PER"]),
    ],
)
def test_offices_are_no_names_and_bodies_no_persons(text: str, kinds: list[str]) -> None:
    given = tree_of(text).sentence
    assert [name.kind for name in bounded(given, Gazetteer.load()).names] == kinds


def test_names_of_places_stay() -> None:
    given = sentence("General Otieno resigned", "General Otieno")
    place = Sentence(start=0, end=given.end, tokens=given.tokens, names=(Name(0, 2, "LOC"),))
    assert bounded(place, Gazetteer.load()) is place
