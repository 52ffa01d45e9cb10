"""Is everything in the register still what was put there? Recomputes every hash and derives every row again.

In: the path of a register. Out: one `Damage` for each row that does not hold. SQLite's own integrity check finds broken structure but not
changed content, so each page, text, reading and quote is compared with its SHA-256, each quote with the text at its offsets, and each
claim, party, role and relation with the reading it was derived from. Nothing is written.
"""
from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from attache.model import Page, Reading
from attache.register.connection import reading
from attache.register.migrations import build
from attache.register.rows import COLUMNS, Cell, digest, page_seal, refusal_id, rows_of
from attache.settings import LARGEST_PAGE_BYTES

Stored = tuple[bytes | int | float | None, ...]


class Damage(msgspec.Struct, frozen=True):
    """A row that does not hold: its table, its key ("" for the file as a whole), and what is wrong."""

    table: str
    key: str
    problem: str


def verify(path: Path) -> Iterator[Damage]:
    """All damage in the register, table by table; nothing when it is sound. Raises RegisterError when it cannot be opened at all."""
    with reading(path) as connection:
        connection.text_factory = bytes  # damaged text need not be UTF-8
        for table, check in _CHECKS:
            try:
                yield from check(connection)
            except (sqlite3.DatabaseError, OverflowError) as error:
                yield Damage(table, "", f"cannot be read to its end: {error}")


def _structure(connection: sqlite3.Connection) -> Iterator[Damage]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != b"ok":
            yield Damage("register", "", _shown(line))
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Damage(_shown(table), "", f"refers to a row of {_shown(parent)} that is not there")

    with closing(sqlite3.connect(":memory:")) as sound:
        sound.text_factory = bytes
        build(sound)
        if _schema(connection) != _schema(sound):
            yield Damage("register", "", "its tables are not as they were made")


def _schema(connection: sqlite3.Connection) -> list[Stored]:
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def _counts(connection: sqlite3.Connection) -> Iterator[Damage]:
    counted = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    present = connection.execute("SELECT count(*) FROM pages NOT INDEXED").fetchone()[0]
    if counted.get(b"pages") != present:
        yield Damage("pages", "", f"{present} there, {counted.get(b'pages')} kept")
    for (page_id,) in connection.execute(
        "SELECT page_id FROM pages WHERE status = 'read' AND (page_id NOT IN (SELECT page_id FROM texts) "
        "OR page_id NOT IN (SELECT page_id FROM readings))"
    ):
        yield Damage("pages", _shown(page_id), "read, but its text or its reading is gone")


def _pages(connection: sqlite3.Connection) -> Iterator[Damage]:
    rows = connection.execute("SELECT page_id, name, origin, media_type, charset, taken_at, content, sha256 FROM pages NOT INDEXED")
    for page_id, name, origin, media_type, charset, taken_at, content, seal in rows:
        page = Page(_shown(page_id), _shown(name), _shown(origin), b"", _optional(media_type), _optional(charset))
        if _content_digest(content) != page.page_id:
            yield Damage("pages", page.page_id, "the page as received is not what was kept")
        if page_seal(page, _shown(taken_at)).encode() != seal:
            yield Damage("pages", page.page_id, "name, origin or date of the page is not what was kept")


def _texts(connection: sqlite3.Connection) -> Iterator[Damage]:
    for page_id, text, sha256 in connection.execute("SELECT page_id, text, sha256 FROM texts NOT INDEXED"):
        if digest(text).encode() != sha256:
            yield Damage("texts", _shown(page_id), "the text is not what was kept")


def _quotes(connection: sqlite3.Connection) -> Iterator[Damage]:
    for page_id, text in connection.execute("SELECT page_id, text FROM texts NOT INDEXED"):
        decoded = _shown(text)
        for table in ("claims", "roles", "relations"):
            rows = connection.execute(
                f"SELECT position, quote, quote_start, quote_end, quote_sha256 FROM {table} WHERE page_id = ?",  # noqa: S608 - our names
                (_shown(page_id),),
            )
            for position, quote, start, end, sha256 in rows:
                if digest(quote).encode() != sha256:
                    yield Damage(table, f"{_shown(page_id)}/{position}", "the quote is not what was kept")
                if decoded[start:end].encode() != quote:
                    yield Damage(table, f"{_shown(page_id)}/{position}", "the quote is not in the text at its place")


def _readings(connection: sqlite3.Connection) -> Iterator[Damage]:
    for page_id, written, sha256 in connection.execute("SELECT page_id, json, sha256 FROM readings NOT INDEXED"):
        if digest(written).encode() != sha256:
            yield Damage("readings", _shown(page_id), "the reading is not what was kept")
            continue
        try:
            expected = rows_of(msgspec.json.decode(written, type=Reading))
        except msgspec.ValidationError:
            yield Damage("readings", _shown(page_id), "in the form of another version; add the page again")
            continue
        for table, rows in expected.items():
            if _stored(connection, table, page_id) != sorted(map(_as_stored, rows), key=repr):
                yield Damage(table, _shown(page_id), "rows differ from the reading they were taken from")


def _refusals(connection: sqlite3.Connection) -> Iterator[Damage]:
    for key, page_id, *rest in connection.execute("SELECT refusal_id, page_id, origin, code, message FROM refusals NOT INDEXED"):
        if refusal_id(_optional(page_id), *map(_shown, rest)).encode() != key:
            yield Damage("refusals", _shown(key), "not what was kept")


def _stored(connection: sqlite3.Connection, table: str, page_id: bytes) -> list[Stored]:
    statement = f"SELECT {', '.join(COLUMNS[table])} FROM {table} WHERE page_id = ?"  # noqa: S608 - names are our constants
    return sorted(connection.execute(statement, (_shown(page_id),)).fetchall(), key=repr)


def _as_stored(row: tuple[Cell, ...]) -> Stored:
    return tuple(cell.encode() if isinstance(cell, str) else cell for cell in row)


def _content_digest(content: bytes) -> str:
    try:
        return digest(zlib.decompressobj().decompress(content, LARGEST_PAGE_BYTES + 1))
    except zlib.error:
        return ""


def _shown(cell: bytes) -> str:
    return cell.decode("utf-8", "backslashreplace")


def _optional(cell: bytes | None) -> str | None:
    return None if cell is None else _shown(cell)


_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Damage]]], ...] = (
    ("register", _structure), ("pages", _counts), ("pages", _pages), ("texts", _texts), ("quotes", _quotes), ("readings", _readings),
    ("refusals", _refusals),
)
