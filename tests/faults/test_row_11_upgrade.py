"""Row 11: an upgrade killed half-way leaves the old shape or the new one, never one between, for every older register there is."""
from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from attache.register import migrations
from attache.register.connection import writing
from attache.register.export import canonical_hash
from attache.register.keeping import derive
from tests.faults.harness import damage

OLDER = sorted((Path(__file__).parents[1] / "register" / "fixtures").glob("version-*.db"))
KILLS = 20


def test_every_released_version_but_the_newest_has_its_register() -> None:
    assert [path.stem for path in OLDER] == [f"version-{number}" for number in range(1, migrations.NEWEST)]


@pytest.mark.parametrize("older", OLDER, ids=lambda path: path.stem)
def test_upgrade_killed_at_any_statement_leaves_the_old_or_the_new_shape(older: Path, tmp_path: Path) -> None:
    whole = copyfile(older, tmp_path / "whole.db")
    statements = migrate_until(whole, last=0)
    before, expected = version_of(older), canonical_hash(whole)
    assert statements > 10
    for last in (*range(1, statements, max(1, statements // KILLS)), statements - 1, statements):
        killed = copyfile(older, tmp_path / f"killed{last}.db")
        in_a_child(lambda killed=killed, last=last: migrate_until(killed, last))  # type: ignore[misc]
        assert version_of(killed) in {before, migrations.NEWEST}
        assert shape(killed) == shape(older if version_of(killed) == before else whole), f"killed at {last} of {statements}"
        with writing(killed):
            pass
        assert canonical_hash(killed) == expected
    assert damage(whole) == []


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


def shape(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return [(name, *plain.execute(f"SELECT count(*) FROM {name}").fetchone()) for name in tables]  # noqa: S608 - our names


def migrate_until(path: Path, last: int) -> int:
    """Brings a register up to date, to be killed without warning at statement `last` (0: never); how many statements there were."""
    done = 0

    def step(_: str) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.set_trace_callback(step)
        migrations.migrate(connection, path, derive)
    return done


def in_a_child(work: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
