"""Names for the sides of a standing relation: states by their name, bodies and persons by their full name, groups by their description.

In: a tree with its mentions and parties, a token index, the sorts a rule allows there. Out: `Named`, or None where the words name nothing
of those sorts: a bare common noun ("forces", "the talks") names nobody.
"""
from __future__ import annotations

from msgspec import Struct

from attache.language.tokens import tokenize
from attache.model import Sector
from attache.reading.anaphora import descriptions
from attache.reading.cast import Cast
from attache.reading.gazetteer import Entry
from attache.reading.mentions import STATES, Entity, Mentions
from attache.reading.parties import Parties
from attache.reading.relation_rules import Sort
from attache.reading.tree import Tree

_PLACES = frozenset({"city", "region", "island", "place", "capital"})
_PARTIES: frozenset[Sector] = frozenset({"PTY", "REB", "OPP", "CRM"})
_RULERS = frozenset({"government", "administration", "cabinet", "authority", "regime"})
_OPENING = frozenset({'"', "“", "«", "'", "‘", "``"})
_CLOSING = frozenset({'"', "”", "»", "'", "’", "''"})
_PARTS = frozenset({"part", "third", "half", "quarter", "most", "much", "rest", "all", "swathe", "swath"})
_KINDS = frozenset({"group", "movement", "organisation", "organization", "network", "party", "alliance", "coalition", "faction"})
_HALVES = frozenset({"North", "South", "East", "West"})
_DESCRIBING = ("compound", "amod", "nmod:poss", "nmod:desc")


class Named(Struct, frozen=True):
    """A party by name, and the tokens first..last (exclusive) that name it here."""

    name: str
    sort: Sort
    first: int
    last: int


class Namer:
    """Names the nominals of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, parties: Parties, cast: Cast) -> None:
        self.tree, self.mentions, self.parties, self.cast = tree, mentions, parties, cast

    def at(self, index: int, sorts: frozenset[Sort]) -> Named | None:
        """What the nominal headed by a token names, if it is of one of the sorts."""
        if "asset" in sorts:
            return self._asset(index)
        index = self._whole(index)
        named = self.name_at(index, sorts) or self._resolved(index, sorts) or self._group(index)
        return named if named is not None and named.sort in sorts else None

    def _whole(self, index: int) -> int:
        """"a third of the island": what a part is of; "the Hamas group": the name before the word for what it is."""
        lemma, wholes = self.tree.lemma(index), [node for node in self.tree.children(index, "nmod") if self.tree.case(node) == "of"]
        if wholes and lemma in _PARTS:
            return wholes[0]
        names = [node for node in self.tree.children(index, "compound") if self.mentions.entity_at(node)] if lemma in _KINDS else []
        return names[-1] if names else index

    def name_at(self, index: int, sorts: frozenset[Sort]) -> Named | None:
        """The proper name, of one of the sorts, that a token is part of."""
        named = (
            self._entity(self.mentions.entity_at(index), sorts) or self._person(index) or self._half(index) or self._unknown(index)
        )
        return named if named is not None and named.sort in sorts else None

    def within(self, first: int, last: int, sorts: frozenset[Sort]) -> Named | None:
        """What the tokens first..last (exclusive) name by themselves, inside a longer name."""
        match = self.parties.gazetteer.match([token.text for token in self.tree.tokens[first:last]], 0)
        if match is None or match.length != last - first:
            return None
        named = self._entity(Entity(first, last, match.entry), sorts)
        return named if named is not None and named.sort in sorts else None

    def quoted(self, first: int, sort: Sort = "body") -> Named | None:
        """The name in quotation marks that open at a token."""
        if self.tree.tokens[first].text not in _OPENING:
            return None
        for last in range(first + 1, min(first + 8, len(self.tree))):
            if self.tree.tokens[last].text in _CLOSING:
                return Named(self.mentions.text(first + 1, last), sort, first, last + 1) if last > first + 1 else None
        return None

    def is_indefinite(self, noun: int) -> bool:
        """True for "a militia": one of many, which a name would pass off as known."""
        return any(self.tree.tokens[child].text.lower() in {"a", "an", "any", "no"} for child in self.tree.children(noun, "det"))

    # -- one way of naming each -------------------------------------------------------------------------------------------------------

    def _entity(self, entity: Entity | None, sorts: frozenset[Sort]) -> Named | None:
        if entity is not None and entity.entry.kind == "demonym" and entity.entry.country is None:
            return None  # "European": a people of no one state
        if entity is None:
            return None
        sort = _sort(entity.entry, as_place="state" not in sorts or ("place" in sorts and entity.entry.kind in _PLACES))
        if sort is None:
            return None
        in_place = sort == "place" and entity.entry.kind in _PLACES
        name = self.mentions.text(entity.first, entity.last) if in_place else self._state(entity.entry)
        return Named(name, sort, entity.first, entity.last)

    def _state(self, entry: Entry) -> str:
        """An entry's own name, or that of the state it stands for."""
        return self.parties.gazetteer.state_name(entry.country) or entry.name if entry.kind in STATES and entry.country else entry.name

    def _person(self, index: int) -> Named | None:
        name = self.mentions.person_at(index)
        if name is None:
            return None
        person = self.cast.known_person(self.mentions.text(name.first, name.last))
        return Named(person.name, "person", name.first, name.last) if person else None

    def _half(self, index: int) -> Named | None:
        """"the North", "the South" after North Korea or South Sudan: the state of the page that is named so in full."""
        token = self.tree.tokens[index]
        if token.text not in _HALVES or not index or self.tree.tokens[index - 1].text.lower() != "the":
            return None
        states = (self.parties.gazetteer.state_name(country) or "" for country, _ in self.cast.countries.most_common())
        name = next((state for state in states if state.startswith(token.text + " ")), None)
        return Named(name, "state", index, index + 1) if name else None

    def _unknown(self, index: int) -> Named | None:
        """A name the gazetteer does not know: a body's, or a place's."""
        name = self.tree.name_at(index)
        if name is None or name.kind == "PER" or self.mentions.entity_at(index) is not None:
            return None
        if name.kind == "LOC":
            return Named(self.mentions.text(name.first, name.last), "place", name.first, name.last)
        first = self._name_start(name.first)
        party = self.parties.at(name.last - 1)
        sort: Sort = "party" if party is not None and party.sector in _PARTIES else "body"
        return Named(self.mentions.text(first, name.last), sort, first, name.last)

    def _name_start(self, first: int) -> int:
        """Where a body's name begins: capitalised words before it belong to it ("[Federal] Ports Authority"), a state's name does not."""
        while first > 1:
            token = self.tree.tokens[first - 1]
            if not token.text[0].isupper() or token.upos not in {"ADJ", "PROPN", "NOUN"} or self.mentions.entity_at(first - 1) is not None:
                break
            first -= 1
        return first

    def _resolved(self, index: int, sorts: frozenset[Sort]) -> Named | None:
        """"he", "its", "the kingdom", "the Moroccan government": by the name of whom they mean."""
        if self.tree.lemma(index) in _RULERS:
            return self._ruler(index)
        if self.tree.lemma(index) in descriptions():
            return self._meant(index, sorts)
        sector = self.parties.sector_of(index)
        if self.tree.tokens[index].upos != "PRON" and (sector is not None or not self.tree.children(index, "det")):
            return self._titled(index)
        return self._meant(index, sorts)

    def _meant(self, index: int, sorts: frozenset[Sort]) -> Named | None:
        """Whom a pronoun or description means, under their own name."""
        party = self.parties.at(index)
        if party is None:
            return None
        person = self.cast.known_person(party.name)
        if person is not None and person.name == party.name:
            return Named(person.name, "person", index, index + 1)
        return self._canonical(party.name, index, sorts)

    def _titled(self, index: int) -> Named | None:
        """"Field Marshal Salem Haddad": the person named right after a rank or office, or below it in the tree."""
        after = self._person(index + 1) if index + 1 < len(self.tree) else None
        if after is not None:
            return after
        person = self.parties.person(index)
        return Named(person.name, "person", index, index + 1) if person else None

    def _ruler(self, index: int) -> Named | None:
        """The state, where a word for its government has nothing but the state's name before it."""
        before = self.tree.children(index, *_DESCRIBING)
        entity = self.mentions.entity_at(before[0]) if len(before) == 1 else None
        if entity is None or entity.entry.kind not in STATES:
            return None
        return Named(self._state(entity.entry), "state", entity.first, index + 1)

    def _canonical(self, text: str, index: int, sorts: frozenset[Sort]) -> Named | None:
        """The named thing of an earlier sentence, under its own name."""
        words = [text[span.start : span.end] for span in tokenize(text, 0, len(text))]
        match = self.parties.gazetteer.match(words, 0)
        if match is None or match.length != len(words):
            return None
        sort = _sort(match.entry, as_place="state" not in sorts)
        return Named(self._state(match.entry), sort, index, index + 1) if sort else None

    def _group(self, index: int) -> Named | None:
        """"Tuareg militias", "the northern council": a group with at least one word that tells it from others."""
        token = self.tree.tokens[index]
        if token.upos not in {"NOUN", "PROPN"} or self.parties.gazetteer.collective(token.lemma.lower()) is None:
            return None
        if self.is_indefinite(index):
            return None
        phrase = self.parties.phrase(index)
        first = index
        while first and len(self.mentions.text(first, index + 1)) < len(phrase):
            first -= 1
        counted = next((at for at in range(first, index + 1) if self.tree.tokens[at].upos != "NUM"), first)
        name = phrase if counted == first else self.mentions.text(counted, index + 1)
        return Named(name, "group", counted, index + 1) if counted < index else None

    def _asset(self, index: int) -> Named | None:
        """"the largest Chinese naval base": from the name in it on; a name in quotation marks after it; bare common nouns name no asset."""
        nodes = [node for node in self.tree.subtree(index) if node >= index]
        quoted = next((name for node in nodes if (name := self.quoted(node, "asset"))), None)
        if quoted is not None:
            return quoted
        named = [entity.first for entity in self.mentions.entities if self.tree.subtree(index)[0] <= entity.first < index]
        return Named(self.mentions.text(min(named), index + 1), "asset", min(named), index + 1) if named else None


def _sort(entry: Entry, *, as_place: bool) -> Sort | None:
    if entry.kind in _PLACES and as_place:
        return "place"
    if entry.kind in STATES:
        return "place" if as_place else "state"
    if entry.kind in _PLACES:
        return None
    if entry.sector == "IGO":
        return "igo"
    return "party" if entry.sector in _PARTIES else "body"
