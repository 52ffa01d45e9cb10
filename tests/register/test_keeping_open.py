"""A register that is asked again and again: what is kept open, and when it is not."""
from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from shutil import copyfile

import pytest

from attache.errors import InputError, RegisterError
from attache.register import keeping_open
from attache.register.connection import stop_after
from attache.register.database import Location
from attache.register.keeping_open import reading_again
from tests.samples import TALKS, VISIT, fill


def pages(path: Location) -> int:
    with reading_again(path) as register:
        return int(register.execute("SELECT count(*) FROM pages").fetchone()[0])


def connection(path: Path) -> object:
    with reading_again(path) as register:
        return register


@pytest.mark.of_files
def test_it_is_kept_open_also_for_other_threads_and_after_a_wrong_question(register_path: Path) -> None:
    fill(register_path, TALKS)
    first = connection(register_path)
    with pytest.raises(InputError), reading_again(register_path) as register:
        raise InputError("E-PARAMETER", "x", "wrong")
    assert register is first
    others: list[object] = []
    asker = threading.Thread(target=lambda: others.append(connection(register_path)))
    asker.start()
    asker.join()
    assert others == [first]


@pytest.mark.of_files
def test_two_who_ask_at_once_have_one_each_and_no_more_are_kept_than_may_be(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_open, "MOST_KEPT_OPEN", 1)
    fill(register_path, TALKS)
    with reading_again(register_path) as one, reading_again(register_path) as other:
        assert one is not other
    assert connection(register_path) is one  # the last that was given back
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        other.execute("SELECT 1")


def test_every_question_sees_what_was_written_before_it(register_path: Location) -> None:
    fill(register_path, TALKS)
    with reading_again(register_path) as register:
        register.execute("BEGIN")
        assert pages(register_path) == 1
    fill(register_path, VISIT)
    assert pages(register_path) == 2


@pytest.mark.of_files
def test_another_file_in_its_place_is_another_register(register_path: Path, tmp_path: Path) -> None:
    fill(register_path, TALKS)
    assert pages(register_path) == 1
    fill(tmp_path / "other.db", TALKS, VISIT)
    (tmp_path / "other.db").replace(register_path)
    assert pages(register_path) == 2
    register_path.unlink()
    with pytest.raises(RegisterError, match="E-NOT-FOUND"):
        pages(register_path)
    fill(register_path, VISIT)
    assert pages(register_path) == 1


@pytest.mark.of_files
def test_a_register_that_a_newer_program_took_over_is_refused(register_path: Path) -> None:
    fill(register_path, TALKS)
    assert pages(register_path) == 1
    with sqlite3.connect(register_path) as plain:
        plain.execute("PRAGMA user_version = 99")
    with pytest.raises(RegisterError, match="E-DB-NEWER"):
        pages(register_path)


@pytest.mark.of_files
def test_a_limit_of_time_is_not_handed_on(register_path: Path) -> None:
    fill(register_path, TALKS)
    with reading_again(register_path) as register:
        stop_after(register, 0.0)
    with reading_again(register_path) as again:
        count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
        assert again.execute(count).fetchone() == (300_000,)
    assert again is register


@pytest.mark.of_files
def test_writers_leave_no_log_while_it_is_kept_open(register_path: Path, tmp_path: Path) -> None:
    fill(register_path, TALKS)
    assert pages(register_path) == 1
    fill(register_path, VISIT)
    copy = copyfile(register_path, tmp_path / "copy.db")
    with sqlite3.connect(copy) as plain:
        assert plain.execute("SELECT count(*) FROM pages").fetchone() == (2,)
