"""A claim in the form in which claims are compared: what it says, reduced to sets and day numbers.

In: a claim with what is known of its page. Out: a `Telling`. Days count from 1 January of year 1 (proleptic Gregorian), as
`datetime.date.toordinal` does.
"""
from __future__ import annotations

import calendar
import datetime
import re
from functools import cache, lru_cache

from msgspec import Struct

from attache.model import Claim, EventType, Party, Status
from attache.register.folding import folded
from attache.resources import cell_list, table

_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d,.]*\d|\d")
_NAME_WORD = re.compile(r"\w{3,}")
JOINT: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})  # what is done together
STEM = 6  # letters by which inflected words are compared: "shelled", "shelling"
_NEWS_LAG = 3  # days before publication within which an undated act is taken to lie
_ARTICLES = frozenset({"the", "a", "an", "of", "and", "s"})
_STATE_COLUMNS = ("aliases", "demonyms", "capitals")


class Telling(Struct, frozen=True, eq=False, gc=False):
    """One claim, ready to be compared. `first` and `last` are day numbers or None; `vague` is true unless the text names the day."""

    claim_no: int
    claim_id: str
    page_id: str
    source: str
    published: str | None
    type: EventType
    mode: str | None
    status: Status
    actors: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]
    first: int | None
    last: int | None
    vague: bool
    place: str | None
    place_country: str | None
    words: frozenset[str]
    dead: int | None

    @property
    def countries(self) -> frozenset[str]:
        """Countries of either side."""
        return self.actors | self.recipients

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands among others: the earliest published first."""
        return self.published or "9999", self.claim_id


def telling(claim: Claim, claim_no: int, claim_id: str, page_id: str, source: str, published: str | None) -> Telling:
    """The claim of a page, published on an ISO date, whose report comes from `source`."""
    first, last, vague = _days(claim.date, claim.date_end, claim.status, published)
    parties = claim.actors + claim.recipients
    return Telling(
        claim_no, claim_id, page_id, source, published, claim.type, claim.mode, claim.status, _countries(claim.actors),
        _countries(claim.recipients), frozenset(word for party in parties for word in _name_words(party.name)), first, last, vague,
        folded(claim.place.name) if claim.place else None, claim.place.country if claim.place else None, _told_words(claim.quote),
        claim.dead,
    )


def words_of(quote: str) -> frozenset[str]:
    """The content words of a quote, cut to their first letters."""
    return frozenset(word[:STEM] for word in _WORD.findall(folded(quote)) if word not in _stopwords())


def _told_words(quote: str) -> frozenset[str]:
    """Content words without those for states, which say no more than the parties."""
    return words_of(quote) - _state_words()


def interval(date: str, date_end: str | None = None) -> tuple[int, int]:
    """First and last day covered by an ISO date of reduced precision, or by two. Raises ValueError for what is no such date."""
    first, last = _span(date)
    return (first, max(last, _span(date_end)[1])) if date_end else (first, last)


def _days(date: str | None, date_end: str | None, status: Status, published: str | None) -> tuple[int | None, int | None, bool]:
    if date is not None:
        first, last = interval(date, date_end)
        return first, last, last > first
    if published is None or len(published) != 10:
        return None, None, True
    day = datetime.date.fromisoformat(published).toordinal()
    return (day, None, True) if status == "planned" else (day - _NEWS_LAG, day, True)


@lru_cache(maxsize=16_384)
def _span(date: str) -> tuple[int, int]:
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    if len(rest) == 1:
        last = calendar.monthrange(year, rest[0])[1]
        return datetime.date(year, rest[0], 1).toordinal(), datetime.date(year, rest[0], last).toordinal()
    day = datetime.date(year, rest[0], rest[1]).toordinal()
    return day, day


def _countries(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.country or party.sector for party in parties if party.country or party.sector in {"IGO", "NGO", "REB"})


@lru_cache(maxsize=16_384)
def _name_words(name: str) -> tuple[str, ...]:
    """Words by which a person or group is known; a state's name says no more than its country."""
    words = (word for word in _NAME_WORD.findall(folded(name)) if word not in _ARTICLES and word not in _stopwords())
    return tuple(stem for word in words if (stem := word[:STEM]) not in _state_words())


@cache
def _state_words() -> frozenset[str]:
    """First letters of the names of states, their peoples and capitals."""
    cells = (cell for row in table("countries") for column in _STATE_COLUMNS for cell in cell_list(row[column]))
    names = [row["name"] for row in table("countries")] + [cell.lstrip("~=") for cell in cells]
    return frozenset(word[:STEM] for name in names for word in _NAME_WORD.findall(folded(name)))


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(word for row in table("stopwords") if row["language"] == "en" for word in cell_list(row["words"]))
