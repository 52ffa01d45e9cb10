"""SQLite's errors in attache's words."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.failures import translated


@pytest.mark.parametrize(("number", "code"), [
    (sqlite3.SQLITE_BUSY, "E-DB-BUSY"), (sqlite3.SQLITE_BUSY_SNAPSHOT, "E-DB-BUSY"), (sqlite3.SQLITE_CORRUPT, "E-DB-CORRUPT"),
    (sqlite3.SQLITE_NOTADB, "E-DB-CORRUPT"), (sqlite3.SQLITE_READONLY_DIRECTORY, "E-READ-ONLY"), (sqlite3.SQLITE_FULL, "E-DISK-FULL"),
    (sqlite3.SQLITE_IOERR_FSYNC, "E-IO"), (sqlite3.SQLITE_TOOBIG, "E-DB"),
])
def test_each_code_of_sqlite_has_one_of_ours(number: int, code: str, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = number
    with pytest.raises(RegisterError, match="as SQLite says it") as caught, translated(tmp_path / "attache.db"):
        raise error
    assert (caught.value.code, caught.value.subject) == (code, str(tmp_path / "attache.db"))
    assert caught.value.__cause__ is error


def test_text_that_is_no_utf8_is_damage(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="E-DB-CORRUPT"), translated(tmp_path), sqlite3.connect(":memory:") as memory:
        memory.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()


def test_wrong_use_of_the_module_is_our_fault_and_stays_visible(tmp_path: Path) -> None:
    memory = sqlite3.connect(":memory:")
    memory.close()
    with pytest.raises(sqlite3.ProgrammingError), translated(tmp_path):
        memory.execute("SELECT 1")
