"""The page of one event: its quote in the page it stands in, every field with its reason, every report, what people decided."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from msgspec import Struct

from attache.api.answers import Answer, Asked
from attache.api.resources import EventInFull
from attache.model import Claim, EventType, Party, Place, Status
from attache.outputs.wording import tie
from attache.queries.review import Entry
from attache.queries.sources import PageInFull
from attache.web.drawing import draw
from attache.web.marking import cut_apart
from attache.web.words import speaking

Written = Callable[[Claim], str]


class Field(Struct, frozen=True):
    """A field people may edit: its name, its value as it is written in a form, the decision that set it."""

    name: str
    written: str
    edited_by: Entry | None


def event_page(asked: Asked, answer: Answer[EventInFull]) -> str:
    """One event in full."""
    full = answer.items[0]
    event = full.dossier.event
    fields = [Field(name, write(event.claim), _edit(full.history, name)) for name, write in _FIELDS.items()]
    say = speaking(asked.language)
    return draw(
        "event.html", asked, event=event, context=full.dossier.context, thread=full.dossier.thread, history=full.history, fields=fields,
        kinds=get_args(EventType), statuses=get_args(Status), tie=lambda evidence: tie(evidence, say),
    )


def text_page(asked: Asked, answer: Answer[PageInFull]) -> str:
    """A page's text with what events rest on marked."""
    full = answer.items[0]
    return draw("page.html", asked, full=full, parts=cut_apart(full.text, [(each.start, each.end, each.event) for each in full.excerpts]))


def _edit(history: Sequence[Entry], name: str) -> Entry | None:
    """The edit in force that set the field."""
    found = [entry for entry in history if entry.standing == "in force" and (entry.decision.kind, entry.decision.field) == ("edit", name)]
    return found[-1] if found else None


def _parties(parties: Sequence[Party]) -> str:
    return "; ".join(f"{party.name} ({' '.join(filter(None, (party.country, party.sector)))})" for party in parties)


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.name} ({place.country})" if place.country else place.name


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


_FIELDS: dict[str, Written] = {
    "type": lambda claim: claim.type, "mode": lambda claim: claim.mode or "", "status": lambda claim: claim.status,
    "actors": lambda claim: _parties(claim.actors), "recipients": lambda claim: _parties(claim.recipients),
    "date": lambda claim: claim.date or "", "date_end": lambda claim: claim.date_end or "", "place": lambda claim: _place(claim.place),
    "attributed_to": lambda claim: claim.attributed_to or "", "dead": lambda claim: _number(claim.dead),
    "injured": lambda claim: _number(claim.injured),
}
