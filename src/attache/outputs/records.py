"""Events as records for programs (nested, for JSON) and as flat cells (for CSV and Markdown)."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from attache.outputs.wording import losses, parties, reported, standing, what, when, where, who
from attache.queries.events import SHORT_ID, Event, PageFacts

Record = dict[str, Any]
Cell = str | int | float | bool | None

# for people: few columns, in the words of a line on a terminal
EVENT_LINE: dict[str, Callable[[Event], Cell]] = {
    "date": lambda event: when(event.claim),
    "status": lambda event: standing(event.claim.status),
    "who → whom": lambda event: who(event.claim),
    "what": lambda event: what(event.claim),
    "where": lambda event: where(event.claim.place),
    "according to": lambda event: event.claim.attributed_to,
    "reports": lambda event: reported(event.reports, event.origins, disputed=event.disputed),
    "quote": lambda event: event.claim.quote,
    "page": lambda event: page_line(event.page),
    "id": lambda event: event.id[:SHORT_ID],
}

# for programs: one value a column; parties that share a side are joined by "; ", their countries and sectors in the same order
EVENT_COLUMNS: dict[str, Callable[[Event], Cell]] = {
    "id": lambda event: event.id,
    "date": lambda event: event.claim.date,
    "date_end": lambda event: event.claim.date_end,
    "status": lambda event: event.claim.status,
    "type": lambda event: event.claim.type,
    "mode": lambda event: event.claim.mode,
    "actors": lambda event: joined(party.name for party in event.claim.actors),
    "actor_countries": lambda event: joined(party.country for party in event.claim.actors),
    "actor_sectors": lambda event: joined(party.sector for party in event.claim.actors),
    "recipients": lambda event: joined(party.name for party in event.claim.recipients),
    "recipient_countries": lambda event: joined(party.country for party in event.claim.recipients),
    "recipient_sectors": lambda event: joined(party.sector for party in event.claim.recipients),
    "place": lambda event: event.claim.place.name if event.claim.place else None,
    "place_country": lambda event: event.claim.place.country if event.claim.place else None,
    "attributed_to": lambda event: event.claim.attributed_to,
    "context": lambda event: joined(event.claim.context),
    "dead": lambda event: event.claim.dead,
    "injured": lambda event: event.claim.injured,
    "cameo": lambda event: event.claim.cameo,
    "confidence": lambda event: event.claim.confidence,
    "reports": lambda event: event.reports,
    "origins": lambda event: event.origins,
    "disputed": lambda event: event.disputed,
    "verdict": lambda event: event.verdict,
    "revision": lambda event: event.since,
    "was": lambda event: event.was,
    "quote": lambda event: event.claim.quote,
    "quote_start": lambda event: event.claim.quote_start,
    "quote_end": lambda event: event.claim.quote_end,
    "page_id": lambda event: event.page.page_id,
    "page_title": lambda event: event.page.title,
    "publisher": lambda event: event.page.publisher,
    "published": lambda event: event.page.published,
    "origin": lambda event: event.page.origin,
}


def event_record(event: Event) -> Record:
    """The claim as `attache read --json` has it, with the event's id before it, and behind it what supports it, its page and reader."""
    support = {name: EVENT_COLUMNS[name](event) for name in ("reports", "origins", "disputed", "verdict", "revision", "was")}
    return {"id": event.id, **record_of(event.claim), **support, "page": record_of(event.page), "reader": event.reader}


def event_fields(event: Event) -> dict[str, Cell]:
    """Everything held of one event under the words people use for it, for a page about it alone."""
    claim, page = event.claim, event.page
    return {
        "type": claim.type, "mode": claim.mode, "status": claim.status, "actors": parties(claim.actors),
        "sectors of actors": joined(party.sector for party in claim.actors), "recipients": parties(claim.recipients),
        "sectors of recipients": joined(party.sector for party in claim.recipients), "date": claim.date, "until": claim.date_end,
        "place": where(claim.place), "according to": claim.attributed_to, "context": joined(claim.context), "losses": losses(claim),
        "reports": reported(event.reports, event.origins, disputed=event.disputed), "verdict": event.verdict,
        "CAMEO": claim.cameo, "score": claim.score, "confidence": claim.confidence, "trigger": claim.trigger, "why": claim.why,
        "quote at": f"{claim.quote_start}–{claim.quote_end}", "page": page.title or page.name, "publisher": page.publisher,
        "credit": page.credit, "published": page.published, "origin": page.origin, "read by": event.reader, "since revision": event.since,
        "id": event.id,
    }


def page_line(page: PageFacts) -> str:
    """Title, publisher and date of a page."""
    return ", ".join(filter(None, (page.title or page.name, page.publisher, page.published)))


def record_of(struct: msgspec.Struct) -> Record:
    """The struct as JSON has it."""
    record = msgspec.to_builtins(struct)
    return dict(record)


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell."""
    return "; ".join(value or "" for value in values)
