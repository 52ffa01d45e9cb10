"""Opening a register: what is refused, what reading may not do."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from attache.errors import RegisterError
from attache.register.connection import reading, settle, writing
from tests.samples import TALKS, VISIT, fill


def refused(path: Path, way: object = reading) -> RegisterError:
    with pytest.raises(RegisterError) as caught, (reading if way is reading else writing)(path):
        pass
    return caught.value


def test_reading_where_there_is_no_register(register_path: Path) -> None:
    assert refused(register_path).code == "E-NOT-FOUND"
    if isinstance(register_path, Path):
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


@pytest.mark.of_files
def test_reading_is_careful(register_path: Path) -> None:
    fill(register_path, TALKS)
    with reading(register_path) as register:
        settings = {name: register.execute(f"PRAGMA {name}").fetchone() for name in ("query_only", "trusted_schema", "cell_size_check")}
    assert settings == {"query_only": (1,), "trusted_schema": (0,), "cell_size_check": (1,)}


def test_path_with_odd_characters_opens(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20 é.db"
    fill(path, TALKS)
    with reading(path) as register:
        assert register.execute("SELECT count(*) FROM pages").fetchone() == (1,)


def test_reader_sees_the_last_whole_state_while_somebody_writes(register_path: Path) -> None:
    fill(register_path, TALKS)
    with writing(register_path) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM holdings")
        with reading(register_path) as reader:
            assert reader.execute("SELECT count(*) FROM holdings").fetchone() == (1,)
        writer.execute("ROLLBACK")


@pytest.mark.of_files
def test_file_of_another_program_is_left_alone(register_path: Path) -> None:
    with sqlite3.connect(register_path) as other:
        other.execute("CREATE TABLE things (name)")
    before = register_path.read_bytes()
    assert refused(register_path, writing).code == "E-DB-FOREIGN"
    assert refused(register_path).code == "E-DB-FOREIGN"
    assert register_path.read_bytes() == before


def test_second_page_does_not_disturb_an_open_reader(register_path: Path) -> None:
    fill(register_path, TALKS)
    with reading(register_path) as register:
        fill(register_path, TALKS, VISIT)
        assert register.execute("SELECT count(*) FROM pages").fetchone() == (2,)


def left_behind(path: Path, copy: Path) -> Path:
    """A register as a writer leaves it that is killed: the last page is in the log alone."""
    fill(path, TALKS)
    with writing(path) as register:
        register.execute("INSERT INTO refusals VALUES ('x', NULL, 'x.txt', 'E-BINARY', 'not text')")
        copyfile(path, copy)
        copyfile(f"{path}-wal", f"{copy}-wal")
    return copy


@pytest.mark.of_files
def test_what_a_killed_writer_left_in_the_log_is_written_back(register_path: Path, tmp_path: Path) -> None:
    copy = left_behind(register_path, tmp_path / "copy.db")
    settle(copy)
    assert not Path(f"{copy}-wal").exists()
    with closing(sqlite3.connect(copy)) as plain:
        assert plain.execute("SELECT count(*) FROM refusals").fetchone() == (1,)


@pytest.mark.of_files
def test_a_log_in_use_or_of_no_register_is_left_in_peace(register_path: Path, tmp_path: Path) -> None:
    copy = left_behind(register_path, tmp_path / "copy.db")
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        settle(copy)
        other.execute("DELETE FROM refusals")
        other.execute("COMMIT")
    with reading(copy) as register:
        assert register.execute("SELECT count(*) FROM refusals").fetchone() == (0,)
    broken = tmp_path / "broken.db"
    for path in (broken, tmp_path / "broken.db-wal"):
        path.write_text("no register")
    settle(broken)
    assert broken.read_text() == "no register"
    settle(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
