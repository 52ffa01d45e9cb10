"""What people have to look at, and what they decided.

In: a connection from `register.connection.reading`. Out: events by doubt times reach, disputed ones first; the log of decisions, each with
how it stands now.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from heapq import nsmallest
from itertools import chain

from msgspec import Struct

from attache.queries.events import Event, events
from attache.queries.filters import EventFilter
from attache.register.migrations import STILL
from attache.register.rulings import Decision, undone_ids

_NAMES = frozenset({"link", "unlink"})
_LOG = "SELECT decision_id, at, decided_by, kind, subject, other, field, value, reason, undoes FROM decisions ORDER BY decision_id"


class Entry(Struct, frozen=True):
    """A decision and how it stands: "in force", "undone", or "orphaned" when no claim it is about is read any more."""

    decision: Decision
    standing: str


def weight(event: Event) -> float:
    """Doubt times reach: how much a wrong entry would mislead."""
    return round((1.0 - event.claim.confidence) * event.reports, 3)


def queue(register: sqlite3.Connection, limit: int, *, decided: bool = False) -> list[Event]:
    """The events most worth a look, no more than `limit`; with `decided` also those that people accepted or rejected."""
    found = events(register, EventFilter(verdict="none"))
    if decided:
        found = chain(events(register), events(register, EventFilter(verdict="rejected")))
    return nsmallest(limit, found, key=lambda event: (not event.disputed, -weight(event), event.id))


def decisions(register: sqlite3.Connection) -> Iterator[Entry]:
    """The log of decisions, oldest first."""
    undone = undone_ids(register)
    for row in register.execute(_LOG).fetchall():
        decision = Decision(*row)
        yield Entry(decision, "undone" if decision.decision_id in undone else _standing(register, decision))


def _standing(register: sqlite3.Connection, decision: Decision) -> str:
    if decision.kind in _NAMES or decision.undoes is not None:
        return "in force"
    others = json.loads(decision.value or "[]") if decision.kind == "split" else [decision.other] if decision.other else []
    held = _held(register, decision.subject) and (not others or any(_held(register, other) for other in others))
    return "in force" if held else "orphaned"


def _held(register: sqlite3.Connection, claim_id: str) -> bool:
    return register.execute("SELECT 1 FROM claims WHERE claim_id = ? AND until = ?", (claim_id, STILL)).fetchone() is not None
