"""A copy of the register, whole and verified, made while others write.

In: the register's path and where the copy goes, which must not exist. Raises RegisterError when the copy is not sound, InputError E-OUTPUT
when it cannot be written.
"""
from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from attache.errors import InputError, RegisterError
from attache.register.connection import file_reading
from attache.register.database import Location
from attache.register.failures import translated
from attache.register.postgres.address import ServerAddress
from attache.register.verify import verify


def back_up(path: Location, copy: Path) -> None:
    """Copies the register at one moment; the copy appears under its name only when it is verified and on the disk."""
    if isinstance(path, ServerAddress):
        raise RegisterError("E-BACKUP", str(path), f"on a server: `pg_dump --schema={path.schema}` copies it, also while others write")
    if copy.exists():
        raise InputError("E-OUTPUT", str(copy), "is there already; name a new file")
    part = copy.with_name(f"{copy.name}.part")
    try:
        with file_reading(path) as connection, translated(part), closing(sqlite3.connect(part)) as target:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, readable where nothing may be written
        _check(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(copy)
    except OSError as error:
        raise InputError("E-OUTPUT", str(copy), (error.strerror or "cannot be written").lower()) from error
    finally:
        part.unlink(missing_ok=True)


def _check(path: Path, part: Path) -> None:
    damages = list(verify(part))
    if damages:
        raise RegisterError("E-DB-CORRUPT", str(path), f"no copy made: {len(damages)} damaged; `attache verify` lists what is wrong")
