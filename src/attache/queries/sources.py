"""Where the pages came from: outlets with how much of theirs is copied, and what was refused and why; one page's text with what it says.

In: a connection from `register.connection.reading`. Out: `Outlet` and `Refusal` records, a `PageInFull`. Raises InputError E-NO-PAGE.
"""
from __future__ import annotations

import re

from msgspec import Struct

from attache.errors import InputError
from attache.queries.events import PageFacts
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection

_IDENTITY = re.compile(r"[0-9a-f]{8,64}")
_OUTLETS = """SELECT r.publisher, count(*) AS pages, min(r.published), max(r.published) FROM readings r WHERE {readings}
    GROUP BY r.publisher ORDER BY pages DESC, r.publisher NULLS FIRST LIMIT :limit OFFSET :passed"""
_COPIES = """SELECT r.publisher, count(*) FROM stories s CROSS JOIN readings r USING (page_id)
    WHERE {stories} AND s.story <> s.page_id AND {readings} GROUP BY r.publisher"""
_PUBLISHED = f"""CASE WHEN publisher = '' THEN (SELECT {{which}}(r.published) FROM readings r WHERE r.publisher IS NULL AND {NOW.held('r')})
    ELSE (SELECT {{which}}(r.published) FROM readings r WHERE r.publisher = substr(o.publisher, 2) AND {NOW.held('r')}) END"""  # noqa: S608
_OUTLETS_NOW = f"""SELECT CASE WHEN publisher = '' THEN NULL ELSE substr(publisher, 2) END, pages, copies,
        {_PUBLISHED.format(which='min')}, {_PUBLISHED.format(which='max')}
    FROM (SELECT publisher, pages, copies FROM outlets WHERE pages > 0 ORDER BY pages DESC, publisher LIMIT :limit OFFSET :passed) AS o
    ORDER BY pages DESC, publisher"""  # noqa: S608 - our words
_REFUSALS = "SELECT page_id, origin, code, message FROM refusals ORDER BY origin, code, refusal_id LIMIT :limit OFFSET :passed"
_PAGE = """SELECT p.page_id, p.name, p.origin, r.title, r.publisher, r.credit, r.published, p.taken_at, r.reader, t.text
    FROM pages p JOIN readings r ON r.page_id = p.page_id AND {readings} JOIN texts t ON t.sha256 = r.text_sha256 WHERE p.page_id = ?"""
_QUOTES = """SELECT m.event, c.claim_id, c.quote_start, c.quote_end FROM readings r JOIN claims c USING (reading_no)
    JOIN members m USING (claim_no) WHERE r.page_id = ? AND {readings} AND {members} ORDER BY c.quote_start, c.claim_id"""


class Outlet(Struct, frozen=True, kw_only=True):
    """Pages of one publisher (None: they do not say), how many of them are copies of other pages, and their first and last dates."""

    publisher: str | None
    pages: int
    copies: int
    first: str | None
    last: str | None


class Refusal(Struct, frozen=True, kw_only=True):
    """An input that could not be read, and why."""

    page_id: str | None
    origin: str
    code: str
    message: str


class Excerpt(Struct, frozen=True, kw_only=True):
    """Where in a page's text the words of a claim stand, and the event they tell of."""

    event: str
    claim: str
    start: int
    end: int


class PageInFull(Struct, frozen=True, kw_only=True):
    """A page's text as it was read, when it was taken, by which reader it was read, and where its claims stand in it."""

    page: PageFacts
    taken_at: str
    reader: str
    text: str
    excerpts: tuple[Excerpt, ...]


def outlets(register: Connection, limit: int, passed: int = 0, at: Moment = NOW) -> list[Outlet]:
    """Publishers, those of most pages first."""
    wanted = {"limit": limit, "passed": passed}
    if at.now:
        found = register.execute(_OUTLETS_NOW, wanted).fetchall()
    else:
        copies = dict(register.execute(_COPIES.format(stories=at.held("s"), readings=at.held("r"))).fetchall())
        rows = register.execute(_OUTLETS.format(readings=at.held("r")), wanted)
        found = [(publisher, pages, copies.get(publisher, 0), *published) for publisher, pages, *published in rows]
    return [Outlet(**dict(zip(Outlet.__struct_fields__, row, strict=True))) for row in found]


def refusals(register: Connection, limit: int, passed: int = 0) -> list[Refusal]:
    """What was refused, by origin."""
    found = register.execute(_REFUSALS, {"limit": limit, "passed": passed})
    return [Refusal(**dict(zip(Refusal.__struct_fields__, row, strict=True))) for row in found]


def page(register: Connection, identity: str, at: Moment = NOW) -> PageInFull:
    """The page whose identity begins with `identity` (eight characters or more)."""
    start = identity.lower()
    named = register.execute("SELECT page_id FROM pages WHERE page_id >= ? AND page_id < ? LIMIT 2", (start, start + "g")).fetchall()
    if not _IDENTITY.fullmatch(start) or not named:
        raise InputError("E-NO-PAGE", identity, "no page with this identity (eight or more of 0-9 and a-f)")
    if len(named) > 1:
        raise InputError("E-AMBIGUOUS", identity, "begins the identity of several pages")
    row = register.execute(_PAGE.format(readings=at.held("r")), named[0]).fetchone()
    if row is None:
        raise InputError("E-NO-PAGE", identity, "taken, but not read")
    facts, (taken_at, reader, text) = PageFacts(**dict(zip(PageFacts.__struct_fields__, row, strict=False))), row[-3:]
    found = register.execute(_QUOTES.format(readings=at.held("r"), members=at.held("m")), named[0])
    excerpts = tuple(Excerpt(event=event, claim=claim, start=first, end=last) for event, claim, first, last in found)
    return PageInFull(page=facts, taken_at=taken_at, reader=reader, text=text, excerpts=excerpts)
