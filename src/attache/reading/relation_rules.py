"""The patterns of standing relations, read from `relations.tsv`.

In: the table. Out: `Rule` records, indexed by kind and trigger word. A row that cannot be understood raises ValueError naming its trigger:
a broken table must not load.
"""
from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from msgspec import Struct

from attache.resources import cell_list, table

Kind = Literal["compound", "title", "mutual", "possessed", "noun", "regarded", "predicate"]
Sort = Literal["state", "igo", "party", "body", "group", "person", "place", "asset"]

PREDICATES = frozenset(
    {"ally_of", "supplies_arms_to", "backs", "member_of", "part_of", "led_by", "based_in", "hosts", "rival_of", "recognises"}
)
_SLOTS: dict[Kind, frozenset[str]] = {
    "compound": frozenset({"prefix", "head"}),
    "title": frozenset({"holder", "owner"}),
    "mutual": frozenset({"first", "second"}),
    "possessed": frozenset({"holder", "owner"}),
    "noun": frozenset({"holder", "owner"}),
    "regarded": frozenset({"holder", "owner"}),
    "predicate": frozenset({"nsubj", "subj", "obj", "to", "with", "in", "of", "by"}),
}


class Side(Struct, frozen=True):
    """One side of a relation: the slot that fills it, and the sorts of party that may."""

    slot: str
    sorts: frozenset[Sort]


class Rule(Struct, frozen=True):
    """One row. `needs`: words of which one must be the verb's object or stand before the noun; `never`: words that bar the rule as head of
    a filler or before the noun.

    `tense`: "perfect" where "has led" stands as "leads" does, "any" where what was stays so ("was founded by").
    """

    kind: Kind
    triggers: tuple[str, ...]
    predicate: str
    subject: Side
    object: Side
    tense: str
    needs: frozenset[str]
    never: frozenset[str]

    def side(self, slot: str) -> Side:
        """The side that a slot fills."""
        return self.subject if self.subject.slot == slot else self.object


@cache
def rules(kind: Kind) -> dict[str, tuple[Rule, ...]]:
    """The rules of a kind by trigger word, in the table's order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for row in table("relations"):
        if row["kind"] == kind:
            rule = read_rule(row)
            for trigger in rule.triggers:
                found[trigger] = (*found.get(trigger, ()), rule)
    return found


def read_rule(row: dict[str, str]) -> Rule:
    """The rule of a row. Raises ValueError naming the row where a cell cannot be understood."""
    kind = next((kind for kind in _SLOTS if kind == row["kind"]), None)
    triggers = cell_list(row["trigger"])
    if kind is None or not triggers:
        raise ValueError(f"relations.tsv: {row['kind']} {row['trigger']}: no such kind or no trigger")
    if row["predicate"] not in PREDICATES and not row["predicate"].startswith("other:"):
        raise ValueError(f"relations.tsv: {row['trigger']}: no predicate {row['predicate']}")
    if row["tense"] not in {"", "perfect", "any"}:
        raise ValueError(f"relations.tsv: {row['trigger']}: no tense {row['tense']}")
    return Rule(
        kind, triggers, row["predicate"], _side(row["subject"], kind), _side(row["object"], kind), row["tense"],
        _words(row["needs"]), _words(row["never"]),
    )


def _words(cell: str) -> frozenset[str]:
    """The words of a cell; `@weapon` stands for the members of a class of `noun_classes.tsv`."""
    classes = {f"@{row['class']}": cell_list(row["members"]) for row in table("noun_classes")}
    return frozenset(word for named in cell_list(cell) for word in classes.get(named, (named,)))


def _side(cell: str, kind: Kind) -> Side:
    """A side written `slot: sort | sort`."""
    slot, _, sorts = cell.partition(":")
    known: dict[str, Sort] = {sort: sort for sort in get_args(Sort)}
    named = cell_list(sorts)
    if slot not in _SLOTS[kind] or not named or not set(named) <= known.keys():
        raise ValueError(f"relations.tsv: {kind}: cannot read the side {cell!r}")
    return Side(slot, frozenset(known[sort] for sort in named))
