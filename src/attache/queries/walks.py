"""The order in which events are listed, and going on after one of them.

In: a connection from `register.connection.reading`, an `EventFilter`, the event after which to go on. Out: (number, status before) pairs,
one by one. A list goes on by the place of its last event in the order, never by counting: however far on, no more is read than is given.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby, islice
from typing import Any, Literal

from attache.errors import InputError
from attache.model import Status
from attache.queries.filters import EventFilter, Selection, selection
from attache.queries.moments import Moment
from attache.register.database import Connection
from attache.register.migrations import UNDATED

Order = Literal["oldest", "newest", "changed"]
Walk = Iterator[tuple[int, Status | None]]
Place = dict[str, Any]  # parameters: how many are wanted, and where in the orders the last event given stands

LEADS = "CROSS JOIN claims c ON c.claim_no = e.lead_no CROSS JOIN readings r USING (reading_no)"
AS_PAGES_HAVE_THEM = "r.published NULLS FIRST, r.page_id, c.position"
_FROM_THE_LAST = "r.published DESC NULLS LAST, r.page_id DESC, c.position DESC"
_PLACE = "(coalesce(r.published, ''), r.page_id, c.position)"
_WAS = """(SELECT o.status FROM members m JOIN members om USING (claim_no) JOIN events o ON o.event = om.event
    WHERE m.event = e.event AND {members} AND m.claim_no <= :known_then AND om.since <= :changed_since AND om.until > :changed_since
        AND o.since <= :changed_since AND o.until > :changed_since ORDER BY om.since, om.claim_no LIMIT 1)"""


def walked(
    register: Connection, wanted: EventFilter, at: Moment, limit: int | None, order: Order, after: str | None
) -> Walk:
    """The numbers of the first `limit` events that fit, in order. Raises InputError E-CURSOR for an `after` that is no event then."""
    found = selection(wanted, at)
    if wanted.changed_since is not None and order == "oldest":
        return islice(_status_first(register, found, at, after), limit)
    place: Place = {"limit": -1 if limit is None else limit, **(place_of(register, at, after) if after else {})}
    if order == "changed":
        return _by_change(register, found, place)
    return islice(((number, None) for number, *_ in by_date(register, found, place, newest=order == "newest")), limit)


def _status_first(register: Connection, found: Selection, at: Moment, after: str | None) -> Walk:
    """What changed, changes of status first: to know these, all that changed has to be looked at anyway."""
    statement = f"""SELECT e.event_no, {_WAS.format(members=at.held("m"))}, e.event, e.status, e.date {found.source} WHERE {found.where}
        ORDER BY {found.date}"""
    parameters = {**found.parameters, "known_then": last_claim_of(register, found.parameters["changed_since"])}
    rows = sorted(register.execute(statement, parameters), key=_is_status_kept)
    by_day = groupby(rows, key=lambda row: (_is_status_kept(row), row[4]))
    ordered: Iterator[Sequence[Any]] = (row for _, some in by_day for row in _as_pages_have_them(register, list(some)))
    if after:
        ordered = islice(dropwhile(lambda row: row[2] != after, ordered), 1, None)
    return ((number, was) for number, was, *_ in ordered)


def _is_status_kept(row: Sequence[Any]) -> bool:
    return row[1] in (None, row[3])


def _as_pages_have_them(register: Connection, rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows that begin with numbers of events, of one date, in order."""
    statement = f"""SELECT e.event_no FROM json_each(?) j CROSS JOIN events e ON e.event_no = CAST(j.value AS BIGINT) {LEADS}
        ORDER BY {AS_PAGES_HAVE_THEM}"""  # noqa: S608 - our words
    by_number = {row[0]: row for row in rows}
    return (by_number[number] for (number,) in register.execute(statement, (json.dumps(list(by_number)),)))


def last_claim_of(register: Connection, revision: int) -> int:
    """The number of the last claim read by a revision: claims are numbered as they come."""
    first, last = 0, int(register.execute("SELECT coalesce(max(claim_no), 0) FROM claims").fetchone()[0])
    while first < last:
        middle = (first + last + 1) // 2
        (since,) = register.execute("SELECT since FROM claims WHERE claim_no >= ? ORDER BY claim_no LIMIT 1", (middle,)).fetchone()
        first, last = (middle, last) if since <= revision else (first, middle - 1)
    return first


def by_date(register: Connection, found: Selection, place: Place, *, newest: bool) -> Iterator[tuple[Any, ...]]:
    """What fits, from a place on: number, date as the table has it, and where among the events of that date."""
    by = f"{found.day} DESC NULLS LAST, {_FROM_THE_LAST}" if newest else f"{found.date}, {AS_PAGES_HAVE_THEM}"
    for stretch in _stretches(found.day, place, newest=newest):
        statement = f"""SELECT e.event_no, {found.day}, coalesce(r.published, ''), r.page_id, c.position {found.source} {LEADS}
            WHERE {found.where} AND {stretch} AND {_reach(found, place, stretch, newest=newest)} ORDER BY {by} LIMIT :limit"""
        yield from register.execute(statement, {**found.parameters, **place})


def _reach(found: Selection, place: Place, stretch: str, *, newest: bool) -> str:
    """A condition that no more days fit than hold all that is wanted, so that what else is asked of events is asked of few."""
    if not found.dates or "after" in place:
        return "TRUE"
    bound, compared, order = ("min", ">=", "DESC") if newest else ("max", "<=", "ASC")
    nearest = f"SELECT {found.day} AS day {found.dates} WHERE {found.where} AND {stretch} ORDER BY {found.day} {order} LIMIT :limit"
    return f"{found.day} {compared} (SELECT {bound}(day) FROM ({nearest}) AS nearest)"  # noqa: S608 - our words


def _stretches(day: str, place: Place, *, newest: bool) -> list[str]:
    """Conditions for what follows a place: first the rest of the dated events, in a way an index understands, then the undated."""
    marked = day == "d.date"  # there the undated have a mark that comes after every date
    dated, undated = (f"{day} < '{UNDATED}'", f"{day} = '{UNDATED}'") if marked else (f"{day} IS NOT NULL", f"{day} IS NULL")
    later = "<" if newest else ">"
    further = f"{_PLACE} {later} (:after_published, :after_page, :after_position)"
    if "after" not in place:
        return [dated, undated] if newest else ["TRUE"]
    if place["after_date"] is None:
        return [f"{undated} AND {further}"]
    return [f"{dated} AND {day} {later}= :after_date AND ({day} {later} :after_date OR {further})", undated]


def _by_change(register: Connection, found: Selection, place: Place) -> Walk:
    further = "e.changed <= :after_changed AND (e.changed < :after_changed OR e.event > :after)" if "after" in place else "TRUE"
    source = f"{found.source} INDEXED BY events_by_change" if found.source.endswith("events e") else found.source
    statement = f"SELECT e.event_no, NULL {source} WHERE {found.where} AND {further} ORDER BY e.changed DESC, e.event LIMIT :limit"
    yield from register.execute(statement, {**found.parameters, **place})


def place_of(register: Connection, at: Moment, after: str) -> Place:
    """Where in the orders an event stands. Raises InputError E-CURSOR for what is no event then."""
    row = register.execute(
        f"SELECT e.date, coalesce(r.published, ''), r.page_id, c.position, e.changed FROM events e {LEADS} "  # noqa: S608 - our words
        f"WHERE e.event = ? AND {at.held('e')}", (after,)
    ).fetchone()
    if row is None:
        raise InputError("E-CURSOR", after, "no event from which a list could go on")
    names = ("after_date", "after_published", "after_page", "after_position", "after_changed")
    return {"after": after, **dict(zip(names, row, strict=True))}
