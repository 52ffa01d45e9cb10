"""Dates as pages write them: "2 October 2020", "Oct 2", "2020-10-02", "02/10/2020", "2 octobre 2020".

Takes text; gives each date with its place in it. A numeric date whose two parts could both be the month stays open: it holds both
readings, and the caller settles it by evidence.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from attache.model import Span
from attache.resources import cell_list, table

NAME = r"[^\W\d_]{3,12}"
ISO = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)T\d{4}")
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/]|[-.]\d)")
DAY_FIRST = re.compile(
    rf"(?<![\d/.,:-])(\d{{1,2}})(?:st|nd|rd|th|er|ers|º|ª|\.)?[ \u00a0-](?:of |de |d')?({NAME})\.?,?"
    r"(?:(?:[ \u00a0-]| del? )((?:19|20)\d\d))?\b",
)
MONTH_FIRST = re.compile(rf"\b({NAME})\.?[ \u00a0](\d{{1,2}})(?:st|nd|rd|th)?(?![\d/:])(?:,?[ \u00a0]+((?:19|20)\d\d)\b)?")
HAN = re.compile(r"((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
WEEKDAY_REACH = 24


class WrittenDate(Struct, frozen=True):
    """A date on the page. `readings` holds one (month, day), or two when a numeric date leaves the order open.

    `year` is None when the page leaves it out; `weekday` (1 is Monday) is the one written beside it; `separator` and `day_first` are a
    numeric date's.
    """

    start: int
    end: int
    year: int | None
    readings: tuple[tuple[int, int], ...]
    weekday: int | None = None
    separator: str = ""
    day_first: bool | None = None

    def days(self) -> list[date]:
        """The days this can be; none when the year is missing."""
        return [date(self.year, month, day) for month, day in self.readings] if self.year else []


def dates_in(text: str, span: Span) -> list[WrittenDate]:
    """The dates written in the stretch, in text order, none overlapping another."""
    piece = text[span.start:span.end].translate(ARABIC_DIGITS)
    found: list[WrittenDate] = []
    for written in sorted(_all(piece), key=lambda each: (each.start, -each.end)):
        if not found or written.start >= found[-1].end:
            found.append(written)
    return [_placed(piece, written, span.start) for written in found]


def numeric_day_first(written: WrittenDate) -> bool | None:
    """For a numeric date with one part over 12: whether the day came first."""
    return written.day_first if written.separator and len(written.readings) == 1 else None


def weekday_near(text: str, start: int, end: int) -> int | None:
    """The weekday named just before or after a stretch, or None."""
    before = re.findall(r"[^\W\d_]+(?:-feira)?", text[max(0, start - WEEKDAY_REACH):start].casefold())[-2:]
    after = re.findall(r"[^\W\d_]+(?:-feira)?", text[end:end + WEEKDAY_REACH].split("\n")[0].casefold())[:1]
    return next((weekdays()[word] for word in [*reversed(before), *after] if word in weekdays()), None)


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Month numbers by lower-case name, in every language of months.tsv."""
    return _numbers("month")


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """Weekday numbers (1 is Monday) by lower-case name."""
    return _numbers("weekday")


def _numbers(kind: str) -> dict[str, int]:
    return {name.casefold(): int(row["number"]) for row in table("months") if row["kind"] == kind for name in cell_list(row["names"])}


def _placed(piece: str, written: WrittenDate, offset: int) -> WrittenDate:
    return WrittenDate(
        written.start + offset, written.end + offset, written.year, written.readings,
        weekday_near(piece, written.start, written.end), written.separator, written.day_first,
    )


def _all(piece: str) -> Iterator[WrittenDate]:
    for pattern in (ISO, COMPACT, HAN):
        for match in pattern.finditer(piece):
            year, month, day = match.group(1), *match.groups()[-2:]
            yield from _valid(match, int(year), [(int(month), int(day))])
    yield from _numeric(piece)
    for match in DAY_FIRST.finditer(piece):
        yield from _named(match, match.group(2), match.group(1), match.group(3))
    for match in MONTH_FIRST.finditer(piece):
        yield from _named(match, match.group(1), match.group(2), match.group(3))


def _numeric(piece: str) -> Iterator[WrittenDate]:
    for match in NUMERIC.finditer(piece):
        first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
        yield from _valid(match, year + 2000 if year < 100 else year, [(second, first), (first, second)], match.group(2))


def _named(match: re.Match[str], name: str, day: str, year: str | None) -> Iterator[WrittenDate]:
    month = months().get(name.casefold())
    if month and (name[0].isupper() or name.casefold() != "may"):
        yield from _valid(match, int(year) if year else None, [(month, int(day))])


def _valid(match: re.Match[str], year: int | None, readings: list[tuple[int, int]], separator: str = "") -> Iterator[WrittenDate]:
    possible = [reading for reading in dict.fromkeys(readings) if _exists(year, *reading)]
    if possible:
        day_first = possible[0] == readings[0] if separator and len(possible) == 1 else None
        yield WrittenDate(match.start(), match.end(), year, tuple(possible), None, separator, day_first)


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True
