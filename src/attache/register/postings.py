"""Which claims lie near each other: the rows of table link_keys, by the parties and the days under which claims are found.

In: a connection inside a transaction, tellings, what to search. Rows that were read are remembered by parties and stretch of days, because
claims of one time come together; new ones are written by `settle`.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest, nsmallest
from typing import NamedTuple

from attache.register.database import Connection
from attache.register.linking import Search, link_keys, moving
from attache.register.tellings import Telling

MOST_SEARCHED = 200  # claims looked at in a range of days, and in one of vaguer times
_STRETCH = 64  # days that are read at once, for what is searched reaches some weeks
_STEPS = 4  # of the steps of vague times, of which each holds many claims
_REMEMBERED = 500_000  # rows and stretches
_FIND = "SELECT sides, day, claim_no, type, moving FROM link_keys WHERE sides = ? AND day BETWEEN ? AND ?"
_ENTER = "INSERT INTO link_keys VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_TAKE_OUT = "DELETE FROM link_keys WHERE sides = ? AND day = ? AND claim_no = ?"


class Posting(NamedTuple):
    """One row: a claim under some parties on some day; `moving` says that its day may yet change."""

    sides: str
    day: int
    claim_no: int
    type: str
    moving: int


class Postings:
    """The rows of one register. Keep it as long as the connection, and tell it to `forget` after a write that failed or another's."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered, also what was not written."""
        self._known: dict[tuple[str, int], list[Posting]] = {}
        self._new: dict[tuple[str, int], list[Posting]] = {}
        self._remembered = 0

    def post(self, told: Telling) -> None:
        """Enters a claim."""
        for posting in postings(told):
            key = posting.sides, _stretch(posting.day)
            self._new.setdefault(key, []).append(posting)
            if key in self._known:
                self._known[key].append(posting)

    def take_out(self, tellings: Iterable[Telling]) -> None:
        """Takes claims out."""
        gone = [posting for told in tellings for posting in postings(told)]
        self.settle()
        self.connection.executemany(_TAKE_OUT, [posting[:3] for posting in gone])
        for posting in gone:
            known = self._known.get((posting.sides, _stretch(posting.day)), [])
            if posting in known:
                known.remove(posting)

    def near(self, search: Search) -> set[int]:
        """Claims in reach of the search, the nearest in time where there are too many."""
        first, last = search.first - search.reach, search.last + search.reach
        days = [
            (abs(each.day - search.first), each.claim_no) for each in self._between(search, first, last)
            if each.moving or search.first <= each.day <= search.last
        ]
        vague = [each.claim_no for each in self._between(search, *search.steps)]
        return {number for _, number in nsmallest(MOST_SEARCHED, days)} | set(nlargest(MOST_SEARCHED, vague))

    def settle(self) -> None:
        """Writes what is new."""
        new, self._new = self._new, {}
        if new:
            self.connection.executemany(_ENTER, sorted(posting for some in new.values() for posting in some))
        if self._remembered > _REMEMBERED:
            self.forget()

    def _between(self, search: Search, first: int, last: int) -> Iterator[Posting]:
        """What is posted under the parties and types of a search, from a day to another."""
        for sides in search.sides:
            for stretch in range(_stretch(first), _stretch(last) + 1):
                for each in self._stretches(sides, stretch):
                    if first <= each.day <= last and each.type in search.types:
                        yield each

    def _stretches(self, sides: str, stretch: int) -> list[Posting]:
        key = sides, stretch
        if key not in self._known:
            rows = self.connection.execute(_FIND, (sides, *_days_of(stretch)))
            self._known[key] = [*map(Posting._make, rows), *self._new.get(key, ())]
            self._remembered += 1 + len(self._known[key])
        return self._known[key]


def postings(told: Telling) -> list[Posting]:
    """The rows by which a claim is found."""
    return [Posting(sides, day, told.claim_no, told.type, int(moving(told))) for sides, day in link_keys(told)]


def _stretch(day: int) -> int:
    """The stretch in which a day lies, or a step of vague times, which are negative and stand before all days."""
    return day // _STRETCH if day >= 0 else day // _STEPS


def _days_of(stretch: int) -> tuple[int, int]:
    """First and last day, or step, of a stretch."""
    length = _STRETCH if stretch >= 0 else _STEPS
    return stretch * length, stretch * length + length - 1
