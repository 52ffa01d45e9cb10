"""What SQLite says went wrong, in attache's own words: the one place where its errors become RegisterError."""
from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attache.errors import RegisterError
from attache.register.database import Location
from attache.settings import REGISTER_WAIT_SECONDS

_DAMAGED = ("E-DB-CORRUPT", "damaged or not a register; `attache verify` lists what is wrong")
_PROTECTED = ("E-READ-ONLY", "may not be written; questions still work, or copy it to a folder you may write in")
_BY_PRIMARY_CODE = {
    sqlite3.SQLITE_BUSY: ("E-DB-BUSY", f"another program has been writing for {REGISTER_WAIT_SECONDS:g} seconds; try again"),
    sqlite3.SQLITE_LOCKED: ("E-DB-BUSY", "another program is writing; try again"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,  # our statements fit our schema: a table that is missing has been damaged
    sqlite3.SQLITE_READONLY: _PROTECTED,
    sqlite3.SQLITE_PERM: _PROTECTED,
    sqlite3.SQLITE_FULL: ("E-DISK-FULL", "no space left; the last page was not kept, all before it are"),
    sqlite3.SQLITE_INTERRUPT: ("E-TIME-LIMIT", "the question takes too long; ask for less: a shorter period, one party"),
    sqlite3.SQLITE_IOERR: ("E-IO", "the disk failed; the last page was not kept"),
}


@contextmanager
def translated(location: Location) -> Iterator[None]:
    """Turns every SQLite error of the block into a RegisterError about the file; faults of ours (wrong use of the module) pass, and so does
    what a server's connection says in our words already.
    """
    path = Path(str(location))
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except UnicodeDecodeError as error:
        raise RegisterError("E-DB-CORRUPT", str(path), f"{_DAMAGED[1]} (a name in its tables is no text)") from error
    except sqlite3.Error as error:
        raise _register_error(path, error) from error


def _register_error(path: Path, error: sqlite3.Error) -> RegisterError:
    # an error without a code is Python's own: text in the file that is no UTF-8
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN:
        return _cannot_open(path)
    code, message = _BY_PRIMARY_CODE.get(primary, ("E-DB", "failed"))
    return RegisterError(code, str(path), f"{message} ({error})")


def _cannot_open(path: Path) -> RegisterError:
    if not path.parent.is_dir():
        return RegisterError("E-NOT-FOUND", str(path), "no such folder")
    if path.is_dir():
        return RegisterError("E-DB-FOREIGN", str(path), "a folder, not a register")
    if not os.access(path.parent, os.W_OK):
        return RegisterError("E-READ-ONLY", str(path), "its folder may not be written; copy the register to one that may")
    return RegisterError("E-UNREADABLE", str(path), "cannot be opened")
