"""What people decide, entered: checked against what is held, sealed in a chain, appended, and applied to the events concerned.

In: a connection inside a transaction. Each `judge_…` gives the `Judgement` to enter, or None when it is in force already; `enter_decision`
appends it and `apply` makes the events follow. Raises InputError E-NO-EVENT for a claim that is not held, E-NO-DECISION for a number that
was never given, E-DECISION for what cannot be decided.
"""
from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from attache.errors import InputError
from attache.register.database import Connection
from attache.register.editing import checked, fitting, refused, sound_words
from attache.register.folding import folded
from attache.register.held import enter
from attache.register.joining import Joiner
from attache.register.keeping import Keeper
from attache.register.migrations import STILL
from attache.register.rows import decision_seal
from attache.register.rulings import Decision, in_force, undone_ids

Kind = Literal["accept", "reject", "edit", "merge", "split", "link", "unlink", "undo"]
LONGEST_REASON = 2_000  # characters
SEALED = ("decision_id", "revision", "at", "decided_by", "kind", "subject", "other", "field", "value", "reason", "undoes")
_VERDICTS = {"accept": "accepted", "reject": "rejected"}
TIES = frozenset({"link", "unlink"})
_REGROUPING = frozenset({"merge", "split"})


class Said(Struct, frozen=True):
    """Who decides, why, and the revision they looked at: what came to stand otherwise after it is not decided (None: whatever came)."""

    by: str
    because: str
    seen: int | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """What is decided. `subject` and `other` are identities of claims, or folded names for `link` and `unlink`; `value` is JSON."""

    kind: Kind
    subject: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
    undoes: int | None = None


def judge_verdict(joiner: Joiner, kind: Literal["accept", "reject"], claim_id: str) -> Judgement | None:
    """To accept or reject the event that the claim belongs to."""
    event = event_of(joiner.connection, claim_id)
    _, verdict = joiner.whole(event)
    return None if verdict == _VERDICTS[kind] else Judgement(kind=kind, subject=event)


def judge_edit(joiner: Joiner, claim_id: str, field: str, value: object) -> Judgement | None:
    """To set a field of the event that the claim belongs to."""
    event, written = event_of(joiner.connection, claim_id), checked(field, value)
    said = [decision.value for decision in _about(joiner, event) if (decision.kind, decision.field) == ("edit", field)]
    if said and said[-1] == written:
        return None
    whole, _ = joiner.whole(event)
    fitting(whole.claim, field, written)
    return Judgement(kind="edit", subject=event, field=field, value=written)


def judge_merge(joiner: Joiner, one: str, other: str) -> Judgement | None:
    """To say that two events are one."""
    first, second = (event_of(joiner.connection, claim_id) for claim_id in (one, other))
    return None if first == second else Judgement(kind="merge", subject=first, other=second)


def judge_split(joiner: Joiner, claim_id: str) -> Judgement | None:
    """To say that a claim tells of another event than the claims it stands with."""
    event = event_of(joiner.connection, claim_id)
    others = sorted(other for other in _claims_of(joiner, event) if other != claim_id)
    if others:
        return Judgement(kind="split", subject=claim_id, value=json.dumps(others))
    if any((decision.kind, decision.subject) == ("split", claim_id) for decision in in_force(joiner.connection, [claim_id])):
        return None
    raise refused(claim_id, "its event has no other claim to be split from")


def judge_tie(joiner: Joiner, kind: Literal["link", "unlink"], one: str, other: str) -> Judgement | None:
    """To say that two names are, or are not, of the same person or body."""
    first, second = sorted(folded(sound_words("name", name)) for name in (one, other))
    if first == second:
        raise refused(one, "the same name twice")
    said = [d.kind for d in in_force(joiner.connection, [first]) if d.kind in TIES and (d.subject, d.other) == (first, second)]
    return None if said and said[-1] == kind else Judgement(kind=kind, subject=first, other=second)


def judge_undo(joiner: Joiner, decision_id: int) -> Judgement | None:
    """To take a decision back; undoing an undoing brings what it undid back into force."""
    found = joiner.connection.execute("SELECT subject, other FROM decisions WHERE decision_id = ?", (decision_id,)).fetchone()
    if found is None:
        raise InputError("E-NO-DECISION", str(decision_id), "no decision with this number")
    if decision_id in undone_ids(joiner.connection):
        return None
    return Judgement(kind="undo", subject=found[0], other=found[1], undoes=decision_id)


def enter_decision(connection: Connection, judged: Judgement, said: Said, revision: int, at: str) -> int:
    """Appends the decision, sealed; its number."""
    previous = connection.execute("SELECT decision_id, seal FROM decisions ORDER BY decision_id DESC LIMIT 1").fetchone() or (0, "")
    by, because = sound_words("by", said.by), sound_words("because", said.because, LONGEST_REASON)
    row = (
        previous[0] + 1, revision, at, by, judged.kind, judged.subject, judged.other, judged.field, judged.value, because, judged.undoes,
    )
    enter(connection, "decisions", (*SEALED, "seal"), (*row, decision_seal(previous[1], row)))
    return int(row[0])


def check_seen(connection: Connection, judged: Judgement, said: Said) -> None:
    """Raises InputError E-CHANGED when what is decided about is not as it was seen."""
    if said.seen is None:
        return
    kind, claims = effect(connection, judged)
    if kind not in TIES:
        claims = [claim_id for event in _events_of(connection, claims) for claim_id in _told_of(connection, event)]
    marks = ", ".join("?" * len(claims))
    changed = connection.execute(
        f"""SELECT max(revision) FROM (SELECT revision FROM decisions WHERE subject IN ({marks})
            UNION ALL SELECT e.changed FROM events e WHERE e.event IN ({marks}) AND e.until = {STILL}) AS changed""", claims * 2  # noqa: S608 - marks
    ).fetchone()[0] or 0
    if changed > said.seen:
        raise InputError("E-CHANGED", judged.subject, f"stands otherwise since revision {changed}; look at it again, then decide")


def apply(keeper: Keeper, judged: Judgement) -> None:
    """Makes the events, or the persons and bodies, that a decision concerns follow it."""
    keeper.look_again()
    joiner = keeper.joiner
    kind, claims = effect(joiner.connection, judged)
    if kind in TIES:
        keeper.figures.decide(claims)  # names, not claims
        return
    events = _events_of(joiner.connection, claims)
    if kind in _REGROUPING:
        joiner.regroup([number for event in events for number in joiner.members(event)])
    for event in events:
        joiner.refresh(event)


def event_of(connection: Connection, claim_id: str) -> str:
    """The event that a claim belongs to now."""
    found = _events_of(connection, [claim_id])
    if not found:
        raise InputError("E-NO-EVENT", claim_id, "no event with this identity")
    return found[0]


def _events_of(connection: Connection, claims: Iterable[str]) -> list[str]:
    statement = "SELECT m.event FROM claims c JOIN members m USING (claim_no) WHERE c.claim_id = ? AND c.until = ? AND m.until = ?"
    return sorted({row[0] for claim_id in claims for row in connection.execute(statement, (claim_id, STILL, STILL))})


def _told_of(connection: Connection, event: str) -> list[str]:
    statement = "SELECT c.claim_id FROM members m JOIN claims c USING (claim_no) WHERE m.event = ? AND m.until = ?"
    return [event, *(row[0] for row in connection.execute(statement, (event, STILL)))]


def _claims_of(joiner: Joiner, event: str) -> list[str]:
    return [report.telling.claim_id for report in joiner.reports(joiner.members(event)).values()]


def _about(joiner: Joiner, event: str) -> list[Decision]:
    return in_force(joiner.connection, _claims_of(joiner, event))


def effect(connection: Connection, judged: Judgement) -> tuple[str, list[str]]:
    """(kind, claims or names) that a decision bears on; an undoing bears on what the decision at the end of its chain does."""
    kind, subject, other, value, undoes = judged.kind, judged.subject, judged.other, judged.value, judged.undoes
    while undoes is not None:
        kind, subject, other, value, undoes = connection.execute(
            "SELECT kind, subject, other, value, undoes FROM decisions WHERE decision_id = ?", (undoes,)
        ).fetchone()
    others = json.loads(value or "[]") if kind == "split" else [other]
    return kind, [claim_id for claim_id in (subject, *others) if claim_id]
