"""Events in order of time, grouped by day, month or year, with how many each period has.

In: a connection from `register.connection.reading`. Out: `Period` records, in order, the undated last.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    found = groupby(events(register, wanted, at, limit), lambda event: _period(event, by))
    listed: tuple[str | None, Iterator[Event]] | None = next(found, None)
    for period, number in counted:
        if listed and listed[0] == period:
            yield Period(period, number, tuple(listed[1]))
            listed = next(found, None)
        else:
            yield Period(period, number)


def periods_of(
    register: Connection, wanted: EventFilter, by: By, at: Moment, found: Sequence[Event]
) -> list[Period]:
    """The periods of events that follow each other in a list of all that fit, each with how many events it has in all."""
    if not found:
        return []
    first, last = (_period(event, by) or UNDATED for event in (found[0], found[-1]))
    counted = dict(counts(register, wanted, by, at, (first, last)))
    grouped = groupby(found, lambda event: _period(event, by))
    return [Period(period, counted[period], tuple(listed)) for period, listed in grouped]


def counts(
    register: Connection, wanted: EventFilter, by: By, at: Moment, within: tuple[str, str] = ("", UNDATED)
) -> list[tuple[str | None, int]]:
    """How many events each period has, of those `within` two."""
    found, letters = counting(wanted, at, days=by == "day"), _LETTERS[by]
    statement = f"""SELECT substr({found.date}, 1, {letters}) AS period, {found.count} {found.source} WHERE {found.where}
        AND {found.date} >= :first_period AND substr({found.date}, 1, {letters}) <= :last_period GROUP BY period ORDER BY period"""
    given = {**found.parameters, "first_period": within[0], "last_period": within[1]}
    return [(None if period == UNDATED else period, number) for period, number in register.execute(statement, given)]


def _period(event: Event, by: By) -> str | None:
    return event.claim.date[: _LETTERS[by]] if event.claim.date else None
