"""Events in order of time, grouped by day, month or year, with how many each period has.

In: a connection from `register.connection.reading`. Out: `Period` records, in order, the undated last.
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from msgspec import Struct

from attache.queries.events import Event, events
from attache.queries.filters import EVERYTHING, EventFilter, counting
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection
from attache.register.migrations import UNDATED

By = Literal["day", "month", "year"]
_LETTERS: dict[By, int] = {"day": 10, "month": 7, "year": 4}


class Period(Struct, frozen=True):
    """A day, month or year ("2021-03-04", "2021-03", "2021"; None: no date) with how many events begin in it, and those of them that were
    asked for. An event whose date is vaguer than the periods stands in a period of its own: "2021" before "2021-01".
    """

    period: str | None
    events: int
    listed: tuple[Event, ...] = ()


def timeline(
    register: Connection, wanted: EventFilter = EVERYTHING, by: By = "month", at: Moment = NOW, limit: int | None = None
) -> Iterator[Period]:
    """Every period that has events that fit; the first `limit` events (all by default, none for 0) are listed in theirs."""
    counted = counts(register, wanted, by, at)
    found = groupby(events(register, wanted, at, limit), lambda event: event.claim.date[: _LETTERS[by]] if event.claim.date else None)
    listed: tuple[str | None, Iterator[Event]] | None = next(found, None)
    for period, number in counted:
        if listed and listed[0] == period:
            yield Period(period, number, tuple(listed[1]))
            listed = next(found, None)
        else:
            yield Period(period, number)


def counts(register: Connection, wanted: EventFilter, by: By, at: Moment) -> list[tuple[str | None, int]]:
    """How many events each period has."""
    found = counting(wanted, at)
    statement = f"""SELECT substr({found.date}, 1, {_LETTERS[by]}) AS period, {found.count} {found.source} WHERE {found.where}
        GROUP BY period ORDER BY period"""
    return [(None if period == UNDATED else period, number) for period, number in register.execute(statement, found.parameters)]
