"""`kill -9` at any moment of adding, then adding again: nothing lost, nothing doubled, nothing half."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from attache.errors import RegisterError
from attache.register import store
from attache.register.export import canonical_hash
from attache.register.verify import Damage, verify
from tests.faults.harness import Moment, add_and_die, add_folder, count_steps, make_pages

KILLS = 40
_MEMORY = Path("/dev/shm")  # noqa: S108 - a killed program keeps its page cache: what is tested here needs no disk, and is fast without


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for registers, in memory where there is such a place."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def pages(place: Path) -> Path:
    return make_pages(place / "pages")


def moments(steps: int) -> list[int]:
    return sorted({1 + (steps - 1) * number // (KILLS - 1) for number in range(KILLS)})


@pytest.mark.parametrize("moment", ["statement", "inside"])
def test_killed_and_resumed_is_as_if_never_killed(moment: Moment, pages: Path, place: Path) -> None:
    whole = place / "whole.db"
    steps = count_steps(pages, whole, moment)
    assert steps >= KILLS
    expected = canonical_hash(whole)
    for last in moments(steps):
        register_path = place / f"killed{last}.db"
        assert add_and_die(pages, register_path, moment, last)
        assert list(_damage(register_path)) == []
        add_folder(pages, register_path)
        assert canonical_hash(register_path) == expected, f"killed at step {last} of {steps}"


def test_killed_again_and_again_gets_there(pages: Path, place: Path) -> None:
    whole, register_path = place / "whole.db", place / "killed.db"
    add_folder(pages, whole)
    survived = [last for last in range(5, 400, 5) if not add_and_die(pages, register_path, "statement", last)]
    assert survived
    assert canonical_hash(register_path) == canonical_hash(whole)


def test_the_harness_sees_writes_that_are_not_whole(pages: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without the transaction most kills leave something wrong."""
    whole = place / "whole.db"
    steps = count_steps(pages, whole, "statement")
    monkeypatch.setattr(store, "transaction", _no_transaction)
    wrong = 0
    for last in moments(steps):
        register_path = place / f"killed{last}.db"
        add_and_die(pages, register_path, "statement", last)
        wrong += bool(list(_damage(register_path)))
    assert wrong >= KILLS // 4


def _no_transaction(connection: sqlite3.Connection, path: Path) -> AbstractContextManager[None]:
    return nullcontext()


def _damage(register_path: Path) -> list[Damage]:
    try:
        return list(verify(register_path))
    except RegisterError as error:
        assert error.code == "E-NOT-FOUND"  # noqa: PT017 - killed before there was a register
        return []
