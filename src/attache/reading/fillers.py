"""Words that fill a slot to parties, also where the filler is no party itself but names one inside.

In: a tree with its parties, token indexes of nominals. Out: `Party` records, one a conjunct: "a deal with Chad", "Iran's demand", "Russian
strikes", "the positions of the rebels".
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from attache.model import Party, Sector
from attache.reading.arguments import Arguments
from attache.reading.belonging import leader_of
from attache.reading.parties import Parties
from attache.reading.tree import Tree
from attache.resources import table

_AUTHORS = frozenset({"leader", "author", "organiser", "organizer", "mastermind", "architect", "ringleader", "instigator", "planner"})
_HELPING = frozenset({"broker", "mediate", "facilitate", "host", "chair", "monitor", "guarantee", "sponsor"})
_HEADS = frozenset({"head", "chief", "chairman", "chairwoman", "chairperson", "secretary", "member"})
_SHARED_LINES = frozenset({"border", "frontier", "boundary"})
_PERSON_ENDINGS = (
    "er", "or", "ist", "ian", "ant", "ent", "ee", "man", "woman", "people", "child", "national", "citizen", "civilian", "family",
)
_WHOSE = frozenset({"of", "by", "with", "between", "from", "against"})
_BLASTS = frozenset({  # what goes off in a state is not that state's
    "bomb", "bombing", "blast", "explosion", "attack", "strike", "airstrike", "mine", "landmine", "rocket", "missile", "shell", "drone",
    "grenade", "shooting",
})


@dataclass
class Fillers:
    """The fillers of one sentence; `speaker` is whom "we" means in it."""

    tree: Tree
    parties: Parties
    arguments: Arguments
    speaker: Party | None = None

    def parties_at(self, node: int, *, places: bool, event_noun: bool, implied: bool = True, venues: bool = True) -> list[Party]:
        """The parties of a filler; `venues` lets a place inside it stand for its state, as in "targets in Rombu"."""
        found: list[Party] = []
        for conjunct in self.tree.conjuncts(node):
            if self._is_further_office(conjunct):
                continue
            each = self.parties.each_at(conjunct, speaker=self.speaker)
            party = (self.parties.place_party(conjunct) if places else None) or (self.parties.demonym(conjunct) if event_noun else None)
            found += each or ([party] if party else self.inner(conjunct, venues=places and venues) if implied else [])
        return found

    def _is_further_office(self, node: int) -> bool:
        """The "leader" of "Omar Hamdan, chairman and leader of the mission, said": no second person."""
        first, is_office = self.tree.first_conjunct(node), self.parties.is_office(node) or self.tree.lemma(node) in _HEADS
        if first == node or not is_office or self.tree.tokens[node].xpos != "NN":
            return False
        alone = not self.tree.children(node, "det", "nmod:poss") and self.parties.person(node) is None
        return alone and self.parties.person(first) is not None

    def inner(self, node: int, *, venues: bool = False) -> list[Party]:
        """The parties inside a filler that is none itself: "a deal with Chad", "Iran's demand", "the positions of the rebels"."""
        if self.tree.tokens[node].upos not in {"NOUN", "PROPN"}:
            return []
        owners = (*self._beyond(node), *self.arguments.owners(node), *self.arguments.possessors(node))
        cases = _WHOSE if self.tree.lemma(node) in _BLASTS and not venues else _WHOSE | {"in"}
        for child in (*owners, *self.tree.children(node, "nmod")):
            if self.tree.label(child) == "nmod" and self.tree.case(child) not in cases:
                continue
            found = [p for c in self.tree.conjuncts(child) for p in self._inner_parties(c, venues=venues)]
            if not found and self.tree.label(child) == "compound":  # "two Tanzanian hill posts"
                found = self.inner(child)
            if not found and leader_of(self.parties, child):  # "the US-led war"
                found = list(self._inner_parties(child - 2, venues=False))
            if found and self.tree.label(child) in {"amod", "compound"} and self._is_group(node):
                return [Party(self.parties.phrase(node), p.country, self.sector(node) if p.sector == "GOV" else p.sector) for p in found]
            if found:
                return found
        return self._maker(node) or self._author(node)

    def _maker(self, node: int) -> list[Party]:
        """"comments made by the premier", "the plan drawn up by Egypt": whom "by" names, unless they only helped others to it."""
        made = [
            clause for clause in self.tree.children(node, "acl")
            if self.tree.tokens[clause].xpos == "VBN" and self.tree.lemma(clause) not in _HELPING
        ]
        makers = [maker for clause in made for maker in self.arguments.prepositional(clause, "by")]
        return [p for maker in makers for each in self.tree.conjuncts(maker) for p in self._inner_parties(each, venues=False)]

    def _beyond(self, node: int) -> list[int]:
        """"its border with Mali": whose border it also is tells more than whose it is."""
        if self.tree.lemma(node) not in _SHARED_LINES:
            return []
        return [child for child in self.tree.children(node, "nmod") if self.tree.case(child) == "with"]

    def _author(self, node: int) -> list[Party]:
        """"leader of a coup that overthrew …": whoever is named as the act's leader."""
        head = self.tree.head(node)
        if head < 0 or self.tree.label(node) != "nmod" or self.tree.lemma(head) not in _AUTHORS:
            return []
        named = self.tree.head(head) if self.tree.label(head) == "appos" else head
        return list(self.parties.each_at(named, speaker=self.speaker))

    def _inner_parties(self, node: int, *, venues: bool) -> tuple[Party, ...]:
        named = self.parties.demonym(node) or (self.parties.place_party(node) if venues else None)
        return self.parties.each_at(node, speaker=self.speaker) or ((named,) if named else ())

    def _is_group(self, node: int) -> bool:
        """Plural people without a sector of their own: "Libyan rivals"."""
        return self.tree.tokens[node].xpos in {"NNS", "NNPS"}

    def sector(self, node: int) -> Sector:
        """By a noun's own words; people of whom nothing is told are civilians, and what a state has or does stands for the state."""
        return self.parties.sector_of(node) or self.listed(node) or ("CVL" if self._may_be_people(node) else "GOV")

    def listed(self, node: int) -> Sector | None:
        """By the longest phrase of the table that the noun ends."""
        lemmas = [token.lemma.lower() for token in self.tree.tokens[max(0, node - 2) : node + 1]]
        known = (_sectors().get(" ".join(lemmas[start:])) for start in range(len(lemmas)))
        return next((sector for sector in known if sector), None)

    def _may_be_people(self, node: int) -> bool:
        """False for a thing of a state: "Egypt's laws", "Chinese goods"."""
        token = self.tree.tokens[node]
        if token.upos != "NOUN" or self.tree.children(node, "nummod"):
            return True
        owned = self.parties.country_of(node) is not None
        return not owned or token.lemma.lower().endswith(_PERSON_ENDINGS)


@cache
def _sectors() -> dict[str, Sector]:
    return {row["noun"]: cast("Sector", row["sector"]) for row in table("noun_sectors")}  # the tables' test checks the sectors
