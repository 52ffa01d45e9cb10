"""Where events are: how many at each place, as pages name it, and which.

In: a connection from `register.connection.reading`. Out: `Spot` records, those with most events first; the events of one. A place is a name
and a country, as precise as the page is: "Kenya" is no town.
"""
from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from attache.queries.events import Event, fetch
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection


class Spot(Struct, frozen=True):
    """A place that events are at: how many, and how many of them disputed."""

    name: str
    country: str | None
    events: int
    disputed: int


_COUNTED = """SELECT e.place, e.place_country, count(*), sum(e.disputed) FROM events e{index}
    WHERE e.place IS NOT NULL AND e.verdict IS NOT 'rejected' AND {held}{since} GROUP BY e.place, e.place_country
    ORDER BY 3 DESC, e.place, e.place_country NULLS FIRST LIMIT :limit"""
_THERE = """SELECT e.event_no, NULL FROM events e{index}
    WHERE e.place = :name AND e.place_country IS :country AND e.verdict IS NOT 'rejected'
        AND {held}{since} ORDER BY e.date IS NULL, e.date DESC, e.event LIMIT :limit"""
_SINCE = " AND e.date >= :since"
_INDEX = " INDEXED BY events_by_spot"  # SQLite would look for each event by itself


def spots(register: Connection, limit: int, since: str | None = None, at: Moment = NOW) -> list[Spot]:
    """The places with most events that began in `since` (a day, month or year) or later, no more than `limit`."""
    statement = _COUNTED.format(**_words(since, at))
    return [Spot(*row) for row in register.execute(statement, {"limit": limit, "since": since})]


def last_day(register: Connection) -> str | None:
    """The last date that a happened event has; None where none has a date. What is planned may lie years ahead."""
    found = register.execute(f"SELECT max(e.date) FROM events e WHERE e.status = 'happened' AND {NOW.held('e')}").fetchone()  # noqa: S608
    return None if found[0] is None else str(found[0])


def events_at(
    register: Connection, name: str, country: str | None, limit: int, since: str | None = None, at: Moment = NOW
) -> Iterator[Event]:
    """The events at a place, the last first."""
    statement = _THERE.format(**_words(since, at))
    asked = {"name": name, "country": country, "limit": limit, "since": since}
    yield from fetch(register, register.execute(statement, asked).fetchall())


def _words(since: str | None, at: Moment) -> dict[str, str]:
    return {"held": at.held("e"), "since": _SINCE if since else "", "index": _INDEX if at.now else ""}
