"""How an event or a role is said in one line. Words as the page has them: `cleaning` makes them harmless where they go out."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attache.model import Claim, EventType, Party, Place, Role, Span, Status
from attache.queries.countries import country_code
from attache.queries.events import SHORT_ID

MARKS: dict[Status, str] = {
    "happened": "✓", "ongoing": "…", "planned": "◷", "called_off": "✗", "denied": "≠", "hypothetical": "?",
}
_UNSAID = "to begin with"  # a weight that no comparison gave
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


def reported(reports: int, origins: int, *, disputed: bool) -> str:
    """How many pages report it, how many of them are independent of each other, and whether they contradict each other."""
    counted = str(reports) if reports == 1 else f"{reports} from {origins}"
    return f"{counted}, disputed" if disputed else counted


def marked(words: str, marks: Sequence[Span]) -> str:
    """`words` with «» around what is to be seen."""
    parts, end = [], 0
    for span in marks:
        parts += [words[end : span.start], f"«{words[span.start : span.end]}»"]
        end = span.end
    return "".join((*parts, words[end:]))


def tie(evidence: Mapping[str, Any], say: Callable[[str], str] = str) -> str:
    """What ties a claim to its event: the claim it is like, what speaks for it, what against. Nothing for the first claim of an event.
    `say` gives our words in another language.
    """
    if "evidence" not in evidence:
        return ""
    weighed = [(what, weight) for what, weight in evidence["evidence"].items() if what != _UNSAID]
    agreeing = ", ".join(say(what) for what, weight in weighed if weight > 0)
    differing = ", ".join(say(what) for what, weight in weighed if weight < 0)
    said = say("; but ").join(filter(None, (agreeing, differing))) or say("nothing in its words")
    return f"{say('like')} {evidence['like'][:SHORT_ID]}: {said}"


def office(role: Role) -> str:
    """The role with its body and its years."""
    title = " ".join(filter(None, ("former" if role.former else "", role.role, f"of {role.of}" if role.of else "")))
    return f"{title}, {role.since or ''} – {role.until or ''}".rstrip() if role.since or role.until else title


def _with_country(name: str, country: str | None) -> str:
    return f"{name} ({country})" if country and country_code(name) != country else name
