"""What the forms of time expressions know and give: the scene a page was written in, and the meaning they come to."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Literal, cast

from msgspec import Struct

from attache.reading import calendar
from attache.reading.calendar import Edge

Direction = Literal["past", "future"]
Parts = Mapping[str, str]
MONTHS_OF_PATIENCE = 9  # "in November", written in October without a tense to go by: the coming one, not that of eleven months ago
UNKNOWN_AT = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "E": "XXX", "C": "XX"}


class Scene(Struct, frozen=True, kw_only=True):
    """What a form may know beyond its own words; `reference` is the reduced ISO date of the event a time is counted from."""

    published: datetime.date | None
    direction: Direction | None = None
    reference: str | None = None
    day_first: bool | None = None


class Meaning(Struct, frozen=True):
    """A TIMEX3 value and the days it covers."""

    value: str
    first: str | None = None
    last: str | None = None


def plain(value: str, parts: Parts) -> Meaning:
    """A value with the edge and the part of the day that the parts name."""
    days = calendar.narrowed(value, cast("Edge", parts["edge"])) if "edge" in parts else calendar.covered(value)
    return Meaning(value + daypart(parts), *days)


def daypart(parts: Parts) -> str:
    part = parts.get("daypart")
    return "" if part is None else "T12:00" if part == "MI" else f"T{part}"


def once_a_year(
    in_year: Callable[[int], str | None], which: str | None, scene: Scene, direction: Direction | None = None
) -> str | None:
    """The occurrence meant of what comes once a year; `which` is the word before it: last (-1), this (0), next (1).

    A `direction` of the wording itself goes before that of the scene.
    """
    anchor = scene.published
    if anchor is None:
        return None
    if which is None:
        return calendar.nearest(in_year, anchor, direction or scene.direction, MONTHS_OF_PATIENCE)
    if which == "0":
        return in_year(anchor.year)
    dates = [date for year in range(anchor.year - 1, anchor.year + 2) if (date := in_year(year)) is not None]
    today = anchor.isoformat()
    if which == "-1":
        return max((date for date in dates if date < today[: len(date)]), default=None)
    return min((date for date in dates if date > today[: len(date)]), default=None)
