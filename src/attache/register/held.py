"""Rows that hold from one revision to another: entering them, ending them, reading them back as records.

In: a connection inside a transaction. A row entered and ended in one revision never held and is taken out.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from attache.model import Claim, Party, Place
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.rows import COLUMNS, Row

EVENT_COLUMNS = (
    "event", "lead_no", "type", "mode", "status", "date", "date_end", "place", "place_country", "attributed_to", "context", "dead",
    "injured", "cameo", "score", "confidence", "reports", "origins", "disputed", "verdict",
)
_CLAIM_FIELDS = tuple(name for name in COLUMNS["claims"] if name not in {"claim_id", "position", "quote_sha256"})


def enter(connection: Connection, table: str, columns: tuple[str, ...], row: Row) -> None:
    """Inserts a row."""
    connection.execute(_insertion(table, columns), row)


def enter_numbered(connection: Connection, table: str, columns: tuple[str, ...], rows: Sequence[Row]) -> list[int]:
    """Inserts rows under the numbers that come next, whose column is the first, and returns the numbers."""
    first = next_number(connection, table, columns[0]) if rows else 0
    numbered = list(enumerate(rows, first))
    enter_all(connection, table, columns, [(number, *row) for number, row in numbered])
    return [number for number, _ in numbered]


def enter_all(connection: Connection, table: str, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Inserts many rows."""
    if rows:
        connection.executemany(_insertion(table, columns), rows)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our names


def resume(connection: Connection, table: str, columns: tuple[str, ...], row: Row, revision: int) -> bool:
    """Lets the row with these values hold on that was ended in this very revision, if there is one: nothing has changed after all. The
    first column finds it.
    """
    same = " AND ".join(f"{name} {'IS' if place else '='} ?" for place, name in enumerate(columns))
    statement = f"UPDATE {table} SET until = {STILL} WHERE {same} AND until = ?"  # noqa: S608 - our names
    return connection.execute(statement, (*row, revision)).rowcount > 0


def end(connection: Connection, table: str, where: str, key: object, revision: int) -> None:
    """Ends the rows that hold now and have `key` in column `where`."""
    end_all(connection, table, where, (key,), revision)


def end_all(connection: Connection, table: str, where: str, keys: Sequence[object], revision: int) -> None:
    """Ends the rows that hold now and have any of `keys` in column `where`."""
    held = f"{where} = ? AND until = {STILL}"
    if keys:
        connection.executemany(f"DELETE FROM {table} WHERE {held} AND since = ?", [(key, revision) for key in keys])  # noqa: S608 - our names
        connection.executemany(f"UPDATE {table} SET until = ? WHERE {held}", [(revision, key) for key in keys])  # noqa: S608 - our names


def next_number(connection: Connection, table: str, column: str) -> int:
    """The number the next row of a table would be given."""
    return int(connection.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}").fetchone()[0])  # noqa: S608 - our names


def claims_kept(connection: Connection, numbers: Sequence[int]) -> dict[int, Claim]:
    """The claims with these numbers, as they were read."""
    marks = ", ".join("?" * len(numbers))
    sides: dict[int, dict[str, list[Party]]] = {number: {"actor": [], "recipient": []} for number in numbers}
    statement = f"SELECT claim_no, side, name, country, sector FROM parties WHERE claim_no IN ({marks}) ORDER BY position"  # noqa: S608
    for number, side, *party in connection.execute(statement, numbers):
        sides[number][side].append(Party(*party))
    statement = f"SELECT claim_no, {', '.join(_CLAIM_FIELDS)} FROM claims WHERE claim_no IN ({marks})"  # noqa: S608 - our names
    return {
        number: claim_of(dict(zip(_CLAIM_FIELDS, row, strict=True)), sides[number]["actor"], sides[number]["recipient"])
        for number, *row in connection.execute(statement, numbers)
    }


def claim_of(row: dict[str, Any], actors: Sequence[Party], recipients: Sequence[Party]) -> Claim:
    """The claim of a row of table claims, or of one with its columns."""
    place, country = row["place"], row["place_country"]
    fields = {
        **row, "place": Place(place, country) if place is not None else None, "context": tuple(msgspec.json.decode(row["context"])),
        "actors": tuple(actors), "recipients": tuple(recipients),
    }
    del fields["place_country"]
    return Claim(**fields)
