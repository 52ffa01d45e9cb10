"""Whose side somebody is on who holds no office: "X of the Teachers' Union", "X, a Shining Path fighter", "her Kenyan counterpart, X".

In: a tree with its mentions and parties, a person's name. Out: (word, country, sector), the surest first.
"""
from __future__ import annotations

from collections.abc import Iterator

from attache.model import Name, Sector
from attache.reading.gazetteer import Entry
from attache.reading.mentions import Mentions
from attache.reading.parties import Parties
from attache.reading.tree import Tree

TELLING_BODIES = frozenset({"IGO", "NGO", "REB", "CRM", "BUS", "MED", "PTY", "OPP"})  # their people are theirs, whatever the office
_PEERS = frozenset({"counterpart", "host", "guest", "visitor", "shadow"})  # what somebody is to another: no office, but tells a state
_MEMBERS = frozenset({
    "member", "fighter", "militant", "operative", "recruit", "supporter", "follower", "activist", "gunman", "founder", "jihadist",
    "guerrilla",
})

Allegiance = tuple[str, str | None, Sector]


def allegiances(tree: Tree, mentions: Mentions, parties: Parties, name: Name, start: int) -> Iterator[Allegiance]:
    """What the words around a name, which begins at `start` with its "Mr" or "Dr", tell of the person's side."""
    head = name_head(tree, name)
    for node in tree.children(head, "nmod"):
        body = parties.at(node) if tree.case(node) in {"of", "from"} else None
        if body is not None and mentions.person_at(node) is None:
            yield "member", body.country, body.sector
    for entry in [entry for node in tree.children(head, "appos") for entry in _joined_by(tree, mentions, node)]:
        yield "member", entry.country, entry.sector or "UNK"
    noun = described_by(tree, name, start)
    sector = parties.sector_of(noun) if noun >= 0 else None
    if sector is not None:  # "the officer, X"
        yield tree.lemma(noun), parties.country_of(noun), sector
    before = name.first - 1 - (tree.tokens[name.first - 1].text == ",")
    if before >= 0 and tree.lemma(before) in _PEERS:
        yield tree.lemma(before), parties.country_of(before), "GOV"


def described_by(tree: Tree, name: Name, start: int) -> int:
    """The noun before a name that it is an apposition of, or -1."""
    head = name_head(tree, name)
    noun = tree.head(head)
    titles = [rank for rank in tree.children(head, "nmod:desc") if rank < name.first]  # "the chief of staff, General X"
    behind_comma = tree.tokens[min(start, *titles, name.first) - 1].text == ","
    return noun if behind_comma and tree.label(head) == "appos" and 0 <= noun < name.first else -1


def name_head(tree: Tree, name: Name) -> int:
    """The word of a name that hangs on a word outside it."""
    inside = range(name.first, name.last)
    return next((index for index in inside if tree.head(index) not in inside), name.first)


def _joined_by(tree: Tree, mentions: Mentions, noun: int) -> list[Entry]:
    """The bodies that a member's description names: "a Shining Path fighter", "a founder of the League"."""
    if tree.lemma(noun) not in _MEMBERS:
        return []
    found = [mentions.entity_at(node) for node in tree.children(noun, "compound", "nmod", "amod")]
    return [entity.entry for entity in found if entity is not None and entity.entry.sector in TELLING_BODIES]
