"""Versions of the register's shape."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register import migrations
from attache.register.connection import reading, writing
from tests.samples import TALKS, fill


def version_of(path: Path) -> int:
    with sqlite3.connect(path) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


def test_new_register_has_the_newest_version(register_path: Path) -> None:
    fill(register_path, TALKS)
    assert version_of(register_path) == migrations.NEWEST


def test_register_of_a_newer_program_is_refused_and_untouched(register_path: Path) -> None:
    fill(register_path, TALKS)
    with sqlite3.connect(register_path) as plain:
        plain.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
    plain.close()
    content, changed = register_path.read_bytes(), register_path.stat().st_mtime_ns
    for way in (reading, writing):
        with pytest.raises(RegisterError, match="E-DB-NEWER"), way(register_path):
            pass
    assert (register_path.read_bytes(), register_path.stat().st_mtime_ns) == (content, changed)


def test_older_register_is_brought_up_to_date_by_the_next_write(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(register_path, TALKS)
    add_a_step(monkeypatch, "CREATE TABLE notes (words TEXT) STRICT")
    with pytest.raises(RegisterError, match="E-DB-OLDER"), reading(register_path):
        pass
    with writing(register_path) as register:
        assert register.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert register.execute("SELECT count(*) FROM claims").fetchone() == (2,)
    assert version_of(register_path) == 2


def test_step_that_fails_leaves_the_old_version_whole(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(register_path, TALKS)
    old = version_of(register_path)
    add_a_step(monkeypatch, "CREATE TABLE notes (words TEXT) STRICT", "INSERT INTO none VALUES (1)")
    with pytest.raises(RegisterError), writing(register_path):
        pass
    with sqlite3.connect(register_path) as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone() == (0,)
    assert version_of(register_path) == old


def add_a_step(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    from attache.register import connection

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, statements))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.MIGRATIONS))
    monkeypatch.setattr(connection, "NEWEST", len(migrations.MIGRATIONS))
