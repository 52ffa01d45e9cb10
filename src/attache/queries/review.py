"""What people have to look at, and what they decided.

In: a connection from `register.connection.reading`. Out: events by doubt times reach, disputed ones first; the log of decisions, each with
how it stands now.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from msgspec import Struct

from attache.errors import InputError
from attache.queries.events import Event, fetch
from attache.queries.moments import NOW
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.rulings import Decision, undone_ids

_WEIGHT = "(1.0 - e.confidence) * e.reports"
_MOST_DOUBTFUL = f"e.disputed DESC, {_WEIGHT} DESC, e.event"
_FOLLOWING = f"""(e.disputed < :after_disputed OR (e.disputed = :after_disputed
    AND ({_WEIGHT} < :after_weight OR ({_WEIGHT} = :after_weight AND e.event > :after))))"""
_PLACE = f"SELECT e.disputed, {_WEIGHT} FROM events e WHERE e.event = ? AND {NOW.held('e')}"  # noqa: S608 - our words
_NAMES = frozenset({"link", "unlink"})
_LOG = "SELECT decision_id, at, decided_by, kind, subject, other, field, value, reason, undoes FROM decisions"


class Entry(Struct, frozen=True):
    """A decision and how it stands: "in force", "undone", or "orphaned" when no claim it is about is read any more."""

    decision: Decision
    standing: str


def weight(event: Event) -> float:
    """Doubt times reach: how much a wrong entry would mislead."""
    return round((1.0 - event.claim.confidence) * event.reports, 3)


def queue(register: Connection, limit: int, *, decided: bool = False, after: str | None = None) -> list[Event]:
    """The events most worth a look, no more than `limit`; with `decided` also those that people accepted or rejected. `after` an event
    gives those that follow it. Raises InputError E-CURSOR for an `after` that is none.
    """
    conditions = [NOW.held("e"), *([] if decided else ["e.verdict IS NULL"])]
    asked: dict[str, object] = {"limit": limit}
    if after:
        place = register.execute(_PLACE, (after,)).fetchone()
        if place is None:
            raise InputError("E-CURSOR", after, "no event from which the queue could go on")
        conditions.append(_FOLLOWING)
        asked |= {"after_disputed": place[0], "after_weight": place[1], "after": after}
    statement = f"SELECT e.event_no, NULL FROM events e WHERE {' AND '.join(conditions)} ORDER BY {_MOST_DOUBTFUL} LIMIT :limit"  # noqa: S608
    return list(fetch(register, register.execute(statement, asked)))


def decisions(
    register: Connection, *, about: Sequence[str] | None = None, before: int | None = None, limit: int | None = None
) -> Iterator[Entry]:
    """The log of decisions, oldest first; or `about` some claims only. With `before` or `limit` the newest first: the first `limit` of
    those before a number.
    """
    conditions, asked = ["TRUE"], list(about or ())
    if about is not None:
        marks = ", ".join("?" * len(about))
        conditions.append(f"(subject IN ({marks}) OR other IN ({marks}))")
        asked *= 2
    if before is not None:
        conditions.append(f"decision_id < {before}")
    paged = before is not None or limit is not None
    order = f"decision_id {'DESC' if paged else ''} LIMIT {-1 if limit is None else limit}"
    undone = undone_ids(register)
    for row in register.execute(f"{_LOG} WHERE {' AND '.join(conditions)} ORDER BY {order}", asked).fetchall():
        decision = Decision(*row)
        yield Entry(decision, "undone" if decision.decision_id in undone else _standing(register, decision))


def _standing(register: Connection, decision: Decision) -> str:
    if decision.kind in _NAMES or decision.undoes is not None:
        return "in force"
    others = json.loads(decision.value or "[]") if decision.kind == "split" else [decision.other] if decision.other else []
    held = _held(register, decision.subject) and (not others or any(_held(register, other) for other in others))
    return "in force" if held else "orphaned"


def _held(register: Connection, claim_id: str) -> bool:
    return register.execute("SELECT 1 FROM claims WHERE claim_id = ? AND until = ?", (claim_id, STILL)).fetchone() is not None
