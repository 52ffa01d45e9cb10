"""What two countries did to each other and together.

In: a connection from `register.connection.reading`, two countries as people name them. Out: three `Direction` records: one to the other,
the other to the one, and both together. Raises InputError E-COUNTRY for what is no country, or twice the same.
"""
from __future__ import annotations

from typing import Any

from msgspec import Struct

from attache.errors import InputError
from attache.queries.countries import country_code
from attache.queries.events import AS_PAGES_HAVE_THEM, LEADS, Event, fetch
from attache.queries.filters import condition
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection
from attache.register.migrations import UNDATED


class Month(Struct, frozen=True):
    """The events of a month ("2021-03"; "2021" where no month is known, None without a date), and the sum of their PLOVER scores."""

    month: str | None
    events: int
    score: float


class Direction(Struct, frozen=True, kw_only=True):
    """The events from one country to another or, `joint`, of both together: how many, the sum of their PLOVER scores, month by month, and
    those that were asked for, by date, the undated last.
    """

    actor: str
    recipient: str
    joint: bool
    events: int
    score: float
    months: tuple[Month, ...]
    listed: tuple[Event, ...]


_ROWS = "FROM dyads d {joined} WHERE d.one = :one AND d.other = :other AND d.joint = :joint AND {conditions}"
_COUNTED = f"SELECT substr(d.date, 1, 7) AS month, count(*), sum(d.score) {_ROWS} GROUP BY month ORDER BY month"
_LISTED = f"SELECT d.event_no, NULL {_ROWS} ORDER BY d.date, {AS_PAGES_HAVE_THEM} LIMIT :limit"
_JOINED = f"CROSS JOIN events e ON e.event_no = d.event_no {LEADS}"


def dyad(
    register: Connection, one: str, other: str, *, since: str | None = None, until: str | None = None, at: Moment = NOW,
    limit: int | None = None,
) -> tuple[Direction, Direction, Direction]:
    """From one to the other, back, and together; of each direction no more than `limit` events are listed."""
    codes = _code(one), _code(other)
    if codes[0] == codes[1]:
        raise InputError("E-COUNTRY", other, "the same country twice; `attache timeline --country` has its events")
    asked = {"since": since, "until": until, "limit": -1 if limit is None else limit}
    ways = ((codes, 0), (codes[::-1], 0), (codes, 1))
    there, back, together = (_direction(register, {**asked, "one": way[0], "other": way[1], "joint": joint}, at) for way, joint in ways)
    return there, back, together


def _direction(register: Connection, asked: dict[str, Any], at: Moment) -> Direction:
    conditions = " AND ".join([at.held("d"), *(condition(name, "d", at) for name in ("since", "until") if asked[name])])
    months = tuple(
        Month(None if month == UNDATED else month, events, round(score, 3))
        for month, events, score in register.execute(_COUNTED.format(joined="", conditions=conditions), asked)
    )
    return Direction(
        actor=asked["one"], recipient=asked["other"], joint=bool(asked["joint"]), events=sum(month.events for month in months),
        score=round(sum(month.score for month in months), 3), months=months,
        listed=tuple(fetch(register, register.execute(_LISTED.format(joined=_JOINED, conditions=conditions), asked))),
    )


def _code(words: str) -> str:
    code = country_code(words)
    if code is None:
        raise InputError("E-COUNTRY", words, "no country of this name; `attache events --actor` also takes other parties")
    return code
