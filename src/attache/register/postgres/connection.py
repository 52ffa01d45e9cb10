"""An open register on a server, asked as an SQLite file is.

In: a `ServerAddress`. Out: a `ServerConnection`, which takes the register's statements as they are. Raises RegisterError for everything the
server, the network or psycopg refuses, never with a password in it.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

try:
    import psycopg
except ImportError as error:
    from attache.errors import SettingsError

    raise SettingsError("E-EXTRA", "postgres", "not installed; pip install 'attache[postgres]'") from error

from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import StrDumper, TextLoader

from attache.errors import RegisterError
from attache.register.postgres.address import ServerAddress
from attache.register.postgres.dialect import said
from attache.register.postgres.failures import told
from attache.settings import REGISTER_WAIT_SECONDS

LOCK = 0x41545443  # "ATTC": who holds it for a schema writes there
_BEGUN = {
    "BEGIN": ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",),  # one moment, whoever writes meanwhile
    # each statement sees what was there when it began: once the lock is held, all that any other wrote
    "BEGIN IMMEDIATE": (
        "BEGIN ISOLATION LEVEL READ COMMITTED", f"SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_setting('search_path')))",
    ),
}
_ENDS = frozenset({"COMMIT", "ROLLBACK"})
_ROWS_AT_ONCE = 500


class _WholeLoader(psycopg.adapt.Loader):
    """Sums of whole numbers come as numbers of any length."""

    def load(self, data: Any) -> int:
        return int(bytes(data))


class _TextDumper(StrDumper):
    """No text on a server has a zero byte; asked for one, it finds nothing."""

    def dump(self, obj: Any) -> Any:
        return super().dump(obj.replace("\0", "\ufffd"))


class _FlagDumper(Int8Dumper):
    """Flags are numbers in the register's tables."""

    def dump(self, obj: Any) -> Any:
        return super().dump(int(obj))


class Answer:
    """The rows of an answer, one after the other."""

    def __init__(self, rows: Iterator[Any], description: Sequence[Any] | None, rowcount: int) -> None:
        self._rows, self.description, self.rowcount = rows, description, rowcount

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        return next(self._rows)

    def fetchone(self) -> Any:
        """The next row, None after the last."""
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        return list(self._rows)


class ServerConnection:
    """A connection that takes statements written for SQLite. What was not begun is committed statement by statement."""

    def __init__(self, address: ServerAddress) -> None:
        self.address, self.total_changes, self.text_factory = address, 0, str
        self._snapshot, self._asked_whole = False, 0
        with self._told():
            self._server = _connected(address)
            self._server.adapters.register_dumper(str, _TextDumper)
            self._server.adapters.register_dumper(int, Int8Dumper)
            self._server.adapters.register_dumper(bool, _FlagDumper)
            self._server.adapters.register_loader("numeric", _WholeLoader)
            self._server.adapters.register_loader("json", TextLoader)
            settings = "SELECT set_config('search_path', $1, false), set_config('lock_timeout', $2, false)"
            self._server.execute(settings, [address.schema, f"{REGISTER_WAIT_SECONDS * 1000:.0f}"])

    def execute(self, statement: str, parameters: Any = (), /) -> Answer:
        """Runs a statement."""
        with self._told():
            if statement in _BEGUN:
                return self._begin(statement)
            self._snapshot = self._snapshot and statement not in _ENDS
            words, names = said(statement)
            given = [parameters[name] for name in names] if isinstance(parameters, Mapping) else list(parameters)
            if self._snapshot and not given and statement.startswith("SELECT"):
                return self._piece_by_piece(words)
            return self._answer(self._server.execute(words, given))

    def executemany(self, statement: str, rows: Iterable[Any], /) -> None:
        """Runs a statement once for each row of parameters."""
        with self._told():
            cursor = self._server.cursor()
            cursor.executemany(said(statement).words, [list(row) for row in rows])
            self.total_changes += max(cursor.rowcount, 0)

    def run(self, words: str, *given: object) -> Any:
        """Runs a statement in PostgreSQL's own words; its cursor."""
        with self._told():
            return self._server.execute(words, list(given) or None)

    def close(self) -> None:
        """Ends it; what was not committed is taken back."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        if kind is None:
            self.execute("COMMIT")
        else:
            with suppress(RegisterError):  # what failed is told, not what follows from it
                self.execute("ROLLBACK")

    def _begin(self, statement: str) -> Answer:
        for words in _BEGUN[statement]:
            try:
                cursor = self._server.execute(words)
            except psycopg.Error:
                with suppress(psycopg.Error):
                    self._server.execute("ROLLBACK")
                raise
        self._snapshot = statement == "BEGIN"
        return Answer(iter(()), None, cursor.rowcount)

    def _piece_by_piece(self, words: str) -> Answer:
        """What takes no parameters may ask for all there is: no more than some rows of it are in memory."""
        self._asked_whole += 1
        cursor = psycopg.RawServerCursor(self._server, f"whole_{self._asked_whole}")
        cursor.itersize = _ROWS_AT_ONCE
        cursor.execute(words)
        return Answer(self._rows(cursor), cursor.description, -1)

    def _answer(self, cursor: psycopg.Cursor[Any]) -> Answer:
        if cursor.description is None:
            self.total_changes += max(cursor.rowcount, 0)
            return Answer(iter(()), None, cursor.rowcount)
        return Answer(self._rows(cursor.fetchall()), cursor.description, cursor.rowcount)

    def _rows(self, rows: Iterable[Any]) -> Iterator[Any]:
        with self._told():
            if self.text_factory is str:
                yield from rows
            else:
                yield from (tuple(cell.encode() if isinstance(cell, str) else cell for cell in row) for row in rows)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the server says went wrong, in attache's own words."""
        try:
            yield
        except psycopg.ProgrammingError as error:
            if error.sqlstate is None:  # a fault of ours, as when a statement has too few parameters
                raise
            raise told(self.address, error) from None
        except psycopg.Error as error:
            raise told(self.address, error) from None  # a trace would show the address as it was given


def _connected(address: ServerAddress) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(address.conninfo, autocommit=True, cursor_factory=psycopg.RawCursor)
    except psycopg.ProgrammingError:  # its words repeat what was given
        raise RegisterError("E-DB-ADDRESS", str(address), "no address that libpq understands") from None
