"""Events: listed by who, what, when and how sure of having happened, or one by its identity.

In: a connection from `register.connection.reading`. Out: `Event` records, by date and then by place in the page. Raises InputError for an
identity that names no event or several.
"""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from attache.errors import InputError
from attache.language.sentences import split
from attache.model import Claim, EventType, Party, Place, Status
from attache.queries.countries import country_code
from attache.register.folding import folded

SHORT_ID = 8  # characters of an identity shown to people
SENTENCES_AROUND = 2
_LONGEST_CONTEXT = 2_000  # characters to either side that are searched for sentences
_IDENTITY = re.compile(r"[0-9a-f]{4,64}")
_SHOWN_CANDIDATES = 5


class PageFacts(Struct, frozen=True, kw_only=True):
    """What is known of the page an answer rests on."""

    page_id: str
    name: str
    origin: str
    title: str | None
    publisher: str | None
    credit: str | None
    published: str | None


class Event(Struct, frozen=True, kw_only=True):
    """One event of the register with the page that reports it; `reader` is the version that read it there."""

    id: str
    claim: Claim
    page: PageFacts
    reader: str


class Context(Struct, frozen=True):
    """The quote of an event as it stands in its page, with the sentences around it."""

    before: str
    quote: str
    after: str


class EventFilter(Struct, frozen=True, kw_only=True):
    """Which events are asked for. Parties: a country's code or name, or words of a party's name. Dates: ISO 8601, also "2020-09" or "2020".
    Page: its name, its origin, or the first eight characters or more of its identity.
    """

    actor: str | None = None
    recipient: str | None = None
    type: EventType | None = None
    status: Status | None = None
    since: str | None = None
    until: str | None = None
    page: str | None = None


EVERYTHING = EventFilter()

# parties that act together are all actors, so whoever asks for a recipient means these events too
_JOINT = """(e.type IN ('AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE')
    AND NOT EXISTS (SELECT 1 FROM parties WHERE claim_id = e.claim_id AND side = 'recipient')
    AND EXISTS (SELECT 1 FROM parties WHERE claim_id = e.claim_id AND side = 'actor' AND position = 1))"""
_PARTY = """EXISTS (SELECT 1 FROM parties p WHERE p.claim_id = e.claim_id AND {side} AND CASE WHEN :{name}_country IS NOT NULL
    THEN p.country = :{name}_country ELSE instr(' ' || folded(p.name), ' ' || :{name}) > 0 END)"""
_CONDITIONS = {
    "actor": _PARTY.format(name="actor", side="p.side = 'actor'"),
    "recipient": _PARTY.format(name="recipient", side=f"(p.side = 'recipient' OR {_JOINT})"),
    "type": "e.type = :type",
    "status": "e.status = :status",
    "since": "coalesce(e.date_end, e.date) || substr('9999-99-99', length(coalesce(e.date_end, e.date)) + 1) >= :since",
    "until": "e.date || substr('0000-00-00', length(e.date) + 1) <= :until || substr('9999-99-99', length(:until) + 1)",
    "page": "(e.page_name = :page OR e.origin = :page OR length(:page) >= 8 AND substr(e.page_id, 1, length(:page)) = :page)",
}
_SIDE = """(SELECT json_group_array(json_array(name, country, sector)) FROM
    (SELECT * FROM parties p WHERE p.claim_id = e.claim_id AND p.side = '{side}' ORDER BY position))"""
_SIDES = f"{_SIDE.format(side='actor')} AS actors, {_SIDE.format(side='recipient')} AS recipients"
_SELECT = f"SELECT e.*, {_SIDES} FROM events e WHERE"  # noqa: S608 - put together from the words above only
_BY_IDENTITY = f"{_SELECT} e.claim_id >= :first AND e.claim_id < :last ORDER BY e.claim_id"
_ORDER = "ORDER BY e.date IS NULL, e.date, e.published, e.page_id, e.position"


def events(register: sqlite3.Connection, wanted: EventFilter = EVERYTHING) -> Iterator[Event]:
    """The events that fit, by date and then by place in the page, undated ones last; an event fits a period when it may lie in it."""
    asked = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value is not None}
    conditions = " AND ".join(_CONDITIONS[name] for name in asked) or "true"
    yield from _found(register, f"{_SELECT} {conditions} {_ORDER}", _parameters(asked))


def event(register: sqlite3.Connection, identity: str) -> Event:
    """The event whose identity begins with `identity` (four characters or more). Raises InputError E-NO-EVENT or E-AMBIGUOUS."""
    start = identity.lower()
    if not _IDENTITY.fullmatch(start):
        raise InputError("E-NO-EVENT", identity, "not an identity: four or more of 0-9 and a-f")
    bounds = {"first": start, "last": start + "g"}  # g follows f
    found = list(_found(register, _BY_IDENTITY, bounds))
    if not found:
        raise InputError("E-NO-EVENT", identity, "no event with this identity")
    if len(found) > 1:
        some = ", ".join(each.id[: max(SHORT_ID, len(start) + 2)] for each in found[:_SHOWN_CANDIDATES])
        raise InputError("E-AMBIGUOUS", identity, f"begins the identity of {len(found)} events: {some}")
    return found[0]


def context(register: sqlite3.Connection, asked: Event) -> Context:
    """The event's quote inside the sentences around it, exactly as the page has them."""
    (text,) = register.execute("SELECT text FROM texts WHERE page_id = ?", (asked.page.page_id,)).fetchone()
    start, end = asked.claim.quote_start, asked.claim.quote_end
    before = split(text, max(0, start - _LONGEST_CONTEXT), start)[-SENTENCES_AROUND:]
    after = split(text, end, min(len(text), end + _LONGEST_CONTEXT))[:SENTENCES_AROUND]
    return Context(text[before[0].start : start] if before else "", text[start:end], text[end : after[-1].end] if after else "")


def _parameters(asked: dict[str, str]) -> dict[str, str | None]:
    given: dict[str, str | None] = dict(asked)
    for side in asked.keys() & {"actor", "recipient"}:
        given |= {side: folded(asked[side]), f"{side}_country": country_code(asked[side])}
    return given


def _found(register: sqlite3.Connection, statement: str, parameters: Mapping[str, str | None]) -> Iterator[Event]:
    cursor = register.execute(statement, parameters)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield _event(dict(zip(names, row, strict=True)))


def _event(row: dict[str, Any]) -> Event:
    return Event(
        id=row["claim_id"], claim=_claim(row), reader=row["reader"],
        page=PageFacts(
            page_id=row["page_id"], name=row["page_name"], origin=row["origin"], title=row["title"], publisher=row["publisher"],
            credit=row["credit"], published=row["published"],
        ),
    )


def _claim(row: dict[str, Any]) -> Claim:
    given = {name: row[name] for name in Claim.__struct_fields__ if name in row}
    return msgspec.convert(
        given | {
            "place": Place(row["place"], row["place_country"]) if row["place"] else None,
            "actors": _parties(row["actors"]), "recipients": _parties(row["recipients"]), "context": msgspec.json.decode(row["context"]),
        },
        Claim,
    )


def _parties(written: str) -> tuple[Party, ...]:
    return tuple(Party(*party) for party in msgspec.json.decode(written))
