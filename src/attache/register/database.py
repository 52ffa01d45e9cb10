"""What the register asks of a database, whichever it is: an SQLite file, or a schema of a PostgreSQL server.

Statements are SQLite's; `register.postgres` has them in PostgreSQL's words. A `Location` is where a register is.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from attache.register.postgres.address import ServerAddress, is_server, server_address

Location = Path | ServerAddress


def location_of(words: str) -> Location:
    """The location that the words name. Raises RegisterError E-DB-ADDRESS, which does not repeat them: a password may be among them."""
    return server_address(words) if is_server(words) else Path(words)


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

    def __next__(self) -> Any: ...


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

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> Any: ...
