"""Events in order of time, counted by period."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from attache.queries.events import EventFilter, events
from attache.queries.moments import NOW, Moment
from attache.queries.timeline import By, Period, periods_of, timeline
from attache.register.connection import reading as open_for_reading
from attache.register.database import Connection, Location
from tests.samples import TALKS, VISIT, fill

NAMES = ("Italy", "Kenya", "Ghana", "Peru", "Norway", "Chad")
DATES = ("2020", "2020-05", "2020-05-01", "2020-05-09", "2021-01-31", None)
WANTED: tuple[dict[str, Any], ...] = (
    {}, {"country": "Kenya"}, {"type": "ACCUSE"}, {"country": "Italy", "type": "CONSULT"}, {"since": "2020-05-02"}, {"until": "2020-05"},
    {"country": "GHA", "since": "2020-05", "until": "2020-05"}, {"status": "happened"}, {"actor": "Peru"}, {"country": "Aldo"},
)


def sentences() -> Iterator[str]:
    """Invented acts between all countries on all dates."""
    for number, (actor, recipient, date) in enumerate(product(NAMES, NAMES, DATES)):
        if actor != recipient:
            yield f"{actor} {('met', 'accused')[number % 2]} {recipient}{f' on {date}' if date else ''}."


@pytest.fixture(scope="module")
def register(new_place: Callable[[], Location]) -> Iterator[Connection]:
    """Two pages of invented acts, and two that say some of them again."""
    path = new_place()
    half = len(list(sentences())) // 2
    acts = list(sentences())
    fill(path, "\n".join(["One", *acts[:half], ""]), "\n".join(["Two", *acts[half:], ""]), TALKS, VISIT)
    with open_for_reading(path) as connection:
        yield connection


def counted(register: Connection, which: EventFilter, by: By, at: Moment) -> dict[str | None, int]:
    """The same by Python, event for event."""
    letters = {"day": 10, "month": 7, "year": 4}[by]
    return dict(Counter(found.claim.date[:letters] if found.claim.date else None for found in events(register, which, at)))


@pytest.mark.parametrize("by", get_args(By))
@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_counts_are_those_of_the_events(register: Connection, wanted: dict[str, Any], by: By) -> None:
    newest = register.execute("SELECT max(revision) FROM revisions").fetchone()[0]
    for at in (NOW, Moment(newest), Moment(newest // 2)):
        found = list(timeline(register, EventFilter(**wanted), by, at))
        assert {period.period: period.events for period in found} == counted(register, EventFilter(**wanted), by, at)
        assert [len(period.listed) for period in found] == [period.events for period in found]
        assert [event for period in found for event in period.listed] == list(events(register, EventFilter(**wanted), at))


def test_vague_dates_stand_before_the_periods_they_may_lie_in_and_undated_events_last(register_path: Path) -> None:
    acts = ("Italy accused Kenya on 2021-02-01.", "Italy accused Ghana on 2021.", "Italy accused Chad.", "Peru accused Chad on 2020-12.")
    fill(register_path, "\n".join(["One", *acts, ""]))
    with open_for_reading(register_path) as register:
        assert [(period.period, period.events) for period in timeline(register)] == [("2020-12", 1), ("2021", 1), ("2021-02", 1), (None, 1)]


def test_limit_lists_the_first_and_counts_all(register: Connection) -> None:
    found = list(timeline(register, limit=7))
    assert sum(len(period.listed) for period in found) == 7
    assert sum(period.events for period in found) == len(list(events(register)))
    assert [period.listed for period in timeline(register, limit=0)] == [()] * len(found)


@pytest.mark.parametrize("by", get_args(By))
@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_the_periods_of_a_part_count_all_of_theirs(register: Connection, wanted: dict[str, Any], by: By) -> None:
    newest = register.execute("SELECT max(revision) FROM revisions").fetchone()[0]
    for at in (NOW, Moment(newest // 2)):
        whole = {period.period: period for period in timeline(register, EventFilter(**wanted), by, at)}
        found = list(events(register, EventFilter(**wanted), at))
        for start in range(0, len(found), 7):
            part = periods_of(register, EventFilter(**wanted), by, at, found[start : start + 7])
            assert [period.events for period in part] == [whole[period.period].events for period in part]
            assert [event for period in part for event in period.listed] == found[start : start + 7]
        assert periods_of(register, EventFilter(**wanted), by, at, found) == list(whole.values())
        assert periods_of(register, EventFilter(**wanted), by, at, []) == list[Period]()
