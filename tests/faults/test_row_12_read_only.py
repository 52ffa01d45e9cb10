"""Row 12: a folder that may not be written: questions work, or E-READ-ONLY says what helps; a log left there is never passed over."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy2

import pytest

from attache.errors import RegisterError
from attache.register.connection import reading, writing
from attache.register.verify import verify
from tests.mounts import mounted_tmpfs, remount
from tests.samples import TALKS, fill


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted_tmpfs(tmp_path / "disk", "2m") as disk:
        yield disk


def test_register_that_was_closed_is_read_and_not_written(small_disk: Path) -> None:
    path = small_disk / "attache.db"
    fill(path, TALKS)
    remount(small_disk, "ro")
    with reading(path) as register:
        assert register.execute("SELECT count(*) FROM claims").fetchone() == (2,)
    assert list(verify(path)) == []
    with pytest.raises(RegisterError, match=r"E-READ-ONLY .*copy"), writing(path):
        pass


def test_log_left_there_is_never_passed_over(small_disk: Path, tmp_path: Path) -> None:
    source, path = tmp_path / "source.db", small_disk / "attache.db"
    fill(source, TALKS)
    with writing(source) as register:
        register.execute("BEGIN IMMEDIATE")
        register.execute("DELETE FROM relations")
        register.execute("COMMIT")
        for end in ("", "-wal"):  # as a killed program leaves them
            copy2(f"{source}{end}", f"{path}{end}")
    remount(small_disk, "ro")
    try:
        with reading(path) as register:
            assert register.execute("SELECT count(*) FROM relations").fetchone() == (0,)
    except RegisterError as error:
        assert error.code == "E-READ-ONLY"  # noqa: PT017 - either is right: the newest state, or a refusal that says why
