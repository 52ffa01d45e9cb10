"""Which state a noun belongs to by its modifiers: "Malian", "Mali's", "of Mali", "in Mali", "its".

In: the parties of a sentence and the index of a noun. Out: an ISO 3166 code, or None where the noun's own words tell none.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attache.reading.parties import Parties

_COUNTRY_CASES = frozenset({"of", "in", "from", "for", "to"})
_PURPOSES = frozenset({"for", "to"})  # "reservists for the war in Ukraine" are not Ukrainian
_OWN_CASES = frozenset({"of", "from"})
SENT = frozenset({"ambassador", "envoy", "embassy", "consul", "consulate", "attaché"})  # they are in, or sent to, other states than theirs
_OTHERS = frozenset({"neighbour", "neighbor", "rival", "adversary", "foe", "enemy", "counterpart"})  # of other states than their owner
_OWNING = frozenset({"lead", "led", "run", "control", "own", "command", "dominate"})  # not "back"
_HYPHENS = frozenset({"-", "‑", "–"})
_MODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "nmod:desc", "det:poss", "flat")


def country_of(parties: Parties, index: int) -> str | None:
    """The state of the noun, which for a neighbour or rival is another than that of whoever has it."""
    tree, noun = parties.tree, parties.tree.lemma(index)
    cases = _OWN_CASES if noun in SENT else _COUNTRY_CASES
    for node in sorted(parties.parts(index, _MODIFIERS), key=parties.is_pronoun):  # "his Greek counterpart" is Greek
        if tree.label(node) == "nmod" and tree.case(node) not in cases:
            continue
        told = _told_by(parties, node)
        if told and noun in _OTHERS and tree.label(node).endswith("poss"):
            return parties.cast.another(told, (tree.number, index))
        if told:
            return told
    return None


def _told_by(parties: Parties, node: int) -> str | None:
    """The country that one modifier gives its noun."""
    label = parties.tree.label(node)
    entity = parties.mentions.entity_at(node)
    if entity and entity.entry.country:
        return entity.entry.country
    if parties.tree.tokens[node].xpos == "VBN":
        return leader_of(parties, node)
    owner = parties.at(node) if parties.is_pronoun(node) and label.endswith("poss") else None
    if owner and owner.country:
        return owner.country
    person = parties.person(node) if label in {"nmod:poss", "compound"} else None
    if person and person.country:
        return person.country
    told_inside = label in {"nmod:poss", "compound"} or (label == "nmod" and parties.tree.case(node) not in _PURPOSES)
    return country_of(parties, node) if told_inside else None


def leader_of(parties: Parties, participle: int) -> str | None:
    """The state before the hyphen of "Saudi-led"."""
    tree = parties.tree
    if tree.lemma(participle) not in _OWNING or participle < 2 or tree.tokens[participle - 1].text not in _HYPHENS:
        return None
    entity = parties.mentions.entity_at(participle - 2)
    return entity.entry.country if entity else None
