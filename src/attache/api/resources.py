"""Everything that has an address: the one table from which routes, the schema and the pages' forms are made."""
from __future__ import annotations

import sqlite3
from typing import Any

from msgspec import Struct

from attache.api import parameters as ask
from attache.api.answers import Answer, Resource, Rows
from attache.api.parameters import Parameter, Values
from attache.outputs import formats, shapes
from attache.outputs.formats import Shape
from attache.outputs.records import Record
from attache.queries import events as asked
from attache.queries.dyads import dyad
from attache.queries.filters import EventFilter
from attache.queries.moments import moment, revision_before
from attache.queries.review import Entry
from attache.queries.threads import thread


class EventInFull(Struct, frozen=True):
    """All that is known of one event, and what people decided about it, oldest first."""

    dossier: shapes.Dossier
    history: tuple[Entry, ...]


def _full_record(full: EventInFull) -> Record:
    return shapes.dossier_record(full.dossier)


EVENTS_IN_FULL: Shape[EventInFull] = Shape(_full_record, {}, {})


def newest(register: sqlite3.Connection) -> int:
    """The last revision of the register."""
    return int(register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def _events(register: sqlite3.Connection, values: Values) -> Answer[asked.Event]:
    limit = values["limit"]
    since = revision_before(register, values["changed_since"]) if values["changed_since"] else None
    names = ("actor", "recipient", "country", "type", "status", "since", "until", "page", "verdict")
    wanted = EventFilter(changed_since=since, **{name: values[name] for name in names})
    found = list(asked.events(register, wanted, moment(register, values["as_of"]), limit))
    return Answer(revision=newest(register), items=found, shape=formats.EVENTS)


def _event(register: sqlite3.Connection, values: Values) -> Answer[EventInFull]:
    at = moment(register, values["as_of"])
    event = asked.event(register, values["id"], at)
    found = thread(register, event, at)
    full = EventInFull(shapes.Dossier(event, asked.context(register, event), found), ())
    return Answer(revision=newest(register), items=(full,), shape=EVENTS_IN_FULL, rows=Rows(found.strands, shapes.STRANDS))


def _dyad(register: sqlite3.Connection, values: Values) -> Answer[Any]:
    at = moment(register, values["as_of"])
    found = dyad(register, values["one"], values["other"], since=values["since"], until=values["until"], at=at, limit=values["limit"])
    rows = [shapes.EventInDirection(direction, event) for direction in found for event in direction.listed]
    return Answer(revision=newest(register), items=found, shape=shapes.DIRECTIONS, rows=Rows(rows, shapes.EVENTS_IN_DIRECTIONS))


def _part(name: str, meaning: str) -> Parameter:
    return Parameter(name=name, kind="words", meaning=meaning, required=True)


RESOURCES: tuple[Resource, ...] = (
    Resource(
        name="events", path="/events", title="Events: who did what to whom, when, where, according to whom.", answer=_events,
        parameters=(
            ask.ACTOR, ask.RECIPIENT, ask.COUNTRY, ask.TYPE, ask.STATUS, ask.SINCE, ask.UNTIL, ask.PAGE, ask.VERDICT, ask.CHANGED_SINCE,
            ask.AS_OF, ask.LIMIT, ask.CURSOR,
        ),
    ),
    Resource(
        name="event", path="/events/{id}", title="One event: the words it rests on, every report of it, what they disagree on.",
        answer=_event, parts=(_part("id", "The identity of the event or of a report of it, or its first four characters or more."),),
        parameters=(ask.AS_OF,), single=True,
    ),
    Resource(
        name="dyad", path="/dyad/{one}/{other}", title="What two countries did to each other and together.", answer=_dyad,
        parts=(_part("one", "A country (code or name)."), _part("other", "Another country.")),
        parameters=(ask.SINCE, ask.UNTIL, ask.AS_OF, ask.LIMIT),
    ),
)
