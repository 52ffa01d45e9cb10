"""Events: listed by who, what, when and how sure of having happened, or one by its identity.

In: a connection from `register.connection.reading`. Out: `Event` records, by date and then by place in the page. Raises InputError for an
identity that names no event or several.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from attache.errors import InputError
from attache.language.sentences import split
from attache.model import Claim, Party, Status
from attache.queries.filters import EVERYTHING
from attache.queries.filters import EventFilter as EventFilter
from attache.queries.moments import NOW, Moment
from attache.queries.walks import AS_PAGES_HAVE_THEM as AS_PAGES_HAVE_THEM
from attache.queries.walks import LEADS as LEADS
from attache.queries.walks import Order as Order
from attache.queries.walks import walked
from attache.register.database import Connection
from attache.register.held import claim_of, claims_kept

SHORT_ID = 8  # characters of an identity shown to people
SENTENCES_AROUND = 2
_LONGEST_CONTEXT = 2_000  # characters to either side that are searched for sentences
_IDENTITY = re.compile(r"[0-9a-f]{4,64}")
_SHOWN_CANDIDATES = 5
_FETCHED_AT_ONCE = 100


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
    """One event of the register: what its reports together say (`claim`, with the quote of the clearest), and that report's page.

    `reports` counts pages, `origins` those independent of each other; `disputed` says that reports contradict each other; `verdict` is what
    people said of it ("accepted", "rejected"); `since` is the revision from which it stands so, and `was` the status it had before, where
    that was asked for; `reader` the version that read the page.
    """

    id: str
    claim: Claim
    page: PageFacts
    reader: str
    reports: int = 1
    origins: int = 1
    disputed: bool = False
    verdict: str | None = None
    since: int = 0
    was: Status | None = None


class Account(Struct, frozen=True, kw_only=True):
    """One report's claim of an event, as its page has it.

    `story` names the report that the page is a copy of, `source` who stands behind it; `evidence` is what tied the claim to the event.
    """

    id: str
    claim: Claim
    page: PageFacts
    story: str
    source: str
    evidence: dict[str, Any]


class Context(Struct, frozen=True):
    """The quote of an event as it stands in its page, with the sentences around it."""

    before: str
    quote: str
    after: str


_SIDE = """(SELECT json_group_array(json_array(name, country, sector)) FROM
    (SELECT * FROM event_parties p WHERE p.event_no = e.event_no AND p.side = '{side}' ORDER BY position) AS ordered)"""
_PAGE = "p.page_id, p.name AS page_name, p.origin, r.title, r.publisher, r.credit, r.published, r.reader"
_FROM = "FROM events e JOIN claims c ON c.claim_no = e.lead_no JOIN readings r USING (reading_no) JOIN pages p USING (page_id)"
_SELECT = f"""SELECT e.event_no, e.event, e.type, e.mode, e.status, e.date, e.date_end, e.place, e.place_country, e.context, e.dead,
    e.injured, e.cameo, e.score, e.confidence, e.reports, e.origins, e.disputed, e.verdict, e.changed AS since, e.attributed_to, c.quote,
    c.quote_start, c.quote_end, c.trigger, c.why, {_PAGE}, {_SIDE.format(side="actor")} AS actors,
    {_SIDE.format(side="recipient")} AS recipients {_FROM}"""
_NAMED = """SELECT m.event, min(c.claim_id) FROM claims c CROSS JOIN members m USING (claim_no)
    WHERE c.claim_id >= :first AND c.claim_id < :last AND {members} GROUP BY m.event ORDER BY 2"""
_TOLD = f"""SELECT c.claim_no, c.claim_id, m.evidence, s.story, s.source, {_PAGE} FROM members m CROSS JOIN claims c USING (claim_no)
    JOIN readings r USING (reading_no) JOIN pages p USING (page_id) JOIN stories s ON s.page_id = p.page_id AND {{stories}}
    WHERE m.event = :event AND {{members}} ORDER BY r.published IS NULL, r.published, c.claim_id"""  # noqa: S608 - our words


def events(
    register: Connection, wanted: EventFilter = EVERYTHING, at: Moment = NOW, limit: int | None = None, *,
    order: Order = "oldest", after: str | None = None,
) -> Iterator[Event]:
    """The events that fit, by date and then by place in the page, undated ones last; an event fits a period when it may lie in it.

    Asked what changed, those whose status changed come first. No more than `limit` are read. `order` puts the newest dates, or what came to
    stand as it does last, first; `after` an event gives what follows it in that order.
    """
    yield from fetch(register, walked(register, wanted, at, limit, order, after))


def event(register: Connection, identity: str, at: Moment = NOW) -> Event:
    """The event one of whose claims has an identity that begins with `identity` (four characters or more).

    Raises InputError E-NO-EVENT or E-AMBIGUOUS.
    """
    start = identity.lower()
    if not _IDENTITY.fullmatch(start):
        raise InputError("E-NO-EVENT", identity, "not an identity: four or more of 0-9 and a-f")
    named = register.execute(_NAMED.format(members=at.held("m")), {"first": start, "last": start + "g"}).fetchall()  # g follows f
    if not named:
        raise InputError("E-NO-EVENT", identity, "no event with this identity")
    if len(named) > 1:
        some = ", ".join(claim_id[: max(SHORT_ID, len(start) + 2)] for _, claim_id in named[:_SHOWN_CANDIDATES])
        raise InputError("E-AMBIGUOUS", identity, f"begins the identity of {len(named)} events: {some}")
    statement = f"SELECT e.event_no, NULL FROM events e WHERE e.event = ? AND {at.held('e')}"  # noqa: S608 - our words
    return next(fetch(register, register.execute(statement, named[0][:1])))


def fetch(register: Connection, numbers: Iterable[tuple[int, Status | None]]) -> Iterator[Event]:
    """The events with these numbers, in their order, each with the status it had before."""
    waiting = iter(numbers)
    while batch := list(islice(waiting, _FETCHED_AT_ONCE)):
        marks = ", ".join("?" * len(batch))
        cursor = register.execute(f"{_SELECT} WHERE e.event_no IN ({marks})", [number for number, _ in batch])
        names = [column[0] for column in cursor.description]
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
        yield from (_event(rows[number], was) for number, was in batch)


def accounts(register: Connection, asked: Event, at: Moment = NOW) -> list[Account]:
    """Every report of the event, by date of publication: how its status came about, and who says what."""
    cursor = register.execute(_TOLD.format(members=at.held("m"), stories=at.held("s")), {"event": asked.id})
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    claims = claims_kept(register, [row["claim_no"] for row in rows])
    return [
        Account(
            id=row["claim_id"], claim=claims[row["claim_no"]], page=_page(row), story=row["story"], source=row["source"],
            evidence=msgspec.json.decode(row["evidence"]),
        )
        for row in rows
    ]


def claim_id(register: Connection, identity: str) -> str:
    """The claim whose identity begins with `identity`, among those of its event. Raises InputError E-NO-EVENT or E-AMBIGUOUS."""
    start = identity.lower()
    found = [account.id for account in accounts(register, event(register, identity)) if account.id.startswith(start)]
    if len(found) > 1:
        raise InputError("E-AMBIGUOUS", identity, f"begins the identity of {len(found)} claims of its event")
    return found[0]


def context(register: Connection, asked: Event) -> Context:
    """The event's quote inside the sentences around it, exactly as the page has them."""
    (text,) = register.execute(
        "SELECT text FROM texts WHERE sha256 = (SELECT r.text_sha256 FROM readings r WHERE r.page_id = ? ORDER BY r.until DESC LIMIT 1)",
        (asked.page.page_id,),
    ).fetchone()
    start, end = asked.claim.quote_start, asked.claim.quote_end
    before = split(text, max(0, start - _LONGEST_CONTEXT), start)[-SENTENCES_AROUND:]
    after = split(text, end, min(len(text), end + _LONGEST_CONTEXT))[:SENTENCES_AROUND]
    return Context(text[before[0].start : start] if before else "", text[start:end], text[end : after[-1].end] if after else "")


def _event(row: dict[str, Any], was: Status | None) -> Event:
    fields = {name: row[name] for name in Claim.__struct_fields__ if name in row} | {"place_country": row["place_country"]}
    claim = claim_of(fields, _parties(row["actors"]), _parties(row["recipients"]))
    return Event(
        id=row["event"], claim=claim, page=_page(row), reader=row["reader"],
        reports=row["reports"], origins=row["origins"], disputed=bool(row["disputed"]), verdict=row["verdict"], since=row["since"],
        was=was,
    )


def _page(row: dict[str, Any]) -> PageFacts:
    return PageFacts(name=row["page_name"], **{name: row[name] for name in PageFacts.__struct_fields__ if name != "name"})


def _parties(written: str) -> tuple[Party, ...]:
    return tuple(Party(*party) for party in msgspec.json.decode(written))
