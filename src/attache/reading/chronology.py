"""When an act took place: which time expression of the sentence is its own.

In: a tree with the sentence's time expressions, the act's trigger and status. Out: a resolved `TimeMention` or None. A time belongs to the
predicate it hangs on; acts without one take that of the predicate above them, but never across reported speech or a relative clause.
"""
from __future__ import annotations

from msgspec.structs import replace

from attache.model import Status, TimeMention
from attache.reading.attribution import is_reporting
from attache.reading.time_scene import Direction
from attache.reading.timex import Anchor, TimeExpression, resolve, resolve_in_order
from attache.reading.tree import Tree

_PASSES_TIME_DOWN = frozenset({
    "xcomp", "conj", "advcl", "obj", "nsubj", "csubj", "obl", "nmod", "compound", "amod", "dep", "parataxis", "appos",
})
_INSIDE_CLAUSE = frozenset({"obj", "xcomp", "conj", "nsubj", "obl", "nmod", "compound"})
_OPPOSITE = frozenset({"after", "before"})
_NOUN_PARTS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "flat"})
_ALONGSIDE = frozenset({"after", "when", "as", "while"})
_WITHIN = frozenset({"in", "during", "by"})
_OCCASIONS = frozenset({"at", "in", "during"})
_PHASES = frozenset({  # nouns that only say when in the course of something
    "height", "peak", "onset", "outset", "outbreak", "start", "beginning", "dawn", "end", "close", "wake", "aftermath", "eve", "middle",
    "midst", "course",
})
_ENDS = frozenset({"until", "till"})
_PLANS = frozenset({"plan", "schedule", "set", "slate", "pencil", "due", "expect", "bill", "fix", "call", "arrange", "convene"})
_PRESENT = frozenset({"VBZ", "VBP"})
_FARTHEST = 8  # steps up the tree within which a time still reaches an act


class Chronology:
    """The times of one sentence."""

    def __init__(self, tree: Tree, expressions: list[TimeExpression], anchor: Anchor) -> None:
        self.tree, self.anchor = tree, anchor
        self.expressions = [e for e in expressions if e.start >= tree.sentence.start and e.end <= tree.sentence.end]
        self._owners = [self._owner(expression) for expression in self.expressions]
        self._dating = [e for e in self.expressions if not self._is_distance(e) and not self._is_deadline(e)]

    def time_of(
        self, trigger: int, status: Status, triggers: frozenset[int], reference: str | None = None, day: str | None = None
    ) -> TimeMention | None:
        """The act's time. `triggers` are the sentence's other acts, which keep their own; `reference` dates the act told before and `day`
        the news that the sentence goes on with.
        """
        found = self._counted_back(trigger, reference, day) or self._told_when(trigger, status) or self._told_of_noun(trigger, status)
        found = found or self._nearest(trigger, status, triggers, reference, day)
        found = found or self._shared(trigger, status, triggers, reference, day)
        return found or self._alongside(trigger, status, reference, day)

    def mentions(self, told: str | None = None) -> list[TimeMention]:
        """All times of the sentence, resolved by the tense of the predicate each hangs on; `told` is the last date before the sentence."""
        directions = [self._direction(owner, "happened") for owner in self._owners]
        return resolve_in_order(self.expressions, self.anchor, directions, told)

    def _nearest(
        self, trigger: int, status: Status, triggers: frozenset[int], reference: str | None, day: str | None
    ) -> TimeMention | None:
        node, steps = trigger, 0
        while node >= 0 and steps < _FARTHEST:
            for expression in self._at(node, trigger, triggers):
                direction = self._direction_of(expression, trigger, status)
                counted = day if _is_hour(expression) else reference
                found = resolve(expression, self.anchor, direction=direction, reference=counted or reference)
                if found.first:
                    return found
            within = (self._told_within(trigger, status, triggers) if node == trigger else None) or self._told_of_scene(node, status)
            if within or not self._hands_time_to(node):
                return within
            node, steps = self.tree.head(node), steps + 1
        return None

    def _at(self, node: int, trigger: int, triggers: frozenset[int]) -> list[TimeExpression]:
        """The times that hang on a node and are free for the act, whole days before hours and lengths."""
        free = []
        for expression, owner in zip(self.expressions, self._owners, strict=True):
            carried = owner == node if node == trigger else self._carried_by(owner, node)
            if carried and expression in self._dating and not self._belongs_to_other(expression, trigger, triggers):
                free.append(expression)
        return sorted(free, key=lambda expression: expression.type != "DATE")

    def _hands_time_to(self, node: int) -> bool:
        """Whether a node takes its time from the one above: not from another tense ("came in May and has stayed")."""
        label, head = self.tree.label(node).split(":")[0], self.tree.head(node)
        if label in {"ccomp", "parataxis"} and is_quoted(self.tree, node) and is_reporting(self.tree, head):
            return True
        if label in {"conj", "parataxis"} and self._is_present(node) and not self._is_present(head):
            return False
        return label in _PASSES_TIME_DOWN

    def _is_present(self, node: int) -> bool:
        return any(self.tree.tokens[word].xpos in _PRESENT for word in (node, *self.tree.children(node, "aux")))

    def _told_when(self, trigger: int, status: Status) -> TimeMention | None:
        """The time that a clause with "when" explains: "since August, when it cut ties"."""
        clause = self._clause(trigger)
        for when in self.tree.children(clause, "advmod", "mark"):
            if self.tree.lemma(when) == "when":
                start = self.tree.tokens[when].start
                before = [e for e in self._dating if 0 <= start - e.end <= len(", ")]
                return _full(resolve(before[-1], self.anchor, direction="past" if status != "planned" else None)) if before else None
        return None

    def _told_of_noun(self, trigger: int, status: Status) -> TimeMention | None:
        """The time of a participle or relative clause that tells of a noun: "a ban imposed in May"."""
        if self.tree.tokens[trigger].upos == "VERB":
            return None
        below = [node for node in self.tree.children(trigger, "acl") if self.tree.tokens[node].xpos != "VB"]
        for expression, owner in zip(self.expressions, self._owners, strict=True):
            if owner in below and expression in self._dating:
                return self._resolved(expression, owner, status)
        return None

    def _told_within(self, trigger: int, status: Status, triggers: frozenset[int]) -> TimeMention | None:
        """The time in the noun that says in what, as what or to what somebody acted: "was killed in an August 2015 air strike", "was named
        head of the agency last year".
        """
        for expression, owner in zip(self.expressions, self._owners, strict=True):
            argument = self._argument_of(trigger, owner, triggers)
            if argument < 0 or expression not in self._dating:
                continue
            if self._is_day_told(expression) or (self.tree.label(argument) == "obl" and self._tells_noun(expression, owner, argument)):
                return self._resolved(expression, trigger, status)
        return self._told_by_phase(trigger, status)

    def _resolved(self, expression: TimeExpression, node: int, status: Status) -> TimeMention | None:
        """A time on the side of the publication date that it hangs on or, failing that, the node tells; None where it stays open."""
        return _full(resolve(expression, self.anchor, direction=self._direction_of(expression, node, status)))

    def _told_by_phase(self, trigger: int, status: Status) -> TimeMention | None:
        """The time of that in whose course something happened: "shot in the wake of the 2013 vote"."""
        phases = [c for c in self.tree.children(trigger, "obl", "nmod") if self.tree.lemma(c) in _PHASES]
        words = {word for phase in phases for word in self.tree.subtree(phase)}
        told = (e for e in self._dating if self._head(e) in words)
        return next((self._resolved(e, trigger, status) for e in told), None)

    def _told_of_scene(self, node: int, status: Status) -> TimeMention | None:
        """The time of the occasion on which a verb's acts took place, acts itself or not: "at a ceremony on Saturday Kenya pledged …",
        "in an address broadcast on Tuesday …", "fired 20 missiles during tests between May and July".
        """
        for scene in self.tree.children(node, "obl"):
            opens = scene < node and self.tree.case(scene) in _OCCASIONS
            if not (opens or self.tree.case(scene) == "during"):
                continue
            told = {scene, *(clause for clause in self.tree.children(scene, "acl") if self.tree.tokens[clause].xpos == "VBN")}
            for expression, owner in zip(self.expressions, self._owners, strict=True):
                if owner in told and expression in self._dating:
                    return self._resolved(expression, node, status)
        return None

    def _argument_of(self, trigger: int, noun: int, triggers: frozenset[int]) -> int:
        """The trigger's argument that a noun is or is part of, or -1; nouns that are acts keep their times."""
        while noun >= 0 and noun not in triggers and self.tree.label(noun).split(":")[0] in _NOUN_PARTS:
            if self.tree.head(noun) == trigger:
                return noun
            noun = self.tree.head(noun)
        return -1

    def _tells_noun(self, expression: TimeExpression, noun: int, oblique: int) -> bool:
        return self._head(expression) > noun or self.tree.case(oblique) in _WITHIN

    def _is_day_told(self, expression: TimeExpression) -> bool:
        """Whether it is a day told with "on": it tells of the act whatever noun it is read with ("signed a pact on rice on Monday")."""
        return expression.type == "DATE" and self.tree.case(self._head(expression)) == "on"

    def _clause(self, node: int) -> int:
        """The verb whose clause the node stands in, itself included."""
        while self.tree.label(node) in _INSIDE_CLAUSE and self.tree.head(node) >= 0 and not self.tree.children(node, "mark", "nsubj"):
            node = self.tree.head(node)
        return node

    def _shared(
        self, trigger: int, status: Status, triggers: frozenset[int], reference: str | None, day: str | None
    ) -> TimeMention | None:
        """The time of a coordinated verb that is no act of its own: "killed nine people and wounded two on Sunday"."""
        parts = (verb for verb in self.tree.conjuncts(trigger)[1:] if verb not in triggers and self.tree.tokens[verb].upos == "VERB")
        times = (self._nearest(verb, status, triggers, reference, day) for verb in parts)
        return next((time for time in times if time is not None), None)

    def _alongside(self, trigger: int, status: Status, reference: str | None, day: str | None) -> TimeMention | None:
        """The time of what an act came with, or the day it came right after: "apologised after a crowd burned a flag on Monday"."""
        if status != "happened":
            return None
        told = self._clause(trigger)
        parts = [told, *self.tree.children(told, "xcomp"), *self.tree.conjuncts(told)[1:]]  # wherever the parser hangs it
        for clause in (c for part in parts for c in self.tree.children(part, "advcl")):
            marks = {self.tree.lemma(mark) for mark in self.tree.children(clause, "mark", "advmod")}
            if marks & _ALONGSIDE:
                time = self._nearest(clause, "happened", frozenset(), reference, day)
                return None if "after" in marks and not _is_day(time) else time
        return None

    def _counted_back(self, trigger: int, reference: str | None, day: str | None) -> TimeMention | None:
        """The earlier act of "two days after signing …", "five years after Morocco hosted …": the later act's date less the distance."""
        clause = self._marked(trigger)
        marks = [m for m in self.tree.children(clause, "mark", "case") if self.tree.lemma(m) in _OPPOSITE]
        for mark in marks:
            expression = self._ending_before(mark)
            if expression is None:
                continue
            later = self._nearest(self.tree.head(clause), "happened", frozenset(), reference, day)
            date = later.first if later and later.start != expression.start else day or reference
            found = resolve(_flipped(expression), self.anchor, reference=date)
            if found.first:
                return found
        return None

    def _marked(self, trigger: int) -> int:
        """The node of the trigger's clause that bears "after" or "before", else the trigger."""
        for node in (trigger, *self.tree.ancestors(trigger)):
            if any(self.tree.lemma(m) in _OPPOSITE for m in self.tree.children(node, "mark", "case")):
                return node
            if self.tree.label(node) not in _INSIDE_CLAUSE:
                break
        return trigger

    def _is_deadline(self, expression: TimeExpression) -> bool:
        """Whether it only tells the end of something: "until Friday", "before this winter"; but not "before dawn"."""
        case = self.tree.case(self._head(expression))
        return case in _ENDS or (case == "before" and expression.type == "DATE")

    def _is_distance(self, expression: TimeExpression) -> bool:
        """Whether it only tells how far two acts are apart: "two days after the vote"."""
        if expression.form != "length" or expression.relative not in _OPPOSITE:
            return False
        return any(0 <= token.start - expression.end <= 2 and token.lemma.lower() in _OPPOSITE for token in self.tree.tokens)

    def _ending_before(self, mark: int) -> TimeExpression | None:
        start = self.tree.tokens[mark].start
        found = next((e for e in self.expressions if e.relative in _OPPOSITE and 0 <= start - e.end <= 2), None)
        return found if found and self.tree.case(self._head(found)) != "for" else None  # "spoke for an hour after the raid"

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
        if head < 0 or self.tree.children(head, "cop"):  # "the last test was on 15 September"
            return head
        verb = self._verb_behind(head)
        if verb >= 0:
            return verb
        for node in self.tree.ancestors(head):
            if self.tree.tokens[node].upos in {"VERB", "NOUN", "PROPN", "ADJ", "AUX"} and not self._covers(expression, node):
                return node
        return head

    def _verb_behind(self, head: int) -> int:
        """The verb of "In a letter that ran to ten pages, Chad on Sunday condemned", whatever the parser hangs the day on; -1 elsewhere."""
        subject = self.tree.subtree(head)[0] - 1
        while subject >= 0 and self.tree.head(subject) >= 0 and self.tree.label(subject) in {"flat", "compound"}:
            subject = self.tree.head(subject)
        verb = self.tree.head(subject) if subject >= 0 and self.tree.label(subject) == "nsubj" else -1
        return verb if verb > self.tree.subtree(head)[-1] and self.tree.tokens[verb].upos == "VERB" else -1

    def _head(self, expression: TimeExpression) -> int:
        inside = [i for i in range(len(self.tree)) if self._covers(expression, i)]
        return next((i for i in inside if self.tree.head(i) not in inside), -1)

    def _covers(self, expression: TimeExpression, index: int) -> bool:
        token = self.tree.tokens[index]
        return expression.start <= token.start and token.end <= expression.end

    def _direction_of(self, expression: TimeExpression, trigger: int, status: Status) -> Direction | None:
        """The side of the publication date a time lies on, by what it hangs on before what the act itself tells."""
        if status == "called_off":  # told as past of what may have been still to come: the nearest day
            return None
        owner = self._owners[self.expressions.index(expression)]
        clause = self.tree.clause(owner) if owner >= 0 else -1
        if clause >= 0 and self._looks_ahead(expression, clause):
            return "future"
        if clause >= 0 and self._is_plain_past(clause):
            return "past"
        return self._direction(trigger, status)

    def _looks_ahead(self, expression: TimeExpression, clause: int) -> bool:
        """"planned for Friday", "is due on Friday", "meet on Friday": told of what is still to come, unless all of it is told as past."""
        if self.tree.lemma(clause) in _PLANS and self.tree.case(self._head(expression)) == "for":
            return not any(self.tree.lemma(aux) == "have" for aux in self.tree.children(clause, "aux"))
        return False

    def _is_plain_past(self, verb: int) -> bool:
        return self.tree.tokens[verb].xpos == "VBD" and not self.tree.children(verb, "aux")

    def _direction(self, node: int, status: Status) -> Direction | None:
        """The side of the publication date a bare "Friday" or "May" lies on, as the verb's tense tells; None where it does not."""
        verb = self.tree.clause(node) if node >= 0 else -1
        if verb < 0:
            return None
        auxiliaries = {self.tree.lemma(child) for child in self.tree.children(verb, "aux")}
        if status == "planned" or auxiliaries & {"will", "shall", "'ll"}:
            return "future"
        return "past" if self.tree.tokens[verb].xpos in {"VBD", "VBN"} else None


def is_quoted(tree: Tree, index: int) -> bool:
    """Whether a word stands between quotation marks."""
    before = [token.text for token in tree.tokens[:index]]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _is_hour(expression: TimeExpression) -> bool:
    return expression.type == "TIME" and not expression.text.lower().startswith("the same")


def _is_day(time: TimeMention | None) -> bool:
    return time is not None and len(time.first or "") == len("2020-10-02")


def _full(time: TimeMention) -> TimeMention | None:
    return time if time.first else None


def _flipped(expression: TimeExpression) -> TimeExpression:
    """The same distance to the other side, weeks told in days: what is a week before a day is a day."""
    parts = {name: _negated(value) if name == "sign" else value for name, value in expression.parts}
    if parts.get("unit") == "W" and parts.get("count", "").isdecimal():
        parts |= {"unit": "D", "count": str(7 * int(parts["count"]))}
    return replace(expression, parts=tuple(sorted(parts.items())))


def _negated(sign: str) -> str:
    return sign[1:] if sign.startswith("-") else f"-{sign}"
