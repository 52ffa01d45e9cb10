"""When a page was published: from its metadata, its address, or the dates written near its title.

Takes the page's text, outline and metadata; gives an ISO date, or None, and the evidence in one phrase. A numeric date whose order is open
is settled by evidence on the page or stays open; no order is ever assumed.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from attache.model import Span
from attache.pages.dates import WrittenDate, dates_in, numeric_day_first

ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
UPDATED = re.compile(
    r"updat|modif|mis à jour|mise à jour|actualizad|aktualisiert|atualizad|aggiornat|edited|revised|corrected|обновлен|تحديث|güncelle",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publish|posted|publié|publicad|publicó|posté|veröffentlicht|pubblicat|issued|created|опубликован|نشر|yayın|créé|mis en ligne"
    r"|date ?:|le :",
    re.IGNORECASE,
)
LABEL_REACH = 40
NEAR_DAYS = 10
MIXED_COUNTRIES = frozenset({"CA", "CAN", "PH", "PHL"})  # both orders are in daily use
UNITED_STATES_TIME = re.compile(r"\b\d{1,2}:\d\d ?(?:[ap]\.?m\.?)? ?(?:E|P)[SD]?T\b", re.IGNORECASE)


class Published(Struct, frozen=True):
    """A publication date (None when open) and the evidence for it."""

    date: str | None
    why: str


class Locale(Struct, frozen=True):
    """What tells how a site writes dates: the chrome's language, the publisher's country, the declared locale ("en-US"), US clock times."""

    languages: frozenset[str]
    country: str
    declared: str


class Candidate(Struct, frozen=True):
    """A date that may be the publication date; a lower rank wins."""

    rank: int
    place: str
    written: WrittenDate


def published_date(text: str, near: Sequence[tuple[Span, str]], rest: Sequence[Span], locale: Locale, address: str) -> Published:
    """The publication date.

    `near` are the stretches that may hold it, each with the name of its place ("header", "dateline", "masthead"; "report" for
    lines in it that are only a date; "tail" for those where a date needs a label); `rest` the stretches whose dates may settle an open one;
    `address` where the page came from. What stands above the title may be the day of reading.
    """
    match = ADDRESS_DATE.search(address)
    from_address = _iso(*(int(part) for part in match.groups())) if match else None
    if from_address:
        return Published(from_address, "date in the page's address")
    candidates = sorted(_candidates(text, near), key=lambda candidate: candidate.rank)
    settled = (_settled(text, candidate, rest, locale) for candidate in candidates)
    first = next(settled, None)
    if first is None:
        return Published(None, "no publication date on the page")
    return next((other for other in settled if other.date), first) if first.date is None else first


def _candidates(text: str, near: Iterable[tuple[Span, str]]) -> Iterable[Candidate]:
    order = {"header": 2, "dateline": 3, "masthead": 4, "report": 5, "tail": 5}
    for span, place in near:
        for written in dates_in(text, span):
            label = text[max(span.start, written.start - LABEL_REACH):written.start]
            label = label[label.rfind("\n") + 1:]
            updated, published = _last(UPDATED, label), _last(PUBLISHED, label)
            if written.year is None or (place == "tail" and max(updated, published) < 0):
                continue
            rank = 1 if published > updated else 6 if updated >= 0 else order[place]
            yield Candidate(rank, place, written)


def _last(pattern: re.Pattern[str], label: str) -> int:
    return max((match.start() for match in pattern.finditer(label)), default=-1)


def _settled(text: str, candidate: Candidate, rest: Sequence[Span], locale: Locale) -> Published:
    written = candidate.written
    days = written.days()
    phrase = f"{text[written.start:written.end]!r} in the {candidate.place}"
    if len(days) == 1:
        return Published(days[0].isoformat(), phrase)
    for evidence in (_by_weekday, _by_other_dates, _by_other_numerics, _by_locale):
        found = evidence(text, written, rest, locale)
        if found:
            day, why = found
            return Published(day.isoformat(), f"{phrase}, {why}")
    return Published(None, f"{phrase} can be read two ways and nothing on the page settles it")


Settled = tuple[date, str] | None


def _by_weekday(_text: str, written: WrittenDate, _rest: Sequence[Span], _locale: Locale) -> Settled:
    fitting = [day for day in written.days() if day.isoweekday() == written.weekday]
    return (fitting[0], "settled by the weekday beside it") if len(fitting) == 1 else None


def _by_other_dates(text: str, written: WrittenDate, rest: Sequence[Span], _locale: Locale) -> Settled:
    """A date in words that is the same day as one reading, or close to one and far from the other."""
    others = [other for span in rest for other in dates_in(text, span) if not other.separator]
    for reach in (0, 1, NEAR_DAYS):
        near = {day: other for other in others for day in written.days() if _distance(day, other) <= reach}
        if len(near) == 1:
            (day, other), = near.items()
            return day, f"settled by {text[other.start:other.end]!r} on the page"
        if near:
            return None
    return None


def _distance(day: date, other: WrittenDate) -> int:
    month, date_of_month = other.readings[0]
    year = other.year or day.year
    if (month, date_of_month) == (2, 29) and not _iso(year, 2, 29):
        return 366
    return abs((date(year, month, date_of_month) - day).days)


def _by_other_numerics(text: str, written: WrittenDate, rest: Sequence[Span], _locale: Locale) -> Settled:
    orders = {numeric_day_first(other) for span in rest for other in dates_in(text, span) if other.separator == written.separator} - {None}
    if len(orders) != 1:
        return None
    return written.days()[0 if orders.pop() else 1], "settled by the page's other numeric dates"


def _by_locale(text: str, written: WrittenDate, _rest: Sequence[Span], locale: Locale) -> Settled:
    day_first, month_first = written.days()
    if written.separator == ".":
        return day_first, "dots: day first"
    region = locale.declared.partition("-")[2].upper()
    country = region or locale.country
    if country and country not in MIXED_COUNTRIES:
        return month_first if country in ("US", "USA") else day_first, f"settled by the site's country ({country})"
    if locale.languages - {"en", "und"}:
        return day_first, f"settled by the site's language ({', '.join(sorted(locale.languages - {'en', 'und'}))})"
    if UNITED_STATES_TIME.search(text):
        return month_first, "settled by a United States clock time"
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
