"""Versions of the register's shape."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from attache.errors import RegisterError
from attache.queries.events import accounts, events
from attache.register import migrations
from attache.register.connection import reading, writing
from attache.register.database import Location
from attache.register.postgres.address import ServerAddress
from attache.register.rows import digest
from attache.register.store import open_register
from attache.register.verify import verify
from tests.behind import behind
from tests.samples import TALKS, fill

FIRST = Path(__file__).parent / "fixtures" / "version-1.db"
SECOND, THIRD, FOURTH = (FIRST.with_name(f"version-{number}.db") for number in (2, 3, 4))
COUNTED = {"ties", "months", "outlets"}
CLAIMS = "claim_id, position, type, mode, status, date, quote, quote_start, quote_end, trigger, confidence, why"


def version_of(path: Location) -> int:
    if isinstance(path, ServerAddress):
        from attache.register.postgres import connection, opening

        with closing(connection.ServerConnection(path)) as server:
            return opening.version_of(server)
    with sqlite3.connect(path) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


def test_new_register_has_the_newest_version(register_path: Path) -> None:
    fill(register_path, TALKS)
    assert version_of(register_path) == migrations.NEWEST


def test_older_register_is_brought_up_to_date_by_the_next_write(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(register_path, TALKS)
    add_a_step(monkeypatch, "CREATE TABLE notes (words TEXT) STRICT")
    with pytest.raises(RegisterError, match="E-DB-OLDER"), reading(register_path):
        pass
    with writing(register_path) as register:
        assert register.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert register.execute("SELECT count(*) FROM claims").fetchone() == (2,)
    assert version_of(register_path) == migrations.NEWEST


def test_step_that_fails_leaves_the_old_version_whole(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(register_path, TALKS)
    old = version_of(register_path)
    add_a_step(monkeypatch, "CREATE TABLE notes (words TEXT) STRICT", "INSERT INTO none VALUES (1)")
    with pytest.raises(RegisterError), writing(register_path):
        pass
    with behind(register_path) as plain, pytest.raises((sqlite3.Error, RegisterError), match="notes"):
        plain.execute("SELECT count(*) FROM notes")
    assert version_of(register_path) == old


def add_a_step(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    from attache.register import connection

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, statements))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.MIGRATIONS))
    monkeypatch.setattr(connection, "NEWEST", len(migrations.MIGRATIONS))


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A register that version 1 made of two of the example pages."""
    return copyfile(FIRST, tmp_path / "attache.db")


def evidence(path: Path, claims: str) -> dict[str, list[tuple[object, ...]]]:
    """What a register of any version bears witness of."""
    with closing(sqlite3.connect(path)) as plain:
        return {
            "pages": plain.execute("SELECT page_id, name, origin, taken_at, content, status, sha256 FROM pages ORDER BY 1").fetchall(),
            "texts": plain.execute("SELECT sha256, text FROM texts ORDER BY 1").fetchall(),
            "readings": plain.execute("SELECT page_id, json, sha256 FROM readings ORDER BY 1").fetchall(),
            "claims": plain.execute(f"SELECT {claims} FROM claims ORDER BY 1").fetchall(),  # noqa: S608 - our names
        }


def test_register_of_version_1_is_carried_over_whole(first_version: Path) -> None:
    before = evidence(first_version, CLAIMS)
    assert len(before["claims"]) == 16
    with pytest.raises(RegisterError, match="E-DB-OLDER"), reading(first_version):
        pass
    fill(first_version, TALKS)
    after = evidence(first_version, CLAIMS)
    kept = {table: [row for row in after[table] if row in rows] for table, rows in before.items()}
    assert kept == before
    assert {table: len(rows) for table, rows in after.items()} == {"pages": 3, "texts": 3, "readings": 3, "claims": 18}
    assert list(verify(first_version)) == []
    with reading(first_version) as register:
        assert {told for event in events(register) for told in (account.id for account in accounts(register, event))} == {
            row[0] for row in after["claims"]
        }


def counts(path: Path) -> dict[str, int]:
    """Rows of every table."""
    with closing(sqlite3.connect(path)) as plain:
        tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: plain.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608 - our names


def test_register_of_version_2_keeps_every_row(tmp_path: Path) -> None:
    path = copyfile(SECOND, tmp_path / "attache.db")
    before = counts(path)
    evident = evidence(path, CLAIMS)
    with pytest.raises(RegisterError, match="E-DB-OLDER"), reading(path):
        pass
    with writing(path):
        pass
    after = counts(path)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"source_items", "sources", *COUNTED}
    assert evidence(path, CLAIMS) == evident
    assert list(verify(path)) == []


def test_register_of_version_3_keeps_every_row_and_seals_what_is_packed(tmp_path: Path) -> None:
    path = copyfile(THIRD, tmp_path / "attache.db")
    before, evident = counts(path), evidence(path, CLAIMS)
    with writing(path) as register:
        packed = register.execute("SELECT content, packed_sha256 FROM pages").fetchall()
    after = counts(path)
    assert ({name: after[name] for name in before}, evidence(path, CLAIMS)) == (before, evident)
    assert packed
    assert all(digest(content) == sha256 for content, sha256 in packed)
    assert list(verify(path)) == []


def test_register_of_version_4_keeps_every_row_and_counts_what_there_is(tmp_path: Path) -> None:
    path = copyfile(FOURTH, tmp_path / "attache.db")
    before, evident = counts(path), evidence(path, CLAIMS)
    with pytest.raises(RegisterError, match="E-DB-OLDER"), reading(path):
        pass
    with writing(path) as register:
        outlets = register.execute("SELECT * FROM outlets ORDER BY 1").fetchall()
        ties = register.execute("SELECT * FROM ties WHERE one = 'ITA' ORDER BY 2").fetchall()
        months = register.execute("SELECT * FROM months ORDER BY 1").fetchall()
    after = counts(path)
    assert ({name: after[name] for name in before}, evidence(path, CLAIMS)) == (before, evident)
    assert outlets == [("", 1, 0), ("=The Harbour Courier", 1, 0), ("=The Pier Post", 1, 0), ("=The Quay Post", 2, 1)]
    assert ties == [("ITA", "", 0, 2, 2000), ("ITA", "GHA", 0, 1, 1000), ("ITA", "KEN", 0, 1, 1000)]
    assert months == [("2020", "ACCUSE", 1), ("2021-01", "CONSULT", 1), ("2021-03", "CONSULT", 1), ("~", "ACCUSE", 2)]
    assert list(verify(path)) == []


def test_reading_of_a_form_no_longer_known_waits_to_be_read_again(first_version: Path) -> None:
    with closing(sqlite3.connect(first_version)) as plain, plain:
        plain.execute("UPDATE readings SET json = '{}' WHERE page_id LIKE '76ff%'")
    with open_register(first_version) as register:
        assert [page.name for page in register.unread("2/embedded")] == ["garissa-ambush"]
        assert list(verify(first_version)) == []
