"""Bodies that no table names: their sector from the words of the name or from the body beside them, their state from their modifiers.

In: the parties of a sentence and the index of a noun. Out: a `Party`, or None where the noun is part of no body's name. A short form of a
name that the page gave before ("the Tigers", "the Front") is the body named then.
"""
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from attache.model import Name, Party, Sector
from attache.reading.mentions import STATES
from attache.resources import table

if TYPE_CHECKING:
    from attache.reading.parties import Parties

_MAYBE_PARTIES = frozenset({"PTY", "UNK", "REB", "MIL"})  # by the words of the name: "Movement", "Forces"


def unknown_body(parties: Parties, index: int) -> Party | None:
    """The body whose name a noun is part of, or that it is the short name of."""
    name = parties.tree.name_at(index)
    if parties.mentions.entity_at(index):
        return None
    if name is None or name.kind != "ORG":
        return _short_form(parties, Name(index, index + 1, "ORG")) if name is None else None
    text = parties.mentions.text(name.first, name.last)
    sector, country = _sector(parties, name), parties.country_of(index) or _country_inside(parties, name)
    if sector in {"UNK", "GOV"} and _is_of_bloc(parties, name):
        sector = "IGO"
    short = _short_form(parties, name) if sector == "UNK" and country is None else None
    return short or Party(text, country or (None if sector == "IGO" else parties.cast.focus()), sector)


def _short_form(parties: Parties, name: Name) -> Party | None:
    """The body named before with the same words: "the Tigers" after the Liberation Tigers."""
    tokens = parties.tree.tokens[name.first : name.last]
    if any(token.upos != "PROPN" or not token.text[:1].isupper() for token in tokens):
        return None
    words = frozenset(token.text.lower() for token in tokens)
    return parties.cast.last_short((parties.tree.number, name.first), words)


def _sector(parties: Parties, name: Name) -> Sector:
    """By the words of a body's name, or of what it is called before it: "the opposition alliance Green Dawn"."""
    text = parties.mentions.text(name.first, name.last)
    sector = _by_words(text)
    stance = parties.stance(name.first, name.last, text) if sector in _MAYBE_PARTIES else sector
    if stance == "OPP" or sector != "UNK":
        return "OPP" if stance == "OPP" else sector
    return _described(parties, name) or _beside(parties, name.last - 1)


def _described(parties: Parties, name: Name) -> Sector | None:
    """By the noun it stands behind: "the newspaper La Ola"."""
    noun, inside = name.first - 1, range(name.first, name.last)
    tied = noun >= 0 and (parties.tree.head(noun) in inside or any(parties.tree.head(index) == noun for index in inside))
    return parties.sector_of(noun) if tied and parties.tree.tokens[noun].upos == "NOUN" else None


def _beside(parties: Parties, index: int) -> Sector:
    """"Amnesty International and Open Harbour": a body nothing is known of is what the body beside it is."""
    first = parties.tree.first_conjunct(index)
    entity = parties.mentions.entity_at(first) if first != index else None
    return entity.entry.sector or "UNK" if entity is not None and entity.entry.kind not in STATES else "UNK"


def _is_of_bloc(parties: Parties, name: Name) -> bool:
    """"United Nations Harbour Agency"."""
    found = (parties.mentions.entity_at(index) for index in range(name.first, name.last))
    return any(entity is not None and entity.entry.sector == "IGO" for entity in found)


def _country_inside(parties: Parties, name: Name) -> str | None:
    found = (parties.mentions.entity_at(index) for index in range(name.first, name.last))
    return next((entity.entry.country for entity in found if entity and entity.entry.country), None)


def _by_words(name: str) -> Sector:
    words = name.lower().split()
    return next((sector for word, sector in _words() if word in words), "UNK")


@cache
def _words() -> tuple[tuple[str, Sector], ...]:
    return tuple((row["word"], cast("Sector", row["sector"])) for row in table("name_sectors"))  # the table's test checks the sectors
