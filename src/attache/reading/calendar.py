"""The calendar's arithmetic on TIMEX3 values: which days a value covers, and what lies so many units from a day.

Takes and gives ISO 8601 strings of reduced precision ("2020-10-02", "2020-10", "2020") and TIMEX3's own ("2020-W40", "2020-Q3", "2020-SU",
"202" for a decade, "20" for a century). What is not fully known (an X in it) covers no days: (None, None). No clock is read here.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Literal

Days = tuple[str | None, str | None]
Edge = Literal["START", "MID", "END", "H1", "H2"]
NO_DAYS: Days = (None, None)
FIRST_YEAR, LAST_YEAR = 1000, 9998
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
DAYS_IN = {"D": 1, "N": 1, "W": 7, "WE": 7}
PRECISION_OF_UNIT = {"D": 10, "N": 10, "W": 10, "WE": 10, "M": 7, "Q": 7, "Y": 4, "E": 4, "C": 4}
EDGES: dict[int, dict[Edge, tuple[str, str]]] = {
    3: {"START": ("0", "3"), "MID": ("4", "6"), "END": ("7", "9"), "H1": ("0", "4"), "H2": ("5", "9")},
    4: {"START": ("-01", "-04"), "MID": ("-05", "-08"), "END": ("-09", "-12"), "H1": ("-01", "-06"), "H2": ("-07", "-12")},
    7: {"START": ("-01", "-10"), "MID": ("-11", "-20"), "END": ("-21", "-31"), "H1": ("-01", "-15"), "H2": ("-16", "-31")},
}
REDUCED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")


def covered(value: str) -> Days:
    """First and last day a value covers, at the value's own precision."""
    value = value.partition("T")[0]
    if REDUCED.fullmatch(value):
        return value, value
    if match := WEEK.fullmatch(value):
        return _days_of_week(int(match[1]), int(match[2]), weekend=bool(match[3]))
    if match := PART_OF_YEAR.fullmatch(value):
        return _days_of_part(int(match[1]), match[2])
    if value.isdecimal() and len(value) < 4:
        return value.ljust(4, "0"), value.ljust(4, "9")
    return NO_DAYS


def _days_of_week(year: int, week: int, *, weekend: bool) -> Days:
    try:
        monday = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return NO_DAYS
    return (monday + datetime.timedelta(days=5 if weekend else 0)).isoformat(), (monday + datetime.timedelta(days=6)).isoformat()


def _days_of_part(year: int, part: str) -> Days:
    if part in SEASON_MONTHS:
        first, last = SEASON_MONTHS[part]
    else:
        length = 3 if part[0] == "Q" else 6
        last = int(part[1]) * length
        first = last - length + 1
    return _month(year, first), _month(year, last)


def _month(year: int, month: int) -> str:
    """The month so many months into a year; numbers beyond 12 or below 1 lead into other years."""
    years, index = divmod(year * 12 + month - 1, 12)
    return f"{years:04}-{index + 1:02}"


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day


def at_unit(day: datetime.date, unit: str, shift: int = 0) -> str:
    """The day, week, month ... that contains `day`, or the one `shift` of them later, as TIMEX3 value; "XXXX" beyond the calendar."""
    if unit in DAYS_IN:
        return _at_days(day, unit, shift)
    months = day.year * 12 + day.month - 1 + shift * MONTHS_IN[unit]
    year, month = divmod(months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return "XXXX"
    at = {"M": f"{year}-{month + 1:02}", "Q": f"{year}-Q{month // 3 + 1}", "Y": f"{year}", "E": f"{year // 10}", "C": f"{year // 100}"}
    return at[unit]


def _at_days(day: datetime.date, unit: str, shift: int) -> str:
    try:
        moved = day + datetime.timedelta(days=shift * DAYS_IN[unit])
    except OverflowError:
        return "XXXX"
    year, week, _ = moved.isocalendar()
    return {"D": moved.isoformat(), "N": f"{moved.isoformat()}TNI", "W": f"{year}-W{week:02}", "WE": f"{year}-W{week:02}-WE"}[unit]


def day_from(reduced: str | None, unit: str) -> datetime.date | None:
    """A day inside a reduced date, if it is precise enough to count in `unit` from it."""
    if not reduced or not REDUCED.fullmatch(reduced) or len(reduced) < PRECISION_OF_UNIT.get(unit, 10):
        return None
    try:
        return datetime.date.fromisoformat(reduced + "-01-01"[: 10 - len(reduced)] if len(reduced) != 7 else reduced + "-01")
    except ValueError:
        return None


def narrowed(value: str, edge: Edge) -> Days:
    """The early, middle or late third, or a half, of the month, year or decade that a value covers; anything else is left whole."""
    days = covered(value)
    if days == NO_DAYS or value.partition("-")[2][:1] in ("W", "Q", "H", "S", "F") or len(value) not in EDGES:
        return days
    first, last = EDGES[len(value)][edge]
    if len(value) == 7:
        last = last.replace("-31", f"-{days_in_month(int(value[:4]), int(value[5:]))}")
    return value + first, value + last


def nearest(candidates: Callable[[int], str | None], anchor: datetime.date, direction: str | None, patience: int) -> str | None:
    """Of what comes once a year, the one meant: `candidates` gives its first day's ISO date (reduced) in a year.

    The last one not after the anchor for "past", the first one not before it for "future"; without a direction the last one, unless it lies
    more than `patience` months back: writers then mean the coming one, or would have named the year.
    """
    today = anchor.isoformat()
    dates = [date for year in range(anchor.year - 4, anchor.year + 5) if (date := candidates(year)) is not None]
    before = [date for date in dates if date <= today[: len(date)]]
    after = [date for date in dates if date >= today[: len(date)]]
    if not before or not after:
        return None
    if direction == "future" or (direction is None and _months_between(before[-1], today) > patience):
        return after[0]
    return before[-1]


def _months_between(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus)."""
    century, rest = divmod(year, 100)
    leap, skipped = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leap - correction + 15) % 30
    week = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def holiday(code: str, year: int) -> str | None:
    """The ISO date of a holiday in a year, by its code in calendar.tsv; None where the sun's calendar does not tell.

    A code is month-day, days from Easter, or nth-weekday-month, in which the fifth may be the last one.
    """
    if code == "moon":
        return None
    if code.startswith("easter"):
        return (easter(year) + datetime.timedelta(days=int(code[6:]))).isoformat()
    parts = [int(part) for part in code.split("-")]
    if len(parts) == 2:
        return f"{year:04}-{code}"
    nth, weekday, month = parts
    first = datetime.date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1)
    return first.replace(day=day if day <= days_in_month(year, month) else day - 7).isoformat()
