"""Which members belong to which group (claims to events, bearers to figures) while a transaction is made.

In: a connection inside a transaction. Moves are remembered and written by `settle`, so that what is moved and moved back was never moved.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from attache.register.database import Connection
from attache.register.held import end_all, enter_all
from attache.register.migrations import STILL

_REMEMBERED = 50_000  # members


class Place(NamedTuple):
    """The group a member belongs to, and what ties it to that."""

    group: str
    evidence: str


class Belonging:
    """The rows of a table of members. Keep it as long as the connection, and tell it to `forget` after a write that failed or another's."""

    def __init__(self, connection: Connection, table: str, member: str, group: str) -> None:
        self.connection = connection
        self._table, self._columns = table, (member, group, "evidence")
        self._find_place = f"SELECT {group}, evidence FROM {table} WHERE {member} = ? AND until = {STILL}"  # noqa: S608 - our names
        self._find_members = f"SELECT {member} FROM {table} WHERE {group} = ? AND until = {STILL}"  # noqa: S608 - our names
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered, also moves that were not written."""
        self._places: dict[int, Place | None] = {}
        self._groups: dict[str, set[int]] = {}
        self._before: dict[int, Place | None] = {}

    def welcome(self, numbers: Iterable[int]) -> None:
        """Spares looking up new members, which belong nowhere yet."""
        self._places.update(dict.fromkeys(numbers))

    def welcome_groups(self, groups: Iterable[str]) -> None:
        """Spares looking up new groups, to which nothing belongs yet."""
        for group in groups:
            self._groups.setdefault(group, set())

    def place(self, number: int) -> Place | None:
        """Where a member belongs."""
        if number not in self._places:
            found = self.connection.execute(self._find_place, (number,)).fetchone()
            self._places[number] = Place(*found) if found else None
        return self._places[number]

    def groups(self, numbers: Iterable[int]) -> set[str]:
        """The groups that members belong to."""
        return {place.group for place in map(self.place, numbers) if place}

    def members(self, group: str) -> list[int]:
        """The members of a group, in order of their numbers."""
        return sorted(self._members(group))

    def size(self, group: str) -> int:
        """How many members a group has."""
        return len(self._members(group))

    def put(self, number: int, group: str, evidence: str) -> None:
        """Moves a member to a group."""
        self._move(number, Place(group, evidence))

    def take_out(self, number: int) -> None:
        """Takes a member out of its group."""
        self._move(number, None)

    def settle(self, revision: int) -> None:
        """Writes what has moved."""
        before, self._before = self._before, {}
        moved = [number for number, place in before.items() if self._places[number] != place]
        end_all(self.connection, self._table, self._columns[0], [number for number in moved if before[number]], revision)
        rows = [(number, *place, revision) for number in moved if (place := self._places[number])]
        enter_all(self.connection, self._table, (*self._columns, "since"), rows)
        if len(self._places) > _REMEMBERED:
            self.forget()

    def _members(self, group: str) -> set[int]:
        """Read before anything moves into the group or out of it, so what is remembered is the whole group."""
        if group not in self._groups:
            self._groups[group] = {row[0] for row in self.connection.execute(self._find_members, (group,))}
        return self._groups[group]

    def _move(self, number: int, to: Place | None) -> None:
        now = self.place(number)
        if now == to:
            return
        self._before.setdefault(number, now)
        if now:
            self._members(now.group).discard(number)
        if to:
            self._members(to.group).add(number)
        self._places[number] = to
