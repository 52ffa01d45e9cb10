"""The words of an office: where a phrase that names one begins and ends.

In: a tree with its mentions and the phrase around an office. Out: the token range of its title, without the state or body it is of.
"""
from __future__ import annotations

from msgspec import Struct

from attache.model import Sector
from attache.reading.mentions import Mentions
from attache.reading.tree import Tree

_JOINTS = frozenset({"of", "the", "in"})


class Phrase(Struct, frozen=True):
    """A stretch of tokens that names an office: `core` is the office itself."""

    first: int
    last: int
    core: tuple[int, int]
    sector: Sector


def title_range(tree: Tree, mentions: Mentions, phrase: Phrase) -> tuple[int, int]:
    """The office with its own modifiers and what it is of, up to the name of a body: "chairman of the ruling party"."""
    first, last = phrase.core
    while last + 1 < phrase.last and tree.tokens[last].text.lower() in {"of", "for", "in"}:
        named = any(mentions.entity_at(index) is not None for index in range(last + 1, min(last + 3, phrase.last)))
        end = last if named else _noun_end(tree, mentions, last + 1, phrase.last)
        if end <= last + 1:
            break
        last = end
    while first > phrase.first and tree.tokens[first - 1].upos in {"ADJ", "NOUN", "PROPN"} and mentions.entity_at(first - 1) is None:
        first -= 1
    return first, last


def _noun_end(tree: Tree, mentions: Mentions, start: int, end: int) -> int:
    """Where the noun phrase that begins at `start` ends."""
    at = start
    while at < end and mentions.entity_at(at) is None and _continues(tree, at):
        at += 1
    while at > start and tree.tokens[at - 1].text.lower() in _JOINTS:
        at -= 1
    return at


def _continues(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.upos in {"NOUN", "PROPN", "ADJ", "CCONJ"} or token.deprel == "amod" or token.text.lower() in _JOINTS
