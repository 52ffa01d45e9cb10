"""The calendar's arithmetic."""
from __future__ import annotations

import datetime

import pytest

from attache.reading import calendar
from attache.reading.calendar import Edge


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-10-02", "2020-10-02", "2020-10-02"),
        ("2020-10-02TEV", "2020-10-02", "2020-10-02"),
        ("2020-10", "2020-10", "2020-10"),
        ("2020", "2020", "2020"),
        ("202", "2020", "2029"),
        ("19", "1900", "1999"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2020-W40-WE", "2020-10-03", "2020-10-04"),
        ("2020-Q4", "2020-10", "2020-12"),
        ("2020-H1", "2020-01", "2020-06"),
        ("2020-WI", "2020-12", "2021-02"),
        ("2021-W53", None, None),
        ("XXXX-10-02", None, None),
        ("PAST_REF", None, None),
        ("P3D", None, None),
    ],
)
def test_covered(value: str, first: str | None, last: str | None) -> None:
    assert calendar.covered(value) == (first, last)


@pytest.mark.parametrize(
    ("value", "edge", "days"),
    [
        ("2020-02", "END", ("2020-02-21", "2020-02-29")),
        ("2019-10", "START", ("2019-10-01", "2019-10-10")),
        ("2019", "MID", ("2019-05", "2019-08")),
        ("199", "END", ("1997", "1999")),
        ("2019-WI", "END", ("2019-12", "2020-02")),
        ("2019-10-02", "START", ("2019-10-02", "2019-10-02")),
        ("XXXX", "START", (None, None)),
    ],
)
def test_narrowed(value: str, edge: Edge, days: tuple[str | None, str | None]) -> None:
    assert calendar.narrowed(value, edge) == days


@pytest.mark.parametrize(
    ("unit", "shift", "value"),
    [
        ("D", -2, "2020-02-29"), ("W", 0, "2020-W10"), ("WE", -1, "2020-W09-WE"), ("M", -3, "2019-12"), ("M", 10, "2021-01"),
        ("Q", -1, "2019-Q4"), ("Y", 4, "2024"), ("E", -2, "200"), ("C", -1, "19"), ("Y", -2000, "XXXX"), ("D", 10**8, "XXXX"),
    ],
)  # fmt: skip
def test_at_unit(unit: str, shift: int, value: str) -> None:
    assert calendar.at_unit(datetime.date(2020, 3, 2), unit, shift) == value


@pytest.mark.parametrize(
    ("reduced", "unit", "day"),
    [
        ("2020-03-02", "D", datetime.date(2020, 3, 2)),
        ("2020-03", "M", datetime.date(2020, 3, 1)),
        ("2020", "Y", datetime.date(2020, 1, 1)),
        ("2020-03", "D", None),
        ("2020", "M", None),
        ("2020-02-30", "D", None),
        ("soon", "Y", None),
        (None, "D", None),
    ],
)
def test_day_from(reduced: str | None, unit: str, day: datetime.date | None) -> None:
    assert calendar.day_from(reduced, unit) == day


@pytest.mark.parametrize(("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2019, "2019-04-21"), (2024, "2024-03-31")])
def test_easter(year: int, day: str) -> None:
    assert calendar.easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("code", "year", "day"),
    [
        ("12-25", 2020, "2020-12-25"),
        ("easter-2", 2021, "2021-04-02"),
        ("4-4-11", 2022, "2022-11-24"),
        ("5-1-05", 2021, "2021-05-31"),
        ("5-1-05", 2022, "2022-05-30"),
        ("5-1-05", 2023, "2023-05-29"),
        ("moon", 2020, None),
    ],
)
def test_holiday(code: str, year: int, day: str | None) -> None:
    assert calendar.holiday(code, year) == day


@pytest.mark.parametrize(
    ("direction", "month", "wanted"),
    [
        ("past", "11", "2019-11"),
        ("future", "11", "2020-11"),
        (None, "11", "2020-11"),
        (None, "03", "2020-03"),
        ("past", "10", "2020-10"),
        ("future", "10", "2020-10"),
    ],
)
def test_nearest(direction: str | None, month: str, wanted: str) -> None:
    anchor = datetime.date(2020, 10, 2)
    assert calendar.nearest(lambda year: f"{year}-{month}", anchor, direction, 9) == wanted
