"""Row 2: a full disk in the middle of a page: E-DISK-FULL, the page rolled back, readers undisturbed, and on it goes when there is room."""
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.connection import reading
from attache.register.database import Connection
from attache.register.store import open_register
from attache.register.verify import verify
from tests.faults.harness import aftermath, durable_calls, held, strike, work
from tests.mounts import mounted_tmpfs, remount
from tests.samples import TALKS, PlainReader, fill, page


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_no_room_at_a_write(part: float, pages: Path, place: Path, expected: Counter[str]) -> None:
    calls, register_path = durable_calls(pages, place / "counted.db"), place / "full.db"
    writes = [call for call in calls if call.name == "pwrite64"]
    ending = strike(pages, register_path, "full", writes[int(part * len(writes))])
    assert (ending.killed, ending.code) == (False, "E-DISK-FULL")
    assert aftermath(pages, register_path, expected) == (0, 0, 0)


def test_full_file_rolls_back_the_page_and_goes_on_later(pages: Path, register_path: Path) -> None:
    with open_register(register_path) as register:
        used = register.connection.execute("PRAGMA page_count").fetchone()[0]

    def bound(connection: Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {used + 1}")
        connection.execute("PRAGMA cache_size = 1")

    (pages / "long.txt").write_text(TALKS + "x" * 20_000)
    with pytest.raises(RegisterError, match="E-DISK-FULL"):
        work(pages, register_path, bound)
    work(pages, register_path.with_name("whole.db"))
    assert aftermath(pages, register_path, held(register_path.with_name("whole.db"))) == (0, 0, 0)


def fill_up(register_path: Path, kept: list[str]) -> None:
    with open_register(register_path) as register:
        for number in range(1000):
            source = page(f"{TALKS}{number} {'words that take room ' * 50}")
            register.take(source)
            register.keep(source.page_id, *PlainReader()(source))
            kept.append(source.page_id)


def test_full_disk_keeps_whole_pages_readable_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with mounted_tmpfs(tmp_path / "disk", "800k") as disk:
        register_path = disk / "attache.db"
        kept: list[str] = []
        with pytest.raises(RegisterError, match=r"^E-DISK-FULL"):
            fill_up(register_path, kept)
        assert kept
        with reading(register_path) as register:
            (whole,) = register.execute("SELECT count(*) FROM pages WHERE status = 'read'").fetchone()
        assert whole == len(kept)
        remount(disk, "size=8m")
        assert list(verify(register_path)) == []
        fill(register_path, "Room again\nGhana met Chad.\n")
        assert list(verify(register_path)) == []
