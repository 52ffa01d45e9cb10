"""Whether persons, bodies and agreements are what follows, as they stand now.

In: a connection to a register whose evidence is sound. Out: (table, key, problem) for each thing that does not follow. Who appears on which
page, how many pages name whom, and the row of each figure and agreement are made again. Which names are one figure's and which claims one
agreement's is taken as kept, since that depends on the order in which pages came; so is what stood once.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from attache.model import Reading
from attache.register.figures import FIGURE_COLUMNS, Figures
from attache.register.migrations import STILL
from attache.register.pacts import AGREEMENT_COLUMNS, Pacts
from attache.register.persons import appearances

Finding = tuple[str, str, str]
_SEEN = """SELECT b.bearer_no, b.kind, b.name, b.country, b.sector, b.seat, a.names FROM appearances a JOIN bearers b USING (bearer_no)
    WHERE a.reading_no = ?"""
_ROLES = "SELECT h.bearer_no, r.position FROM holdings h JOIN roles r USING (role_no) WHERE r.reading_no = ?"
_PARTS = "SELECT p.bearer_no, c.position, p.side FROM parts p JOIN claims c USING (claim_no) WHERE c.reading_no = ?"
_MISCOUNTED = """SELECT name FROM bearers b WHERE (pages, last) IS NOT (SELECT count(*), coalesce(max(r.published), '')
    FROM appearances a JOIN readings r USING (reading_no) WHERE a.bearer_no = b.bearer_no AND r.until = ?)"""
_NOBODYS = "SELECT name FROM bearers b WHERE (SELECT count(*) FROM bearings n WHERE n.bearer_no = b.bearer_no AND n.until = ?) != 1"
_ENDED = """SELECT a.claim_no FROM accords a JOIN claims c USING (claim_no) WHERE a.until = ? AND c.until != a.until"""


class _Seen(NamedTuple):
    """A bearer on a page."""

    key: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[int, ...]
    parts: tuple[tuple[int, str], ...]


def unfounded_now(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Everything of persons, bodies and agreements that does not follow."""
    for number, written in connection.execute("SELECT reading_no, json FROM readings"):
        if _kept(connection, number) != _expected(msgspec.json.decode(written, type=Reading)):
            yield "appearances", str(number), "not those who appear in the reading"
    for (name,) in connection.execute(_MISCOUNTED, (STILL,)):
        yield "bearers", name, "not on as many pages as it says, or not last when it says"
    for (name,) in connection.execute(_NOBODYS, (STILL,)):
        yield "bearings", name, "not the name of one figure"
    for (number,) in connection.execute(_ENDED, (STILL,)):
        yield "accords", str(number), "of a claim that no longer holds"
    yield from _figures(connection)
    yield from _agreements(connection)


def _expected(reading: Reading) -> list[_Seen]:
    found = []
    for each in appearances(reading):
        bearer = each.bearer
        key = (bearer.kind, bearer.folded, bearer.country or "", bearer.sector or "", bearer.seat or "")
        found.append(_Seen(key, tuple(each.names), tuple(sorted(each.roles)), tuple(sorted(each.parts))))
    return sorted(found)


def _kept(connection: sqlite3.Connection, reading_no: int) -> list[_Seen]:
    roles, parts = (connection.execute(statement, (reading_no,)).fetchall() for statement in (_ROLES, _PARTS))
    found = []
    for number, *key, names in connection.execute(_SEEN, (reading_no,)):
        held = tuple(sorted(position for bearer, position in roles if bearer == number))
        played = tuple(sorted((position, side) for bearer, position, side in parts if bearer == number))
        found.append(_Seen(tuple(key), tuple(json.loads(names)), held, played))
    return sorted(found)


def _figures(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every figure that is borne has the row that follows, and no other has one."""
    figures = Figures(connection)
    statement = f"SELECT {', '.join(FIGURE_COLUMNS)} FROM figures WHERE until = ?"  # noqa: S608 - our names
    kept = {row[0]: row for row in connection.execute(statement, (STILL,))}
    for (figure,) in connection.execute("SELECT DISTINCT figure FROM bearings WHERE until = ? ORDER BY figure", (STILL,)).fetchall():
        if kept.pop(figure, None) != figures.row(figure):
            yield "figures", figure, "not what follows from its bearers"
    for figure in kept:
        yield "figures", figure, "borne by nobody"


def _agreements(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every agreement that claims tell of has the row and parties that follow, and no other has one."""
    pacts = Pacts(connection)
    statement = f"SELECT agreement_no, {', '.join(AGREEMENT_COLUMNS)} FROM agreements WHERE until = ?"  # noqa: S608 - our names
    kept = {row[0]: (row, pacts.parties(number)) for number, *row in connection.execute(statement, (STILL,)).fetchall()}
    told = connection.execute("SELECT DISTINCT agreement FROM accords WHERE until = ? ORDER BY agreement", (STILL,)).fetchall()
    for (agreement,) in told:
        row, parties = pacts.whole(agreement)
        if kept.pop(agreement, None) != (list(row or ()), parties):
            yield "agreements", agreement, "not what follows from its claims"
    for agreement in kept:
        yield "agreements", agreement, "no claim tells of it"
