"""What a register holds, in numbers, and which versions wrote it."""
from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct

from attache.queries.moments import NOW
from attache.register.database import Connection
from attache.register.migrations import NEWEST

_COUNTED = f"""SELECT
    (SELECT reader FROM readings ORDER BY reading_no DESC LIMIT 1), (SELECT max(at) FROM revisions),
    (SELECT value FROM meta WHERE key = 'revision'), (SELECT value FROM meta WHERE key = 'pages'),
    (SELECT count(*) FROM refusals), (SELECT sum(events) FROM months),
    (SELECT count(*) FROM figures f WHERE {NOW.held('f')} AND f.kind = 'person'),
    (SELECT count(*) FROM figures f WHERE {NOW.held('f')} AND f.kind = 'body'),
    (SELECT count(*) FROM agreements a WHERE {NOW.held('a')}), (SELECT count(*) FROM decisions)"""  # noqa: S608 - our words
_COUNTS = ("revision", "pages", "refusals", "events", "people", "bodies", "agreements", "decisions")


class About(Struct, frozen=True, kw_only=True):
    """Versions of attache, of the reader that read last and of the register's form; when the newest revision was made, and its number; how
    much the register holds.
    """

    attache: str
    reader: str | None
    register_version: int
    changed_at: str | None
    revision: int
    pages: int
    refusals: int
    events: int
    people: int
    bodies: int
    agreements: int
    decisions: int


def facts(register: Connection) -> About:
    """What there is to say of a register."""
    reader, changed_at, *counted = register.execute(_COUNTED).fetchone()
    held = dict(zip(_COUNTS, (int(number or 0) for number in counted), strict=True))
    return About(attache=own_version(), reader=reader, register_version=NEWEST, changed_at=changed_at, **held)


def own_version() -> str:
    """The version of attache; "source" where it runs without being installed."""
    try:
        return version("attache")
    except PackageNotFoundError:
        return "source"
