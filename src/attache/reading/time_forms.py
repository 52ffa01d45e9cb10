"""What time expressions come to: the parts a rule has found, and the days around which the page was written, to a TIMEX3 value.

Takes a form's name (the `form` cell of times_rules.tsv), its parts by name and a `Scene`; gives a `Meaning`. A form that needs the
publication date or the date of another event and does not have it leaves an X in the value and no days: nothing is guessed, no clock read.
"""
from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import cast

from msgspec import structs

from attache.reading import calendar
from attache.reading.calendar import NO_DAYS, Days
from attache.reading.time_scene import UNKNOWN_AT, Direction, Meaning, Parts, Scene, daypart, once_a_year, plain
from attache.reading.time_seasons import century, decade, holiday, holiday_weekend, new_year, nth_weekday, part_of_year, season

LENGTH_CODES = {"E": "DE", "C": "CE", "H": "TH", "I": "TM", "S": "TS"}
HOURS_IN = {"H": 1.0, "I": 1 / 60, "S": 1 / 3600}
WINDOW_UNITS = {"H": ("D", 1 / 24), "I": ("D", 1 / 1440), "S": ("D", 1 / 86400), "W": ("D", 7.0), "E": ("Y", 10.0), "C": ("Y", 100.0)}
QUARTERS_TOLD = -1  # "the quarter" of a report is the last one that has ended
HEDGED_STEPS = {"LESS_THAN": (-1, 0), "MORE_THAN": (0, 1), "APPROX": (-1, 1)}


def meaning(form: str, parts: Parts, scene: Scene) -> Meaning:
    """What the parts mean in the scene. Raises KeyError for a form that does not exist."""
    return FORMS[form](parts, scene)


def _calendar(parts: Parts, scene: Scene) -> Meaning:
    """A date of the calendar: year, month and day as far as they are said."""
    month, day = parts.get("month"), parts.get("day")
    year = parts.get("year") or _year_meant(parts, scene)
    if month is None:
        return plain(year, parts)
    if "week" in parts and year.isdecimal():
        return _week_of_month(f"{year}-{month}", int(parts["week"]))
    if day is None:
        return plain(f"{year}-{month}", parts)
    if year.isdecimal() and not calendar.is_day(int(year), int(month), int(day)):
        return Meaning(f"XXXX-{month}-{day}")
    return plain(f"{year}-{month}-{day}", parts)


def _week_of_month(month: str, number: int) -> Meaning:
    """The month as value, as TIMEX3 has no weeks of a month; the days are the week's."""
    return Meaning(month, f"{month}-{7 * number - 6:02}", f"{month}-{7 * number:02}")


def _year_meant(parts: Parts, scene: Scene) -> str:
    """The year of a date that does not say it."""
    if scene.published is None:
        return "XXXX"
    if "year_shift" in parts:
        return str(scene.published.year + int(parts["year_shift"]))
    month, day = parts["month"], parts.get("day")

    def in_year(year: int) -> str | None:
        if day is None:
            return f"{year}-{month}"
        return f"{year}-{month}-{day}" if calendar.is_day(year, int(month), int(day)) else None

    found = once_a_year(in_year, parts.get("which"), scene, cast("Direction | None", parts.get("direction")))
    return found[:4] if found else "XXXX"


def _calendar_same_year(parts: Parts, scene: Scene) -> Meaning:
    """A month of the year in which another event lies."""
    year = scene.reference[:4] if scene.reference else "XXXX"
    return plain(f"{year}-{parts['month']}", parts)


def _numeric(parts: Parts, scene: Scene) -> Meaning:
    """A date in digits whose order is told by a number above 12, or else by the page's own habit."""
    one, two, year = parts["one"], parts["two"], parts["year"]
    year = year if len(year) == 4 else ("19" if int(year) > 49 else "20") + year
    day_first = scene.day_first
    if int(one) > 12:
        day_first = True
    elif int(two) > 12:
        day_first = False
    elif one == two:
        day_first = True
    if day_first is None:
        return Meaning(f"{year}-XX-XX", year, year)
    day, month = (one, two) if day_first else (two, one)
    return _calendar({"year": year, "month": month, "day": day}, scene)


def _weekday(parts: Parts, scene: Scene) -> Meaning:
    """A day of the week: of a named week, or the one before or after the anchor."""
    number = int(parts["weekday"])
    anchor = calendar.day_from(scene.reference, "D") if parts.get("base") == "event" else scene.published
    if anchor is None:
        return Meaning(f"XXXX-WXX-{number}{daypart(parts)}")
    back, ahead = (anchor.isoweekday() - number) % 7, (number - anchor.isoweekday()) % 7
    if "week_shift" in parts:
        shift = number - anchor.isoweekday() + 7 * int(parts["week_shift"])
    elif "which" in parts:
        shift = {"-1": -(back or 7), "0": -back if scene.direction == "past" else ahead, "1": ahead or 7}[parts["which"]]
    else:
        shift = ahead if scene.direction == "future" else -back
    return plain(calendar.at_unit(anchor, "D", shift), parts)


def _day(parts: Parts, scene: Scene) -> Meaning:
    """Today, yesterday, tonight; "overnight" reaches over from the day before (`reach`)."""
    if scene.published is None:
        return Meaning(UNKNOWN_AT["D"] + daypart(parts))
    day = calendar.at_unit(scene.published, "D", int(parts["shift"]))
    first = calendar.at_unit(scene.published, "D", int(parts.get("reach", parts["shift"])))
    return Meaning(day + daypart(parts), first, day)


def _unit(parts: Parts, scene: Scene) -> Meaning:
    """The present, last or next week, month, year: `which` counts from the present one."""
    unit, anchor = parts["unit"], scene.published
    if anchor is None:
        return Meaning(UNKNOWN_AT[unit])
    value = calendar.at_unit(anchor, unit, int(parts["which"]))
    if "before_after" in parts and parts["which"] == "0":
        return _part_so_far(value, parts["before_after"], anchor)
    return plain(value, parts)


def _unit_ended(parts: Parts, scene: Scene) -> Meaning:
    """The quarter, week or year that ended on a day: the one in which that day lies."""
    month, day = parts.get("month") or parts["month_b"], parts.get("day") or parts["day_b"]
    ended = calendar.day_from(_calendar({"month": month, "day": day}, structs.replace(scene, direction="past")).value, "D")
    return Meaning(UNKNOWN_AT[parts["unit"]]) if ended is None else plain(calendar.at_unit(ended, parts["unit"]), parts)


def _reported_quarter(parts: Parts, scene: Scene) -> Meaning:
    """The quarter a report is about: the one told of before, or the last one that has ended; or the same of another year."""
    own = _own_quarter(scene)
    return plain(f"{parts['year']}{own.value[4:]}", parts) if "year" in parts else own


def _own_quarter(scene: Scene) -> Meaning:
    if told := calendar.day_from(scene.reference, "Q"):
        return plain(calendar.at_unit(told, "Q"), {})
    return Meaning(UNKNOWN_AT["Q"]) if scene.published is None else plain(calendar.at_unit(scene.published, "Q", QUARTERS_TOLD), {})


def _part_so_far(value: str, side: str, anchor: datetime.date) -> Meaning:
    """"Earlier this year": from its beginning to now; "later this year": from now to its end."""
    first, last = calendar.covered(value)
    if first is None or last is None:
        return Meaning(value)
    if len(value) == 4:
        first, last, now = f"{value}-01", f"{value}-12", anchor.isoformat()[:7]
    else:
        end = f"-{calendar.days_in_month(anchor.year, anchor.month)}" if len(last) == 7 else ""
        first, last, now = first + ("-01" if end else ""), last + end, anchor.isoformat()
    return Meaning(value, first, now) if side == "BEFORE" else Meaning(value, now, last)


def _weekend(parts: Parts, scene: Scene) -> Meaning:
    """The weekend: the last one begun, or the coming one."""
    anchor = scene.published
    if anchor is None:
        return Meaning(UNKNOWN_AT["WE"])
    begun = anchor.isoweekday() >= 6
    shift = 0 if begun or scene.direction == "future" else -1
    return plain(calendar.at_unit(anchor, "WE", shift), parts)


def _shift(parts: Parts, scene: Scene) -> Meaning:
    """So many units before or after now, or before or after another event."""
    unit, count, sign = parts["unit"], parts["count"], int(parts["sign"])
    to_event = parts.get("base") == "event"
    if count == "X":
        return Meaning(_length_value(count, unit) if to_event else "PAST_REF" if sign < 0 else "FUTURE_REF")
    base = calendar.day_from(scene.reference, unit) if to_event or "compared" in parts else scene.published
    base = base or (scene.published if "compared" in parts else None)
    if base is None:
        return Meaning(_length_value(count, unit))
    if unit in HOURS_IN:
        return _hours_away(base, float(count) * HOURS_IN[unit], sign)
    found = _shifted(base, unit, float(count), sign, parts.get("hedge"))
    if parts.get("fewest", "X") == "X":
        return found
    nearer = _shifted(base, unit, float(parts["fewest"]), sign, None)
    days = sorted(day for day in (found.first, found.last, nearer.first, nearer.last) if day)
    return Meaning(found.value, days[0], days[-1]) if days else found


def _hours_away(base: datetime.date, hours: float, sign: int) -> Meaning:
    """Hours from an unknown hour of a day: that day or one of the neighbouring."""
    days = int(hours // 24)
    ends = sorted((calendar.at_unit(base, "D", sign * days), calendar.at_unit(base, "D", sign * (days + 1))))
    return Meaning(calendar.at_unit(base, "D", sign * days), *ends)


def _shifted(base: datetime.date, unit: str, count: float, sign: int, hedge: str | None) -> Meaning:
    if not count.is_integer() and unit in ("Y", "E", "C"):
        unit, count = "M", count * calendar.MONTHS_IN[unit]
    if not count.is_integer() and unit == "W":
        base, count = base + datetime.timedelta(days=round(sign * (count % 1) * 7)), float(int(count))
    steps = [sign * (int(count) + step) for step in HEDGED_STEPS.get(hedge or "", (0, 0))]
    value = calendar.at_unit(base, unit, sign * int(count))
    ends = sorted(end for step in steps for end in calendar.covered(calendar.at_unit(base, unit, step)) if end)
    return Meaning(value, ends[0], ends[-1]) if ends else Meaning(value)


def _length_value(count: str, unit: str) -> str:
    code = LENGTH_CODES.get(unit, unit)
    return f"PT{count}{code[1:]}" if code.startswith("T") else f"P{count}{code}"


def _length(parts: Parts, scene: Scene) -> Meaning:
    """A stretch of time; with a `window` the one that ends or begins now, with a `sign` the distance from an event."""
    unit, count = parts["unit"], parts.get("count", "X") + parts.get("half", "")
    value = _length_value(count, unit)
    if "window" in parts:
        return Meaning(value, *_window(parts["window"], unit, count, scene.published))
    if "sign" in parts and scene.reference is not None and count != "X":
        moved = _shift({**parts, "base": "event"}, scene)
        return Meaning(value, moved.first, moved.last)
    return Meaning(value)


def _window(side: str, unit: str, count: str, anchor: datetime.date | None) -> Days:
    """From so long ago until now, or from now on; an unknown number of units leaves the far end open."""
    if anchor is None:
        return NO_DAYS
    now = calendar.covered(calendar.at_unit(anchor, unit if unit in ("M", "Y") else "D"))[0]
    if count == "X":
        return (None, now) if side == "past" else (now, None)
    unit, each = WINDOW_UNITS.get(unit, (unit, 1.0))
    far = _shifted(anchor, unit, max(float(count) * each, 1.0), -1 if side == "past" else 1, None)
    return (far.first, now) if side == "past" else (now, far.last)


def _set(parts: Parts, scene: Scene) -> Meaning:
    """What comes again and again."""
    if "weekday" in parts:
        return Meaning(f"XXXX-WXX-{parts['weekday']}{daypart(parts)}")
    if "month" in parts:
        return Meaning(f"XXXX-{parts['month']}")
    if "season" in parts:
        return Meaning(f"XXXX-{parts['season']}")
    if "daypart" in parts:
        return Meaning(UNKNOWN_AT["D"] + daypart(parts))
    return Meaning(_length_value(parts.get("count", "1"), parts["unit"]))


def _fixed(parts: Parts, scene: Scene) -> Meaning:
    """The present, the past and the future as such; with a `window` reaching to now or from now on."""
    if "window" in parts:
        return Meaning(parts["value"], *_window(parts["window"], "D", "X", scene.published))
    now = scene.published.isoformat() if scene.published and parts["value"] == "PRESENT_REF" else None
    return Meaning(parts["value"], now, now)


def _neighbour(parts: Parts, scene: Scene) -> Meaning:
    """The same, the previous or the following day, week, month: counted from another event."""
    unit = parts["unit"]
    base = calendar.day_from(scene.reference, unit)
    if base is None:
        return Meaning(UNKNOWN_AT[unit] + daypart(parts))
    return plain(calendar.at_unit(base, unit, int(parts["which"])), parts)


def _clock(parts: Parts, scene: Scene) -> Meaning:
    """A time of the clock. Its day is the reference's, or else left open: only the value says the day of publication."""
    hour = int(parts["hour"])
    if "ampm" in parts:
        hour = hour % 12 + (12 if parts["ampm"] == "PM" else 0)
    clock = f"T{hour:02}:{parts.get('minute', '00')}{parts.get('zone', '').strip('-')}"
    if day := calendar.day_from(scene.reference, "D"):
        return Meaning(day.isoformat() + clock, day.isoformat(), day.isoformat())
    return Meaning((scene.published.isoformat() if scene.published else UNKNOWN_AT["D"]) + clock)


def _range(parts: Parts, scene: Scene) -> Meaning:
    """From one date to another written as one: "May 3-5", "28 September to 2 October", "2014-16"."""
    end_parts = {name: parts[f"{name}_to"] for name in ("year", "month", "day") if f"{name}_to" in parts}
    start_parts = {name: parts[name] for name in ("year", "month", "day") if name in parts}
    if len(end_parts.get("year", "0000")) == 2:
        end_parts["year"] = start_parts["year"][:2] + end_parts["year"]
    end = _calendar({**start_parts, **end_parts}, scene).value
    start = _calendar({"year": end[:4], **end_parts, **start_parts}, scene).value
    if "year" not in start_parts and end[:4].isdecimal() and start > end:
        start = f"{int(end[:4]) - 1}{start[4:]}"
    apart = parts.get("joint") == "and" and int(parts["day_to"]) - int(parts["day"]) != 1
    if apart or start > end:
        return Meaning(start, *calendar.covered(start))
    first, last = calendar.covered(start)[0], calendar.covered(end)[1]
    return Meaning(start + daypart(parts) if "daypart" in parts else f"{start}/{end}", first, last)


FORMS: dict[str, Callable[[Parts, Scene], Meaning]] = {
    "calendar": _calendar, "calendar_same_year": _calendar_same_year, "numeric": _numeric, "range": _range, "nth_weekday": nth_weekday,
    "weekday": _weekday, "day": _day, "unit": _unit, "unit_ended": _unit_ended, "reported_quarter": _reported_quarter,
    "weekend": _weekend, "new_year": new_year, "holiday_weekend": holiday_weekend, "neighbour": _neighbour, "shift": _shift,
    "length": _length, "set": _set, "fixed": _fixed, "season": season, "part_of_year": part_of_year, "decade": decade,
    "century": century, "holiday": holiday, "clock": _clock,
}
