"""Which state's office it is that a page gives somebody without saying whose.

In: the parties of a sentence, the name of whoever holds it, its words and sector. Out: an ISO 3166 code or None: a known leader's, the
other side's for an envoy whom a state calls in, that of the troops an officer speaks of, else where the sentence is set or what the page is
about.
"""
from __future__ import annotations

from attache.model import Name, Sector
from attache.reading.allegiance import name_head
from attache.reading.belonging import SENT
from attache.reading.leaders import leader
from attache.reading.mentions import STATES, Entity
from attache.reading.parties import Parties

_MODIFIERS = frozenset({"compound", "amod", "nmod:poss"})


def unstated_country(parties: Parties, name: Name, office: str, sector: Sector) -> str | None:
    """The country of an office given without one."""
    named = parties.mentions.text(name.first, name.last)
    told = leader(named, parties.mentions.date)
    if told is not None and told.country:
        return told.country
    known = parties.cast.known_person(named)
    if known is not None and known.country:
        return known.country
    return _by_deed(parties, name, office, sector) or _by_place(parties, name)


def _by_deed(parties: Parties, name: Name, office: str, sector: Sector) -> str | None:
    """"The minister called in Ambassador X" is of another state; "Kenyan troops lost two men, Colonel X said" of the troops'."""
    tree, head = parties.tree, name_head(parties.tree, name)
    if tree.label(head) == "obj" and not SENT.isdisjoint(office.split()):
        subject = tree.child(tree.head(head), "nsubj")
        caller = parties.at(subject) if subject >= 0 else None
        return parties.cast.another(caller.country, (tree.number, name.first)) if caller is not None and caller.country else None
    if sector == "MIL" and tree.label(head).startswith("nsubj"):
        states = (e for e in parties.mentions.entities if e.entry.kind in STATES and tree.label(e.last - 1) in _MODIFIERS)
        return next((e.entry.country for e in states if parties.sector_of(tree.head(e.last - 1)) == "MIL"), None)
    return None


def _by_place(parties: Parties, name: Name) -> str | None:
    if parties.tree.label(name_head(parties.tree, name)).startswith("nsubj"):
        return parties.cast.focus(_told_about(parties, name))
    return _scene(parties, name) or parties.cast.focus()


def _told_about(parties: Parties, name: Name) -> frozenset[str]:
    """The states that a clause's subject deals with: hardly the own one."""
    tree = parties.tree
    clause = tree.clause(name_head(tree, name))
    behind = [
        e for e in parties.mentions.entities
        if e.first >= name.last and e.entry.kind in STATES and not _is_subject(parties, e) and tree.clause(e.last - 1) == clause
    ]
    return frozenset(entity.entry.country for entity in behind if entity.entry.country)


def _scene(parties: Parties, name: Name) -> str | None:
    entities = parties.mentions.entities
    for entity in reversed(entities):
        node = entity.last - 1
        if entity.first < name.first and entity.entry.kind in STATES | {"city"} and parties.tree.label(node) in {"obj", "obl"}:
            return entity.entry.country
    behind = [e for e in entities if e.last <= name.first and e.entry.country and not _is_subject(parties, e)]
    return behind[-1].entry.country if behind else None


def _is_subject(parties: Parties, entity: Entity) -> bool:
    return any(parties.tree.label(index).startswith("nsubj") for index in range(entity.first, entity.last))
