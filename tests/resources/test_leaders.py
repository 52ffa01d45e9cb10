"""The table of persons named by name alone: its codes, sectors and dates hold, and no lone name means two at one time."""
from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from importlib.resources import files
from itertools import combinations, pairwise
from typing import get_args

from attache import resources
from attache.model import Sector
from attache.resources import cell_list, table

Row = dict[str, str]
LEADERS = table("leaders")
COLUMNS = ["name", "aliases", "alone", "country", "sector", "since", "until"]
OPEN = "9999-12-31"


def _earliest(day: str) -> str:
    return day + "0000-01-01"[len(day):]


def _latest(day: str) -> str:
    return (day or OPEN) + "0000-12-31"[len(day or OPEN):]


def _precise_to(one: str, other: str) -> tuple[str, str]:
    """Both days to the coarser of their precisions: an office taken in 2004 may follow one left in 2004-05."""
    size = min(len(one), len(other))
    return one[:size], other[:size]


def _meet(one: Row, other: Row) -> bool:
    """Whether the two stretches have time in common beyond the day, month or year in which one gives way to the other."""
    since, until = max(one["since"], other["since"]), min(one["until"] or OPEN, other["until"] or OPEN)
    start, end = _precise_to(since, until)
    return start < end


def _lone_name(row: Row) -> str:
    """The name that alone means the person, folded; empty where none does."""
    mark, _, named = row["alone"].partition(":")
    name = named or (row["name"].split()[-1] if mark else "")
    plain = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def test_each_row_has_the_columns_and_no_stray_space() -> None:
    text = (files(resources) / "leaders.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[0].split("\t") == COLUMNS
    wrong = [line for line in lines if len(line.split("\t")) != len(COLUMNS) or any(cell != cell.strip() for cell in line.split("\t"))]
    assert not wrong


def test_rows_name_a_person_and_say_an_office() -> None:
    assert all(row["name"] and row["sector"] and row["since"] for row in LEADERS)


def test_countries_and_sectors_are_known() -> None:
    assert {row["country"] for row in LEADERS} - {""} <= {row["iso3"] for row in table("countries")}
    assert {row["sector"] for row in LEADERS} <= set(get_args(Sector)) - {"UNK"}


def test_bodies_of_many_states_are_of_none() -> None:
    assert not [row for row in LEADERS if row["sector"] == "IGO" and row["country"]]


def test_dates_are_of_the_calendar_and_in_order() -> None:
    for row in LEADERS:
        for day in (row["since"], row["until"]):
            assert not day or len(day) in {4, 7, 10}, row
            assert not day or date.fromisoformat(_earliest(day)), row
        assert _earliest(row["since"]) <= _latest(row["until"]), row


def test_no_stretch_ended_before_the_oldest_pages() -> None:
    assert all(_latest(row["until"]) >= "1975-01-01" for row in LEADERS)


def test_no_stretch_stands_twice() -> None:
    keys = [(row["name"], row["since"]) for row in LEADERS]
    assert len(keys) == len(set(keys))


def test_stretches_of_one_person_follow_one_another() -> None:
    persons: dict[str, list[Row]] = defaultdict(list)
    for row in LEADERS:
        persons[row["name"]].append(row)
    for stretches in persons.values():
        for earlier, later in pairwise(sorted(stretches, key=lambda row: row["since"])):
            assert not _meet(earlier, later), (earlier, later)


def test_rows_are_in_order() -> None:
    keys = [(row["country"], row["since"], row["name"]) for row in LEADERS]
    assert keys == sorted(keys)


def test_aliases_are_other_names() -> None:
    for row in LEADERS:
        aliases = cell_list(row["aliases"])
        assert len(aliases) == len(set(aliases)), row
        assert row["name"] not in aliases, row


def test_alone_is_yes_or_a_part_of_a_name() -> None:
    for row in LEADERS:
        mark, _, named = row["alone"].partition(":")
        assert mark in {"", "yes"}, row
        assert any(named in name for name in (row["name"], *cell_list(row["aliases"]))), row


def test_a_lone_name_means_one_country_and_sector_at_a_time() -> None:
    bearers: dict[str, list[Row]] = defaultdict(list)
    for row in LEADERS:
        bearers[_lone_name(row)].append(row)
    bearers.pop("", None)
    for rows in bearers.values():
        for one, other in combinations(rows, 2):
            same = (one["country"], one["sector"]) == (other["country"], other["sector"])
            assert same or not _meet(one, other), (one, other)
