"""Answers that are more than a list of events, as records and cells: timelines, dyads, what was searched, the thread of an event."""
from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from attache.outputs.formats import Shape
from attache.outputs.records import (
    EVENT_COLUMNS,
    EVENT_LINE,
    Cell,
    Record,
    event_record,
    joined,
    page_line,
    record_of,
)
from attache.outputs.wording import marked, standing, tie, where
from attache.queries.dyads import Direction, Month
from attache.queries.events import SHORT_ID, Context, Event
from attache.queries.search import Hit
from attache.queries.threads import Contradiction, Strand, Thread
from attache.queries.timeline import Period

Outer = TypeVar("Outer")
Inner = TypeVar("Inner")


class EventInPeriod(Struct, frozen=True):
    """An event with its period of a timeline."""

    period: Period
    event: Event


class EventInDirection(Struct, frozen=True):
    """An event with its direction of a dyad."""

    direction: Direction
    event: Event


class MonthInDirection(Struct, frozen=True):
    """A month with its direction of a dyad."""

    direction: Direction
    month: Month


class Dossier(Struct, frozen=True):
    """All that is known of one event."""

    event: Event
    context: Context
    thread: Thread


def period_record(period: Period) -> Record:
    """A period with its events."""
    return {"period": period.period, "events": period.events, "listed": [event_record(event) for event in period.listed]}


def direction_record(direction: Direction) -> Record:
    """A direction with its months and events."""
    return {**record_of(direction), "listed": [event_record(event) for event in direction.listed]}


def hit_record(hit: Hit) -> Record:
    """An event with the quote that was found and where in it the words stand."""
    return {**event_record(hit.event), "match": {"quote": hit.quote, "marks": [record_of(span) for span in hit.marks]}}


def strand_record(strand: Strand) -> Record:
    """A report as it was read, with its page, what ties it to the event, and its copies."""
    account = strand.account
    copies = [{"id": copy.id, "page": record_of(copy.page)} for copy in strand.copies]
    return {
        "id": account.id, **record_of(account.claim), "page": record_of(account.page), "story": account.story, "source": account.source,
        "evidence": account.evidence, "tie": tie(account.evidence), "copies": copies,
    }


def dossier_record(dossier: Dossier) -> Record:
    """An event with the text around its quote, its reports, the steps of its status and what its reports disagree on."""
    thread = dossier.thread
    return {
        **event_record(dossier.event), "before": dossier.context.before, "after": dossier.context.after,
        "steps": [record_of(step) for step in thread.steps], "thread": [strand_record(strand) for strand in thread.strands],
        "contradictions": [_contradiction_record(each) for each in thread.contradictions],
    }


def _contradiction_record(contradiction: Contradiction) -> Record:
    versions = [
        {"value": version.value, "ids": [strand.account.id for strand in version.strands], "said_by": [voice(s) for s in version.strands]}
        for version in contradiction.versions
    ]
    return {"about": contradiction.about, "versions": versions}


def voice(strand: Strand) -> str:
    """Who says so: the speaker, where there is one, and the page's agency or publisher."""
    page = strand.account.page
    outlet = page.credit or page.publisher or page.name
    speaker = strand.account.claim.attributed_to
    return f"{speaker}, in {outlet}" if speaker else outlet


_PERIOD_CELLS: dict[str, Callable[[Period], Cell]] = {"period": lambda period: period.period, "events": lambda period: period.events}
_STRAND_COLUMNS: dict[str, Callable[[Strand], Cell]] = {
    "id": lambda strand: strand.account.id,
    "published": lambda strand: strand.account.page.published,
    "status": lambda strand: strand.account.claim.status,
    "attributed_to": lambda strand: strand.account.claim.attributed_to,
    "date": lambda strand: strand.account.claim.date,
    "date_end": lambda strand: strand.account.claim.date_end,
    "place": lambda strand: strand.account.claim.place.name if strand.account.claim.place else None,
    "dead": lambda strand: strand.account.claim.dead,
    "injured": lambda strand: strand.account.claim.injured,
    "quote": lambda strand: strand.account.claim.quote,
    "quote_start": lambda strand: strand.account.claim.quote_start,
    "quote_end": lambda strand: strand.account.claim.quote_end,
    "tie": lambda strand: tie(strand.account.evidence),
    "copies": lambda strand: len(strand.copies),
    "copy_ids": lambda strand: joined(copy.id for copy in strand.copies),
    "story": lambda strand: strand.account.story,
    "source": lambda strand: strand.account.source,
    "page_id": lambda strand: strand.account.page.page_id,
    "page_title": lambda strand: strand.account.page.title,
    "publisher": lambda strand: strand.account.page.publisher,
    "origin": lambda strand: strand.account.page.origin,
}
_STRAND_LINE: dict[str, Callable[[Strand], Cell]] = {
    "published": lambda strand: strand.account.page.published,
    "status": lambda strand: standing(strand.account.claim.status),
    "according to": lambda strand: strand.account.claim.attributed_to,
    "where": lambda strand: where(strand.account.claim.place),
    "quote": lambda strand: strand.account.claim.quote,
    "page": lambda strand: page_line(strand.account.page),
    "copies": lambda strand: len(strand.copies),
    "tied by": lambda strand: tie(strand.account.evidence),
    "id": lambda strand: strand.account.id[:SHORT_ID],
}

def _within(pick: Callable[[Outer], Inner], cells: dict[str, Callable[[Inner], Cell]]) -> dict[str, Callable[[Outer], Cell]]:
    """Cells of a part as cells of the whole."""
    return {name: _picked(pick, cell) for name, cell in cells.items()}


def _picked(pick: Callable[[Outer], Inner], cell: Callable[[Inner], Cell]) -> Callable[[Outer], Cell]:
    return lambda whole: cell(pick(whole))


def _event_in_period(item: EventInPeriod) -> Event:
    return item.event


def _event_in_direction(item: EventInDirection) -> Event:
    return item.event


def _found(hit: Hit) -> Event:
    return hit.event


def _month_record(item: MonthInDirection) -> Record:
    return {name: cell(item) for name, cell in _MONTHS.items()}


_PLACED: dict[str, Callable[[EventInPeriod], Cell]] = {
    "period": lambda item: item.period.period, "period_events": lambda item: item.period.events,
}
_MONTHS: dict[str, Callable[[MonthInDirection], Cell]] = {
    "actor_country": lambda item: item.direction.actor,
    "recipient_country": lambda item: item.direction.recipient,
    "joint": lambda item: item.direction.joint,
    "month": lambda item: item.month.month,
    "events": lambda item: item.month.events,
    "score": lambda item: item.month.score,
}
_DIRECTED: dict[str, Callable[[EventInDirection], Cell]] = {
    "actor_country": lambda item: item.direction.actor,
    "recipient_country": lambda item: item.direction.recipient,
    "joint": lambda item: item.direction.joint,
}

# nested for JSON; for CSV and Markdown their events, or their counts, one a line
PERIODS: Shape[Period] = Shape(period_record, _PERIOD_CELLS, _PERIOD_CELLS)
COUNTED_PERIODS: Shape[Period] = Shape(lambda period: {"period": period.period, "events": period.events}, _PERIOD_CELLS, _PERIOD_CELLS)
EVENTS_IN_PERIODS: Shape[EventInPeriod] = Shape(
    lambda item: event_record(item.event), _PLACED | _within(_event_in_period, EVENT_COLUMNS),
    {"period": _PLACED["period"], **_within(_event_in_period, EVENT_LINE)},
)
DIRECTIONS: Shape[Direction] = Shape(direction_record, {}, {})
MONTHS: Shape[MonthInDirection] = Shape(_month_record, _MONTHS, _MONTHS)
EVENTS_IN_DIRECTIONS: Shape[EventInDirection] = Shape(
    lambda item: event_record(item.event), _DIRECTED | _within(_event_in_direction, EVENT_COLUMNS), _within(_event_in_direction, EVENT_LINE)
)
HITS: Shape[Hit] = Shape(
    hit_record,
    {
        **_within(_found, EVENT_COLUMNS), "match_quote": lambda hit: hit.quote,
        "matched_words": lambda hit: joined(hit.quote[span.start : span.end] for span in hit.marks),
    },
    _within(_found, EVENT_LINE) | {"quote": lambda hit: marked(hit.quote, hit.marks)},
)
DOSSIERS: Shape[Dossier] = Shape(dossier_record, {}, {})
STRANDS: Shape[Strand] = Shape(strand_record, _STRAND_COLUMNS, _STRAND_LINE)
