"""Places that stand for their states: "Rombu", "the Malian town of Rombu", where something is done.

In: the parties of a sentence and a noun, or a party. Out: the token that names a place, a country, or whether the party is a place.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from attache.model import Party
from attache.reading.gazetteer import PLACE_KINDS
from attache.reading.mentions import STATES

if TYPE_CHECKING:
    from attache.reading.parties import Parties

_SETTLEMENTS = frozenset({
    "town", "city", "village", "district", "suburb", "region", "province", "island", "valley", "governorate",
})
AT = frozenset({"in", "at", "near", "outside", "inside", "across", "around"})
_PLACES = PLACE_KINDS | STATES - {"demonym"}


def named_place(parties: Parties, noun: int) -> int:
    """The name behind a noun for a place ("the town of Rombu"), else the noun itself."""
    tree = parties.tree
    if tree.lemma(noun) not in _SETTLEMENTS:
        return noun
    named = (child for child in tree.children(noun, "nmod", "appos") if tree.case(child) in {"", "of"})
    return next((child for child in named if tree.tokens[child].upos == "PROPN"), noun)


def is_place(parties: Parties, party: Party) -> bool:
    """Whether a place of the sentence, a state included, names the party."""
    mentions = parties.mentions
    places = (entity for entity in mentions.entities if entity.entry.kind in _PLACES)
    return any(mentions.text(entity.first, entity.last) == party.name for entity in places)


def scene_of(parties: Parties, noun: int) -> str | None:
    """The country where something is done to a noun: "bombed rebel camps in the forests of Congo"."""
    tree = parties.tree
    if tree.label(noun) not in {"obj", "nsubj:pass"}:
        return None
    scenes = (scene for scene in tree.children(tree.head(noun), "obl") if tree.case(scene) in AT)
    entities = (parties.mentions.entity_at(node) for scene in scenes for node in tree.subtree(scene))
    return next((entity.entry.country for entity in entities if entity and entity.entry.country), None)
