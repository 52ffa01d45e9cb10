"""The register's shape, as numbered steps: one list of statements a version, never edited once released.

`migrate` brings an open register to the newest version in one transaction; `check_version` refuses files that are not a register of this
program or an older one. A step carries over pages, texts, readings (as JSON), refusals and decisions; all else is derived from them again.

Rows that change over time are kept with the revisions they hold for: from `since` up to, not including, `until` (STILL for rows that hold
now), so that every revision can be asked for again.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from attache.errors import RegisterError
from attache.register.rows import digest

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
STILL = 2**62  # `until` of rows that hold now
UNDATED = "~"  # where a date is part of a key: after every date
_HELD = f"since INTEGER NOT NULL, until INTEGER NOT NULL DEFAULT {STILL}"


def _tallying(table: str, counted: str, *key: str) -> tuple[str, str, str]:
    """Triggers that keep `tallies` in step with rows of `table` as they come to hold, end, and go without having held."""
    new, old = (", ".join(part.format(row=row) for part in (*key, "{row}.type")) for row in ("new", "old"))
    less = f"UPDATE tallies SET events = events - 1 WHERE (one, date, date_end, type) = ({old});"  # noqa: S608 - our names
    ended = f"old.until = {STILL} AND {counted.format(row='old')}"
    return (
        f"""CREATE TRIGGER {table}_begin AFTER INSERT ON {table} WHEN new.until = {STILL} AND {counted.format(row='new')} BEGIN
            INSERT INTO tallies VALUES ({new}, 1) ON CONFLICT DO UPDATE SET events = events + 1; END""",  # noqa: S608 - our names
        f"CREATE TRIGGER {table}_end AFTER UPDATE OF until ON {table} WHEN {ended} BEGIN {less} END",
        f"CREATE TRIGGER {table}_never_held AFTER DELETE ON {table} WHEN {ended} BEGIN {less} END",
    )


def _summing(table: str, into: str, counted: str, key: dict[str, str], sums: dict[str, str]) -> tuple[str, ...]:
    """What fills columns of `into` with sums over the rows of `table` that hold and are `counted`, by the columns of its key, and the
    triggers that keep them in step as `_tallying` does.
    """
    columns, named = ", ".join((*key, *sums)), ", ".join(key)
    kept = f"ON CONFLICT ({named}) DO UPDATE SET " + ", ".join(f"{name} = {into}.{name} + excluded.{name}" for name in sums)
    new, old, held = (", ".join(part.format(row=row) for part in key.values()) for row in ("new", "old", "held"))
    added = ", ".join(part.format(row="new") for part in sums.values())
    summed = ", ".join(f"sum({part.format(row='held')})" for part in sums.values())
    less = ", ".join(f"{name} = {name} - {part.format(row='old')}" for name, part in sums.items())
    ended = f"old.until = {STILL} AND {counted.format(row='old')}"
    ending = f"WHEN {ended} BEGIN UPDATE {into} SET {less} WHERE ({named}) = ({old}); END"  # noqa: S608 - our names
    begin, end, never_held = (f"CREATE TRIGGER {into}_of_{table}_{when}" for when in ("begin", "end", "never_held"))
    return (
        f"""INSERT INTO {into} ({columns}) SELECT {held}, {summed} FROM {table} held
            WHERE held.until = {STILL} AND {counted.format(row='held')} GROUP BY {held} {kept}""",  # noqa: S608 - our names
        f"""{begin} AFTER INSERT ON {table} WHEN new.until = {STILL} AND {counted.format(row='new')} BEGIN
            INSERT INTO {into} ({columns}) VALUES ({new}, {added}) {kept}; END""",  # noqa: S608 - our names
        f"{end} AFTER UPDATE OF until ON {table} {ending}",
        f"{never_held} AFTER DELETE ON {table} {ending}",
    )


_SECOND = (
    "DROP VIEW events",
    "DROP TABLE parties", "DROP TABLE claims", "DROP TABLE roles", "DROP TABLE relations",
    "ALTER TABLE pages RENAME TO old_pages",
    "ALTER TABLE texts RENAME TO old_texts",
    "ALTER TABLE readings RENAME TO old_readings",
    "ALTER TABLE refusals RENAME TO old_refusals",
    "DROP INDEX refusals_by_page",
    "DROP TABLE decisions",  # version 1 had no way to enter one
    "CREATE TABLE revisions (revision INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL) STRICT",
    """INSERT INTO revisions SELECT value, coalesce((SELECT max(taken_at) FROM old_pages), ''), 'kept by version 1'
        FROM meta WHERE key = 'revision' AND value > 0""",
    """CREATE TABLE pages (
        page_no INTEGER PRIMARY KEY, page_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, origin TEXT NOT NULL, media_type TEXT, charset TEXT,
        taken_at TEXT NOT NULL, content BLOB NOT NULL, status TEXT NOT NULL CHECK (status IN ('taken', 'read', 'refused')),
        sha256 TEXT NOT NULL
    ) STRICT""",
    """INSERT INTO pages SELECT NULL, page_id, name, origin, media_type, charset, taken_at, content, status, sha256
        FROM old_pages ORDER BY rowid""",
    "CREATE INDEX pages_by_name ON pages (name)",
    "CREATE INDEX pages_by_origin ON pages (origin)",
    "CREATE TABLE texts (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "INSERT OR IGNORE INTO texts SELECT sha256, text FROM old_texts",
    f"""CREATE TABLE readings (
        reading_no INTEGER PRIMARY KEY, page_id TEXT NOT NULL REFERENCES pages (page_id), text_sha256 TEXT NOT NULL REFERENCES texts,
        reader TEXT NOT NULL, published TEXT, language TEXT NOT NULL, title TEXT, publisher TEXT, credit TEXT, json TEXT NOT NULL,
        sha256 TEXT NOT NULL, {_HELD}
    ) STRICT""",
    "CREATE INDEX readings_by_page ON readings (page_id, until, publisher)",
    "CREATE INDEX readings_by_publisher ON readings (publisher, until, published)",
    """INSERT INTO readings SELECT NULL, r.page_id, t.sha256, r.reader, r.published, r.language, r.title, r.publisher, r.credit, r.json,
            r.sha256, (SELECT value FROM meta WHERE key = 'revision'), 1 << 62
        FROM old_readings r JOIN old_texts t USING (page_id) JOIN pages p USING (page_id) ORDER BY p.page_no""",
    """CREATE TABLE refusals (
        refusal_id TEXT PRIMARY KEY, page_id TEXT REFERENCES pages (page_id), origin TEXT NOT NULL, code TEXT NOT NULL,
        message TEXT NOT NULL
    ) STRICT""",
    "INSERT INTO refusals SELECT refusal_id, page_id, origin, code, message FROM old_refusals",
    "CREATE INDEX refusals_by_page ON refusals (page_id)",
    "DROP TABLE old_refusals", "DROP TABLE old_readings", "DROP TABLE old_texts", "DROP TABLE old_pages",
    # what a page says, from its reading
    f"""CREATE TABLE claims (
        claim_no INTEGER PRIMARY KEY, claim_id TEXT NOT NULL, reading_no INTEGER NOT NULL REFERENCES readings, position INTEGER NOT NULL,
        type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, date TEXT, date_end TEXT, place TEXT, place_country TEXT, attributed_to TEXT,
        context TEXT NOT NULL, dead INTEGER, injured INTEGER, quote TEXT NOT NULL, quote_start INTEGER NOT NULL,
        quote_end INTEGER NOT NULL, quote_sha256 TEXT NOT NULL, trigger TEXT NOT NULL, cameo TEXT, score REAL NOT NULL,
        confidence REAL NOT NULL, why TEXT NOT NULL, {_HELD}
    ) STRICT""",
    "CREATE INDEX claims_by_id ON claims (claim_id, until)",
    "CREATE INDEX claims_by_reading ON claims (reading_no)",
    """CREATE TABLE parties (
        claim_no INTEGER NOT NULL REFERENCES claims, side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')), position INTEGER NOT NULL,
        name TEXT NOT NULL, country TEXT, sector TEXT NOT NULL, PRIMARY KEY (claim_no, side, position)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE roles (
        role_no INTEGER PRIMARY KEY, reading_no INTEGER NOT NULL REFERENCES readings, position INTEGER NOT NULL, person TEXT NOT NULL,
        role TEXT NOT NULL, of TEXT, country TEXT, former INTEGER NOT NULL, since_date TEXT, until_date TEXT, quote TEXT NOT NULL,
        quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, quote_sha256 TEXT NOT NULL, {_HELD}
    ) STRICT""",
    "CREATE INDEX roles_by_reading ON roles (reading_no)",
    f"""CREATE TABLE relations (
        relation_no INTEGER PRIMARY KEY, reading_no INTEGER NOT NULL REFERENCES readings, position INTEGER NOT NULL,
        subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL, quote TEXT NOT NULL, quote_start INTEGER NOT NULL,
        quote_end INTEGER NOT NULL, quote_sha256 TEXT NOT NULL, {_HELD}
    ) STRICT""",
    "CREATE INDEX relations_by_reading ON relations (reading_no)",
    "CREATE VIRTUAL TABLE words USING fts5 (quote, parties, place, title, content = '', detail = full)",
    # which pages are copies of one report
    "CREATE TABLE shingles (hash INTEGER NOT NULL, page_no INTEGER NOT NULL, PRIMARY KEY (hash, page_no)) STRICT, WITHOUT ROWID",
    f"""CREATE TABLE stories (
        page_id TEXT NOT NULL, story TEXT NOT NULL, shared REAL NOT NULL, source TEXT NOT NULL, body_start INTEGER NOT NULL,
        body_end INTEGER NOT NULL, {_HELD}, PRIMARY KEY (page_id, since)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX stories_by_story ON stories (story, until)",
    # which claims tell of one event
    """CREATE TABLE link_keys (
        sides TEXT NOT NULL, day INTEGER NOT NULL, claim_no INTEGER NOT NULL, type TEXT NOT NULL, moving INTEGER NOT NULL,
        PRIMARY KEY (sides, day, claim_no)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE members (
        claim_no INTEGER NOT NULL REFERENCES claims, event TEXT NOT NULL, evidence TEXT NOT NULL, {_HELD}, PRIMARY KEY (claim_no, since)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX members_by_event ON members (event, until)",
    f"""CREATE TABLE events (
        event_no INTEGER PRIMARY KEY, event TEXT NOT NULL, lead_no INTEGER NOT NULL REFERENCES claims, type TEXT NOT NULL, mode TEXT,
        status TEXT NOT NULL, date TEXT, date_end TEXT, place TEXT, place_country TEXT, attributed_to TEXT, context TEXT NOT NULL,
        dead INTEGER, injured INTEGER, cameo TEXT, score REAL NOT NULL, confidence REAL NOT NULL,
        reports INTEGER NOT NULL, origins INTEGER NOT NULL, disputed INTEGER NOT NULL, verdict TEXT, changed INTEGER NOT NULL,
        {_HELD}
    ) STRICT""",
    "CREATE INDEX events_by_id ON events (event, until)",
    "CREATE INDEX events_by_date ON events (until, date)",
    "CREATE INDEX events_by_type ON events (until, type, date)",
    "CREATE INDEX events_by_status ON events (until, status, date)",
    "CREATE INDEX events_by_end ON events (date_end, date) WHERE date_end IS NOT NULL",
    "CREATE INDEX events_by_day ON events (date, since, until, verdict)",  # for what held once
    "CREATE INDEX events_by_change ON events (changed)",
    "CREATE INDEX events_by_doubt ON events (until, disputed DESC, ((1.0 - confidence) * reports) DESC, event) WHERE verdict IS NULL",
    """CREATE TABLE event_parties (
        event_no INTEGER NOT NULL REFERENCES events, side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')), position INTEGER NOT NULL,
        name TEXT NOT NULL, country TEXT, sector TEXT NOT NULL, PRIMARY KEY (event_no, side, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_parties_by_country ON event_parties (country, side, event_no)",
    # who is in what with whom, in order of date; `other` is '' in the row that says that a country is in an event at all. Rejected
    # events are left out. All that is counted stands here, so that counting reads nothing else. Dyads name no parent: to take an event
    # out, SQLite would look through all of them
    f"""CREATE TABLE dyads (
        one TEXT NOT NULL, other TEXT NOT NULL, until INTEGER NOT NULL DEFAULT {STILL}, date TEXT NOT NULL,
        event_no INTEGER NOT NULL, since INTEGER NOT NULL, date_end TEXT NOT NULL, type TEXT NOT NULL,
        score REAL NOT NULL, joint INTEGER NOT NULL, PRIMARY KEY (one, other, until, date, event_no)
    ) STRICT, WITHOUT ROWID""",
    # how many events hold now and are not rejected, of all countries (`one` is '') and of each; kept in step by the triggers below
    """CREATE TABLE tallies (
        one TEXT NOT NULL, date TEXT NOT NULL, date_end TEXT NOT NULL, type TEXT NOT NULL, events INTEGER NOT NULL,
        PRIMARY KEY (one, date, date_end, type)
    ) STRICT, WITHOUT ROWID""",
    *_tallying("events", "{row}.verdict IS NOT 'rejected'", "''", f"coalesce({{row}}.date, '{UNDATED}')", "coalesce({row}.date_end, '')"),
    *_tallying("dyads", "{row}.other = ''", "{row}.one", "{row}.date", "{row}.date_end"),
    # who is who: a bearer is a name as pages know it, a figure the person or body that bears it
    """CREATE TABLE bearers (
        bearer_no INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('person', 'body')), name TEXT NOT NULL, country TEXT NOT NULL,
        sector TEXT NOT NULL, seat TEXT NOT NULL, shown TEXT NOT NULL, pages INTEGER NOT NULL DEFAULT 0, last TEXT NOT NULL DEFAULT '',
        office TEXT, office_of TEXT, office_former INTEGER NOT NULL DEFAULT 0, office_date TEXT NOT NULL DEFAULT '',
        UNIQUE (name, kind, country, sector, seat)
    ) STRICT""",
    "CREATE TABLE bearer_keys (key TEXT NOT NULL, bearer_no INTEGER NOT NULL, PRIMARY KEY (key, bearer_no)) STRICT, WITHOUT ROWID",
    """CREATE TABLE appearances (
        bearer_no INTEGER NOT NULL REFERENCES bearers, reading_no INTEGER NOT NULL REFERENCES readings, names TEXT NOT NULL,
        PRIMARY KEY (bearer_no, reading_no)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX appearances_by_reading ON appearances (reading_no)",
    """CREATE TABLE holdings (
        bearer_no INTEGER NOT NULL REFERENCES bearers, role_no INTEGER NOT NULL REFERENCES roles, PRIMARY KEY (bearer_no, role_no)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE parts (
        bearer_no INTEGER NOT NULL REFERENCES bearers, claim_no INTEGER NOT NULL REFERENCES claims, side TEXT NOT NULL,
        PRIMARY KEY (bearer_no, claim_no, side)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE bearings (
        bearer_no INTEGER NOT NULL REFERENCES bearers, figure TEXT NOT NULL, evidence TEXT NOT NULL, {_HELD}, PRIMARY KEY (bearer_no, since)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX bearings_by_figure ON bearings (figure, until)",
    f"""CREATE TABLE figures (
        figure_no INTEGER PRIMARY KEY, figure TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, sector TEXT, office TEXT,
        office_of TEXT, pages INTEGER NOT NULL, last TEXT NOT NULL, {_HELD}
    ) STRICT""",
    "CREATE INDEX figures_by_id ON figures (figure, until)",
    "CREATE INDEX figures_by_body ON figures (office_of)",
    "CREATE INDEX figures_by_country ON figures (country, kind)",
    "CREATE INDEX figures_by_pages ON figures (until, kind, pages DESC, name)",
    # which claims tell of one agreement
    f"""CREATE TABLE accords (
        claim_no INTEGER NOT NULL REFERENCES claims, agreement TEXT NOT NULL, stage TEXT NOT NULL, date TEXT,
        evidence TEXT NOT NULL, {_HELD}, PRIMARY KEY (claim_no, since)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX accords_by_agreement ON accords (agreement, until)",
    "CREATE TABLE accord_keys (key TEXT NOT NULL, claim_no INTEGER NOT NULL, PRIMARY KEY (key, claim_no)) STRICT, WITHOUT ROWID",
    "CREATE INDEX accord_keys_by_claim ON accord_keys (claim_no)",
    f"""CREATE TABLE agreements (
        agreement_no INTEGER PRIMARY KEY, agreement TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, subject TEXT NOT NULL, duration TEXT,
        stage TEXT NOT NULL, stage_date TEXT, claims INTEGER NOT NULL, steps TEXT NOT NULL, {_HELD}
    ) STRICT""",
    "CREATE INDEX agreements_by_id ON agreements (agreement, until)",
    "CREATE INDEX agreements_by_date ON agreements (until, stage_date DESC, agreement)",
    """CREATE TABLE agreement_parties (
        agreement_no INTEGER NOT NULL REFERENCES agreements, position INTEGER NOT NULL, party TEXT NOT NULL,
        PRIMARY KEY (agreement_no, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX agreement_parties_by_party ON agreement_parties (party, agreement_no)",
    # what people decided
    """CREATE TABLE decisions (
        decision_id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, at TEXT NOT NULL, decided_by TEXT NOT NULL, kind TEXT NOT NULL,
        subject TEXT NOT NULL, other TEXT, field TEXT, value TEXT, reason TEXT NOT NULL, undoes INTEGER REFERENCES decisions,
        seal TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX decisions_by_subject ON decisions (subject)",
    "CREATE INDEX decisions_by_other ON decisions (other)",
    "CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END",
    "CREATE TRIGGER decisions_last BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END",
)
_THIRD = (
    "ALTER TABLE pages ADD COLUMN published TEXT",
    # where pages come from; what was seen of a source stays when it is removed, so that nothing comes twice when it is added again
    """CREATE TABLE sources (
        source_no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, address TEXT NOT NULL, include TEXT NOT NULL, exclude TEXT NOT NULL,
        added_at TEXT NOT NULL, removed_at TEXT, etag TEXT, modified TEXT, fetched_at TEXT, new_at TEXT, failures INTEGER NOT NULL,
        failure TEXT
    ) STRICT""",
    """CREATE TABLE source_items (
        source_no INTEGER NOT NULL REFERENCES sources, item TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL
            CHECK (state IN ('kept', 'refused', 'excluded', 'failed')), tries INTEGER NOT NULL, page_id TEXT, seen_at TEXT NOT NULL,
        PRIMARY KEY (source_no, item, version)
    ) STRICT, WITHOUT ROWID""",
)
_FOURTH = (
    # packed content has bits that unpacking ignores: only a hash of the packed bytes tells that one of them was changed
    "ALTER TABLE pages ADD COLUMN packed_sha256 TEXT",
    "UPDATE pages SET packed_sha256 = sha256(content)",
)
_PUBLISHER = "coalesce('=' || {row}.publisher, '')"
_FIFTH = (
    # how many events hold now and are not rejected, as table dyads has them, and the sum of their scores in thousandths
    """CREATE TABLE ties (
        one TEXT NOT NULL, other TEXT NOT NULL, joint INTEGER NOT NULL, events INTEGER NOT NULL DEFAULT 0,
        score INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (one, other, joint)
    ) STRICT, WITHOUT ROWID""",
    *_summing("dyads", "ties", "TRUE", {name: f"{{row}}.{name}" for name in ("one", "other", "joint")}, {
        "events": "1", "score": "CAST(round({row}.score * 1000) AS BIGINT)",
    }),
    # of all of them, how many begin in a month
    """CREATE TABLE months (
        month TEXT NOT NULL, type TEXT NOT NULL, events INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (month, type)
    ) STRICT, WITHOUT ROWID""",
    *_summing("events", "months", "{row}.verdict IS NOT 'rejected'", {
        "month": f"substr(coalesce({{row}}.date, '{UNDATED}'), 1, 7)", "type": "{row}.type",
    }, {"events": "1"}),
    # the pages of each publisher, and how many of them are copies of others; the name stands after a mark, for pages may not say it
    """CREATE TABLE outlets (
        publisher TEXT NOT NULL PRIMARY KEY, pages INTEGER NOT NULL DEFAULT 0, copies INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    *_summing("readings", "outlets", "TRUE", {"publisher": _PUBLISHER.format(row="{row}")}, {"pages": "1"}),
    *_summing("stories", "outlets", "{row}.story <> {row}.page_id", {
        "publisher": f"""(SELECT {_PUBLISHER.format(row='r')} FROM readings r
            WHERE r.page_id = {{row}}.page_id AND r.until = {STILL})""",  # noqa: S608 - our names
    }, {"copies": "1"}),
    # where the events of a stretch of time are, read from nothing else
    f"""CREATE INDEX events_by_spot ON events (date, place, place_country, disputed)
        WHERE until = {STILL} AND place IS NOT NULL AND verdict IS NOT 'rejected'""",
)
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)
NEWEST = len(MIGRATIONS)
_DERIVED_ANEW = 2  # the last version that emptied the derived tables: they are filled when a register comes from before it

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
    connection.create_function("sha256", 1, digest, deterministic=True)
    for statement in (statement for step in MIGRATIONS[after:] for statement in step):
        connection.execute(statement)


def migrate(connection: sqlite3.Connection, path: Path, derive: Callable[[sqlite3.Connection], None]) -> None:
    """Brings the register to the newest version, wholly or not at all; `derive` fills the tables that follow from the readings.

    Foreign keys must be off while tables are made anew.
    """
    if check_version(connection, path) == NEWEST:
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:  # commits, or rolls back when a step fails
        before = check_version(connection, path)  # asked again under the lock: another program may have been faster
        build(connection, after=before)
        if 0 < before < _DERIVED_ANEW:
            derive(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {NEWEST}")
