"""Row 13: a register that another program holds: waited for, at most 30 seconds, then E-DB-BUSY."""
from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register import connection as connecting
from attache.register.store import open_register
from attache.settings import REGISTER_WAIT_SECONDS
from tests.samples import TALKS, VISIT, fill, page

NEW = page(VISIT, "visit")


def take(register_path: Path) -> None:
    with open_register(register_path) as register:
        register.take(NEW)


def test_who_waits_too_long_is_told_who_is_to_blame(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert REGISTER_WAIT_SECONDS == 30
    fill(register_path, TALKS)
    monkeypatch.setattr(connecting, "REGISTER_WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(register_path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RegisterError, match=r"E-DB-BUSY .*another program has been writing"):
            take(register_path)
        holder.execute("ROLLBACK")
    take(register_path)


def test_who_waits_long_enough_is_let_in(register_path: Path) -> None:
    fill(register_path, TALKS)
    holding, held = os.pipe()
    child = os.fork()
    if child == 0:
        with closing(sqlite3.connect(register_path, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            os.write(held, b".")
            time.sleep(0.2)
            holder.execute("COMMIT")
        os._exit(0)
    os.read(holding, 1)
    take(register_path)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with open_register(register_path) as register:
        assert register.standing(NEW.page_id) is not None
