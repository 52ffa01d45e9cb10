"""People and bodies: who they are, the offices they held and when, the names they go by, the events they took part in.

In: a connection from `register.connection.reading`. Out: `Figure` records, those of most pages first, or a `Profile` of each that a name
means. Raises InputError E-NO-FIGURE for a name nobody bears.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from attache.errors import InputError
from attache.queries.countries import country_code
from attache.queries.events import Event, PageFacts, fetch
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection
from attache.register.figures import MOST_SEARCHED
from attache.register.folding import folded
from attache.register.names import compare, name_keys
from attache.register.persons import Kind

SHOWN_EVENTS = 50
_IDENTITY = re.compile(r"[0-9a-f]{64}")
_MOST_MEANT = 20  # figures that one name may mean


class Figure(Struct, frozen=True, kw_only=True):
    """A person or body of the register: its fullest name, country, sector, the office held last, on how many pages, the last of them.

    `since` is the revision from which it stands so.
    """

    id: str
    kind: Kind
    name: str
    country: str | None
    sector: str | None
    office: str | None
    of: str | None
    pages: int
    last: str | None
    since: int


class Alias(Struct, frozen=True, kw_only=True):
    """A name the figure goes by, the country and sector in which pages know it so, and what tied it to the figure."""

    name: str
    country: str | None
    sector: str | None
    pages: int
    evidence: dict[str, object]


class Quoted(Struct, frozen=True):
    """Words of a page, with their offsets in it."""

    quote: str
    quote_start: int
    quote_end: int
    page: PageFacts


class Tenure(Struct, frozen=True, kw_only=True):
    """An office a figure held: from and to when that is known, and by what.

    `known_from` is the day a page says it began (`from_said`), else the date of the first page that calls the figure so; `known_to` the day
    it ended (`to_said`), else the date of the last page that does. `ended_by` is the date of the first page that calls it former.
    """

    role: str
    of: str | None
    country: str | None
    known_from: str | None
    from_said: bool
    known_to: str | None
    to_said: bool
    ended_by: str | None
    pages: int
    quotes: tuple[Quoted, ...]


class Deed(Struct, frozen=True, kw_only=True):
    """An event the figure took part in, on which side, and its country at the time."""

    side: str
    country: str | None
    event: Event


class Profile(Struct, frozen=True, kw_only=True):
    """Everything the register knows of one figure."""

    figure: Figure
    aliases: tuple[Alias, ...]
    offices: tuple[Tenure, ...]
    events: tuple[Deed, ...]


_FIGURE = "f.figure, f.kind, f.name, f.country, f.sector, f.office, f.office_of, f.pages, f.last, f.since"
_LIST = f"SELECT {_FIGURE} FROM {{}} WHERE {{}} ORDER BY f.pages DESC, f.name, f.figure LIMIT :limit"  # noqa: S608 - our names
_FOLLOWING = "f.pages <= :after_pages AND (f.pages < :after_pages OR (f.name, f.figure) > (:after_name, :after))"
# names are looked through first, then who bears them; bodies once each, not once for everybody in them, which LIMIT -1 sees to
_NAMED = """(SELECT DISTINCT b.figure FROM bearers n CROSS JOIN bearings b USING (bearer_no)
    WHERE {bearings} AND n.kind = :kind AND {named}) AS meant CROSS JOIN figures f INDEXED BY figures_by_id USING (figure)"""
# the words anywhere first: that spares most names the copy with a space before it
_WORDS, _WHOLE = "instr(n.name, :name) > 0 AND instr(' ' || n.name, ' ' || :name) > 0", "n.name = :name"
_BODY = """office_of IN (SELECT of FROM (SELECT DISTINCT office_of AS of FROM figures WHERE office_of IS NOT NULL LIMIT -1) AS bodies
    WHERE instr(' ' || folded(of), ' ' || :of) > 0)"""
_OF_COUNTRY = f"""f.figure_no IN (SELECT figure_no FROM figures WHERE country = :country AND kind = :kind
    UNION ALL SELECT figure_no FROM figures INDEXED BY figures_by_body WHERE {_BODY})"""  # noqa: S608 - our names
_ALIKE = """SELECT DISTINCT b.figure, n.shown, n.country FROM bearer_keys k JOIN bearers n USING (bearer_no)
    JOIN bearings b USING (bearer_no) WHERE k.key = ? AND {bearings} AND n.kind = ? LIMIT ?"""
_ALIASES = """SELECT n.shown, n.country, n.sector, n.pages, b.evidence FROM bearings b CROSS JOIN bearers n USING (bearer_no)
    WHERE b.figure = ? AND {bearings} ORDER BY n.pages DESC, n.bearer_no"""
_PAGE = "d.page_id, p.name, p.origin, d.title, d.publisher, d.credit, d.published"
_HELD = f"""SELECT o.role, o.of, o.country, o.former, o.since_date, o.until_date, o.quote, o.quote_start, o.quote_end, {_PAGE}
    FROM bearings b CROSS JOIN holdings h USING (bearer_no) CROSS JOIN roles o USING (role_no) CROSS JOIN readings d USING (reading_no)
    CROSS JOIN pages p USING (page_id) WHERE b.figure = ? AND {{bearings}} AND {{roles}}
    ORDER BY d.published IS NULL, d.published, o.role_no"""  # noqa: S608 - our names
_DEEDS = """SELECT e.event_no, min(t.side), max(n.country), e.date FROM bearings b CROSS JOIN bearers n USING (bearer_no)
    CROSS JOIN parts t USING (bearer_no) CROSS JOIN members m USING (claim_no) CROSS JOIN events e USING (event)
    WHERE b.figure = ? AND {bearings} AND {members} AND {events} AND e.verdict IS NOT 'rejected' GROUP BY m.event, e.event_no, e.date
    ORDER BY e.date IS NULL, e.date DESC, m.event LIMIT ?"""


def figures(
    register: Connection, kind: Kind = "person", name: str | None = None, of: str | None = None, limit: int | None = None,
    at: Moment = NOW, *, whole: bool = False, after: str | None = None,
) -> Iterator[Figure]:
    """The people (or bodies) of the register, or only those with words of `name` in one of theirs (or it `whole`), or `of` a country
    or body; `after` a figure gives those that follow it. Raises InputError E-CURSOR for an `after` that is none.
    """
    asked: dict[str, str | int | None] = {"kind": kind, "limit": -1 if limit is None else limit}
    source, conditions = "figures f", [at.held("f"), "f.kind = :kind"]
    if name:
        source = _NAMED.format(bearings=at.held("b"), named=_WHOLE if whole else _WORDS)
        asked["name"] = folded(name)
    if of:
        country = country_code(of)
        conditions.append(_OF_COUNTRY if country else f"f.{_BODY}")
        asked |= {"of": folded(of), "country": country}
        if not name:  # no use in going through all by pages
            source = "figures f NOT INDEXED" if country else "figures f INDEXED BY figures_by_body"
    if after:
        conditions.append(_FOLLOWING)
        asked |= _place(register, after, at)
    for row in register.execute(_LIST.format(source, " AND ".join(conditions)), asked):
        yield _figure(row)


def figure(register: Connection, identity: str, at: Moment = NOW) -> Figure | None:
    """The person or body with this identity."""
    row = register.execute(f"SELECT {_FIGURE} FROM figures f WHERE f.figure = ? AND {at.held('f')}", (identity,)).fetchone()  # noqa: S608
    return _figure(row) if row else None


def _place(register: Connection, after: str, at: Moment) -> dict[str, str | int | None]:
    last = figure(register, after, at)
    if last is None:
        raise InputError("E-CURSOR", after, "nobody from whom a list could go on")
    return {"after_pages": last.pages, "after_name": last.name, "after": after}


def profiles(register: Connection, name: str, kind: Kind = "person", at: Moment = NOW) -> list[Profile]:
    """Whoever the name means, however it is spelled, or whose identity it is: the most reported first. Raises InputError E-NO-FIGURE."""
    known = figure(register, name, at) if _IDENTITY.fullmatch(name) else None
    meant = [known] if known and known.kind == kind else []
    if not meant and folded(name):
        ways = (True, False) if " " in folded(name) else (False,)  # one word alone may be anybody's of that family
        tried = (list(figures(register, kind, name, limit=_MOST_MEANT, at=at, whole=whole)) for whole in ways)
        meant = next(filter(None, tried), []) or list(_alike(register, name, kind, at))
    if not meant:
        raise InputError("E-NO-FIGURE", name, "nobody of this name in the register" if kind == "person" else "no body of this name")
    ordered = sorted(meant, key=lambda figure: (-figure.pages, figure.name, figure.id))
    return [_profile(register, figure, at) for figure in ordered[:_MOST_MEANT]]


def _alike(register: Connection, name: str, kind: Kind, at: Moment) -> Iterator[Figure]:
    """Figures one of whose names is the asked one, spelled otherwise."""
    if kind != "person" or not folded(name):
        return
    found: set[str] = set()
    for key in name_keys(name):
        for bearer, shown, country in register.execute(_ALIKE.format(bearings=at.held("b")), (key, kind, MOST_SEARCHED)):
            if compare(name, shown, country or None).how != "different":
                found.add(bearer)
    yield from filter(None, (figure(register, each, at) for each in sorted(found)[:_MOST_MEANT]))


def _profile(register: Connection, figure: Figure, at: Moment) -> Profile:
    aliases = tuple(
        Alias(name=name, country=country or None, sector=sector or None, pages=pages, evidence=msgspec.json.decode(evidence))
        for name, country, sector, pages, evidence in register.execute(_ALIASES.format(bearings=at.held("b")), (figure.id,))
    )
    statement = _DEEDS.format(bearings=at.held("b"), members=at.held("m"), events=at.held("e"))
    parts = register.execute(statement, (figure.id, SHOWN_EVENTS)).fetchall()
    events = fetch(register, [(number, None) for number, *_ in parts])
    deeds = tuple(
        Deed(side=side, country=country or None, event=event)
        for event, (_, side, country, _) in zip(events, parts, strict=True)
    )
    return Profile(figure=figure, aliases=aliases, offices=_tenures(register, figure, at), events=deeds)


def _tenures(register: Connection, figure: Figure, at: Moment) -> tuple[Tenure, ...]:
    """The figure's offices, in the order they are first known."""
    by_office: dict[tuple[str, str], list[Sequence[object]]] = {}
    for row in register.execute(_HELD.format(bearings=at.held("b"), roles=at.held("o")), (figure.id,)):
        role, of, country = row[:3]
        by_office.setdefault((folded(role), country or folded(of or "")), []).append(row)
    made = [_tenure(rows) for rows in by_office.values()]
    return tuple(sorted(made, key=lambda tenure: (tenure.known_from or tenure.known_to or "9999", tenure.role)))


def _tenure(rows: Sequence[Sequence[object]]) -> Tenure:
    """One office from every page that gives it, in order of publication; the first and the last of them are quoted, and who says when."""
    held, former = ([row for row in rows if bool(row[3]) == past] for past in (False, True))
    said_from, said_to = (_first_said(rows, column) for column in (4, 5))
    called = [str(row[-1]) for row in held if row[-1]]
    telling = [*held[:1], *(row for row in rows if row[4] or row[5]), *held[-1:], *former[:1]]
    return Tenure(
        role=str(rows[0][0]), of=_first_said(rows, 1), country=_first_said(rows, 2), known_from=said_from or next(iter(called), None),
        from_said=said_from is not None, known_to=said_to or (called[-1] if called else None), to_said=said_to is not None,
        ended_by=_first_said(former, -1), pages=len({row[9] for row in rows}), quotes=_quotes(telling),
    )


def _first_said(rows: Sequence[Sequence[object]], column: int) -> str | None:
    return next((str(row[column]) for row in rows if row[column]), None)


def _quotes(rows: Sequence[Sequence[object]]) -> tuple[Quoted, ...]:
    """Each place once."""
    places = {(row[9], row[7], row[8]): row for row in rows}
    return tuple(msgspec.convert(_quoted(row), Quoted) for row in places.values())


def _quoted(row: Sequence[object]) -> dict[str, object]:
    page = dict(zip(PageFacts.__struct_fields__, row[9:], strict=True))
    return {"quote": row[6], "quote_start": row[7], "quote_end": row[8], "page": page}


def _figure(row: Sequence[object]) -> Figure:
    fields = dict(zip(Figure.__struct_fields__, row, strict=True))
    return msgspec.convert({**fields, "last": fields["last"] or None}, Figure)
