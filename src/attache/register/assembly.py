"""One event put together from the claims that tell of it.

In: the claims of an event in order of publication, each with its page's story and source. Out: a `Whole`: what the register holds to have
happened. Claims that contradict each other are not averaged: the event says that it is disputed, and its claims stay as they are.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from msgspec.structs import replace

from attache.model import Claim, Party, Place, Status
from attache.register.copies import independent
from attache.register.folding import folded
from attache.register.tellings import JOINT, Telling
from attache.resources import table

Value = TypeVar("Value")
Side = tuple[Party, ...]

_LEAST_DOUBT = 0.001
_DECISIVE: frozenset[Status] = frozenset({"happened", "called_off", "denied"})


@dataclass(frozen=True)
class Report:
    """One claim of an event with where it stands."""

    telling: Telling
    claim: Claim
    story: str
    source: str


@dataclass(frozen=True)
class Whole:
    """An event as a claim (of the lead report, completed by the others), with what supports it."""

    event: str
    lead_no: int
    claim: Claim
    reports: int
    origins: int
    disputed: bool


def assembled(reports: Sequence[Report]) -> Whole:
    """The event that the reports, in order of publication, tell of."""
    if len(reports) == 1:
        return _told_once(reports[0])
    status, disputed = _status(reports)
    fitting = [report for report in reports if report.claim.status == status] or list(reports)
    lead = max(fitting, key=_clearness)
    ordered = [lead, *(each for each in fitting if each is not lead), *(each for each in reports if each.claim.status != status)]
    date, date_end = _date(fitting, lead)
    actors, recipients = _sides(ordered)
    whole = replace(
        lead.claim, status=status, date=date, date_end=date_end, place=_place(ordered), actors=actors, recipients=recipients,
        mode=_first(ordered, lambda claim: claim.mode),
        dead=_latest(reports, lambda claim: claim.dead), injured=_latest(reports, lambda claim: claim.injured),
        confidence=round(1.0 - _doubt(reports), 3),
    )
    pages = {report.telling.page_id for report in reports}
    origins = independent({(report.story, report.source) for report in reports})
    return Whole(reports[0].telling.claim_id, lead.telling.claim_no, whole, len(pages), origins, disputed)


def _told_once(report: Report) -> Whole:
    actors, recipients = _sides([report])
    confidence = round(min(report.claim.confidence, 1.0 - _LEAST_DOUBT), 3)
    claim = replace(report.claim, actors=actors, recipients=recipients, confidence=confidence)
    return Whole(report.telling.claim_id, report.telling.claim_no, claim, 1, 1, disputed=False)


def _sides(reports: Sequence[Report]) -> tuple[Side, Side]:
    """Actors and recipients as the first report has them that names both, or else the first: sides of two reports would make an act that
    nobody tells of. A party stands on one side only.
    """
    claim = next((report.claim for report in reports if _names_both(report.claim)), reports[0].claim)
    acting = {_known_as(party) for party in claim.actors}
    return claim.actors, tuple(party for party in claim.recipients if _known_as(party) not in acting)


def _names_both(claim: Claim) -> bool:
    """Whether nobody is missing; in what is done together the other one may stand on either side."""
    if claim.type in JOINT:
        return len({_known_as(party) for party in claim.actors + claim.recipients}) > 1
    return bool(claim.actors and claim.recipients)


def _known_as(party: Party) -> tuple[str, str | None]:
    return folded(party.name), party.country


def _status(reports: Sequence[Report]) -> tuple[Status, bool]:
    """(status, whether reports contradict each other). What was reported last decides; a plan told again after the act does not count."""
    decisive = [report.claim.status for report in reports if report.claim.status in _DECISIVE]
    if not decisive:
        return reports[-1].claim.status, False
    disputed = ("denied" in decisive and len(set(decisive)) > 1) or _called_off_after(decisive)
    return decisive[-1], disputed


def _called_off_after(decisive: list[Status]) -> bool:
    """What has happened cannot be called off any more."""
    return "happened" in decisive and "called_off" in decisive[decisive.index("happened") :]


def _clearness(report: Report) -> tuple[bool, bool, int, float]:
    """The narrator's own word before somebody's, a named day before a vague one, more parties before fewer, surer before less sure."""
    claim = report.claim
    return claim.attributed_to is None, not report.telling.vague, len(claim.actors) + len(claim.recipients), claim.confidence


def _date(reports: Sequence[Report], lead: Report) -> tuple[str | None, str | None]:
    """The day most reports name; else the narrowest time any names."""
    exact = Counter((r.claim.date, r.claim.date_end) for r in reports if r.claim.date and not r.telling.vague)
    if exact:
        most = max(exact.values())
        return next(date for date in exact if exact[date] == most)
    dated = [report.claim for report in reports if report.claim.date]
    narrowest = max(dated, key=lambda claim: len(claim.date or ""), default=lead.claim)
    return narrowest.date, narrowest.date_end


def _place(reports: Sequence[Report]) -> Place | None:
    """The first town named, else the first country."""
    places = [report.claim.place for report in reports if report.claim.place]
    return next((place for place in places if place.country and not _is_country(place)), next(iter(places), None))


def _is_country(place: Place) -> bool:
    return place.name in _country_names()


@cache
def _country_names() -> frozenset[str]:
    return frozenset(row["name"] for row in table("countries"))


def _first(reports: Sequence[Report], value: Callable[[Claim], Value | None]) -> Value | None:
    return next((found for report in reports if (found := value(report.claim)) is not None), None)


def _latest(reports: Sequence[Report], value: Callable[[Claim], Value | None]) -> Value | None:
    return _first(list(reversed(reports)), value)


def _doubt(reports: Sequence[Report]) -> float:
    """The chance that every independent origin was read wrongly: of each origin the surest claim counts."""
    surest: dict[str, float] = {}
    for report in reports:
        surest[report.source] = max(surest.get(report.source, 0.0), report.claim.confidence)
    doubt = 1.0
    for confidence in surest.values():
        doubt *= 1.0 - confidence
    return max(doubt, _LEAST_DOUBT)
