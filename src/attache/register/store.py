"""Writing: pages kept as they came, what was read from them, what was refused and why.

Every method is one transaction; what it changed counts as one revision, and nothing changed is no revision. Adding anything twice changes
nothing, because identities are hashes of content. Raises RegisterError.
"""
from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from attache.errors import InputError
from attache.model import Page, Reading
from attache.register.connection import transaction, writing
from attache.register.rows import COLUMNS, Row, digest, page_seal, refusal_id, rows_of

PageStatus = Literal["taken", "read", "refused"]


class Standing(Struct, frozen=True):
    """How far a page has come, and the version of the reader that read it."""

    status: PageStatus
    reader: str | None


class Register:
    """A register open for writing. Get one from `open_register`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection, self.path = connection, path

    def standing(self, page_id: str) -> Standing | None:
        """How far the page has come; None when it was never taken."""
        found = self.connection.execute(
            "SELECT p.status, r.reader FROM pages p LEFT JOIN readings r USING (page_id) WHERE page_id = ?", (page_id,)
        ).fetchone()
        return Standing(*found) if found else None

    def take(self, page: Page) -> None:
        """Keeps the page as it came, before anyone reads it. The first name and origin a content came under stay."""
        taken_at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._changing():
            new = self.connection.execute(
                "INSERT OR IGNORE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, 'taken', ?)",
                (page.page_id, page.name, page.origin, page.media_type, page.charset, taken_at, zlib.compress(page.content),
                 page_seal(page, taken_at)),
            ).rowcount
            if new:
                self.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'pages'")

    def keep(self, page_id: str, text: str, reading: Reading) -> None:
        """Keeps what was read from a taken page, in place of what was read before; `text` is what all offsets count in."""
        rows = rows_of(reading)
        with self._changing():
            if not self._same(page_id, text, rows["readings"][0]):  # asked under the lock: another writer may have read it meanwhile
                self._replace(page_id, text, rows)

    def refuse(self, error: InputError, page: Page | None = None) -> None:
        """Notes that an input, or a page already taken, could not be read. A page that was read before keeps its reading."""
        page_id = page.page_id if page else None
        key = refusal_id(page_id, error.subject, error.code, error.message)
        with self._changing():
            self.connection.execute(
                "INSERT OR IGNORE INTO refusals VALUES (?, ?, ?, ?, ?)", (key, page_id, error.subject, error.code, error.message)
            )
            self.connection.execute("UPDATE pages SET status = 'refused' WHERE page_id = ? AND status = 'taken'", (page_id,))

    def unread(self, reader: str) -> Iterator[Page]:
        """The pages kept here that this version of the reader has not read, in the order they were taken, one in memory at a time."""
        waiting = self.connection.execute(
            "SELECT page_id FROM pages LEFT JOIN readings r USING (page_id) WHERE r.reader IS NOT ? ORDER BY pages.rowid", (reader,)
        ).fetchall()
        for (page_id,) in waiting:
            found = self.connection.execute(
                "SELECT page_id, name, origin, content, media_type, charset FROM pages WHERE page_id = ?", (page_id,)
            ).fetchone()
            yield Page(found[0], found[1], found[2], zlib.decompress(found[3]), found[4], found[5])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with transaction(self.connection, self.path):
            before = self.connection.total_changes
            yield
            if self.connection.total_changes > before:
                self.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")

    def _same(self, page_id: str, text: str, reading_row: Row) -> bool:
        found = self.connection.execute(
            "SELECT t.sha256, r.sha256 FROM texts t JOIN readings r USING (page_id) WHERE page_id = ?", (page_id,)
        ).fetchone()
        return bool(found == (digest(text), reading_row[-1]))

    def _replace(self, page_id: str, text: str, rows: dict[str, tuple[Row, ...]]) -> None:
        for statement in (
            "DELETE FROM texts WHERE page_id = ?",
            "DELETE FROM readings WHERE page_id = ?",  # and with it claims, parties, roles, relations
            "DELETE FROM refusals WHERE page_id = ?",
            "UPDATE pages SET status = 'read' WHERE page_id = ?",
        ):
            self.connection.execute(statement, (page_id,))
        self.connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (page_id, text, digest(text)))
        for table, lines in rows.items():
            self.connection.executemany(_insertion(table), lines)


@contextmanager
def open_register(path: Path) -> Iterator[Register]:
    """The register at `path`, made when there is none, for the length of a `with` block."""
    with writing(path) as connection:
        yield Register(connection, path)


def _insertion(table: str) -> str:
    columns = COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names are our constants
