"""When an act took place: which time expression of the sentence is its own.

In: a tree with the sentence's time expressions, the act's trigger and status. Out: a resolved `TimeMention` or None. A time belongs to the
predicate it hangs on; acts without one take that of the predicate above them, but never across reported speech or a relative clause.
"""
from __future__ import annotations

from msgspec.structs import replace

from attache.model import Status, TimeMention
from attache.reading.time_forms import Direction
from attache.reading.timex import Anchor, TimeExpression, resolve
from attache.reading.tree import Tree

_PASSES_TIME_DOWN = frozenset({"xcomp", "conj", "advcl", "obj", "nsubj", "obl", "nmod", "compound", "amod", "dep", "parataxis", "appos"})
_OPPOSITE = frozenset({"after", "before"})
_FARTHEST = 8  # steps up the tree within which a time still reaches an act


class Chronology:
    """The times of one sentence."""

    def __init__(self, tree: Tree, expressions: list[TimeExpression], anchor: Anchor) -> None:
        self.tree, self.anchor = tree, anchor
        self.expressions = [e for e in expressions if e.start >= tree.sentence.start and e.end <= tree.sentence.end]
        self._owners = [self._owner(expression) for expression in self.expressions]

    def time_of(self, trigger: int, status: Status, triggers: frozenset[int], reference: str | None = None) -> TimeMention | None:
        """The act's time. `triggers` are the sentence's other acts, which keep their own; `reference` dates the act told before."""
        found = self._counted_back(trigger, reference) or self._nearest(trigger, status, triggers, reference)
        return found or self._shared(trigger, status, triggers, reference)

    def mentions(self) -> list[TimeMention]:
        """All times of the sentence, resolved by the tense of the predicate each hangs on."""
        return [
            resolve(expression, self.anchor, direction=self._direction(owner, "happened"))
            for expression, owner in zip(self.expressions, self._owners, strict=True)
        ]

    def _nearest(self, trigger: int, status: Status, triggers: frozenset[int], reference: str | None) -> TimeMention | None:
        node, steps = trigger, 0
        while node >= 0 and steps < _FARTHEST:
            for expression, owner in zip(self.expressions, self._owners, strict=True):
                carried = owner == node if node == trigger else self._carried_by(owner, node)
                if carried and not self._belongs_to_other(expression, trigger, triggers):
                    found = resolve(expression, self.anchor, direction=self._direction(trigger, status), reference=reference)
                    if found.first:
                        return found
            if self.tree.label(node).split(":")[0] not in _PASSES_TIME_DOWN:
                return None
            node, steps = self.tree.head(node), steps + 1
        return None

    def _shared(self, trigger: int, status: Status, triggers: frozenset[int], reference: str | None) -> TimeMention | None:
        """The time of a coordinated verb that is no act of its own: "killed nine people and wounded two on Sunday"."""
        parts = (verb for verb in self.tree.conjuncts(trigger)[1:] if verb not in triggers and self.tree.tokens[verb].upos == "VERB")
        times = (self._nearest(verb, status, triggers, reference) for verb in parts)
        return next((time for time in times if time is not None), None)

    def _counted_back(self, trigger: int, reference: str | None) -> TimeMention | None:
        """The earlier act of "two days after signing …", "five years after Morocco hosted …": the later act's date less the distance."""
        marks = [m for m in self.tree.children(trigger, "mark", "case") if self.tree.lemma(m) in _OPPOSITE]
        for mark in marks:
            expression = self._ending_before(mark)
            if expression is None:
                continue
            later = self._nearest(self.tree.head(trigger), "happened", frozenset(), reference)
            date = later.first if later and later.start != expression.start else reference
            flipped = replace(expression, parts=tuple((k, _negated(v) if k == "sign" else v) for k, v in expression.parts))
            found = resolve(flipped, self.anchor, reference=date)
            if found.first:
                return found
        return None

    def _ending_before(self, mark: int) -> TimeExpression | None:
        start = self.tree.tokens[mark].start
        return next((e for e in self.expressions if e.relative in _OPPOSITE and 0 <= start - e.end <= 2), None)

    def _carried_by(self, owner: int, node: int) -> bool:
        """True for the node itself and for infinitives under it: "talks were set to restart on Friday". Not asked of an act's own node:
        "agreed to restart talks on Friday" tells when the talks are to be.
        """
        while owner != node and owner >= 0 and self.tree.label(owner) == "xcomp":
            owner = self.tree.head(owner)
        return owner == node

    def _belongs_to_other(self, expression: TimeExpression, trigger: int, triggers: frozenset[int]) -> bool:
        """True where the expression hangs directly on another act of the sentence."""
        head = self._head(expression)
        direct = self.tree.head(head)
        return direct in triggers and direct != trigger and direct not in set(self.tree.ancestors(trigger))

    def _owner(self, expression: TimeExpression) -> int:
        """The predicate a time hangs on: the nearest verb or noun above it that is no part of the expression."""
        head = self._head(expression)
        if head < 0:
            return -1
        for node in self.tree.ancestors(head):
            if self.tree.tokens[node].upos in {"VERB", "NOUN", "PROPN", "ADJ", "AUX"} and not self._covers(expression, node):
                return node
        return head

    def _head(self, expression: TimeExpression) -> int:
        inside = [i for i in range(len(self.tree)) if self._covers(expression, i)]
        return next((i for i in inside if self.tree.head(i) not in inside), -1)

    def _covers(self, expression: TimeExpression, index: int) -> bool:
        token = self.tree.tokens[index]
        return expression.start <= token.start and token.end <= expression.end

    def _direction(self, node: int, status: Status) -> Direction | None:
        """The side of the publication date a bare "Friday" or "May" lies on, as the verb's tense tells; None where it does not."""
        verb = self.tree.clause(node) if node >= 0 else -1
        if verb < 0:
            return None
        auxiliaries = {self.tree.lemma(child) for child in self.tree.children(verb, "aux")}
        if status == "planned" or auxiliaries & {"will", "shall", "'ll"}:
            return "future"
        return "past" if self.tree.tokens[verb].xpos in {"VBD", "VBN"} else None


def _negated(sign: str) -> str:
    return sign[1:] if sign.startswith("-") else f"-{sign}"
