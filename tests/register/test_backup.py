"""Copies: equal when restored, none of a damaged register."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from attache.errors import InputError, RegisterError
from attache.register.backup import back_up
from attache.register.decisions import Said
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.register.verify import verify
from tests.samples import TALKS, VISIT, fill


@pytest.mark.of_files
def test_restored_register_is_equal_and_can_be_written(register_path: Path, tmp_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    with open_register(register_path) as register:
        register.accept(register.connection.execute("SELECT event FROM events").fetchone()[0], Said("Ana", "seen"))
    copy = tmp_path / "copy.db"
    back_up(register_path, copy)
    assert canonical_hash(copy) == canonical_hash(register_path)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("copy")) == ["copy.db"]
    fill(copy, TALKS, VISIT, "Third\nGhana met Chad.\n")
    assert list(verify(copy)) == []


@pytest.mark.of_files
def test_no_copy_of_a_damaged_register_nor_over_another_file(register_path: Path, tmp_path: Path) -> None:
    fill(register_path, TALKS)
    with pytest.raises(InputError, match="E-OUTPUT"):
        back_up(register_path, register_path)
    with sqlite3.connect(register_path) as plain:
        plain.execute("UPDATE texts SET text = 'other'")
    plain.close()
    with pytest.raises(RegisterError, match="E-DB-CORRUPT"):
        back_up(register_path, tmp_path / "copy.db")
    with pytest.raises((InputError, RegisterError)):
        back_up(register_path, tmp_path / "none" / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []
