"""Members move between groups while a transaction is made; what is written is where they are when it settles."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from attache.register.belonging import Belonging, Place
from attache.register.migrations import STILL

Row = tuple[int, str, str, int, int]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A table of members in which 1 and 2 are in group a."""
    made = sqlite3.connect(":memory:")
    made.execute(f"CREATE TABLE members (claim_no INTEGER, event TEXT, evidence TEXT, since INTEGER, until INTEGER DEFAULT {STILL})")
    made.executemany("INSERT INTO members VALUES (?, 'a', '{}', 1, ?)", [(1, STILL), (2, STILL)])
    yield made
    made.close()


def rows(connection: sqlite3.Connection) -> list[Row]:
    return connection.execute("SELECT * FROM members ORDER BY claim_no, since").fetchall()


def test_groups_are_as_they_stand_before_anything_is_written(connection: sqlite3.Connection) -> None:
    belonging, before = Belonging(connection, "members", "claim_no", "event"), rows(connection)
    belonging.welcome([3])
    belonging.put(3, "a", "like 1")
    belonging.put(2, "b", "{}")
    assert (belonging.members("a"), belonging.members("b"), belonging.size("a")) == ([1, 3], [2], 2)
    assert belonging.place(3) == Place("a", "like 1")
    assert belonging.groups([1, 2, 4]) == {"a", "b"}
    assert rows(connection) == before


def test_settling_ends_where_members_were_and_enters_where_they_are(connection: sqlite3.Connection) -> None:
    belonging = Belonging(connection, "members", "claim_no", "event")
    belonging.put(2, "b", "x")
    belonging.take_out(1)
    belonging.settle(7)
    assert rows(connection) == [(1, "a", "{}", 1, 7), (2, "a", "{}", 1, 7), (2, "b", "x", 7, STILL)]


def test_moved_and_moved_back_was_never_moved(connection: sqlite3.Connection) -> None:
    belonging, before = Belonging(connection, "members", "claim_no", "event"), rows(connection)
    belonging.put(2, "b", "x")
    belonging.put(2, "a", "{}")
    belonging.put(3, "c", "{}")
    belonging.take_out(3)
    belonging.settle(7)
    assert rows(connection) == before


def test_forgetting_drops_moves_that_were_not_written(connection: sqlite3.Connection) -> None:
    belonging, before = Belonging(connection, "members", "claim_no", "event"), rows(connection)
    belonging.put(2, "b", "x")
    belonging.forget()
    belonging.settle(7)
    assert rows(connection) == before
    assert belonging.members("a") == [1, 2]


def test_new_groups_are_not_looked_for_and_known_ones_stay_as_they_are(connection: sqlite3.Connection) -> None:
    belonging = Belonging(connection, "members", "claim_no", "event")
    belonging.welcome([3, 4])
    belonging.put(3, "b", "{}")
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    belonging.welcome_groups(["b", "c"])
    belonging.put(4, "c", "{}")
    assert (belonging.members("b"), belonging.members("c"), statements) == ([3], [4], [])
