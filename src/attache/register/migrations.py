"""The register's shape, as numbered steps: one list of statements a version, never edited once released.

`migrate` brings an open register to the newest version in one transaction; `check_version` refuses files that are not a register of this
program or an older one.
"""
from __future__ import annotations

import sqlite3
from pathlib import Path

from attache.errors import RegisterError

APPLICATION_ID = 0x41545443  # "ATTC", so that another program's SQLite file is never taken for a register

_FIRST = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT",
    "INSERT INTO meta VALUES ('revision', 0), ('pages', 0)",
    """CREATE TABLE pages (
        page_id TEXT PRIMARY KEY, name TEXT NOT NULL, origin TEXT NOT NULL, media_type TEXT, charset TEXT, taken_at TEXT NOT NULL,
        content BLOB NOT NULL, status TEXT NOT NULL CHECK (status IN ('taken', 'read', 'refused')), sha256 TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE texts (
        page_id TEXT PRIMARY KEY REFERENCES pages ON DELETE CASCADE, text TEXT NOT NULL, sha256 TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE readings (
        page_id TEXT PRIMARY KEY REFERENCES pages ON DELETE CASCADE, reader TEXT NOT NULL, published TEXT, language TEXT NOT NULL,
        title TEXT, publisher TEXT, credit TEXT, json TEXT NOT NULL, sha256 TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE claims (
        claim_id TEXT PRIMARY KEY, page_id TEXT NOT NULL REFERENCES readings ON DELETE CASCADE, position INTEGER NOT NULL,
        type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, date TEXT, date_end TEXT, place TEXT, place_country TEXT, attributed_to TEXT,
        context TEXT NOT NULL, dead INTEGER, injured INTEGER, quote TEXT NOT NULL, quote_start INTEGER NOT NULL,
        quote_end INTEGER NOT NULL, quote_sha256 TEXT NOT NULL, trigger TEXT NOT NULL, cameo TEXT, score REAL NOT NULL,
        confidence REAL NOT NULL, why TEXT NOT NULL, UNIQUE (page_id, position)
    ) STRICT""",
    "CREATE INDEX claims_by_date ON claims (date)",
    """CREATE TABLE parties (
        claim_id TEXT NOT NULL REFERENCES claims ON DELETE CASCADE, page_id TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')), position INTEGER NOT NULL, name TEXT NOT NULL, country TEXT,
        sector TEXT NOT NULL, PRIMARY KEY (claim_id, side, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX parties_by_page ON parties (page_id)",
    "CREATE INDEX parties_by_country ON parties (country)",
    """CREATE TABLE roles (
        page_id TEXT NOT NULL REFERENCES readings ON DELETE CASCADE, position INTEGER NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
        of TEXT, country TEXT, former INTEGER NOT NULL, since TEXT, until TEXT, quote TEXT NOT NULL, quote_start INTEGER NOT NULL,
        quote_end INTEGER NOT NULL, quote_sha256 TEXT NOT NULL, PRIMARY KEY (page_id, position)
    ) STRICT""",
    """CREATE TABLE relations (
        page_id TEXT NOT NULL REFERENCES readings ON DELETE CASCADE, position INTEGER NOT NULL, subject TEXT NOT NULL,
        predicate TEXT NOT NULL, object TEXT NOT NULL, quote TEXT NOT NULL, quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL,
        quote_sha256 TEXT NOT NULL, PRIMARY KEY (page_id, position)
    ) STRICT""",
    """CREATE TABLE refusals (
        refusal_id TEXT PRIMARY KEY, page_id TEXT REFERENCES pages ON DELETE CASCADE, origin TEXT NOT NULL, code TEXT NOT NULL,
        message TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX refusals_by_page ON refusals (page_id)",
    """CREATE TABLE decisions (
        decision_id INTEGER PRIMARY KEY, subject TEXT NOT NULL, verdict TEXT NOT NULL, detail TEXT NOT NULL, decided_by TEXT NOT NULL,
        decided_at TEXT NOT NULL
    ) STRICT""",
    "CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END",
    "CREATE TRIGGER decisions_last BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END",
    """CREATE VIEW events AS
        SELECT c.*, p.name AS page_name, p.origin, r.title, r.publisher, r.credit, r.published, r.language, r.reader
        FROM claims c JOIN readings r USING (page_id) JOIN pages p USING (page_id)""",
)
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
NEWEST = len(MIGRATIONS)

_IDENTITY = ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_master")


def check_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the register, 0 for a file with nothing in it.

    Raises RegisterError E-DB-NEWER for a later program's register, E-DB-FOREIGN for another program's file. Writes nothing.
    """
    connection.execute("SAVEPOINT look")  # three looks at one moment: another program may be making the register just now
    version, owner, tables = (int(connection.execute(question).fetchone()[0]) for question in _IDENTITY)
    connection.execute("RELEASE look")
    if (version, owner, tables) == (0, 0, 0):
        return 0
    if owner != APPLICATION_ID:
        raise RegisterError("E-DB-FOREIGN", str(path), "an SQLite file of another program, not a register")
    if version > NEWEST:
        raise RegisterError("E-DB-NEWER", str(path), f"written by a newer attache (version {version}, this one knows {NEWEST}); untouched")
    return version


def build(connection: sqlite3.Connection, after: int = 0) -> None:
    """Runs the steps that follow version `after`."""
    for statement in (statement for step in MIGRATIONS[after:] for statement in step):
        connection.execute(statement)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Brings the register to the newest version, wholly or not at all."""
    if check_version(connection, path) == NEWEST:
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:  # commits, or rolls back when a step fails
        build(connection, after=check_version(connection, path))  # asked again under the lock: another program may have been faster
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {NEWEST}")
