"""Opening a register: for writing (made when missing, brought up to date) or for questions (never changed).

In: a path, or the address of a server. Out: a connection in autocommit, inside a `with` block that closes it. Raises RegisterError for
everything the file, SQLite or the server refuses.
"""
from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from attache.errors import RegisterError
from attache.register.database import Connection, Location
from attache.register.failures import translated
from attache.register.folding import folded
from attache.register.keeping import derive
from attache.register.migrations import NEWEST, check_version, migrate
from attache.register.postgres.address import ServerAddress
from attache.settings import REGISTER_WAIT_SECONDS

_CAREFUL = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON")
_STEPS_BETWEEN_LOOKS = 200_000  # of the machine in SQLite: some milliseconds; each look waits for the other threads
_PAUSE_SECONDS = 0.02
_STATEMENTS = 512  # kept prepared; SQLite's own number is less than a page needs
_CACHE_KIB = 524_288  # at most: of a large register what is written next lies far apart, and a large write must not come out twice
_LOGGED_PAGES = 16_384  # before the log is written back: of a killed writer every reader must read through what is left


def writing(location: Location) -> AbstractContextManager[Connection]:
    """The register at `location`, open for writing, every statement durable when it returns."""
    if isinstance(location, ServerAddress):
        from attache.register.postgres.opening import server_writing  # what it needs is an extra

        return server_writing(location)
    return _file_writing(location)


def reading(location: Location) -> AbstractContextManager[Connection]:
    """The register at `location`, open for questions only; they may use the function `folded` in SQL.

    Raises RegisterError E-NOT-FOUND when there is none yet and E-DB-OLDER when the next write has to bring it up to date first.
    """
    if isinstance(location, ServerAddress):
        from attache.register.postgres.opening import server_reading  # what it needs is an extra

        return server_reading(location)
    return file_reading(location)


def settle(location: Location) -> None:
    """Writes back what a writer that was killed left in the log, through which every reader would have to read first. What may not be
    written, or is being written by somebody, stays as it is.
    """
    if isinstance(location, ServerAddress) or not Path(f"{location}-wal").exists():
        return
    address = f"file:{quote(str(location.absolute()))}?mode=rw"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        _set(connection, *_CAREFUL)
        _empty_log(connection)


@contextmanager
def transaction(connection: Connection, location: Location) -> Iterator[None]:
    """One write, whole or not at all, with the write lock held from the start so that no reader can be overtaken."""
    with translated(location):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield


def stop_after(connection: Connection, seconds: float) -> None:
    """Stops statements that take longer: RegisterError E-TIME-LIMIT. In a file the time is that from now on, for all of them."""
    if not isinstance(connection, sqlite3.Connection):
        connection.execute(f"SET statement_timeout = {seconds * 1000:.0f}")
    else:
        until = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)


def name_of(connection: Connection) -> str:
    """What tells the register apart from others that this process has open."""
    if isinstance(connection, sqlite3.Connection):
        return str(connection.execute("PRAGMA database_list").fetchone()[2])
    return str(connection.execute("SELECT current_database() || ' ' || current_schema()").fetchone()[0])


@contextmanager
def _file_writing(path: Path) -> Iterator[sqlite3.Connection]:
    with translated(path), closing(_connected(str(path))) as connection:
        check_version(connection, path)  # before anything is set, so that a newer register stays as it is
        _set(connection, *_CAREFUL, "PRAGMA synchronous = FULL")
        _use_write_ahead_log(connection)
        migrate(connection, path, derive)
        _set(connection, "PRAGMA foreign_keys = ON", f"PRAGMA cache_size = -{_CACHE_KIB}", f"PRAGMA wal_autocheckpoint = {_LOGGED_PAGES}")
        yield connection
        _empty_log(connection)


@contextmanager
def file_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The register in a file, open for questions only."""
    with translated(path), closing(opened(address_of(path))) as connection:
        check(connection, path)
        yield connection


def address_of(path: Path) -> str:
    """How SQLite is told to open the file for questions. Raises RegisterError E-NOT-FOUND."""
    if not path.exists():
        raise _missing(path)
    return f"file:{quote(str(path.absolute()))}?{_mode(path)}"


def opened(address: str) -> sqlite3.Connection:
    """A connection for questions only, for whichever thread has it."""
    connection = _connected(address, uri=True, check_same_thread=False)
    _set(connection, *_CAREFUL, "PRAGMA query_only = ON")
    connection.create_function("folded", 1, folded, deterministic=True)
    return connection


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises RegisterError for what is no register, or of another version."""
    version = check_version(connection, path)
    if version == 0:
        raise _missing(path)
    if version < NEWEST:
        raise RegisterError("E-DB-OLDER", str(path), "written by an older attache; `attache add --again` brings it up to date")


def _connected(address: str, *, uri: bool = False, check_same_thread: bool = True) -> sqlite3.Connection:
    return sqlite3.connect(
        address, uri=uri, timeout=REGISTER_WAIT_SECONDS, isolation_level=None, cached_statements=_STATEMENTS,
        check_same_thread=check_same_thread,
    )


def _mode(path: Path) -> str:
    """A write-ahead-logged file needs its log beside it; in a folder that may not be written it opens only as one that never changes. What
    a program was killed in while it made the register is taken back first, as SQLite does where it may write.
    """
    log = Path(f"{path}-wal")
    if Path(f"{path}-journal").exists() and os.access(path, os.W_OK):
        return "mode=rw"
    if os.access(path.parent, os.W_OK) or log.exists():
        return "mode=ro"
    return "mode=ro&immutable=1"


def _missing(path: Path) -> RegisterError:
    return RegisterError("E-NOT-FOUND", str(path), "no register here yet; `attache add PATH…` makes one")


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.execute(pragma)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Sets the log; SQLite does not itself wait when two programs do this to a new file at once."""
    until = time.monotonic() + REGISTER_WAIT_SECONDS
    while not _took_write_ahead_log(connection, last_try=time.monotonic() > until):
        time.sleep(_PAUSE_SECONDS)


def _empty_log(connection: sqlite3.Connection) -> None:
    """Writes the log back, as SQLite does by itself when nobody else has the register open; what somebody needs still stays in it."""
    with suppress(sqlite3.Error):  # all that was written is in the log, and safe
        _set(connection, "PRAGMA busy_timeout = 0", "PRAGMA wal_checkpoint(TRUNCATE)")


def _took_write_ahead_log(connection: sqlite3.Connection, *, last_try: bool) -> bool:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if last_try or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
