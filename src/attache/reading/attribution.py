"""Who says so: the speaker a claim is attributed to when the narrator does not assert it himself.

In: a tree and an act's trigger. Out: the index of the nominal that names the speaker, or -1. Reads reported speech ("the army said that
…"), trailing reports ("…, the army said"), "according to", and reporting nouns.
"""
from __future__ import annotations

from functools import cache

from attache.reading.arguments import Arguments
from attache.reading.tree import Tree
from attache.resources import table

_SOURCE_PHRASES = frozenset({"according to", "citing", "per"})
_CLAUSE_LABELS = frozenset({"ccomp", "parataxis", "conj", "xcomp", "advcl", "acl", "obj", "nsubj", "obl", "nmod", "csubj"})


def speaker_index(tree: Tree, trigger: int) -> int:
    """The token that heads the speaker's nominal, or -1 where the narrator speaks."""
    node = trigger
    while True:
        found = _beside(tree, node, trigger)
        if found >= 0:
            return found
        head = tree.head(node)
        if head < 0 or tree.label(node).split(":")[0] not in _CLAUSE_LABELS:
            return -1
        if tree.label(node) in {"ccomp", "parataxis"} and is_reporting(tree, head):
            return _subject(tree, head)
        node = head


def _beside(tree: Tree, node: int, trigger: int) -> int:
    """A source named on a node itself: "according to X", ", X said"."""
    for child in tree.children(node):
        if child == trigger:
            continue
        label = tree.label(child)
        if label.split(":")[0] in {"obl", "nmod", "advcl"} and tree.case(child) in _SOURCE_PHRASES:
            return child
        if label == "advcl" and tree.lemma(child) == "accord":
            return next(iter(tree.children(child, "obl")), -1)
        if label == "xcomp" and (below := _beside(tree, child, trigger)) >= 0:
            return below
    return _aside(tree, node, trigger)


def _aside(tree: Tree, node: int, trigger: int) -> int:
    """A report set behind a clause or between its subject and verb: "rebels, the army said, …"."""
    for place in (node, *tree.children(node, "nsubj")):
        for child in tree.children(place, "parataxis"):
            if child != trigger and is_reporting(tree, child):
                return _subject(tree, child)
    return -1


def is_reporting(tree: Tree, index: int) -> bool:
    """True for verbs of saying."""
    return tree.lemma(index) in reporting_verbs()


def _subject(tree: Tree, verb: int) -> int:
    own = tree.children(verb, "nsubj")
    inverted = tree.children(verb, "obj", "iobj") if not own and tree.label(verb) == "parataxis" else []  # "…, said the army"
    subjects = own or inverted or Arguments(tree).subject(verb)
    return subjects[0] if subjects else -1


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of `reporting.tsv`."""
    return frozenset(row["verb"] for row in table("reporting"))
