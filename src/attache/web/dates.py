"""Dates as the desk shows them: in words, and as a strip of twelve months on which a date is as wide as it is uncertain.

A date is "2020-10-02", "2020-10" or "2020", perhaps with an end. What is vague stays vague: no false day is ever shown.
"""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day  # noqa: N812 - `date` is what claims have

from msgspec import Struct

from attache.register.tellings import interval
from attache.web.words import Say

STRIP_WIDTH = 120.0
_LEAST_WIDTH = 3.0
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_LONGEST_STRIP_DAYS = 370
_LETTERS_OF_A_MONTH, _LETTERS_OF_A_DAY = 7, 10


class Strip(Struct, frozen=True):
    """Where on a strip of twelve months a date stands, and how wide; `first` is the year, or the first day, the strip begins with."""

    start: float
    width: float
    ticks: tuple[float, ...]
    first: str


def days(date: str, date_end: str | None = None) -> tuple[Day, Day]:
    """The first and last day the date may mean."""
    first, last = interval(date, date_end)
    return Day.fromordinal(first), Day.fromordinal(last)


def strip(date: str | None, date_end: str | None = None) -> Strip | None:
    """The date on the strip of its year; None without a date, or for what lasts longer than one."""
    if date is None:
        return None
    first, last = days(date, date_end)
    begin = Day(first.year, 1, 1)
    if (last - begin).days > _LONGEST_STRIP_DAYS:
        begin = first.replace(day=1)
    if (last - begin).days > _LONGEST_STRIP_DAYS or begin.year == Day.max.year:
        return None
    scale = STRIP_WIDTH / ((_year_after(begin) - begin).days)
    start, width = (first - begin).days * scale, ((last - first).days + 1) * scale
    width = min(max(width, _LEAST_WIDTH), STRIP_WIDTH)
    ticks = tuple(round((month - begin).days * scale, 1) for month in _month_starts(begin) if month != begin)
    return Strip(round(min(start, STRIP_WIDTH - width), 1), round(width, 1), ticks, str(begin.year))


def said_date(say: Say, date: str | None, date_end: str | None = None) -> str:
    """Like "15 May 2026", "May 2026", "2026", "18–24 May 2026"; "no date" where pages give none."""
    if date is None:
        return say("no date")
    if date_end in (None, date):
        return _said(say, date)
    if date[:_LETTERS_OF_A_MONTH] == date_end[:_LETTERS_OF_A_MONTH] and len(date) == len(date_end) == _LETTERS_OF_A_DAY:
        return f"{int(date[8:])}–{_said(say, date_end)}"
    return f"{_said(say, date)} – {_said(say, date_end)}"


def said_month(say: Say, month: str | None) -> str:
    """Like "May" for "2026-05"; the year stands beside it."""
    if month is None or len(month) < _LETTERS_OF_A_MONTH:
        return ""
    return say(_MONTHS[int(month[5:7]) - 1])


def vagueness(say: Say, date: str | None, date_end: str | None = None) -> str:
    """What a date leaves open, in words."""
    if date is None:
        return say("no page says when")
    if date_end and date_end != date:
        return say("some time, or all of it, between these days")
    return say({4: "some day of this year", 7: "some day of this month"}.get(len(date), "this day"))


def _said(say: Say, date: str) -> str:
    parts = date.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, say(_MONTHS[int(parts[1]) - 1]))
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def _month_starts(begin: Day) -> Iterator[Day]:
    for number in range(12):
        months = begin.month - 1 + number
        yield Day(begin.year + months // 12, months % 12 + 1, 1)


def _year_after(begin: Day) -> Day:
    return Day(begin.year + 1, begin.month, 1) if begin.year < Day.max.year else Day.max


def today() -> str:
    """The day it is, where the desk runs."""
    return Day.today().isoformat()
