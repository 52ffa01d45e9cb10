"""The records that answers are made of, as types: what `outputs` writes, for the schema that is published and for checking against it.

Each is built from the structs that the records are made from, so that a field of theirs cannot be missing here.
"""
from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct, defstruct

from attache.api.deciding import Decision as Sent
from attache.api.deciding import Entered
from attache.api.problems import Problem
from attache.api.standing import About
from attache.model import Claim, Span, Status
from attache.queries.agreements import Pact
from attache.queries.dyads import Month
from attache.queries.events import PageFacts
from attache.queries.people import Alias, Figure, Tenure
from attache.queries.sources import Outlet, PageInFull, Refusal
from attache.queries.threads import Step

Fields = list[tuple[str, Any]]
_AT = "#/components/schemas/{name}"


def _fields(kind: type[Struct], *left_out: str) -> Fields:
    return [(each.encode_name, each.type) for each in msgspec.structs.fields(kind) if each.name not in left_out]


def _record(name: str, fields: Fields, meaning: str) -> type[Struct]:
    return defstruct(name, fields, kw_only=True, frozen=True, forbid_unknown_fields=True, namespace={"__doc__": meaning})


def _list(kind: type[Struct]) -> Any:
    return tuple.__class_getitem__((kind, ...))


_EVENT: Fields = [
    ("id", str), *_fields(Claim), ("reports", int), ("origins", int), ("disputed", bool),
    ("verdict", Literal["accepted", "rejected"] | None), ("revision", int), ("was", Status | None), ("page", PageFacts), ("reader", str),
]
Event = _record("Event", _EVENT, "An event as its reports together tell it, what supports it, and the page of its quote.")
Decision = _record(
    "Decision",
    [
        ("decision_id", int), ("at", str), ("decided_by", str), ("kind", str), ("subject", str), ("other", str | None),
        ("field", str | None), ("value", Any), ("reason", str), ("undoes", int | None),
        ("standing", Literal["in force", "undone", "orphaned"]),
    ],
    "What somebody decided, when, why, and how it stands.",
)
_Copy = _record("Copy", [("id", str), ("page", PageFacts)], "A copy of a report.")
Report = _record(
    "Report",
    [
        ("id", str), *_fields(Claim), ("page", PageFacts), ("story", str), ("source", str), ("evidence", dict[str, Any]), ("tie", str),
        ("copies", _list(_Copy)),
    ],
    "One report of an event, as its page has it, and what ties it to the event.",
)
_Version = _record("Version", [("value", str), ("ids", tuple[str, ...]), ("said_by", tuple[str, ...])], "What some reports say.")
_Contradiction = _record("Contradiction", [("about", str), ("versions", _list(_Version))], "What reports disagree on.")
EventInFull = _record(
    "EventInFull",
    [
        *_EVENT, ("before", str), ("after", str), ("steps", tuple[Step, ...]), ("thread", _list(Report)),
        ("contradictions", _list(_Contradiction)), ("history", _list(Decision)),
    ],
    "An event with the words around its quote, every report, the steps of its status, contradictions and decisions.",
)
_Match = _record("Match", [("quote", str), ("marks", tuple[Span, ...])], "The quote that was found, and where in it the words stand.")
_Deed = _record("Deed", [("side", str), ("country", str | None), ("event", Event)], "An event that somebody took part in.")
RECORDS: dict[str, type[Struct]] = {
    "Event": Event, "EventInFull": EventInFull, "Decision": Decision, "Figure": Figure, "Pact": Pact, "Outlet": Outlet,
    "Refusal": Refusal, "PageInFull": PageInFull, "About": About,
    "EventToReview": _record("EventToReview", [*_EVENT, ("weight", float)], "An event, and how much a look at it is worth."),
    "Hit": _record("Hit", [*_EVENT, ("match", _Match)], "An event that has the words."),
    "Period": _record("Period", [("period", str | None), ("events", int), ("listed", _list(Event))], "A day, month or year."),
    "Direction": _record(
        "Direction",
        [
            ("actor", str), ("recipient", str), ("joint", bool), ("events", int), ("score", float), ("months", tuple[Month, ...]),
            ("listed", _list(Event)),
        ],
        "The events from one country to another, or of both together.",
    ),
    "Profile": _record(
        "Profile", [*_fields(Figure), ("aliases", tuple[Alias, ...]), ("offices", tuple[Tenure, ...]), ("events", _list(_Deed))],
        "Everything known of one person or body.",
    ),
}


def components() -> tuple[dict[str, Any], dict[str, Any]]:
    """(references, schemas) by the names of records, of `Problem`, of what is sent (`Sent`) and of what comes back (`Entered`)."""
    kinds: dict[str, Any] = {**RECORDS, "Problem": Problem, "Sent": Sent, "Entered": Entered}
    references, schemas = msgspec.json.schema_components(kinds.values(), schema_hook=_anything, ref_template=_AT)
    return dict(zip(kinds, references, strict=True)), schemas


def _anything(_: type) -> dict[str, Any]:
    """The schema of a value whose kind depends: the weights of evidence, say."""
    return {"description": "Of any kind."}  # msgspec takes an empty schema for none
