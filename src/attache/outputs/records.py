"""Events and roles as records for programs (nested, for JSON) and as flat cells (for CSV and Markdown)."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from attache.outputs.wording import losses, office, parties, standing, what, when, where, who
from attache.queries.events import SHORT_ID, Event, PageFacts
from attache.queries.people import Holding

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
    "quote": lambda event: event.claim.quote,
    "page": lambda event: _page(event.page),
    "id": lambda event: event.id[:SHORT_ID],
}
HOLDING_LINE: dict[str, Callable[[Holding], Cell]] = {
    "person": lambda holding: holding.role.person,
    "office": lambda holding: office(holding.role),
    "country": lambda holding: holding.role.country,
    "quote": lambda holding: holding.role.quote,
    "page": lambda holding: _page(holding.page),
}

# for programs: one value a column; parties that share a side are joined by "; ", their countries and sectors in the same order
EVENT_COLUMNS: dict[str, Callable[[Event], Cell]] = {
    "id": lambda event: event.id,
    "date": lambda event: event.claim.date,
    "date_end": lambda event: event.claim.date_end,
    "status": lambda event: event.claim.status,
    "type": lambda event: event.claim.type,
    "mode": lambda event: event.claim.mode,
    "actors": lambda event: _joined(party.name for party in event.claim.actors),
    "actor_countries": lambda event: _joined(party.country for party in event.claim.actors),
    "actor_sectors": lambda event: _joined(party.sector for party in event.claim.actors),
    "recipients": lambda event: _joined(party.name for party in event.claim.recipients),
    "recipient_countries": lambda event: _joined(party.country for party in event.claim.recipients),
    "recipient_sectors": lambda event: _joined(party.sector for party in event.claim.recipients),
    "place": lambda event: event.claim.place.name if event.claim.place else None,
    "place_country": lambda event: event.claim.place.country if event.claim.place else None,
    "attributed_to": lambda event: event.claim.attributed_to,
    "context": lambda event: _joined(event.claim.context),
    "dead": lambda event: event.claim.dead,
    "injured": lambda event: event.claim.injured,
    "cameo": lambda event: event.claim.cameo,
    "confidence": lambda event: event.claim.confidence,
    "quote": lambda event: event.claim.quote,
    "quote_start": lambda event: event.claim.quote_start,
    "quote_end": lambda event: event.claim.quote_end,
    "page_id": lambda event: event.page.page_id,
    "page_title": lambda event: event.page.title,
    "publisher": lambda event: event.page.publisher,
    "published": lambda event: event.page.published,
    "origin": lambda event: event.page.origin,
}
HOLDING_COLUMNS: dict[str, Callable[[Holding], Cell]] = {
    "person": lambda holding: holding.role.person,
    "role": lambda holding: holding.role.role,
    "of": lambda holding: holding.role.of,
    "country": lambda holding: holding.role.country,
    "former": lambda holding: holding.role.former,
    "from": lambda holding: holding.role.since,
    "to": lambda holding: holding.role.until,
    "quote": lambda holding: holding.role.quote,
    "quote_start": lambda holding: holding.role.quote_start,
    "quote_end": lambda holding: holding.role.quote_end,
    "page_id": lambda holding: holding.page.page_id,
    "page_title": lambda holding: holding.page.title,
    "publisher": lambda holding: holding.page.publisher,
    "published": lambda holding: holding.page.published,
    "origin": lambda holding: holding.page.origin,
}


def event_record(event: Event) -> Record:
    """The claim as `attache read --json` has it, with the event's id before it, and its page and reader behind."""
    return {"id": event.id, **_record(event.claim), "page": _record(event.page), "reader": event.reader}


def event_fields(event: Event) -> dict[str, Cell]:
    """Everything held of one event under the words people use for it, for a page about it alone."""
    claim, page = event.claim, event.page
    return {
        "type": claim.type, "mode": claim.mode, "status": claim.status, "actors": parties(claim.actors),
        "sectors of actors": _joined(party.sector for party in claim.actors), "recipients": parties(claim.recipients),
        "sectors of recipients": _joined(party.sector for party in claim.recipients), "date": claim.date, "until": claim.date_end,
        "place": where(claim.place), "according to": claim.attributed_to, "context": _joined(claim.context), "losses": losses(claim),
        "CAMEO": claim.cameo, "score": claim.score, "confidence": claim.confidence, "trigger": claim.trigger, "why": claim.why,
        "quote at": f"{claim.quote_start}–{claim.quote_end}", "page": page.title or page.name, "publisher": page.publisher,
        "credit": page.credit, "published": page.published, "origin": page.origin, "read by": event.reader, "id": event.id,
    }


def holding_record(holding: Holding) -> Record:
    """The role as `attache read --json` has it, with its page behind."""
    return {**_record(holding.role), "page": _record(holding.page)}


def _page(page: PageFacts) -> str:
    return ", ".join(filter(None, (page.title or page.name, page.publisher, page.published)))


def _record(struct: msgspec.Struct) -> Record:
    record = msgspec.to_builtins(struct)
    return dict(record)


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(value or "" for value in values)
