"""What a demand or a refusal is about, by the clause it governs: help, giving way, a meeting.

In: a tree and the trigger of an act of type REQUEST or REJECT. Out: the mode that the table `wanted.tsv` gives the governed verb, or None.
"""
from __future__ import annotations

from functools import cache

from attache.reading.tree import Tree
from attache.resources import cell_list, table

_CLAUSES = ("xcomp", "ccomp", "acl", "advcl")
_INFINITIVES = frozenset({"VB", "VBP"})  # "to release", "that Chad release"


def wanted_mode(tree: Tree, trigger: int) -> str | None:
    """The mode of a demand or refusal; None where no listed verb is governed."""
    modes = (_modes().get(tree.lemma(clause)) for clause in _wanted(tree, trigger))
    return next((mode for mode in modes if mode), None)


def _wanted(tree: Tree, trigger: int) -> list[int]:
    """The verbs that a demand or refusal governs, the first of each coordination first."""
    governed = [c for c in tree.children(trigger, *_CLAUSES) if c > trigger]
    verbs = [part for clause in governed for part in tree.conjuncts(clause)]
    return [verb for verb in verbs if tree.tokens[verb].xpos in _INFINITIVES or _should(tree, verb)]


def _should(tree: Tree, verb: int) -> bool:
    return any(tree.lemma(aux) in {"should", "must"} for aux in tree.children(verb, "aux"))


@cache
def _modes() -> dict[str, str]:
    return {verb: row["mode"] for row in table("wanted") for verb in cell_list(row["verbs"])}
