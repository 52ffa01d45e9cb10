"""The register as it was."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.queries.moments import NOW, moment, revision_before
from attache.register.connection import reading
from attache.register.database import Connection
from attache.register.store import open_register


@pytest.fixture
def register(register_path: Path) -> Iterator[Connection]:
    """Revisions 1 to 3, made on two days."""
    with open_register(register_path) as kept:
        days = ("2024-05-01T09:00:00+00:00", "2024-05-01T21:30:00+00:00", "2024-05-03T00:00:00+00:00")
        kept.connection.executemany("INSERT INTO revisions VALUES (?, ?, '')", enumerate(days, 1))
        kept.connection.execute("UPDATE meta SET value = 3 WHERE key = 'revision'")
    with reading(register_path) as connection:
        yield connection


@pytest.mark.parametrize(("asked", "held", "before"), [
    ("0", 0, 0), ("2", 2, 2), ("2024-04-30", 0, 0), ("2024-05-01", 2, 0), ("2024-05-02", 2, 2), ("2024-05-03", 3, 2), ("2031-01-01", 3, 3),
    ("2024-05-01 09:00", 1, 0), ("2024-05-01T21:29:59Z", 1, 1), ("2024-05-01T23:30:00+02:00", 2, 1),
])
def test_numbers_days_and_times(register: Connection, asked: str, held: int, before: int) -> None:
    assert moment(register, asked).revision == held
    assert revision_before(register, asked) == before


def test_nothing_asked_is_now(register: Connection) -> None:
    assert moment(register, None) == NOW


@pytest.mark.parametrize("asked", ["4", "", "yesterday", "2024-13-01", "2024-05", "-1", "1 OR 1=1", "9" * 30, "2024-05-01T99:99"])
def test_what_is_no_revision(register: Connection, asked: str) -> None:
    for ask in (moment, revision_before):
        with pytest.raises(InputError, match="E-NO-REVISION"):
            ask(register, asked)
