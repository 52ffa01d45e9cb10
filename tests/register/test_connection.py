"""Opening a register: what is refused, what reading may not do, what happens where nothing may be written."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shutil import copy2

import pytest

from attache.errors import RegisterError
from attache.register import connection as connecting
from attache.register.connection import reading, writing
from tests.mounts import mounted_tmpfs, remount
from tests.samples import TALKS, VISIT, fill


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted_tmpfs(tmp_path / "disk", "2m") as disk:
        yield disk


def refused(path: Path, way: object = reading) -> RegisterError:
    with pytest.raises(RegisterError) as caught, (reading if way is reading else writing)(path):
        pass
    return caught.value


def test_reading_where_there_is_no_register(register_path: Path) -> None:
    assert refused(register_path).code == "E-NOT-FOUND"
    register_path.touch()
    assert refused(register_path).code == "E-NOT-FOUND"
    assert register_path.stat().st_size == 0


def test_writing_makes_the_register_but_not_its_folder(tmp_path: Path) -> None:
    with writing(tmp_path / "new.db"):
        pass
    assert (tmp_path / "new.db").exists()
    assert refused(tmp_path / "none" / "new.db", writing).code == "E-NOT-FOUND"
    assert refused(tmp_path, writing).code == "E-DB-FOREIGN"


def test_reading_cannot_write(register_path: Path) -> None:
    fill(register_path, TALKS)
    with pytest.raises(RegisterError, match="E-READ-ONLY"), reading(register_path) as register:
        register.execute("DELETE FROM claims")
    with reading(register_path) as register:
        assert register.execute("SELECT count(*) FROM claims").fetchone() == (2,)
        settings = {name: register.execute(f"PRAGMA {name}").fetchone() for name in ("query_only", "trusted_schema", "cell_size_check")}
    assert settings == {"query_only": (1,), "trusted_schema": (0,), "cell_size_check": (1,)}


def test_path_with_odd_characters_opens(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20 é.db"
    fill(path, TALKS)
    with reading(path) as register:
        assert register.execute("SELECT count(*) FROM pages").fetchone() == (1,)


def test_waiting_writer_gives_up_with_a_code(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(register_path, TALKS)
    monkeypatch.setattr(connecting, "REGISTER_WAIT_SECONDS", 0.05)
    with writing(register_path) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="E-DB-BUSY"), writing(register_path) as other:
            other.execute("BEGIN IMMEDIATE")
        holder.execute("ROLLBACK")


def test_reader_sees_the_last_whole_state_while_somebody_writes(register_path: Path) -> None:
    fill(register_path, TALKS)
    with writing(register_path) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM holdings")
        with reading(register_path) as reader:
            assert reader.execute("SELECT count(*) FROM holdings").fetchone() == (1,)
        writer.execute("ROLLBACK")


def test_register_in_a_folder_that_may_not_be_written_can_be_read(small_disk: Path) -> None:
    path = small_disk / "attache.db"
    fill(path, TALKS)
    remount(small_disk, "ro")
    with reading(path) as register:
        assert register.execute("SELECT count(*) FROM claims").fetchone() == (2,)
    assert refused(path, writing).code == "E-READ-ONLY"


def test_log_left_in_a_folder_that_may_not_be_written_is_never_passed_over(small_disk: Path, tmp_path: Path) -> None:
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


def test_file_of_another_program_is_left_alone(register_path: Path) -> None:
    with sqlite3.connect(register_path) as other:
        other.execute("CREATE TABLE things (name)")
    before = register_path.read_bytes()
    assert refused(register_path, writing).code == "E-DB-FOREIGN"
    assert refused(register_path).code == "E-DB-FOREIGN"
    assert register_path.read_bytes() == before


def test_file_that_is_no_database_is_left_alone(register_path: Path) -> None:
    register_path.write_text("Dear diary, " * 1000)
    before = register_path.read_bytes()
    assert refused(register_path, writing).code == "E-DB-CORRUPT"
    assert refused(register_path).code == "E-DB-CORRUPT"
    assert register_path.read_bytes() == before


def test_second_page_does_not_disturb_an_open_reader(register_path: Path) -> None:
    fill(register_path, TALKS)
    with reading(register_path) as register:
        fill(register_path, TALKS, VISIT)
        assert register.execute("SELECT count(*) FROM pages").fetchone() == (2,)
