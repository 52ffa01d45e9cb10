"""People and the offices they are said to hold.

In: a connection from `register.connection.reading`. Out: `Holding` records, by person, then page, then place in the page.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from attache.model import Role
from attache.queries.countries import country_code
from attache.queries.events import PageFacts
from attache.register.folding import folded


class Holding(Struct, frozen=True):
    """A role a page gives a person."""

    role: Role
    page: PageFacts


_STATEMENT = """
    SELECT r.person, r.role, r.of, r.country, r.former, r.since, r.until, r.quote, r.quote_start, r.quote_end,
        r.page_id, p.name, p.origin, d.title, d.publisher, d.credit, d.published
    FROM roles r JOIN readings d USING (page_id) JOIN pages p USING (page_id)
    WHERE (:name IS NULL OR instr(' ' || folded(r.person), ' ' || :name) > 0)
        AND (:of IS NULL OR r.country = :country OR instr(' ' || folded(coalesce(r.of, '')), ' ' || :of) > 0)
    ORDER BY folded(r.person), d.published, r.page_id, r.position"""


def people(register: sqlite3.Connection, name: str | None = None, of: str | None = None) -> Iterator[Holding]:
    """Everybody with a role, or only those with words of `name` in theirs, or `of` a country or organisation."""
    asked = {"name": folded(name) if name else None, "of": folded(of) if of else None, "country": country_code(of) if of else None}
    for person, role, body, country, former, since, until, quote, start, end, *page in register.execute(_STATEMENT, asked):
        yield Holding(
            Role(
                person=person, role=role, of=body, country=country, former=bool(former), since=since, until=until, quote=quote,
                quote_start=start, quote_end=end,
            ),
            PageFacts(**dict(zip(PageFacts.__struct_fields__, page, strict=True))),
        )
