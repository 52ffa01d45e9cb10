"""What the register asks of a database, whichever it is: an SQLite file, or a schema of a PostgreSQL server.

Statements are SQLite's; `register.postgres` has them in PostgreSQL's words. A `Place` is where a register is.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from attache.register.postgres.address import ServerAddress

Place = Path | ServerAddress


class Cursor(Protocol):
    """The answer to a statement."""

    @property
    def description(self) -> Any:
        """Of each column something whose first item is the column's name."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """An open register. As a context it commits at its end, or takes all back where the block fails."""

    text_factory: Any

    @property
    def total_changes(self) -> int:
        """How many rows have been changed since it was opened."""

    def execute(self, statement: str, parameters: Any = ..., /) -> Cursor:
        """Runs a statement."""

    def executemany(self, statement: str, rows: Iterable[Any], /) -> Any:
        """Runs a statement once for each row of parameters."""

    def close(self) -> None:
        """Ends it; what was not committed is taken back."""

    def __enter__(self) -> Any: ...

    def __exit__(self, *failed: Any) -> Any: ...
