"""Forms of the year's seasons, parts and holidays, of decades and centuries: parts and a scene to a meaning."""
from __future__ import annotations

import datetime

from attache.reading import calendar
from attache.reading.time_scene import UNKNOWN_AT, Direction, Meaning, Parts, Scene, once_a_year, plain

MONTHS_IN_HALF = 6


def season(parts: Parts, scene: Scene) -> Meaning:
    """A season of a year, that of the north; a winter has the year in which it begins."""
    season = parts["season"]
    if "year" in parts:
        return plain(f"{parts['year']}-{season}", parts)
    first_month, last_month = calendar.SEASON_MONTHS[season]
    anchor = scene.published
    if anchor is None:
        return Meaning(f"XXXX-{season}")
    if "year_shift" in parts:
        return plain(f"{anchor.year + int(parts['year_shift'])}-{season}", parts)
    starts = [f"{year:04}-{first_month:02}" for year in range(anchor.year - 2, anchor.year + 3)]
    year = _season_year(starts, anchor.isoformat()[:7], last_month - first_month, parts.get("which"), scene.direction)
    return plain(f"{year}-{season}", parts)


def _season_year(starts: list[str], month: str, length: int, which: str | None, direction: Direction | None) -> str:
    """The year of the season meant: the running one is "this" and never "last" or "next"."""
    begun = [start for start in starts if start <= month]
    running = _months_apart(begun[-1], month) <= length
    if which == "1" or (direction == "future" and not running):
        return next(start for start in starts if start > month)[:4]
    if which == "-1":
        return (begun[-2] if running else begun[-1])[:4]
    if which == "0" and not running:
        return month[:4]
    return begun[-1][:4]


def _months_apart(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:]) - int(earlier[5:])


def part_of_year(parts: Parts, scene: Scene) -> Meaning:
    """A quarter or half of a year."""
    letter, number = parts["letter"], parts["number"]
    part = f"{letter}{number}"
    if "year" in parts:
        return plain(f"{parts['year']}-{part}", parts)
    if scene.published is None:
        return Meaning(f"XXXX-{part}")
    if "year_shift" in parts:
        return plain(f"{scene.published.year + int(parts['year_shift'])}-{part}", parts)
    month = (int(number) - 1) * (3 if letter == "Q" else 6) + 1
    start = once_a_year(lambda year: f"{year}-{month:02}", parts.get("which"), scene)
    return plain(f"{start[:4] if start else 'XXXX'}-{part}", parts)


def decade(parts: Parts, scene: Scene) -> Meaning:
    """The 1990s, the '90s."""
    digits = parts["decade"]
    return plain(digits[:3] if len(digits) == 4 else ("20" if digits < "30" else "19") + digits[0], parts)


def century(parts: Parts, scene: Scene) -> Meaning:
    """The 20th century, whose years begin with 19."""
    return plain(f"{int(parts['century']) - 1:02}", parts)


def holiday(parts: Parts, scene: Scene) -> Meaning:
    """A feast: its day where the solar calendar tells it, its year alone where the moon's does."""
    code, year = parts["holiday"], parts.get("year")
    if code == "moon":
        return Meaning(f"{year}-XX-XX", year, year) if year else Meaning(UNKNOWN_AT["D"])
    if year is None and "year_shift" in parts and scene.published is not None:
        year = str(scene.published.year + int(parts["year_shift"]))
    if year is not None:
        return plain(calendar.holiday(code, int(year)) or UNKNOWN_AT["D"], parts)
    return plain(once_a_year(lambda each: calendar.holiday(code, each), parts.get("which"), scene) or UNKNOWN_AT["D"], parts)


def new_year(parts: Parts, scene: Scene) -> Meaning:
    """The turn of the year nearest to the anchor."""
    anchor = scene.published
    return Meaning("XXXX-01-01") if anchor is None else plain(f"{anchor.year + (anchor.month > MONTHS_IN_HALF)}-01-01", parts)


def holiday_weekend(parts: Parts, scene: Scene) -> Meaning:
    """The weekend beside a holiday: that before a Monday, that after any other day."""
    day = calendar.day_from(holiday(parts, scene).value, "D")
    if day is None:
        return Meaning(UNKNOWN_AT["WE"])
    return plain(calendar.at_unit(day - datetime.timedelta(days=1), "WE"), parts)


def nth_weekday(parts: Parts, scene: Scene) -> Meaning:
    """The third Sunday of a month, which comes once a year as feasts do; the fifth is the last."""
    code = f"{parts['nth']}-{parts['weekday']}-{parts['month']}"
    found = holiday({**parts, "holiday": code}, scene)
    return found if found.first else Meaning(f"XXXX-{parts['month']}")
