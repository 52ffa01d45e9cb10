"""Pages that are lists: events, what a search finds, the queue to review, decisions, sources, the calendar."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, get_args

from attache.api.answers import Answer, Asked
from attache.model import EventType, Status
from attache.queries.events import Event, events
from attache.queries.filters import EventFilter
from attache.queries.moments import moment
from attache.queries.review import Entry, weight
from attache.queries.search import Hit
from attache.queries.sources import refusals
from attache.queries.tallying import tally
from attache.register.sources import health
from attache.resources import table
from attache.settings import ROWS_ON_A_PAGE
from attache.web.addresses import asked_again
from attache.web.dates import days, today
from attache.web.drawing import draw
from attache.web.marking import pieces
from attache.web.words import Say, speaking

_LABELS = {
    "actor": "Who acts", "recipient": "To whom", "country": "On either side", "type": "What", "status": "Status", "since": "Since",
    "until": "Until", "verdict": "Looked at by people", "page": "On the page", "as_of": "As the register stood",
    "changed_since": "Changed since",
}
_SAID = frozenset({"type", "status", "verdict"})  # values that are words of ours
_ANNOUNCED: tuple[Status, ...] = ("planned", "called_off")
_FILTERS = ("actor", "recipient", "country", "type", "status", "since", "until", "page", "verdict")


def events_page(asked: Asked, answer: Answer[Event]) -> str:
    """Events as a table beside the filters."""
    wanted = EventFilter(**{name: asked.values[name] for name in _FILTERS})
    counted = None if asked.values["changed_since"] else _counted(asked, wanted)
    return draw(
        "events.html", asked, found=answer.items, next=answer.next, chosen=_chosen(asked), forms=asked.resource.forms,
        types=[(kind, counted.get(kind, 0) if counted is not None else None) for kind in get_args(EventType)],
        matching=_matching(asked, answer, counted), statuses=get_args(Status), countries=[row["name"] for row in table("countries")],
        order=asked.values["order"],
    )


def search_page(asked: Asked, answer: Answer[Hit]) -> str:
    """The events that have the words, with these marked."""
    return draw(
        "search.html", asked, found=[hit.event for hit in answer.items], next=answer.next,
        quotes={hit.event.id: pieces(hit.quote, hit.marks) for hit in answer.items}, words=asked.values["q"],
    )


def review_page(asked: Asked, answer: Answer[Event]) -> str:
    """What to look at first."""
    weighed = [(event, weight(event)) for event in answer.items]
    return draw("review.html", asked, found=weighed, next=answer.next, most=max((each for _, each in weighed), default=1.0) or 1.0)


def decisions_page(asked: Asked, answer: Answer[Entry]) -> str:
    """What people decided, the last first."""
    return draw("decisions.html", asked, entries=answer.items, next=answer.next)


def sources_page(asked: Asked, answer: Answer[Any]) -> str:
    """Who put out the pages, how the sources that are watched fare, and what could not be read."""
    (refused,) = asked.register.execute("SELECT count(*) FROM refusals").fetchone()
    return draw(
        "sources.html", asked, outlets=answer.items, next=answer.next, watched=list(health(asked.register, datetime.now(UTC))),
        refusals=refusals(asked.register, ROWS_ON_A_PAGE), refused=refused,
    )


def calendar_page(asked: Asked, answer: Answer[Event]) -> str:
    """What is planned: what is to come, by month, and what should have been by now."""
    now, parties = today(), {name: asked.values[name] for name in ("actor", "recipient", "country", "type")}
    ahead = {"since": asked.values["since"] or now, "until": asked.values["until"]}
    coming = [
        event for status in _ANNOUNCED
        for event in events(asked.register, EventFilter(status=status, **ahead, **parties), limit=ROWS_ON_A_PAGE)
    ]
    open_still = events(asked.register, EventFilter(status="planned", until=now, **parties), limit=ROWS_ON_A_PAGE, order="newest")
    past = [event for event in open_still if _last(event) < now]
    return draw(
        "calendar.html", asked, coming=_by_month(coming), past=past, found=answer.items or coming, cut=len(coming) >= ROWS_ON_A_PAGE,
        day=now, types=get_args(EventType), countries=[row["name"] for row in table("countries")],
    )


def _counted(asked: Asked, wanted: EventFilter) -> dict[str, int] | None:
    """How many of each type fit, where that can be counted."""
    return tally(asked.register, wanted, moment(asked.register, asked.values["as_of"]))


def _last(event: Event) -> str:
    """The last day the event may be on; of what has no date, a day that never comes."""
    date = event.claim.date
    return days(date, event.claim.date_end)[1].isoformat() if date else "9999"


def _by_month(found: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    dated = sorted(found, key=lambda event: event.claim.date or "9999")
    return [(month, list(group)) for month, group in groupby(dated, key=lambda event: (event.claim.date or "")[:7])]


def _matching(asked: Asked, answer: Answer[Event], counted: dict[str, int] | None) -> int | None:
    """How many events fit in all; None where nobody counted."""
    kind = asked.values["type"]
    if counted is not None:
        return counted.get(kind, 0) if kind else sum(counted.values())
    return len(answer.items) if answer.next is None and not asked.values["cursor"] else None


def _chosen(asked: Asked) -> list[tuple[str, str, str]]:
    """The filters that are set: name, value, and the address without."""
    say = speaking(asked.language)
    return [
        (say(_LABELS[name]), _shown(say, name, value), asked_again(asked.path, asked.query, **{name: None}))
        for name, value in asked.query if value and name in _LABELS
    ]


def _shown(say: Say, name: str, value: str) -> str:
    return say(value.upper() if name == "type" else value) if name in _SAID else value
