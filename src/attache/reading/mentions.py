"""Who and what a sentence names: gazetteer entries and persons' names, as token spans.

In: a tree and the gazetteer. Out: `Mentions`, looked up by token. A person's name is never read as the country inside it ("Jordan
Peters"), and a country is never taken for a person because the name finder thought so.
"""
from __future__ import annotations

from functools import cache

from msgspec import Struct, structs

from attache.model import Name
from attache.reading.gazetteer import Entry, Gazetteer
from attache.reading.leaders import is_leader
from attache.reading.tree import Tree
from attache.resources import cell_list, table

STATES = frozenset({"country", "demonym", "capital", "metonym", "territory"})
_UNITS = frozenset({"province", "state", "region", "district", "governorate", "county", "city", "island", "valley", "prefecture"})
_LINKS = frozenset({"of", "the", "in", "for", "and", "de", "-"})


class Entity(Struct, frozen=True):
    """A gazetteer entry at tokens first..last (exclusive)."""

    first: int
    last: int
    entry: Entry


class Mentions:
    """The named things of one sentence; `date` is the page's, since names change what they stand for."""

    def __init__(self, tree: Tree, gazetteer: Gazetteer, date: str | None = None) -> None:
        self.tree, self.date = tree, date
        words = [token.text for token in tree.tokens]
        self.entities = tuple(_entities(tree, words, gazetteer, date))
        self._entity_at = {index: entity for entity in self.entities for index in range(entity.first, entity.last)}
        named = (part for name in tree.sentence.names if name.kind == "PER" for part in _parts(name, words))
        self.persons = tuple(name for name in named if self._is_person(name))
        self._person_at = {index: name for name in self.persons for index in range(name.first, name.last)}

    def entity_at(self, index: int) -> Entity | None:
        """The entry a token is part of."""
        return self._entity_at.get(index)

    def person_at(self, index: int) -> Name | None:
        """The person's name a token is part of."""
        return self._person_at.get(index)

    def text(self, first: int, last: int) -> str:
        """The words of a token range as the page spells them."""
        return self.tree.words(list(range(first, last)))

    def _is_person(self, name: Name) -> bool:
        covering = [self.entity_at(index) for index in range(name.first, name.last)]
        return not any(entity and entity.first <= name.first and entity.last >= name.last for entity in covering)


def _parts(name: Name, words: list[str]) -> list[Name]:
    """The name without the agency of a picture that ran into it ("GETTY Aldo Brenn waves"); two leaders' names run together as two."""
    if name.last - name.first > 1 and words[name.first].isupper() and words[name.first].lower() in _picture_agencies():
        name = structs.replace(name, first=name.first + 1)
    for middle in range(name.first + 2, name.last - 1):
        if is_leader(" ".join(words[name.first : middle])) and is_leader(" ".join(words[middle : name.last])):
            return [structs.replace(name, last=middle), structs.replace(name, first=middle)]
    return [name]


@cache
def _picture_agencies() -> frozenset[str]:
    """Agencies by the names they sign pictures with, lower case."""
    agencies = (row for row in table("agencies") if row["kind"] != "outlet")
    return frozenset(name.lower() for row in agencies for name in (row["name"], *cell_list(row["aliases"])))


def _entities(tree: Tree, words: list[str], gazetteer: Gazetteer, date: str | None) -> list[Entity]:
    found: list[Entity] = []
    at = 0
    while at < len(words):
        match = gazetteer.match(words, at)
        behind = bool(found) and found[-1].last == at  # "United Nations World Food Programme"
        if match is None or _inside_longer_name(tree, at, at + match.length, behind=behind):
            at += 1
            continue
        found.append(Entity(at, at + match.length, match.on(date)))
        at += match.length
    return found


def _inside_longer_name(tree: Tree, first: int, last: int, *, behind: bool) -> bool:
    """True where the words are part of a longer person's name, or of a name of a body that starts before them; `behind` another name there
    may be one of their own.
    """
    name = tree.name_at(first)
    if name is None or (name.first >= first and name.last <= last):
        return False
    if name.kind == "LOC":  # "Korean Peninsula", but not "Rabat, Morocco"
        return name.last > last and tree.tokens[last].upos == "PROPN" and tree.tokens[last].text.lower() not in _UNITS
    if name.kind == "ORG" and name.first < first and name.last == last:  # "Real Madrid", but "Government of Mali"
        return not behind and tree.tokens[first - 1].text.lower() not in _LINKS
    return name.kind == "PER" or (name.kind == "ORG" and name.first < first and name.last > last)
