"""The register's entry of each event: its row, its parties, and the dyads of its countries.

In: a connection inside a transaction, the revision that is being made, what each event came to be. Entries that would stay the same are
left as they are; others end, and new ones begin.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from attache.model import Claim
from attache.register.assembly import Whole
from attache.register.database import Connection
from attache.register.held import EVENT_COLUMNS, end_all, enter_all, next_number
from attache.register.migrations import STILL, UNDATED
from attache.register.rows import COLUMNS, Row, context_json, party_rows

_LEAD = EVENT_COLUMNS.index("lead_no")
_DATE = EVENT_COLUMNS.index("date")
_VERDICT = EVENT_COLUMNS.index("verdict")
_COUNTRY = COLUMNS["parties"].index("country")
DYAD_COLUMNS = ("one", "other", "date", "event_no", "since", "date_end", "type", "score", "joint")
_COUNTRIES_OF = "SELECT country FROM event_parties WHERE event_no = :number AND country IS NOT NULL"
DYADS_OF = f"""one IN ({_COUNTRIES_OF}) AND other IN (SELECT '' UNION {_COUNTRIES_OF})
    AND until = :still AND date = :date AND event_no = :number"""
_DYAD = f"one = ? AND other = ? AND until = {STILL} AND date = ? AND event_no = ?"
_KEPT = f"""SELECT event_no, changed, since, {', '.join(EVENT_COLUMNS)} FROM events
    WHERE event IN (SELECT value FROM json_each(?)) AND until = {STILL}"""  # noqa: S608 - our names
_PARTIES_KEPT = f"""SELECT event_no, {', '.join(COLUMNS['parties'])} FROM event_parties
    WHERE event_no IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) ORDER BY event_no, side, position"""  # noqa: S608 - our names


class Entry(NamedTuple):
    """What is entered of an event: its row in table events, its parties, and the claim they are of."""

    row: Row
    parties: list[Row]
    claim: Claim


class _Kept(NamedTuple):
    """An entry that holds: its number, the revision since when it is told so, the one it was entered in."""

    number: int
    changed: int
    since: int
    row: Row
    parties: list[Row]


def keep(connection: Connection, entries: Mapping[str, Entry | None], revision: int) -> None:
    """Keeps each event as it came to be; None ends it."""
    kept = _kept(connection, list(entries))
    ended, begun = [], []
    for event, entry in entries.items():
        before = kept.get(event)
        if entry and before and (before.row, before.parties) == (entry.row, entry.parties):
            continue
        if before:
            ended.append(before)
        if entry:
            begun.append((entry, before.changed if before and _told_alike(before, entry) else revision))
    _end(connection, ended, revision)
    _begin(connection, begun, revision)


def entry_of(whole: Whole, verdict: str | None) -> Entry:
    """The entry of an event."""
    return Entry(event_row(whole, verdict), party_rows(whole.claim.actors, whole.claim.recipients), whole.claim)


def event_row(whole: Whole, verdict: str | None) -> tuple[str | int | float | None, ...]:
    """The row of table events."""
    claim = whole.claim
    place, country = (claim.place.name, claim.place.country) if claim.place else (None, None)
    return (
        whole.event, whole.lead_no, claim.type, claim.mode, claim.status, claim.date, claim.date_end, place, country,
        claim.attributed_to, context_json(claim.context), claim.dead, claim.injured, claim.cameo, float(claim.score),
        float(claim.confidence), whole.reports, whole.origins, int(whole.disputed), verdict,
    )


def dyad_rows(claim: Claim, event_no: int, revision: int) -> list[tuple[str | int | float, ...]]:
    """Who is in an event: each country by itself (`other` is then ""), and the pairs of countries it is between, from actor to recipient
    or, between parties that act together, both ways (`joint`).
    """
    actors = sorted({party.country for party in claim.actors if party.country})
    recipients = sorted({party.country for party in claim.recipients if party.country})
    alone = [(country, "", 0) for country in sorted({*actors, *recipients})]
    if recipients:
        pairs = [(one, other, 0) for one in actors for other in recipients]
    else:
        pairs = [(one, other, 1) for one in actors for other in actors if one != other]
    rest = (claim.date or UNDATED, event_no, revision, claim.date_end or "", claim.type, float(claim.score))
    return [(one, other, *rest, joint) for one, other, joint in (*alone, *pairs)]


def telling_alike(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether two rows of table events say the same, whichever reading of the page the claim quoted is from."""
    return (*one[:_LEAD], *one[_LEAD + 1 :]) == (*other[:_LEAD], *other[_LEAD + 1 :])


def _told_alike(before: _Kept, entry: Entry) -> bool:
    """A page read again brings its claims anew, and often nothing new."""
    return telling_alike(before.row, entry.row) and before.parties == entry.parties


def _kept(connection: Connection, events: Sequence[str]) -> dict[str, _Kept]:
    found = connection.execute(_KEPT, (json.dumps(events),)).fetchall()
    rows = connection.execute(_PARTIES_KEPT, (json.dumps([row[0] for row in found]),)) if found else ()
    parties = {number: [row[1:] for row in some] for number, some in groupby(rows, lambda row: row[0])}
    return {row[0]: _Kept(number, changed, since, row, parties.get(number, [])) for number, changed, since, *cells in found
            if (row := tuple(cells))}


def _end(connection: Connection, ended: Sequence[_Kept], revision: int) -> None:
    never_held = [kept for kept in ended if kept.since == revision]
    dyads = [(revision, *key) for kept in ended if kept.since != revision for key in _dyad_keys(kept)]
    connection.executemany(f"UPDATE dyads SET until = ? WHERE {_DYAD}", dyads)  # noqa: S608 - our names
    connection.executemany(f"DELETE FROM dyads WHERE {_DYAD}", [key for kept in never_held for key in _dyad_keys(kept)])  # noqa: S608
    connection.executemany("DELETE FROM event_parties WHERE event_no = ?", [(kept.number,) for kept in never_held])
    end_all(connection, "events", "event_no", [kept.number for kept in ended], revision)


def _dyad_keys(kept: _Kept) -> list[tuple[object, ...]]:
    """Keys of all the dyads that an entry can have."""
    countries = {party[_COUNTRY] for party in kept.parties} - {None}
    return [(one, other, kept.row[_DATE] or UNDATED, kept.number) for one in countries for other in ("", *countries)]


def _begin(connection: Connection, begun: Iterable[tuple[Entry, int]], revision: int) -> None:
    numbered = list(enumerate(begun, next_number(connection, "events", "event_no")))
    rows = [(number, *entry.row, revision, changed) for number, (entry, changed) in numbered]
    enter_all(connection, "events", ("event_no", *EVENT_COLUMNS, "since", "changed"), rows)
    parties = [(number, *party) for number, (entry, _) in numbered for party in entry.parties]
    enter_all(connection, "event_parties", ("event_no", *COLUMNS["parties"]), parties)
    counted = ((number, entry.claim) for number, (entry, _) in numbered if entry.row[_VERDICT] != "rejected")
    enter_all(connection, "dyads", DYAD_COLUMNS, [row for number, claim in counted for row in dyad_rows(claim, number, revision)])
