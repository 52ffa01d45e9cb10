"""Where an act took place: the place its sentence gives it, else what kind of act it is and where the page is written tell.

In: a tree with its mentions, the act's trigger, its parties. Out: a `Place` or None.
"""
from __future__ import annotations

from collections.abc import Callable

from attache.model import EventType, Party, Place
from attache.reading.mentions import Entity, Mentions
from attache.reading.scores import SPEECH_ACTS
from attache.reading.tree import Tree

_LOCATIVE = frozenset({
    "in", "at", "near", "inside", "outside", "around", "across", "along", "on", "off", "north of", "south of", "east of", "west of",
})
_PLACE_KINDS = frozenset({"country", "capital", "city", "region", "island", "place", "territory", "river", "sea"})
_STATES = frozenset({"country", "capital"})
_PLACE_NOUNS = frozenset({
    "capital", "city", "town", "village", "province", "region", "district", "state", "county", "port", "border", "coast", "north", "south",
    "east", "west", "centre", "center", "area", "suburb", "camp", "base", "island", "desert", "valley", "airport", "prison", "territory",
})
_TOWNS = frozenset({"city", "region", "island", "place"})
_AWAY = frozenset({"CONSULT", "MOBILIZE"})  # acts that a page reports from elsewhere
_MEASURES = frozenset({"COERCE", "SANCTION"})  # taken at home, whomever they hit
_ABROAD = ("embassy", "consulate", "mission")  # stand in other states than their own
_LOCAL_ACTS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})


class Scenes:
    """Places of one sentence; `home` is the country the page is written from."""

    def __init__(self, tree: Tree, mentions: Mentions, home: str | None) -> None:
        self.tree, self.mentions, self.home = tree, mentions, home

    def stated(self, trigger: int, kind: EventType) -> Place | None:
        """The nearest locative under the trigger or the predicates above it, for deeds else the nearest town: "shelled Goma"."""
        found = self._nearest(trigger, self._is_locative)
        if found is None and kind not in SPEECH_ACTS:
            found = self._nearest(trigger, self._is_town)
        return Place(self.mentions.text(found.first, found.last), found.entry.country) if found is not None else None

    def implied(
        self, kind: EventType, mode: str | None, actors: tuple[Party, ...], recipients: tuple[Party, ...],
        scene: str | None = None, past: bool = False,
    ) -> str | None:
        """The country an act must have been in when no place is told: the host's, that of whom force met in an earlier time (`past`) or
        between others than the page's own state, else where the page is written; of a page that does not say that, the one all parties are
        of, where force met its object, or `scene`, where the act told before was.
        """
        if mode == "visit" or (past and kind in _LOCAL_ACTS and _country_of(recipients)):
            return _country_of(recipients)
        every = actors + recipients
        met = tuple(party for party in recipients if not party.name.lower().endswith(_ABROAD))
        if kind == "ASSAULT" and self.home not in {party.country for party in every} and _country_of(met):
            return _country_of(met)
        if kind in _MEASURES and (self.home or kind in _LOCAL_ACTS) and _country_of(actors) and _country_of(recipients):
            return _country_of(actors)
        countries = {party.country for party in every}
        if self.home and (kind not in _AWAY or self.home in countries):
            return self.home
        if len(countries) == 1 and every[0].country:
            return every[0].country
        if kind in _LOCAL_ACTS or kind == "CONSULT" or self.home:
            return _country_of(met) or _country_of(actors) or self.home or scene
        return None

    def _nearest(self, trigger: int, fits: Callable[[Entity], bool]) -> Entity | None:
        chain = [trigger, *self.tree.ancestors(trigger)]
        ranked = [(rank, e) for e in self.mentions.entities if fits(e) and (rank := self._rank(self._head(e), chain))]
        return min(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def _is_town(self, entity: Entity) -> bool:
        return entity.entry.kind in _TOWNS and entity.entry.country is not None

    def _is_locative(self, entity: Entity) -> bool:
        if entity.entry.kind not in _PLACE_KINDS or not entity.entry.country:
            return False
        head = self._head(entity)
        case = self.tree.case(head)
        if case == "on" and entity.entry.kind in _STATES:  # "called on Iran", "sanctions on Iran"
            return False
        return case in _LOCATIVE or self._names_place_noun(head)

    def _names_place_noun(self, head: int) -> bool:
        """"in Libya's capital", "in the town of X": the noun it modifies is the place."""
        noun = self.tree.head(head)
        return noun >= 0 and self.tree.lemma(noun) in _PLACE_NOUNS and self.tree.case(noun) in _LOCATIVE

    def _head(self, entity: Entity) -> int:
        for index in range(entity.first, entity.last):
            if not entity.first <= self.tree.head(index) < entity.last:
                return index
        return entity.first

    def _rank(self, node: int, chain: list[int]) -> tuple[int, int] | None:
        """(steps up from the trigger, steps up from the place) to their meeting point; None across another verb's clause."""
        for steps, ancestor in enumerate((node, *self.tree.ancestors(node))):
            if ancestor in chain:
                return chain.index(ancestor), steps
            if self.tree.tokens[ancestor].upos == "VERB" and self.tree.label(ancestor) not in {"xcomp", "conj"}:
                return None
        return None


def _country_of(parties: tuple[Party, ...]) -> str | None:
    return next((party.country for party in parties if party.country), None)
