"""Whose people somebody is: the sector of a spokesman, a delegate or a soldier is that of whoever has them.

In: the parties of a sentence, a noun and the sector its own word gives it. Out: the owner's `Sector`, or None where the word's own stays.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from attache.model import Party, Sector
from attache.reading.mentions import STATES

if TYPE_CHECKING:
    from attache.reading.parties import Parties

PICKED = frozenset({
    "member", "head", "chief", "leader", "spokesman", "spokeswoman", "spokesperson", "official", "envoy", "representative", "delegate",
    "staff", "negotiator", "commander", "officer", "inspector", "monitor", "observer", "secretary-general", "boss", "deputy", "judge",
    "prosecutor", "employee", "expert", "minister", "wing", "arm", "branch", "president", "chairman", "chairwoman", "chair", "director",
    "activist", "campaigner", "fighter", "militant", "volunteer",
})
_PRIVATE = frozenset({"CVL", "UNK"})
_WITH_MEN = frozenset({"MIL", "REB", "COP", "CRM"})
_OF_ANYBODY = frozenset({"GOV", "IGO"})  # spokesmen, presidents and secretaries-general are of whoever has them
_BODIES = frozenset({"PTY", "OPP", "NGO", "REB", "CRM", "BUS", "MED", "REL"})
_NO_STATES = frozenset({"REB", "CRM", "IGO"})  # their soldiers are no state's


def owners_sector(parties: Parties, index: int, own: Sector) -> Sector | None:
    """By a noun before it ("union representatives"), else by whose it is ("the rebels' spokesman", "its forces", "his deputy")."""
    tree = parties.tree
    if tree.lemma(index) in PICKED:
        told = next((sector for node in tree.children(index, "compound") if (sector := parties.sector_of(node))), None)
        if told is not None:
            return told
    owners = (party for node in tree.children(index, "nmod:poss") if (party := _owner(parties, node)) is not None)
    return next((owner.sector for owner in owners if _shares(tree.lemma(index), own, owner.sector)), None)


def _owner(parties: Parties, node: int) -> Party | None:
    """A body or person; what a state has keeps the sector of its own word."""
    entity = parties.mentions.entity_at(node)
    return parties.at(node) if entity is None or entity.entry.kind not in STATES else None


def _shares(noun: str, own: Sector, owner: Sector) -> bool:
    """Whether what the noun names is of the owner's sector."""
    if owner in _PRIVATE:
        return False
    if noun == "party" and owner == "OPP":
        return True
    if noun in PICKED and own != "LEG":
        return True
    if own in _OF_ANYBODY and owner in _BODIES:
        return True
    return (noun == "man" and owner in _WITH_MEN) or (own == "MIL" and owner in _NO_STATES)
