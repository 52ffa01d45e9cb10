"""What people decided about claims and events, as it bears on them now.

Decisions are only appended. One that has been undone does not count, and neither does an undoing that has been undone itself.
In: a connection, identities of claims. Out: `Rulings`.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from attache.model import Claim
from attache.reading.scores import score_row
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.tellings import Telling

EDITABLE = ("type", "mode", "status", "actors", "recipients", "date", "date_end", "place", "attributed_to", "dead", "injured")


@dataclass(frozen=True)
class Decision:
    """One recorded judgement. `subject` and `other` are claims (or people's names); `value` is JSON."""

    decision_id: int
    at: str
    decided_by: str
    kind: str
    subject: str
    other: str | None
    field: str | None
    value: str | None
    reason: str
    undoes: int | None


_COLUMNS = "decision_id, at, decided_by, kind, subject, other, field, value, reason, undoes"


class Rulings:
    """Decisions about some claims, of those in force now or at a revision."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.decisions = decisions

    def together(self, one: Telling, other: Telling) -> bool | None:
        """Whether people said that two claims tell of one event (True) or not (False); the last word counts."""
        said = None
        pair = {one.claim_id, other.claim_id}
        for decision in self.decisions:
            if decision.kind == "merge" and pair == {decision.subject, decision.other}:
                said = True
            elif decision.kind == "split" and decision.subject in pair and pair <= {decision.subject, *json.loads(decision.value or "[]")}:
                said = False
        return said

    def edited(self, claim: Claim) -> Claim:
        """The claim with the fields people set."""
        edits = ((decision.field, decision.value) for decision in self.decisions if decision.kind == "edit")
        changes = {field: json.loads(value or "null") for field, value in edits if field in EDITABLE}
        return edited(claim, changes) if changes else claim

    def verdict(self) -> str | None:
        """"accepted", "rejected", or None: the last word on any of the claims."""
        words = {"accept": "accepted", "reject": "rejected"}
        return next((words[d.kind] for d in reversed(self.decisions) if d.kind in words), None)


class Docket:
    """The decisions of a register, with the claims and names they are about remembered: most are about none that is asked for.

    `look_again` at the start of every transaction, and when a decision was entered.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered."""
        self._newest, self._subjects, self._looked = 0, frozenset[str](), False

    def look_again(self) -> None:
        """Says that decisions may have been added."""
        self._looked = False

    def in_force(self, subjects: Iterable[str]) -> list[Decision]:
        """The decisions in force about any of `subjects`, in the order they were made."""
        known = self._known()
        wanted = known.intersection(subjects) if known else None
        return in_force(self.connection, sorted(wanted)) if wanted else []

    def rulings(self, claim_ids: Iterable[str]) -> Rulings:
        """The decisions in force about some claims."""
        return Rulings(self.in_force(claim_ids))

    def merged_with(self, claim_id: str) -> list[str]:
        """The claims that people said tell of one event with this one."""
        merges = [decision for decision in self.in_force((claim_id,)) if decision.kind == "merge"]
        return [other for decision in merges for other in (decision.subject, decision.other) if other and other != claim_id]

    def _known(self) -> frozenset[str]:
        if not self._looked:
            (newest,) = self.connection.execute("SELECT coalesce(max(decision_id), 0) FROM decisions").fetchone()
            if newest != self._newest:
                rows = self.connection.execute("SELECT subject FROM decisions UNION SELECT other FROM decisions WHERE other IS NOT NULL")
                self._newest, self._subjects = newest, frozenset(row[0] for row in rows)
            self._looked = True
        return self._subjects


def edited(claim: Claim, changes: Mapping[str, object]) -> Claim:
    """The claim with some fields changed; score and CAMEO code follow type and mode. Raises msgspec.ValidationError."""
    made = msgspec.convert({**msgspec.to_builtins(claim), **changes}, Claim)
    if (made.type, made.mode) == (claim.type, claim.mode):
        return made
    score, cameo = score_row(made.type, made.mode)
    return msgspec.structs.replace(made, score=score, cameo=cameo)


def in_force(connection: Connection, subjects: Sequence[str], revision: int = STILL) -> list[Decision]:
    """The decisions about `subjects` made by `revision` that nobody had undone by then, in the order they were made."""
    if not connection.execute("SELECT 1 FROM decisions LIMIT 1").fetchone():
        return []
    marks = ", ".join("?" * len(subjects))
    statement = f"""SELECT {_COLUMNS} FROM decisions WHERE (subject IN ({marks}) OR other IN ({marks})) AND revision <= ?
        ORDER BY decision_id"""  # noqa: S608 - marks only
    found = [Decision(*row) for row in connection.execute(statement, (*subjects, *subjects, revision))]
    undone = undone_ids(connection, revision)
    return [decision for decision in found if decision.decision_id not in undone and decision.undoes is None]


def undone_ids(connection: Connection, revision: int = STILL) -> frozenset[int]:
    """The decisions that are, or by a revision were, undone and not redone."""
    undone: set[int] = set()
    for decision_id, undoes in connection.execute(
        "SELECT decision_id, undoes FROM decisions WHERE undoes IS NOT NULL AND revision <= ? ORDER BY decision_id DESC", (revision,)
    ):
        if decision_id not in undone:  # later undoings come first: one that was undone itself does not count
            undone.add(undoes)
    return frozenset(undone)
