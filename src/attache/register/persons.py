"""Who appears on a page, and which of those who appear are one.

A bearer is a name with the country and the sector in which pages know it, and the seat of a local office. In: a reading; bearers. Out: the
appearances on the page; a `Sameness` of two bearers with its evidence; groups of bearers that are one person or body.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from attache.model import Party, Reading, Role
from attache.register.folding import folded
from attache.register.linking import LEAST_SAME, RULED_OUT, Sameness, weighed
from attache.register.names import How, compare, name_keys, written
from attache.resources import cell_list, table

Kind = Literal["person", "body"]
Forced = Callable[["Bearer", "Bearer"], bool | None]

_HOW: dict[How, float] = {"same": 3.0, "spelled": 2.3, "fuller": 2.3, "initial": 0.9, "family": 0.8, "different": RULED_OUT}
_CLEARLY = 0.3  # log odds by which the best of several candidates must be ahead
_LONGEST_OFFICE = 6  # words
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name as pages know it; `number` is the register's own, 0 before it is kept there."""

    kind: Kind
    name: str
    country: str | None = None
    sector: str | None = None
    seat: str | None = None
    number: int = 0

    @property
    def folded(self) -> str:
        """The name as decisions call it."""
        return folded(self.name)


@dataclass(frozen=True)
class Appearance:
    """One bearer on one page: every spelling there, which roles of the reading are theirs, their parts in its claims as (claim, side)."""

    bearer: Bearer
    names: tuple[str, ...]
    roles: tuple[int, ...]
    parts: tuple[tuple[int, str], ...]


@dataclass
class _Sighting:
    kind: Kind
    name: str
    countries: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    seat: str | None = None
    names: list[str] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    parts: list[tuple[int, str]] = field(default_factory=list)


def appearances(reading: Reading) -> list[Appearance]:
    """Everybody and every body the page names, each once, under the fullest of its names there."""
    seen: dict[str, _Sighting] = {}
    for number, role in enumerate(reading.roles):
        _see_role(seen.setdefault(folded(role.person), _Sighting("person", role.person)), number, role)
    for number, claim in enumerate(reading.events):
        for side, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
            for party in parties:
                _see_party(seen, party, (number, side))
    return [_appearance(sighting) for sighting in _told_apart(list(seen.values()))]


def same_bearer(one: Bearer, other: Bearer) -> Sameness:
    """How strongly two bearers look like one person or body; stops at the first thing that rules it out."""
    return weighed(_WEIGHED, one, other)


def grouped(bearers: Sequence[Bearer], forced: Forced) -> list[list[Bearer]]:
    """The bearers in groups that are one person each. `forced` says what people decided of two: True one, False not, None nothing.

    The fullest names come first; whoever fits two groups equally well, as a family's name does that two ministers bear, stays alone.
    """
    made: list[list[Bearer]] = []
    for each in sorted(bearers, key=_fullness):
        fits = sorted(((_fit(each, group, forced), place) for place, group in enumerate(made)), reverse=True)
        good = [fit for fit in fits if fit[0] >= LEAST_SAME]
        if good and (len(good) == 1 or good[0][0] - good[1][0] >= _CLEARLY):
            made[good[0][1]].append(each)
        else:
            made.append([each])
    return made


def bearer_keys(bearer: Bearer) -> list[str]:
    """Keys under which bearers are found that may be one with this one."""
    if bearer.kind == "body":
        return [f"= {body_name(bearer.name)}"]
    return name_keys(bearer.name, bearer.country)


@lru_cache(maxsize=4096)
def sector_of(role: str) -> str | None:
    """The PLOVER sector of an office, by the longest part of its words that offices.tsv has; None for words it does not know."""
    words = folded(role).split()[-_LONGEST_OFFICE:]
    spans = sorted(((last - first, -first) for first in range(len(words)) for last in range(first + 1, len(words) + 1)), reverse=True)
    found = (_offices().get(" ".join(words[-start : -start + length])) for length, start in spans)
    return next((sector for sector in found if sector), None)


def _country(one: Bearer, other: Bearer) -> float:
    if not one.country or not other.country:
        return 0.0 if one.country == other.country else -0.3
    return 1.0 if one.country == other.country else RULED_OUT


def _career(one: Bearer, other: Bearer) -> float:
    if not one.sector or not other.sector or one.kind == "body":
        return 0.0
    if one.sector == other.sector:
        return 0.7
    return RULED_OUT if frozenset({one.sector, other.sector}) in _apart() else 0.0


def _seat(one: Bearer, other: Bearer) -> float:
    if not one.seat or not other.seat:
        return 0.0
    return 1.0 if one.seat == other.seat else RULED_OUT


def _name(one: Bearer, other: Bearer) -> float:
    if one.kind != other.kind:
        return RULED_OUT
    if one.kind == "body":
        return 3.0 if body_name(one.name) == body_name(other.name) else RULED_OUT
    how = compare(one.name, other.name, one.country or other.country).how
    if how == "same" and len(written(one.name).words) == 1:
        how = "family"
    return _HOW[how]


_WEIGHED = (("country", _country), ("career", _career), ("seat", _seat), ("name", _name))


def _fit(each: Bearer, group: Sequence[Bearer], forced: Forced) -> float:
    best = RULED_OUT
    for other in group:
        decided = forced(each, other)
        if decided is False:
            return RULED_OUT
        score = 100.0 if decided else same_bearer(each, other).score
        if score <= RULED_OUT / 2 and not _merely_unnamed(each, other):
            return RULED_OUT
        best = max(best, score)
    return best


def _merely_unnamed(each: Bearer, other: Bearer) -> bool:
    """Two spellings may each be like a third and not like each other; only what is known of their bearers rules out that they are one."""
    return RULED_OUT not in (_country(each, other), _career(each, other), _seat(each, other))


def _fullness(bearer: Bearer) -> tuple[int, bool, int, str]:
    words = written(bearer.name, bearer.country).words
    return -sum(len(word) > 1 for word in words), not bearer.country, bearer.number, bearer.name


def _see_role(sighting: _Sighting, number: int, role: Role) -> None:
    sighting.roles.append(number)
    sighting.countries += [role.country] if role.country else []
    sector = sector_of(role.role)
    sighting.sectors += [sector] if sector else []
    if role.of and _is_local(role.role):
        sighting.seat = folded(role.of)


def _see_party(seen: dict[str, _Sighting], party: Party, part: tuple[int, str]) -> None:
    key = folded(party.name)
    if key not in seen:
        kind = _kind(party)
        if kind is None:
            return
        seen[key] = _Sighting(kind, party.name)
    sighting = seen[key]
    sighting.parts.append(part)
    sighting.countries += [party.country] if party.country else []
    if sighting.kind == "body" or party.sector not in {"CVL", "UNK"}:
        sighting.sectors.append(party.sector)


def _kind(party: Party) -> Kind | None:
    """What a party without an office on the page is; None for states, peoples and groups without a name."""
    key = folded(party.name)
    if key in _states() or not _WORD.search(party.name):
        return None
    if key in _bodies():
        return "body"
    words = party.name.split()
    if party.sector in {"CVL", "UNK"} and _looks_personal(words):
        return "person"
    return "body" if words[-1][0].isupper() and (len(words) > 1 or words[0].isupper()) else None


def _looks_personal(words: Sequence[str]) -> bool:
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) >= 2 and len(words) <= 5 and all(
        _WORD.fullmatch(word) and (word[0].isupper() or folded(word) in _minor()) and folded(word) not in _body_words() for word in words
    )


def _told_apart(sightings: list[_Sighting]) -> Iterator[_Sighting]:
    """Sightings of one person under several spellings become one; a family's name goes to its only bearer on the page."""
    ordered = sorted(sightings, key=lambda sighting: _fullness(_bearer(sighting)))
    made: list[_Sighting] = []
    for sighting in ordered:
        fits = [other for other in made if _one_on_page(sighting, other)]
        if len(fits) == 1:
            _absorb(fits[0], sighting)
        else:
            sighting.names.insert(0, sighting.name)
            made.append(sighting)
    yield from made


def _one_on_page(one: _Sighting, other: _Sighting) -> bool:
    if not one.kind == other.kind == "person":
        return False
    first, second = _bearer(one), _bearer(other)
    return _merely_unnamed(first, second) and _name(first, second) > 0


def _absorb(into: _Sighting, other: _Sighting) -> None:
    into.names.append(other.name)
    for mine, theirs in ((into.countries, other.countries), (into.sectors, other.sectors)):
        mine += theirs
    into.roles += other.roles
    into.parts += other.parts
    into.seat = into.seat or other.seat


def _bearer(sighting: _Sighting) -> Bearer:
    return Bearer(sighting.kind, sighting.name, _most(sighting.countries), _most(sighting.sectors), sighting.seat)


def _most(values: list[str]) -> str | None:
    if len(set(values)) < 2:
        return values[0] if values else None
    return max(values, key=lambda value: (values.count(value), -values.index(value)))


def _appearance(sighting: _Sighting) -> Appearance:
    return Appearance(_bearer(sighting), tuple(sighting.names), tuple(sorted(sighting.roles)), tuple(sorted(set(sighting.parts))))


def _is_local(role: str) -> bool:
    words = folded(role).split()
    return any(" ".join(words[-length:]) in _local() for length in (1, 2))


def body_name(name: str) -> str:
    """One name for a body that has several."""
    key = folded(name).removeprefix("the ")
    return _bodies().get(key, key)


@cache
def _apart() -> frozenset[frozenset[str]]:
    return frozenset(frozenset({row["one"], row["other"]}) for row in table("careers"))


@cache
def _local() -> frozenset[str]:
    return frozenset(row["office"] for row in table("local_offices"))


@cache
def _offices() -> dict[str, str]:
    return {row["phrase"]: row["sector"] for row in table("offices")}


@cache
def _bodies() -> dict[str, str]:
    """The folded name of every body of organisations.tsv by each of its names; weaker readings (`~`) are left out."""
    found: dict[str, str] = {}
    for row in table("organisations"):
        name = folded(row["name"].lstrip("=~"))
        for alias in (row["name"], *cell_list(row["aliases"])):
            if not alias.startswith("~"):
                found.setdefault(folded(alias.lstrip("=")), name)
    return found


@cache
def _states() -> frozenset[str]:
    names = ((row["iso3"], row["name"], *cell_list(row["aliases"]), *cell_list(row["demonyms"])) for row in table("countries"))
    return frozenset(folded(name.lstrip("=~")) for row in names for name in row)


@cache
def _body_words() -> frozenset[str]:
    """Words that no person's name has: of bodies, offices and groups."""
    return frozenset(row["word"] for row in table("name_sectors")) | {row["phrase"] for row in table("collectives")} | {"the", "of", "and"}


@cache
def _minor() -> frozenset[str]:
    return frozenset(word for row in table("name_words") if row["kind"] == "minor" for word in cell_list(row["words"]))
