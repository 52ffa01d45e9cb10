"""What two countries did to each other and together.

In: a connection from `register.connection.reading`, two countries as people name them. Out: three `Direction` records: one to the other,
the other to the one, and both together; a `Stretch` of these lists events of all three on one axis of time. Raises InputError E-COUNTRY for
what is no country, or twice the same.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from attache.errors import InputError
from attache.queries.countries import country_code
from attache.queries.events import AS_PAGES_HAVE_THEM, LEADS, Event, fetch
from attache.queries.filters import Selection, condition
from attache.queries.moments import NOW, Moment
from attache.queries.walks import Place, by_date, place_of
from attache.register.database import Connection
from attache.register.migrations import UNDATED

TimeOrder = Literal["oldest", "newest"]
_Step = tuple[tuple[Any, ...], int, int]  # what puts an event among the others, its number, its column


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


class Stretch(Struct, frozen=True):
    """A stretch of the ledger: the three directions with those of their events that lie in it, in the order asked for, and the event after
    which it goes on (None: this is all).
    """

    directions: tuple[Direction, Direction, Direction]
    next: str | None


_THERE = "d.one = :one AND d.other = :other AND d.joint = :joint AND {conditions}"
_ROWS = f"FROM dyads d {{joined}} WHERE {_THERE}"
_COUNTED = f"SELECT substr(d.date, 1, 7) AS month, count(*), sum(d.score) {_ROWS} GROUP BY month ORDER BY month"
_LISTED = f"SELECT d.event_no, NULL {_ROWS} ORDER BY d.date, {AS_PAGES_HAVE_THEM} LIMIT :limit"
_WITH_EVENTS = "CROSS JOIN events e ON e.event_no = d.event_no"
_JOINED = f"{_WITH_EVENTS} {LEADS}"


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


def ledger(
    register: Connection, one: str, other: str, *, limit: int, since: str | None = None, until: str | None = None,
    at: Moment = NOW, order: TimeOrder = "oldest", after: str | None = None,
) -> Stretch:
    """The first `limit` events of all three directions together, or those that follow an event. Raises InputError E-CURSOR for an `after`
    that is no event then.
    """
    ways = dyad(register, one, other, since=since, until=until, at=at, limit=0)
    place: Place = {"limit": limit + 1, **(place_of(register, at, after) if after else {})}
    asked, newest = {"since": since, "until": until}, order == "newest"
    steps = [_walk(register, way, column, asked, at, place, newest=newest) for column, way in enumerate(ways)]
    held, more = _first(merge(*steps, reverse=newest), limit)
    events = list(fetch(register, [(number, None) for number in held]))
    there, back, together = (
        replace(way, listed=tuple(event for event, columns in zip(events, held.values(), strict=True) if column in columns))
        for column, way in enumerate(ways)
    )
    return Stretch((there, back, together), events[-1].id if more else None)


def _walk(
    register: Connection, way: Direction, column: int, asked: dict[str, Any], at: Moment, place: Place, *, newest: bool
) -> Iterator[_Step]:
    """The events of one direction from a place on, each with what puts it among those of the others."""
    selection = Selection(
        f"FROM dyads d {_WITH_EVENTS}", _THERE.format(conditions=_conditions(asked, at)), "d.date",
        {**asked, "one": way.actor, "other": way.recipient, "joint": way.joint}, day="d.date",
    )
    for number, date, *where in by_date(register, selection, place, newest=newest):
        yield (newest and date != UNDATED, date, *where), number, column


def _first(steps: Iterable[_Step], limit: int) -> tuple[dict[int, list[int]], bool]:
    """The first events, each with the columns in which it stands, and whether there are more."""
    held: dict[int, list[int]] = {}
    for _, number, column in steps:
        if number not in held and len(held) == limit:
            return held, True
        held.setdefault(number, []).append(column)
    return held, False


def _direction(register: Connection, asked: dict[str, Any], at: Moment) -> Direction:
    conditions = _conditions(asked, at)
    months = tuple(
        Month(None if month == UNDATED else month, events, round(score, 3))
        for month, events, score in register.execute(_COUNTED.format(joined="", conditions=conditions), asked)
    )
    return Direction(
        actor=asked["one"], recipient=asked["other"], joint=bool(asked["joint"]), events=sum(month.events for month in months),
        score=round(sum(month.score for month in months), 3), months=months,
        listed=tuple(fetch(register, register.execute(_LISTED.format(joined=_JOINED, conditions=conditions), asked))),
    )


def _conditions(asked: dict[str, Any], at: Moment) -> str:
    return " AND ".join([at.held("d"), *(condition(name, "d", at) for name in ("since", "until") if asked[name])])


def _code(words: str) -> str:
    code = country_code(words)
    if code is None:
        raise InputError("E-COUNTRY", words, "no country of this name; `attache events --actor` also takes other parties")
    return code
