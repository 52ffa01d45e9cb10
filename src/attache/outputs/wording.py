"""How an event or a role is said in one line. Words as the page has them: `cleaning` makes them harmless where they go out."""
from __future__ import annotations

from collections.abc import Sequence

from attache.model import Claim, EventType, Party, Place, Role, Status
from attache.queries.countries import country_code

MARKS: dict[Status, str] = {
    "happened": "✓", "ongoing": "…", "planned": "◷", "called_off": "✗", "denied": "≠", "hypothetical": "?",
}
_DONE_TOGETHER: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})


def when(claim: Claim) -> str:
    """Like 2020-10-02, 2020-09 or 2020-09-28 – 2020-10-02; a question mark where the page leaves it open."""
    if claim.date_end and claim.date_end != claim.date:
        return f"{claim.date or '?'} – {claim.date_end}"
    return claim.date or "?"


def standing(status: Status) -> str:
    """The status as a mark and a word: nothing rests on the mark alone."""
    return f"{MARKS[status]} {status.replace('_', ' ')}"


def who(claim: Claim) -> str:
    """A → B, A ↔ B for what parties do together, → B where nobody says who did it."""
    if claim.recipients:
        return f"{parties(claim.actors)} → {parties(claim.recipients)}".strip()
    together = len(claim.actors) > 1 and claim.type in _DONE_TOGETHER
    return parties(claim.actors, " ↔ " if together else ", ") or "?"


def parties(side: Sequence[Party], between: str = ", ") -> str:
    """The names of one side, each with its country where the name does not say it."""
    return between.join(_with_country(party.name, party.country) for party in side)


def what(claim: Claim) -> str:
    """Type and mode."""
    return f"{claim.type} {claim.mode}" if claim.mode else claim.type


def where(place: Place | None) -> str:
    """The place and its country, or nothing."""
    return _with_country(place.name, place.country) if place else ""


def according(claim: Claim) -> str:
    """Who says so, or nothing where the page itself asserts it."""
    return f"according to {claim.attributed_to}" if claim.attributed_to else ""


def losses(claim: Claim) -> str:
    """The dead and injured as far as the page counts them."""
    counted = ((claim.dead, "dead"), (claim.injured, "injured"))
    return ", ".join(f"{number} {word}" for number, word in counted if number is not None)


def office(role: Role) -> str:
    """The role with its body and its years."""
    title = " ".join(filter(None, ("former" if role.former else "", role.role, f"of {role.of}" if role.of else "")))
    return f"{title}, {role.since or ''} – {role.until or ''}".rstrip() if role.since or role.until else title


def _with_country(name: str, country: str | None) -> str:
    return f"{name} ({country})" if country and country_code(name) != country else name
