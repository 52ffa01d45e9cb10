"""Dates in words and as strips: as vague as they are."""
from __future__ import annotations

import pytest

from attache.web.dates import STRIP_WIDTH, said_date, said_month, strip, vagueness
from attache.web.words import speaking


@pytest.mark.parametrize(("date", "date_end", "english", "french"), [
    ("2026-05-03", None, "3 May 2026", "3 mai 2026"),
    ("2026-05", None, "May 2026", "mai 2026"),
    ("2026", None, "2026", "2026"),
    ("2026-05-18", "2026-05-24", "18–24 May 2026", "18–24 mai 2026"),
    ("2026-04-28", "2026-05-03", "28 April 2026 – 3 May 2026", "28 avril 2026 – 3 mai 2026"),
    ("2026-05", "2026-07", "May 2026 – July 2026", "mai 2026 – juillet 2026"),
    ("2026-05-18", "2026-05-18", "18 May 2026", "18 mai 2026"),
    (None, None, "no date", "sans date"),
])
def test_in_words(date: str | None, date_end: str | None, english: str, french: str) -> None:
    assert said_date(speaking("en"), date, date_end) == english
    assert said_date(speaking("fr"), date, date_end) == french


def test_a_strip_is_as_wide_as_the_date_is_uncertain() -> None:
    given = (("2026-03-01", None), ("2026-03", None), ("2026-03-01", "2026-05-31"), ("2026", None))
    day, month, quarter, year = (made for dates in given if (made := strip(*dates)))
    assert day.width < month.width < quarter.width < year.width == STRIP_WIDTH
    assert day.start == month.start == quarter.start
    assert month.width == pytest.approx(31 / 365 * STRIP_WIDTH, abs=0.1)
    assert len(year.ticks) == 11


@pytest.mark.parametrize("date", ["2026-12-31", "0001-01-01", "2024-02-29", "9998-12-31"])
def test_a_strip_never_leaves_its_track(date: str) -> None:
    drawn = strip(date)
    assert drawn
    assert drawn.start >= 0
    assert drawn.start + drawn.width <= STRIP_WIDTH + 0.1


def test_what_lasts_over_new_year_starts_its_strip_with_its_month() -> None:
    drawn = strip("2026-11", "2027-02")
    assert drawn
    assert drawn.start == 0
    assert drawn.width == pytest.approx(120 / 365 * STRIP_WIDTH, abs=0.2)


def test_no_strip_for_no_date_or_many_years() -> None:
    assert strip(None) is None
    assert strip("1990", "2026") is None
    assert strip("9999") is None


def test_what_a_date_leaves_open() -> None:
    say = speaking("en")
    assert vagueness(say, None) == "no page says when"
    assert vagueness(say, "2026-05") == "some day of this month"
    assert vagueness(say, "2026-05-18", "2026-05-24").startswith("some time")
    assert said_month(say, "2026-05") == "May"
    assert said_month(say, "2026") == ""
