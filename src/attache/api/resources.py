"""Everything that has an address: the one table from which routes, the schema and the pages' forms are made."""
from __future__ import annotations

from attache.api import answering as give
from attache.api import parameters as ask
from attache.api.answering import EventInFull as EventInFull
from attache.api.answers import Resource
from attache.api.parameters import Kind, Parameter
from attache.settings import MOST_ON_A_PAGE


def _part(name: str, meaning: str, kind: Kind = "words") -> Parameter:
    return Parameter(name=name, kind=kind, meaning=meaning, required=True)


_LIST = (ask.AS_OF, ask.LIMIT, ask.CURSOR)
_WHOM = (_part("name", "A name, however it is spelled, or an identity."),)
_WHICH = "The identity of {}, or its first four characters or more."

RESOURCES: tuple[Resource, ...] = (
    Resource(
        name="events", path="/events", title="Events: who did what to whom, when, where, according to whom.", answer=give.events,
        parameters=(
            ask.ACTOR, ask.RECIPIENT, ask.COUNTRY, ask.TYPE, ask.STATUS, ask.SINCE, ask.UNTIL, ask.PAGE, ask.VERDICT, ask.CHANGED_SINCE,
            ask.ORDER, *_LIST,
        ),
        forms=("json", "jsonl", "csv", "atom"), record="Event",
        defaults={"atom": {"order": "changed"}, "html": {"order": "newest", "limit": 50}},
    ),
    Resource(
        name="event", path="/events/{id}", title="One event: the words it rests on, every report of it, what they disagree on.",
        answer=give.event, parts=(_part("id", _WHICH.format("the event or of a report of it"), "identity"),),
        parameters=(ask.AS_OF,), single=True, record="EventInFull",
    ),
    Resource(
        name="dyad", path="/dyad/{one}/{other}", title="What two countries did to each other and together.", answer=give.dyad,
        parts=(_part("one", "A country (code or name)."), _part("other", "Another country.")),
        parameters=(ask.SINCE, ask.UNTIL, ask.COUNTS, ask.TIME_ORDER, *_LIST), record="Direction",
        defaults={"html": {"order": "newest", "limit": 60}},
    ),
    Resource(
        name="timeline", path="/timeline", title="Events counted by day, month or year.", answer=give.timeline,
        parameters=(ask.COUNTRY, ask.TYPE, ask.SINCE, ask.UNTIL, ask.BY, ask.COUNTS, *_LIST), record="Period",
    ),
    Resource(
        name="people", path="/people", title="People with the office held last, those of most pages first.", answer=give.people,
        parameters=(ask.NAME, ask.OF, *_LIST), record="Figure",
    ),
    Resource(
        name="person", path="/people/{name:path}", title="Whoever the name means: names, offices over time, events.", answer=give.person,
        parts=_WHOM, parameters=(ask.AS_OF,), record="Profile",
    ),
    Resource(
        name="bodies", path="/bodies", title="Parties, forces, companies and other bodies, those of most pages first.", answer=give.bodies,
        parameters=(ask.NAME, ask.OF, *_LIST), record="Figure",
    ),
    Resource(
        name="body", path="/bodies/{name:path}", title="The body that the name means: names, events.", answer=give.body, parts=_WHOM,
        parameters=(ask.AS_OF,), record="Profile",
    ),
    Resource(
        name="agreements", path="/agreements", title="Agreements and how far they have come, the latest first.", answer=give.agreements,
        parameters=(ask.PARTY, ask.OTHER_PARTY, ask.STAGE, *_LIST), record="Pact",
    ),
    Resource(
        name="agreement", path="/agreements/{id}", title="One agreement, with the words that prove each stage.", answer=give.agreement,
        parts=(_part("id", _WHICH.format("the agreement or of a claim of it"), "identity"),),
        parameters=(ask.AS_OF,), single=True, record="Pact",
    ),
    Resource(
        name="calendar", path="/calendar", title="Planned acts by date.", answer=give.calendar,
        parameters=(ask.ACTOR, ask.RECIPIENT, ask.COUNTRY, ask.TYPE, ask.SINCE, ask.UNTIL, *_LIST),
        forms=("json", "jsonl", "csv", "ics"), record="Event", defaults={"ics": {"limit": MOST_ON_A_PAGE}},
    ),
    Resource(
        name="review", path="/review", title="Events most worth a look: disputed ones first, then by doubt times reports.",
        answer=give.review, parameters=(ask.ALL, ask.LIMIT, ask.CURSOR), record="EventToReview", defaults={"html": {"limit": 50}},
    ),
    Resource(
        name="decisions", path="/decisions", title="What people decided, the newest first, and how it stands.", answer=give.decisions,
        parameters=(ask.ABOUT, ask.LIMIT, ask.CURSOR), record="Decision",
    ),
    Resource(
        name="search", path="/search", title="Events by words, the best match first.", answer=give.search,
        parameters=(ask.Q, *_LIST), record="Hit",
    ),
    Resource(
        name="sources", path="/sources", title="Who published the pages, and how many of theirs are copies.", answer=give.sources,
        parameters=_LIST, record="Outlet",
    ),
    Resource(
        name="refusals", path="/refusals", title="What could not be read, and why.", answer=give.refused,
        parameters=(ask.LIMIT, ask.CURSOR),
        record="Refusal",
    ),
    Resource(
        name="page", path="/pages/{id}", title="One page's text as it was read, with the places of what it says.", answer=give.page,
        parts=(_part("id", "The identity of the page, or its first eight characters or more.", "page"),),
        parameters=(ask.AS_OF,), single=True, forms=("json",), record="PageInFull",
    ),
    Resource(
        name="about", path="/about", title="What this register holds, and the versions of what wrote it.", answer=give.about, single=True,
        forms=("json",), record="About",
    ),
)
