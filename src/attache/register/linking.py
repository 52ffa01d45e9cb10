"""Which claims tell of one event.

In: tellings. Out: what speaks for or against two of them being one event, as named evidence with weights (log odds), and groups of
tellings. Some differences rule it out whatever else agrees: types that are not mixed up, other parties, days too far apart. Order of
arrival does not matter: a group is put together from the earliest published on.

The weights are fitted (training/linking.py) on invented reports and on twins: acts of one type given the same parties and days without
being one event, as busy pairs of countries have them.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple, TypeVar

from attache.register.tellings import JOINT, Telling
from attache.resources import table

Subject = TypeVar("Subject")

LEAST_SAME = 2.0  # log odds from which two claims are taken to tell of one event
RULED_OUT = -100.0
_DAYS_APART = 3  # more than this between two named days, and it is another event
_DAYS_MOVED = 21  # between a plan and what came of it
_MONTH = 32  # days to a step of vague times
_LONGEST_SEARCHED = 400  # days of a vague time in which named days are looked for
_LONG = 62  # days; a time this vague says little
_SHORT = 7  # days; a time up to this long is looked for like a day
_WORDS_SHARED = 3
_json = json.JSONEncoder(ensure_ascii=False).encode
_COMPARED = 1 << 16  # pairs remembered
_PLACE_WORD = re.compile(r"\w{3,}")
_WIDE_WORDS = frozenset({
    "the", "near", "province", "town", "city", "region", "district", "capital", "airport", "island", "islands", "state",
    "north", "south", "east", "west", "northern", "southern", "eastern", "western",
})

WEIGHTS: dict[str, float] = {
    "to begin with": 1.6,
    "kindred type": -2.8,
    "same mode": 1.5,
    "other mode": -2.7,
    "one side alike": 0.1,
    "both sides alike": 0.6,
    "a side not named": -0.4,
    "parties in part": -1.2,
    "same day": 1.7,
    "next day": -1.1,
    "days apart": -1.5,
    "vague time fits": 1.1,
    "both times vague": 0.5,
    "vague time near": -1.7,
    "long time": -0.5,  # by hand
    "day moved": -0.9,
    "same place": 2.0,
    "place in part": 1.1,
    "other place": -0.9,
    "other country": -2.0,
    "names alike": 1.1,
    "a name alike": 0.8,
    "other names": -0.9,
    "same words": 2.0,  # by hand
    "words alike": 0.4,
    "other words": -0.5,
    "same losses": 1.6,
    "other losses": -0.6,
    "same report": RULED_OUT,
    "other type": RULED_OUT,
    "other parties": RULED_OUT,
    "other time": RULED_OUT,
}
_RULING_OUT = frozenset({"same report", "other type", "other parties", "other time"})


@dataclass(frozen=True, slots=True)
class Sameness:
    """What speaks for two claims telling of one event: log odds, and what they were made of."""

    score: float
    evidence: tuple[tuple[str, float], ...]

    @property
    def holds(self) -> bool:
        """Whether it is enough."""
        return self.score >= LEAST_SAME

    def tie(self, like: str) -> str:
        """What is kept of it, as JSON: what ties one to the other called `like`."""
        return _json({"like": like, "score": self.score, "evidence": dict(self.evidence)})


def weighed(looks: Sequence[tuple[str, Callable[[Subject, Subject], float]]], one: Subject, other: Subject) -> Sameness:
    """What named looks at two of a kind weigh together; stops at the first that rules sameness out."""
    found: list[tuple[str, float]] = []
    for what, weigh in looks:
        weight = weigh(one, other)
        if weight:
            found.append((what, weight))
        if weight == RULED_OUT:
            break
    return Sameness(round(sum(weight for _, weight in found), 2), tuple(found))


class Search(NamedTuple):
    """Where tellings of the same event may lie: under these parties, of these types, on days from `first` to `last`; those whose day may
    yet change up to `reach` days further; and under the steps of vague times that touch these days.
    """

    sides: tuple[str, ...]
    types: tuple[str, ...]
    first: int
    last: int
    reach: int
    steps: tuple[int, int]


@lru_cache(maxsize=_COMPARED)
def sameness(one: Telling, other: Telling) -> Sameness:
    """How strongly two claims look like one event; stops at the first thing that rules it out."""
    found = [(what, WEIGHTS[what]) for what in differences(one, other)]
    if found[-1][0] in _RULING_OUT:
        return Sameness(RULED_OUT, (found[-1],))
    return Sameness(round(sum(weight for _, weight in found), 2), tuple(found))


def differences(one: Telling, other: Telling) -> list[str]:
    """What two claims have in common and in what they differ, as names of weights; the last may be one that rules sameness out."""
    found = ["to begin with"]
    for look in _LOOKS:
        found += look(one, other)
        if found[-1] in _RULING_OUT:
            break
    return found


def groups(tellings: Iterable[Telling], forced: Callable[[Telling, Telling], bool | None]) -> list[list[Telling]]:
    """The tellings in groups of one event each, every group and the list in order of publication.

    `forced` says what people decided of two claims: True one event, False not, None nothing. A telling joins the group that it fits best,
    unless something rules it out with another of that group. Groups that people merged are put together at the end, whole: what they said
    of two claims holds for all that was found to be one event with either.
    """
    made: list[list[Telling]] = []
    for each in sorted(tellings, key=lambda telling: telling.order):
        best = max(((fit(each, group, forced), -place) for place, group in enumerate(made)), default=(RULED_OUT, 0))
        if best[0] >= LEAST_SAME:
            made[-best[1]].append(each)
        else:
            made.append([each])
    return _merged(made, forced)


def fit(each: Telling, group: Sequence[Telling], forced: Callable[[Telling, Telling], bool | None]) -> float:
    """How well a telling fits a group: half its best likeness, half the usual one, or RULED_OUT."""
    scores = []
    for other in group:
        if forced(each, other) is False:
            return RULED_OUT
        score = sameness(each, other).score
        if score <= RULED_OUT:
            return RULED_OUT
        scores.append(score)
    return (max(scores) + sum(scores) / len(scores)) / 2


def undecided(one: Telling, other: Telling) -> None:
    """For `forced`, where people decided nothing."""


def link_keys(telling: Telling) -> list[tuple[str, int]]:
    """(parties, day) under which a telling is found; vague times stand under steps of a month, as negative numbers."""
    days = _days(telling)
    return [(sides, day) for sides in sorted(_posted(telling)) for day in days]


def moving(telling: Telling) -> bool:
    """Whether the day may yet change."""
    return telling.status != "happened"


def searched(telling: Telling) -> Search:
    """Where tellings of the same event may lie."""
    first, last = _bounds(telling)
    types = (telling.type, *sorted(_kindred().get(telling.type, ())))
    steps = (-((last + _DAYS_MOVED) // _MONTH), -((first - _DAYS_MOVED) // _MONTH))
    near = _DAYS_MOVED if moving(telling) else _DAYS_APART
    until = min(last, first + _LONGEST_SEARCHED) + near
    return Search(tuple(sorted(_looked_under(telling))), types, first - _SHORT - near, until, _DAYS_MOVED - near, steps)


def _merged(made: list[list[Telling]], forced: Callable[[Telling, Telling], bool | None]) -> list[list[Telling]]:
    """Groups that people joined become one."""
    if forced is undecided:
        return made
    for one, other in combinations(made, 2):
        if any(forced(a, b) for a in one for b in other):
            rest = [group for group in made if group is not one and group is not other]
            whole = sorted(one + other, key=lambda telling: telling.order)
            return _merged(sorted([*rest, whole], key=lambda group: group[0].order), forced)
    return made


def _bounds(telling: Telling) -> tuple[int, int]:
    """First and last day, 0 where nothing is known."""
    first = telling.first if telling.first is not None else telling.last
    last = telling.last if telling.last is not None else telling.first
    return first or 0, last or 0


def _days(telling: Telling) -> list[int]:
    first, last = _bounds(telling)
    if last - first <= _SHORT:
        return [first]
    return [-step for step in range(first // _MONTH, min(last // _MONTH, first // _MONTH + 12) + 1)]


def _posted(telling: Telling) -> set[str]:
    """Pairs of parties, each country of a pair, and lone countries."""
    pairs = _pairs(telling)
    return {f"{one}+{other}" for one, other in pairs} | {f"{one}*" for pair in pairs for one in pair} | (set() if pairs else _lone(telling))


def _looked_under(telling: Telling) -> set[str]:
    """The same pair, or claims that leave one side of it open."""
    pairs = _pairs(telling)
    if pairs:
        return {f"{one}+{other}" for one, other in pairs} | {one for pair in pairs for one in pair}
    lone = _lone(telling)
    return lone | {f"{one}*" for one in lone}


def _pairs(telling: Telling) -> set[tuple[str, str]]:
    if telling.type in JOINT:
        return set(combinations(sorted(telling.countries), 2))
    return {(min(one, other), max(one, other)) for one in telling.actors for other in telling.recipients}


def _lone(telling: Telling) -> set[str]:
    return set(telling.countries) or {telling.place_country or "---"}


def _report(one: Telling, other: Telling) -> tuple[str, ...]:
    """What one report tells twice its reading has already made one claim of."""
    return ("same report",) if one.page_id == other.page_id and one.status == other.status else ()


def _type(one: Telling, other: Telling) -> tuple[str, ...]:
    if one.type != other.type:
        return ("kindred type" if other.type in _kindred().get(one.type, ()) else "other type",)
    if one.mode and other.mode:
        return ("same mode" if one.mode == other.mode else "other mode",)
    return ()


def _parties(one: Telling, other: Telling) -> tuple[str, ...]:
    if one.type in JOINT or other.type in JOINT:
        sides = (_side(one.countries, other.countries),) * 2
    else:
        sides = (_side(one.actors, other.actors), _side(one.recipients, other.recipients))
    if "other" in sides:
        return ("other parties",)
    alike = ("both sides alike",) if sides == ("same", "same") else ("one side alike",) if "same" in sides else ()
    return alike + (("a side not named",) if "open" in sides else ()) + (("parties in part",) if "part" in sides else ())


def _side(one: frozenset[str], other: frozenset[str]) -> str:
    """Countries of one side: alike, alike in part, one unknown, or different."""
    if not one or not other:
        return "open" if one or other else ""
    if one == other:
        return "same"
    return "part" if one & other else "other"


def _time(one: Telling, other: Telling) -> tuple[str, ...]:
    first = max((day for day in (one.first, other.first) if day is not None), default=None)
    last = min((day for day in (one.last, other.last) if day is not None), default=None)
    if first is None or last is None:
        return ("both times vague",)
    apart = first - last
    if apart <= 0:
        return (_overlap(one, other),)
    if apart <= _DAYS_MOVED and one.status != other.status and min(one, other, key=lambda telling: telling.order).status != "happened":
        return ("day moved",)
    if apart > _DAYS_APART:
        return ("other time",)
    if one.vague or other.vague:
        return ("vague time near",)
    return ("next day" if apart == 1 else "days apart",)


def _overlap(one: Telling, other: Telling) -> str:
    if not one.vague and not other.vague:
        return "same day"
    if _length(one) > _LONG or _length(other) > _LONG:
        return "long time"
    return "both times vague" if one.vague and other.vague else "vague time fits"


def _length(telling: Telling) -> int:
    first, last = _bounds(telling)
    return last - first


def _names(one: Telling, other: Telling) -> tuple[str, ...]:
    if not one.names or not other.names:
        return ()
    share = len(one.names & other.names) / min(len(one.names), len(other.names))
    return ("names alike" if share > 0.5 else "a name alike" if share else "other names",)


def _place(one: Telling, other: Telling) -> tuple[str, ...]:
    if one.place_country and other.place_country and one.place_country != other.place_country:
        return ("other country",)
    if one.place is None or other.place is None:
        return ()
    if one.place == other.place:
        return ("same place",)
    return ("place in part" if _place_words(one.place) & _place_words(other.place) else "other place",)


@lru_cache(maxsize=4096)
def _place_words(place: str) -> frozenset[str]:
    return frozenset(_PLACE_WORD.findall(place)) - _WIDE_WORDS


def _words(one: Telling, other: Telling) -> tuple[str, ...]:
    if one.words == other.words and len(one.words) > _WORDS_SHARED:
        return ("same words",)
    alike = len((one.words - one.names) & (other.words - other.names))
    return ("words alike",) if alike >= _WORDS_SHARED else () if alike else ("other words",)


def _losses(one: Telling, other: Telling) -> tuple[str, ...]:
    if not one.dead or not other.dead:
        return ()
    if one.dead == other.dead:
        return ("same losses",)
    return ("other losses",) if max(one.dead, other.dead) > 2 * min(one.dead, other.dead) + 2 else ()


_LOOKS: tuple[Callable[[Telling, Telling], tuple[str, ...]], ...] = (
    _report, _type, _time, _parties, _place, _names, _words, _losses,
)


@cache
def _kindred() -> dict[str, frozenset[str]]:
    """For each type those that reporters, and readers of reports, take for it."""
    kindred: dict[str, set[str]] = {}
    for row in table("kindred"):
        kindred.setdefault(row["one"], set()).add(row["other"])
        kindred.setdefault(row["other"], set()).add(row["one"])
    return {one: frozenset(others) for one, others in kindred.items()}
