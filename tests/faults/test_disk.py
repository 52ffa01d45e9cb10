"""A disk that is full, fails, or may not be written: a clear error, whole pages only, and it goes on when there is room."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.register.verify import verify
from tests.faults.harness import add_folder, make_pages
from tests.mounts import mounted_tmpfs, remount
from tests.samples import TALKS, PlainReader, page


def test_full_file_rolls_back_the_page_and_goes_on_later(tmp_path: Path) -> None:
    pages, register_path = make_pages(tmp_path / "pages"), tmp_path / "attache.db"
    with open_register(register_path) as register:
        used = register.connection.execute("PRAGMA page_count").fetchone()[0]

    def bound(connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {used + 1}")
        connection.execute("PRAGMA cache_size = 1")

    (pages / "long.txt").write_text(TALKS + "x" * 20_000)
    with pytest.raises(RegisterError, match="E-DISK-FULL"):
        add_folder(pages, register_path, bound)
    assert list(verify(register_path)) == []
    add_folder(pages, register_path)
    add_folder(pages, tmp_path / "whole.db")
    assert canonical_hash(register_path) == canonical_hash(tmp_path / "whole.db")


def fill_up(register_path: Path, kept: list[str]) -> None:
    with open_register(register_path) as register:
        for number in range(1000):
            source = page(f"{TALKS}{number} {'words that take room ' * 50}")
            register.take(source)
            register.keep(source.page_id, *PlainReader()(source))
            kept.append(source.page_id)


def test_full_disk_keeps_whole_pages_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with mounted_tmpfs(tmp_path / "disk", "800k") as disk:
        register_path = disk / "attache.db"
        kept: list[str] = []
        with pytest.raises(RegisterError, match=r"^E-DISK-FULL"):
            fill_up(register_path, kept)
        assert kept
        remount(disk, "size=8m")
        assert list(verify(register_path)) == []
        with open_register(register_path) as register:
            (whole,) = register.connection.execute("SELECT count(*) FROM pages WHERE status = 'read'").fetchone()
            assert whole == len(kept)
            register.take(page(TALKS))
        assert list(verify(register_path)) == []
