"""The register as it was: a revision, or the last one of a day.

In: a connection from `register.connection.reading`. Out: a `Moment` that other questions take. Raises InputError E-NO-REVISION.
"""
from __future__ import annotations

import re
from datetime import UTC, datetime

from msgspec import Struct

from attache.errors import InputError
from attache.register.database import Connection
from attache.register.migrations import STILL

_LONGEST_NUMBER = 10
_DAY_LENGTH = 10
_DAY = re.compile(r"\d{4}-\d\d-\d\d([T ][\d:]+([+-]\d\d:\d\d|Z)?)?")


class Moment(Struct, frozen=True):
    """A revision; `now` is the newest, whatever its number."""

    revision: int
    now: bool = False

    def held(self, table: str) -> str:
        """The SQL condition that a row of `table` held then."""
        if self.now:
            return f"{table}.until = {STILL}"
        # the plus keeps SQLite from walking all that ended later, in place of an index that fits the question
        return f"{table}.since <= {self.revision} AND +{table}.until > {self.revision}"


NOW = Moment(STILL - 1, now=True)


def moment(register: Connection, asked: str | None) -> Moment:
    """What `--as-of` means: nothing is now, a number a revision, an ISO day (or time) the last revision made by its end."""
    if asked is None:
        return NOW
    number = _number(register, asked)
    return Moment(_made(register, "at <= ?", _instant(asked, "T99")) if number is None else number)


def revision_before(register: Connection, asked: str) -> int:
    """What `--changed-since` means: a number is a revision, an ISO day (or time) the last revision made before it began."""
    number = _number(register, asked)
    return _made(register, "at < ?", _instant(asked, "T00")) if number is None else number


def _number(register: Connection, asked: str) -> int | None:
    if not (asked.isdecimal() and len(asked) < _LONGEST_NUMBER):
        return None
    newest = int(register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])
    if int(asked) > newest:
        raise InputError("E-NO-REVISION", asked, f"the newest revision is {newest}")
    return int(asked)


def _instant(asked: str, hour: str) -> str:
    """The time in UTC as the register writes it; a day gets `hour`."""
    given = _time(asked)
    if given is None:
        raise InputError("E-NO-REVISION", asked, "neither a revision's number nor a day like 2024-05-01")
    if len(asked) == _DAY_LENGTH:
        return f"{asked}{hour}"
    return (given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def _time(asked: str) -> datetime | None:
    try:
        return datetime.fromisoformat(asked) if _DAY.fullmatch(asked) else None
    except ValueError:
        return None


def _made(register: Connection, when: str, instant: str) -> int:
    found = register.execute(f"SELECT max(revision) FROM revisions WHERE {when}", (instant,)).fetchone()[0]  # noqa: S608 - our words
    return int(found or 0)
