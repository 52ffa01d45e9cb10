"""How each resource answers: one question to the register, in the shape the command line prints.

In: the register, open for questions, and the values of the address. Out: an `Answer`. Raises InputError as the queries do.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

from attache.api.answers import Answer, Rows
from attache.api.cursors import Place, cursor, newest, place
from attache.api.parameters import Values
from attache.api.remembering import remembered
from attache.api.standing import About, facts
from attache.outputs import agreements as out_agreements
from attache.outputs import formats, reviewing, shapes
from attache.outputs import people as out_people
from attache.outputs.formats import Shape
from attache.outputs.records import Cell, Record, record_of
from attache.queries import agreements as asked_agreements
from attache.queries import dyads
from attache.queries import events as asked
from attache.queries import people as asked_people
from attache.queries import review as asked_review
from attache.queries import search as asked_search
from attache.queries import sources as asked_sources
from attache.queries import timeline as asked_timeline
from attache.queries.filters import EVERYTHING, EventFilter
from attache.queries.moments import NOW, revision_before
from attache.queries.threads import thread
from attache.register.database import Connection
from attache.register.persons import Kind

Item = TypeVar("Item")
_LONGEST_COUNT = 12  # hexadecimal digits
_FILTERS = ("actor", "recipient", "country", "type", "status", "since", "until", "page", "verdict")


class EventInFull(Struct, frozen=True):
    """All that is known of one event, and what people decided about it and its reports, oldest first."""

    dossier: shapes.Dossier
    history: tuple[asked_review.Entry, ...]


def _flat(kind: type[Struct]) -> dict[str, Callable[[Any], Cell]]:
    """The plain fields of a record as columns."""
    return {name: attrgetter(name) for name in kind.__struct_fields__}


def _full_record(full: EventInFull) -> Record:
    return {**shapes.dossier_record(full.dossier), "history": [reviewing.LOG.record(entry) for entry in full.history]}


EVENTS_IN_FULL: Shape[EventInFull] = Shape(_full_record, {}, {})
OUTLETS: Shape[asked_sources.Outlet] = Shape(record_of, _flat(asked_sources.Outlet), {})
REFUSALS: Shape[asked_sources.Refusal] = Shape(record_of, _flat(asked_sources.Refusal), {})
PAGES: Shape[asked_sources.PageInFull] = Shape(record_of, {}, {})
ABOUT: Shape[About] = Shape(record_of, {}, {})


def events(register: Connection, values: Values) -> Answer[asked.Event]:
    """Events that fit."""
    at, limit = place(register, values), values["limit"]
    since = revision_before(register, values["changed_since"]) if values["changed_since"] else None
    wanted = EventFilter(changed_since=since, **{name: values[name] for name in _FILTERS})
    found = asked.events(register, wanted, at.at, limit + 1, order=values["order"], after=at.after)
    return _listed(at, list(found), limit, formats.EVENTS, lambda event: event.id)


def event(register: Connection, values: Values) -> Answer[EventInFull]:
    """One event in full."""
    at = place(register, values)
    found = asked.event(register, values["id"], at.at)
    reports = thread(register, found, at.at)
    claims = [account.id for strand in reports.strands for account in (strand.account, *strand.copies)]
    history = tuple(asked_review.decisions(register, about=[*dict.fromkeys((found.id, *claims))]))
    full = EventInFull(shapes.Dossier(found, asked.context(register, found), reports), history)
    return Answer(revision=at.revision, items=(full,), shape=EVENTS_IN_FULL, rows=Rows(reports.strands, shapes.STRANDS))


def dyad(register: Connection, values: Values) -> Answer[dyads.Direction]:
    """What two countries did, in three directions: a stretch of their ledger, or only counts."""
    at, pair, period = place(register, values), (values["one"], values["other"]), {name: values[name] for name in ("since", "until")}
    if values["counts"]:
        found = dyads.dyad(register, *pair, **period, at=at.at, limit=0)
        months = [shapes.MonthInDirection(direction, month) for direction in found for month in direction.months]
        return Answer(revision=at.revision, items=found, shape=shapes.DIRECTIONS, rows=Rows(months, shapes.MONTHS))
    stretch = dyads.ledger(register, *pair, **period, at=at.at, limit=values["limit"], order=values["order"], after=at.after)
    listed = [shapes.EventInDirection(direction, event) for direction in stretch.directions for event in direction.listed]
    return Answer(
        revision=at.revision, items=stretch.directions, shape=shapes.DIRECTIONS, rows=Rows(listed, shapes.EVENTS_IN_DIRECTIONS),
        next=cursor(at, stretch.next) if stretch.next else None,
    )


def timeline(register: Connection, values: Values) -> Answer[asked_timeline.Period]:
    """Events by period; or only how many each period has."""
    at, by, limit = place(register, values), values["by"], values["limit"]
    wanted = EventFilter(**{name: values[name] for name in ("country", "type", "since", "until")})
    if values["counts"]:
        counted = _counted(register, wanted, by, at)
        return Answer(revision=at.revision, items=counted, shape=shapes.PERIODS, rows=Rows(counted, shapes.COUNTED_PERIODS))
    found = list(asked.events(register, wanted, at.at, limit + 1, after=at.after))
    periods = asked_timeline.periods_of(register, wanted, by, at.at, found[:limit])
    rows = [shapes.EventInPeriod(period, event) for period in periods for event in period.listed]
    return Answer(
        revision=at.revision, items=periods, shape=shapes.PERIODS, rows=Rows(rows, shapes.EVENTS_IN_PERIODS),
        next=cursor(at, found[limit - 1].id) if len(found) > limit else None,
    )


def _counted(register: Connection, wanted: EventFilter, by: asked_timeline.By, at: Place) -> list[asked_timeline.Period]:
    """How many events each period has; of all days, counted once a revision."""
    if at.at.now and wanted == EVERYTHING and by == "day":
        return remembered(register, "days", lambda: list(asked_timeline.timeline(register, wanted, by, at.at, 0)))
    return list(asked_timeline.timeline(register, wanted, by, at.at, 0))


def people(register: Connection, values: Values) -> Answer[asked_people.Figure]:
    """People, those of most pages first."""
    return _figures(register, "person", values, out_people.FIGURES)


def bodies(register: Connection, values: Values) -> Answer[asked_people.Figure]:
    """Bodies, those of most pages first."""
    return _figures(register, "body", values, out_people.BODIES)


def person(register: Connection, values: Values) -> Answer[asked_people.Profile]:
    """Whoever a name means."""
    return _profiles(register, "person", values)


def body(register: Connection, values: Values) -> Answer[asked_people.Profile]:
    """The bodies that a name means."""
    return _profiles(register, "body", values)


def agreements(register: Connection, values: Values) -> Answer[asked_agreements.Pact]:
    """Agreements, the latest first."""
    at, limit = place(register, values), values["limit"]
    parties = [values[name] for name in ("party", "other_party") if values[name]]
    found = asked_agreements.agreements(register, parties, values["stage"], limit + 1, at.at, after=at.after)
    return _listed(at, list(found), limit, out_agreements.PACTS, lambda pact: pact.id)


def agreement(register: Connection, values: Values) -> Answer[asked_agreements.Pact]:
    """One agreement."""
    at = place(register, values)
    found = asked_agreements.agreement(register, values["id"], at.at)
    return Answer(revision=at.revision, items=(found,), shape=out_agreements.PACTS)


def calendar(register: Connection, values: Values) -> Answer[asked.Event]:
    """What is planned, by date."""
    return events(register, {**dict.fromkeys((*_FILTERS, "changed_since")), **values, "status": "planned", "order": "oldest"})


def review(register: Connection, values: Values) -> Answer[asked.Event]:
    """What is worth a look. The queue is always that of now: what was decided meanwhile is not in it."""
    at, limit = place(register, values), values["limit"]
    found = asked_review.queue(register, limit + 1, decided=values["all"], after=at.after)
    now = Place(NOW, newest(register))
    return _listed(now, found, limit, reviewing.QUEUE, lambda event: event.id)


def decisions(register: Connection, values: Values) -> Answer[asked_review.Entry]:
    """What was decided, the newest first."""
    at, limit = place(register, values), values["limit"]
    claims = None
    if values["about"]:
        event = asked.event(register, values["about"])
        claims = [event.id, *(account.id for account in asked.accounts(register, event))]
    before = _passed(at) or None
    found = list(asked_review.decisions(register, about=claims, before=before, limit=limit + 1))
    now = Place(NOW, newest(register))
    return _listed(now, found, limit, reviewing.LOG, lambda entry: f"{entry.decision.decision_id:x}")


def search(register: Connection, values: Values) -> Answer[asked_search.Hit]:
    """Events by words."""
    at, limit = place(register, values), values["limit"]
    found = list(asked_search.search(register, values["q"], at.at, limit + 1, after=at.after))
    return _listed(at, found, limit, shapes.HITS, lambda hit: hit.event.id)


def sources(register: Connection, values: Values) -> Answer[asked_sources.Outlet]:
    """Who published the pages."""
    at, limit = place(register, values), values["limit"]
    found = asked_sources.outlets(register, limit + 1, _passed(at), at.at)
    return _listed(at, found, limit, OUTLETS, lambda _: f"{_passed(at) + limit:x}")


def refused(register: Connection, values: Values) -> Answer[asked_sources.Refusal]:
    """What could not be read."""
    at, limit = place(register, values), values["limit"]
    found = asked_sources.refusals(register, limit + 1, _passed(at))
    return _listed(at, found, limit, REFUSALS, lambda _: f"{_passed(at) + limit:x}")


def page(register: Connection, values: Values) -> Answer[asked_sources.PageInFull]:
    """One page's text."""
    at = place(register, values)
    return Answer(revision=at.revision, items=(asked_sources.page(register, values["id"], at.at),), shape=PAGES)


def about(register: Connection, _: Values) -> Answer[About]:
    """What the register holds."""
    return Answer(revision=newest(register), items=(facts(register),), shape=ABOUT)


def _figures(
    register: Connection, kind: Kind, values: Values, shape: Shape[asked_people.Figure]
) -> Answer[asked_people.Figure]:
    at, limit = place(register, values), values["limit"]
    found = asked_people.figures(register, kind, values["name"], values["of"], limit + 1, at.at, after=at.after)
    return _listed(at, list(found), limit, shape, lambda figure: figure.id)


def _profiles(register: Connection, kind: Kind, values: Values) -> Answer[asked_people.Profile]:
    at = place(register, values)
    found = asked_people.profiles(register, values["name"], kind, at.at)
    return Answer(
        revision=at.revision, items=found, shape=out_people.PROFILES, rows=Rows(out_people.tenures(found), out_people.TENURES)
    )


def _passed(at: Place) -> int:
    """How many items a cursor passes over, in lists that are counted anew anyway."""
    return int(at.after[:_LONGEST_COUNT], 16) if at.after else 0


def _listed(at: Place, found: Sequence[Item], limit: int, shape: Shape[Item], identity: Callable[[Item], str]) -> Answer[Item]:
    """The first `limit` of what was found, and the cursor if there is more."""
    shown = found[:limit]
    return Answer(
        revision=at.revision, items=shown, shape=shape, next=cursor(at, identity(shown[-1])) if len(found) > limit else None
    )
