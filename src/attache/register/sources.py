"""Where pages come from again and again: sources, what was seen of them, how they fare.

In: a register open for writing (`SourceBook`) or for questions (`health`). What was seen is a set of identities and never a date: an item
that comes late or twice is neither lost nor doubled. An item stays known when its source is removed. Nothing of this is a revision.
Raises RegisterError, InputError E-SOURCE.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from attache.errors import InputError
from attache.register.connection import transaction
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.store import Register
from attache.settings import SILENT_DAYS, SILENT_GAPS

ItemState = Literal["kept", "refused", "excluded", "failed"]
_NOTED = """INSERT INTO source_items VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_no, item, version)
    DO UPDATE SET state = excluded.state, tries = excluded.tries, page_id = excluded.page_id, seen_at = excluded.seen_at"""
_COLUMNS = "source_no, name, address, include, exclude, etag, modified, fetched_at, new_at, failures, failure"


class Source(Struct, frozen=True):
    """A feed or sitemap and how it fared: times are ISO 8601 in UTC; `failures` are those since it last could be fetched."""

    number: int
    name: str
    address: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    etag: str | None
    modified: str | None
    fetched_at: str | None
    new_at: str | None
    failures: int
    failure: str | None

    def wants(self, words: str) -> bool:
        """Whether an item of this title and address is to be read: one of `include` is in it, if there are any, and none of `exclude`."""
        folded = words.casefold()
        wanted = not self.include or any(rule.casefold() in folded for rule in self.include)
        return wanted and not any(rule.casefold() in folded for rule in self.exclude)


class Health(Struct, frozen=True):
    """A source with what came of it: how many items and pages, the share of the pages that copy others, since when it is silent."""

    source: Source
    items: int
    pages: int
    refused: int
    copies: float
    silent_since: str | None


class Seen(Struct, frozen=True):
    """How far a version of an item has come."""

    state: ItemState
    tries: int


class SourceBook:
    """The sources of a register open for writing."""

    def __init__(self, register: Register) -> None:
        self._connection, self._path = register.connection, register.path

    def add(self, name: str, address: str, include: tuple[str, ...], exclude: tuple[str, ...], now: datetime) -> None:
        """Adds a source; one that was removed comes back with what was seen of it. Raises InputError E-SOURCE where the name is taken."""
        with self._writing():
            if any(source.name == name for source in sources(self._connection)):
                raise InputError("E-SOURCE", name, "there is a source of this name; give it another with --name")
            self._connection.execute(
                """INSERT INTO sources (source_no, name, address, include, exclude, added_at, failures)
                    VALUES ((SELECT coalesce(max(source_no), 0) + 1 FROM sources), ?, ?, ?, ?, ?, 0)
                    ON CONFLICT (name) DO UPDATE SET address = excluded.address, include = excluded.include, exclude = excluded.exclude,
                    added_at = excluded.added_at, removed_at = NULL, etag = NULL, modified = NULL, failures = 0, failure = NULL""",
                (name, address, json.dumps(include), json.dumps(exclude), _written(now)),
            )

    def remove(self, name: str, now: datetime) -> None:
        """Stops watching a source. Its pages stay, and so does what was seen. Raises InputError E-SOURCE where there is none."""
        with self._writing():
            found = self._connection.execute(
                "UPDATE sources SET removed_at = ? WHERE name = ? AND removed_at IS NULL", (_written(now), name)
            ).rowcount
        if not found:
            raise InputError("E-SOURCE", name, "no source of this name; `attache sources` lists them")

    def sources(self) -> list[Source]:
        """The sources that are watched, by name."""
        return sources(self._connection)

    def seen(self, source: Source) -> dict[tuple[str, str], Seen]:
        """What was seen of a source: items in their versions."""
        rows = self._connection.execute("SELECT item, version, state, tries FROM source_items WHERE source_no = ?", (source.number,))
        return {(item, version): Seen(state, tries) for item, version, state, tries in rows}

    def note(self, source: Source, item: tuple[str, str], seen: Seen, page_id: str | None, now: datetime) -> None:
        """Notes how far a version of an item has come, and the page it is."""
        with self._writing():
            self._connection.execute(
                _NOTED,
                (source.number, *item, seen.state, seen.tries, page_id, _written(now)),
            )

    def note_fetch(self, source: Source, etag: str | None, modified: str | None, *, new: bool, now: datetime) -> None:
        """Notes that a source could be fetched, and what to tell its server the next time."""
        with self._writing():
            self._connection.execute(
                """UPDATE sources SET etag = ?, modified = ?, fetched_at = ?, failures = 0, failure = NULL,
                    new_at = CASE WHEN ? = 1 THEN ? ELSE new_at END WHERE source_no = ?""",
                (etag, modified, _written(now), new, _written(now), source.number),
            )

    def note_failure(self, source: Source, code: str) -> None:
        """Notes that a source could not be fetched or read."""
        with self._writing():
            self._connection.execute(
                "UPDATE sources SET failures = failures + 1, failure = ? WHERE source_no = ?", (code, source.number)
            )

    def _writing(self) -> AbstractContextManager[None]:
        return transaction(self._connection, self._path)


def sources(connection: Connection) -> list[Source]:
    """The sources that are watched, by name."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM sources WHERE removed_at IS NULL ORDER BY name").fetchall()  # noqa: S608 - our names
    return [
        Source(number, name, address, tuple(json.loads(include)), tuple(json.loads(exclude)), *rest)
        for number, name, address, include, exclude, *rest in rows
    ]


def health(connection: Connection, now: datetime) -> Iterator[Health]:
    """How each source fares."""
    for source in sources(connection):
        items, refused, first, last = connection.execute(
            """SELECT count(DISTINCT item), count(DISTINCT CASE WHEN state = 'refused' THEN item END), min(seen_at), max(seen_at)
                FROM source_items WHERE source_no = ? AND state != 'excluded'""", (source.number,),
        ).fetchone()
        pages, copies = connection.execute(
            """SELECT count(*), count(*) FILTER (WHERE s.story != s.page_id)
                FROM (SELECT DISTINCT page_id FROM source_items WHERE source_no = ?) i
                JOIN stories s ON s.page_id = i.page_id AND s.until = ?""",
            (source.number, STILL),
        ).fetchone()
        share = round(copies / pages, 3) if pages else 0.0
        yield Health(source, items, pages, refused, share, _silent_since(source, items, first, last, now))


def _silent_since(source: Source, items: int, first: str | None, last: str | None, now: datetime) -> str | None:
    """Since when nothing new came, where that is longer than is usual for the source."""
    if source.new_at is None or first is None or last is None or source.fetched_at is None:
        return None
    usual = (datetime.fromisoformat(last) - datetime.fromisoformat(first)) / max(1, items - 1)
    quiet = now - datetime.fromisoformat(source.new_at)
    return source.new_at if quiet > max(timedelta(days=SILENT_DAYS), SILENT_GAPS * usual) else None


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
