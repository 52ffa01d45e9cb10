"""Row 10: a register that a newer attache wrote is refused, with its version named, and left untouched."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.backup import back_up
from attache.register.connection import reading, writing
from attache.register.migrations import NEWEST
from attache.register.verify import verify
from tests.samples import TALKS, fill


@pytest.mark.parametrize("later", [1, 7])
def test_newer_register_is_refused_and_untouched(later: int, register_path: Path) -> None:
    fill(register_path, TALKS)
    with closing(sqlite3.connect(register_path)) as plain:
        plain.execute(f"PRAGMA user_version = {NEWEST + later}")
    before = sha256(register_path.read_bytes()).hexdigest(), register_path.stat().st_mtime_ns
    for attempt in (
        lambda: reading(register_path).__enter__(), lambda: writing(register_path).__enter__(), lambda: list(verify(register_path)),
        lambda: back_up(register_path, register_path.with_name("copy.db")),
    ):
        with pytest.raises(RegisterError, match=rf"E-DB-NEWER .*version {NEWEST + later}, this one knows {NEWEST}"):
            attempt()
    assert (sha256(register_path.read_bytes()).hexdigest(), register_path.stat().st_mtime_ns) == before
