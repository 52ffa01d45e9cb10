"""Is everything in the register still what was put there? Recomputes every hash and derives every row again.

In: the path of a register. Out: one `Damage` for each row that does not hold. SQLite's own integrity check finds broken structure but not
changed content, so each page, text, reading and quote is compared with its SHA-256, each quote with the text at its offsets, and each
claim, party, role and relation with the reading it was derived from; decisions are followed along their chain of seals. Where all of that
is sound, stories, members, events, their parties and dyads are compared with what follows from it. Nothing is written.
"""
from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing

import msgspec

from attache.model import Page, Reading
from attache.register.connection import reading
from attache.register.database import Connection, Location
from attache.register.decisions import SEALED
from attache.register.derived import unfounded
from attache.register.migrations import STILL, build
from attache.register.rows import (
    COLUMNS,
    Cell,
    Row,
    claim_ids,
    claim_row,
    decision_seal,
    digest,
    page_seal,
    party_rows,
    reading_row,
    refusal_id,
    relation_row,
    role_row,
)
from attache.settings import LARGEST_PAGE_BYTES

Stored = tuple[bytes | int | float | None, ...]
_DERIVED = "events"  # looked at only where the evidence is sound: nothing sound follows from what is not


class Damage(msgspec.Struct, frozen=True):
    """A row that does not hold: its table, its key ("" for the file as a whole), and what is wrong."""

    table: str
    key: str
    problem: str


def verify(location: Location) -> Iterator[Damage]:
    """All damage in the register, table by table; nothing when it is sound. Raises RegisterError when it cannot be opened at all."""
    with reading(location) as connection:
        connection.execute("BEGIN")  # one moment, whoever writes meanwhile
        sound = True
        for table, check in _CHECKS:
            if table == _DERIVED and not sound:
                return
            connection.text_factory = str if table == _DERIVED else bytes  # damaged text need not be UTF-8
            for damage in _tried(connection, table, check):
                sound = False
                yield damage


def _tried(connection: Connection, table: str, check: Callable[[Connection], Iterator[Damage]]) -> Iterator[Damage]:
    try:
        yield from check(connection)
    except (sqlite3.DatabaseError, OverflowError) as error:
        yield Damage(table, "", f"cannot be read to its end: {error}")


def _structure(connection: Connection) -> Iterator[Damage]:
    if isinstance(connection, sqlite3.Connection):
        yield from _file_structure(connection)
    else:
        from attache.register.postgres.structure import missing, orphans  # what it needs is an extra

        yield from (Damage("register", "", f"{what} not as it was made") for what in missing(connection))
        yield from (Damage(table, "", f"refers to a row of {parent} that is not there") for table, parent in orphans(connection))


def _file_structure(connection: sqlite3.Connection) -> Iterator[Damage]:
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


def _counts(connection: Connection) -> Iterator[Damage]:
    counted = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    present = connection.execute("SELECT count(*) FROM pages NOT INDEXED").fetchone()[0]
    if counted.get(b"pages") != present:
        yield Damage("pages", "", f"{present} there, {counted.get(b'pages')} kept")
    for (page_id,) in connection.execute(
        """SELECT page_id FROM pages WHERE status = 'read' AND page_id NOT IN
            (SELECT r.page_id FROM readings r JOIN texts t ON t.sha256 = r.text_sha256 WHERE r.until = ?)""", (STILL,)
    ):
        yield Damage("pages", _shown(page_id), "read, but its text or its reading is gone")


def _pages(connection: Connection) -> Iterator[Damage]:
    rows = connection.execute(
        "SELECT page_id, name, origin, media_type, charset, published, taken_at, content, packed_sha256, sha256 FROM pages NOT INDEXED"
    )
    for page_id, name, origin, *facts, taken_at, content, packed, seal in rows:
        page = Page(_shown(page_id), _shown(name), _shown(origin), b"", *map(_optional, facts))
        if _content_digest(content) != page.page_id or digest(content).encode() != packed:
            yield Damage("pages", page.page_id, "the page as received is not what was kept")
        if page_seal(page, _shown(taken_at)).encode() != seal:
            yield Damage("pages", page.page_id, "name, origin or date of the page is not what was kept")


def _texts(connection: Connection) -> Iterator[Damage]:
    for text, sha256 in connection.execute("SELECT text, sha256 FROM texts NOT INDEXED"):
        if digest(text).encode() != sha256:
            yield Damage("texts", _shown(sha256), "the text is not what was kept")


def _quotes(connection: Connection) -> Iterator[Damage]:
    readings = connection.execute("SELECT r.reading_no, t.text FROM readings r NOT INDEXED JOIN texts t ON t.sha256 = r.text_sha256")
    for reading_no, text in readings:
        decoded = _shown(text)
        for table in ("claims", "roles", "relations"):
            rows = connection.execute(
                f"SELECT position, quote, quote_start, quote_end, quote_sha256 FROM {table} WHERE reading_no = ?",  # noqa: S608 - our names
                (reading_no,),
            )
            for position, quote, start, end, sha256 in rows:
                if digest(quote).encode() != sha256:
                    yield Damage(table, f"{reading_no}/{position}", "the quote is not what was kept")
                if decoded[start:end].encode() != quote:
                    yield Damage(table, f"{reading_no}/{position}", "the quote is not in the text at its place")


def _readings(connection: Connection) -> Iterator[Damage]:
    statement = f"SELECT reading_no, {', '.join(COLUMNS['readings'])} FROM readings NOT INDEXED"  # noqa: S608 - our names
    for number, *row in connection.execute(statement):
        written, sha256 = row[-2:]
        if digest(written).encode() != sha256:
            yield Damage("readings", str(number), "the reading is not what was kept")
            continue
        try:
            reading = msgspec.json.decode(written, type=Reading)
        except msgspec.ValidationError:
            yield Damage("readings", str(number), "in the form of another version; add the page again")
            continue
        if tuple(row) != _as_stored(reading_row(reading)):
            yield Damage("readings", str(number), "its columns differ from the reading")
        for table, expected in _derived(reading).items():
            if _stored(connection, table, number) != sorted(map(_as_stored, expected), key=repr):
                yield Damage(table, str(number), "rows differ from the reading they were taken from")


def _derived(reading: Reading) -> dict[str, list[Row]]:
    """The rows that follow from a reading, parties under the identity of their claim."""
    ids = claim_ids(reading)
    return {
        "claims": [claim_row(ids[place], place, claim) for place, claim in enumerate(reading.events)],
        "parties": [
            (ids[place], *row) for place, claim in enumerate(reading.events) for row in party_rows(claim.actors, claim.recipients)
        ],
        "roles": [role_row(place, role) for place, role in enumerate(reading.roles)],
        "relations": [relation_row(place, relation) for place, relation in enumerate(reading.relations)],
    }


def _refusals(connection: Connection) -> Iterator[Damage]:
    for key, page_id, *rest in connection.execute("SELECT refusal_id, page_id, origin, code, message FROM refusals NOT INDEXED"):
        if refusal_id(_optional(page_id), *map(_shown, rest)).encode() != key:
            yield Damage("refusals", _shown(key), "not what was kept")


def _decisions(connection: Connection) -> Iterator[Damage]:
    """Each decision is sealed with the seal of the one before it, so none can be changed, taken out or put between."""
    previous = ""
    statement = f"SELECT {', '.join(SEALED)}, seal FROM decisions NOT INDEXED ORDER BY decision_id"  # noqa: S608 - our names
    for number, (*row, seal) in enumerate(connection.execute(statement), 1):
        cells = tuple(_shown(cell) if isinstance(cell, bytes) else cell for cell in row)
        if cells[0] != number or decision_seal(previous, cells).encode() != seal:
            yield Damage("decisions", str(cells[0]), "not what was decided, or one before it is gone")
        previous = _shown(seal)


def _revisions(connection: Connection) -> Iterator[Damage]:
    """Revisions are counted without a gap up to the newest, and each decision made one that says so."""
    first, last, there = connection.execute("SELECT min(revision), max(revision), count(*) FROM revisions").fetchone()
    newest = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    if newest is None or (last or 0) != newest[0] or (there and there != last - first + 1):
        yield Damage("revisions", "", "some are gone or were put in")
    said = connection.execute("SELECT revision FROM revisions WHERE what LIKE 'decision %' ORDER BY revision").fetchall()
    if said != connection.execute("SELECT revision FROM decisions ORDER BY decision_id").fetchall():
        yield Damage("decisions", "", "not those that the revisions tell of")


def _derived_tables(connection: Connection) -> Iterator[Damage]:
    yield from (Damage(*finding) for finding in unfounded(connection))


def _stored(connection: Connection, table: str, reading_no: int) -> list[Stored]:
    columns = ", ".join(f"t.{name}" for name in COLUMNS[table])
    if table == "parties":
        statement = f"SELECT c.claim_id, {columns} FROM claims c JOIN parties t USING (claim_no) WHERE c.reading_no = ?"  # noqa: S608
    else:
        statement = f"SELECT {columns} FROM {table} t WHERE t.reading_no = ?"  # noqa: S608 - names are our constants
    return sorted(connection.execute(statement, (reading_no,)).fetchall(), key=repr)


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


_CHECKS: tuple[tuple[str, Callable[[Connection], Iterator[Damage]]], ...] = (
    ("register", _structure), ("pages", _counts), ("pages", _pages), ("texts", _texts), ("quotes", _quotes), ("readings", _readings),
    ("refusals", _refusals), ("decisions", _decisions), ("revisions", _revisions), (_DERIVED, _derived_tables),
)
