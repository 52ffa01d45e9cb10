"""Pairs of pages that tell the same: every wording of paraphrases.tsv filled with countries and days, read and compared.

A row's two wordings make pairs with the same filling; a wording on its own makes pairs in which the countries or the day change. Every page
is folded to a coding in which countries are called X and Y and dates `day` and `coming`, so that both pages of a pair must give the same.
"""
from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from attache.model import Claim, EventType, Party, Status
from attache.resources import cell_list, table
from tests.reading.coded import PUBLISHED, claims_of

TABLE = Path(__file__).parent / "paraphrases.tsv"
SEED = 20210616
FILLINGS = 3  # of a row with two wordings
OTHER_COUNTRIES, OTHER_DAYS = 2, 2  # of a row with one
NEIGHBOURS = (  # states that news tells of together; both countries of a filling are of one line
    ("KEN", "MOZ", "TZA", "ETH"), ("MAR", "DZA", "TUN", "EGY"), ("PAK", "IND", "IRN", "BGD"), ("THA", "VNM", "MYS", "IDN"),
    ("POL", "ROU", "SWE", "NOR"), ("PER", "COL", "ECU", "ARG"),
)
DAYS = (
    ("Thursday", "2021-06-10"), ("Friday", "2021-06-11"), ("Saturday", "2021-06-12"), ("Sunday", "2021-06-13"), ("Monday", "2021-06-14"),
    ("Tuesday", "2021-06-15"), ("May 28", "2021-05-28"), ("June 3", "2021-06-03"), ("June 8", "2021-06-08"), ("7 June", "2021-06-07"),
)
COMING_DAYS = (
    ("Thursday", "2021-06-17"), ("Friday", "2021-06-18"), ("Saturday", "2021-06-19"), ("Monday", "2021-06-21"), ("June 25", "2021-06-25"),
    ("July 2", "2021-07-02"), ("5 July", "2021-07-05"),
)
_SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
_FIGHTS = ("clash", "fight", "fought", "battle", "skirmish", "exchang", "shootout")  # an ASSAULT told by these has no recipient
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

Change = Literal["wording", "countries", "day"]
Day = tuple[str, str]


class Row(Struct, frozen=True):
    """A line of the table; `second` is empty where one wording stands alone."""

    name: str
    type: str
    first: str
    second: str

    @property
    def kind(self) -> str:
        """What the two wordings differ in: the part of the name before the colon."""
        return self.name.partition(":")[0]


class Filling(Struct, frozen=True):
    """What the placeholders stand for: ISO 3166 codes, and days as (words, ISO date)."""

    x: str
    y: str
    day: Day
    coming: Day


class Wording(Struct, frozen=True):
    """A page's text and what it was filled with."""

    text: str
    filling: Filling


class Pair(Struct, frozen=True):
    """Two pages that must be coded alike but for what `change` names."""

    row: Row
    change: Change
    first: Wording
    second: Wording


class Coded(Struct, frozen=True, order=True):
    """A claim in short, countries as X and Y, dates as `day` and `coming`; others as they are, "-" for no date."""

    type: EventType
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str

    def __str__(self) -> str:
        return f"{self.type} {'+'.join(self.actors) or '-'} > {'+'.join(self.recipients) or '-'} {self.status} {self.date}"


Coding = frozenset[Coded]


class Outcome(Struct, frozen=True):
    """A pair and what its pages were read as."""

    pair: Pair
    first: Coding
    second: Coding

    @property
    def agrees(self) -> bool:
        """True where both pages tell the same, and tell what was changed: a day that neither has cannot have moved."""
        if not self.first or self.first != self.second:
            return False
        return self.pair.change == "wording" or any(_tells(claim, self.pair.change) for claim in self.first)


def _tells(claim: Coded, change: Change) -> bool:
    return claim.date in {"day", "coming"} if change == "day" else bool({"X", "Y"} & {*claim.actors, *claim.recipients})


@cache
def rows(path: Path = TABLE) -> tuple[Row, ...]:
    """The rows of the table."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    read = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(Row(line["name"], line["type"], line["first"], line["second"] or "") for line in read)


@cache
def forms(iso3: str) -> dict[str, str]:
    """What the tables call a state: "" its name, "'s" its genitive, ".adj", ".an" and ".An" its adjective, ".capital" its government."""
    row = next(row for row in table("countries") if row["iso3"] == iso3)
    name, adjective, capital = (_first(row[column]) for column in ("name", "demonyms", "capitals"))
    article = "an" if adjective[0] in "AEIO" else "a"
    return {
        "": name, "'s": f"{name}'s", ".adj": adjective, ".an": f"{article} {adjective}", ".An": f"{article.capitalize()} {adjective}",
        ".capital": capital,
    }


def _first(cell: str) -> str:
    return cell_list(cell)[0].lstrip("=~")


def fill(template: str, filling: Filling) -> Wording:
    """A template with its placeholders filled. Raises KeyError for a placeholder that is not known."""
    words = {"day": filling.day[0], "coming": filling.coming[0]}
    words |= {f"X{form}": text for form, text in forms(filling.x).items()}
    words |= {f"Y{form}": text for form, text in forms(filling.y).items()}
    return Wording(_PLACEHOLDER.sub(lambda found: words[found[1]], template), filling)


def pairs(seed: int = SEED) -> list[Pair]:
    """All pairs of the table; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- draws of examples are not secrets
    return [pair for row in rows() for pair in (_reworded(row, chance) if row.second else _varied(row, chance))]


def _reworded(row: Row, chance: random.Random) -> Iterator[Pair]:
    for filling in _fillings(FILLINGS, chance):
        yield Pair(row, "wording", fill(row.first, filling), fill(row.second, filling))


def _varied(row: Row, chance: random.Random) -> Iterator[Pair]:
    """A wording against itself with other countries on the same days, and with the same countries on other days."""
    drawn = _fillings(1 + max(OTHER_COUNTRIES, OTHER_DAYS), chance)
    base, others = drawn[0], drawn[1:]
    for other in others[:OTHER_COUNTRIES]:
        yield Pair(row, "countries", fill(row.first, base), fill(row.first, Filling(other.x, other.y, base.day, base.coming)))
    for other in others[:OTHER_DAYS]:
        yield Pair(row, "day", fill(row.first, base), fill(row.first, Filling(base.x, base.y, other.day, other.coming)))


def _fillings(count: int, chance: random.Random) -> list[Filling]:
    """Fillings that have no country and no day in common."""
    lines = [chance.sample(line, 2) for line in chance.sample(NEIGHBOURS, count)]
    days, coming = chance.sample(DAYS, count), chance.sample(COMING_DAYS, count)
    return [Filling(line[0], line[1], day, later) for line, day, later in zip(lines, days, coming, strict=True)]


def coding(claims: Iterable[Claim], filling: Filling) -> Coding:
    """Claims in short, told with the filling's placeholders."""
    return frozenset(_coded(claim, filling) for claim in claims)


def _coded(claim: Claim, filling: Filling) -> Coded:
    actors, recipients = _states(claim.actors, filling), _states(claim.recipients, filling)
    if _is_symmetric(claim):
        actors, recipients = actors | recipients, frozenset()
    dates = {filling.day[1]: "day", filling.coming[1]: "coming"}
    date = dates.get(claim.date or "", claim.date or "-")
    status = "happened" if claim.status == "ongoing" else claim.status  # acts under way count as happened wherever claims are scored
    return Coded(claim.type, status, tuple(sorted(actors)), tuple(sorted(recipients)), date)


def _is_symmetric(claim: Claim) -> bool:
    return claim.type in _SYMMETRIC or (claim.type == "ASSAULT" and claim.trigger.lower().startswith(_FIGHTS))


def _states(parties: tuple[Party, ...], filling: Filling) -> frozenset[str]:
    called = {filling.x: "X", filling.y: "Y"}
    return frozenset(called.get(party.country, party.country) for party in parties if party.country)


def read(texts: Sequence[str]) -> dict[str, list[Claim]]:
    """The claims of every text as a page of its own published on PUBLISHED, repetitions folded."""
    return dict(zip(texts, claims_of(list(texts), PUBLISHED), strict=True))


def outcomes(every: Sequence[Pair], reader: Callable[[Sequence[str]], dict[str, list[Claim]]] = read) -> list[Outcome]:
    """The pairs with what their pages are read as; a page that stands in several pairs is read once."""
    texts = sorted({wording.text for pair in every for wording in (pair.first, pair.second)})
    told = reader(texts)
    return [Outcome(pair, *(coding(told[side.text], side.filling) for side in (pair.first, pair.second))) for pair in every]


def agreement(found: Sequence[Outcome]) -> float:
    """The share of pairs that agree."""
    return sum(outcome.agrees for outcome in found) / len(found)


def disagreeing(found: Sequence[Outcome]) -> list[str]:
    """For every row with a pair that disagrees: how many do, and the first of them with both codings."""
    by_row: dict[str, list[Outcome]] = {}
    for outcome in found:
        by_row.setdefault(outcome.pair.row.name, []).append(outcome)
    return [_line(name, of_row) for name, of_row in by_row.items() if not all(outcome.agrees for outcome in of_row)]


def _line(name: str, of_row: Sequence[Outcome]) -> str:
    wrong = [outcome for outcome in of_row if not outcome.agrees]
    pair = wrong[0].pair
    return "\n".join([
        f"{name}: {len(wrong)} of {len(of_row)} disagree, as by {pair.change}",
        *(f"    {side.text}\n        {told(found)}" for side, found in ((pair.first, wrong[0].first), (pair.second, wrong[0].second))),
    ])


def told(found: Coding) -> str:
    """A coding on one line."""
    return "; ".join(map(str, sorted(found))) or "nothing"
