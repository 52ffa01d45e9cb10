"""Whether persons, bodies and agreements are, at every revision, what follows: their whole past is lived through again and compared.

In: a connection to a register whose evidence is sound. Out: (table, key, problem) for each row that is there and should not be, or is not
and should. Who is who and which claims tell of one agreement depend on the order in which pages came and people decided; so the readings
and decisions are kept once more, revision by revision, in a register of its own that lasts as long as the comparison.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from operator import itemgetter

import msgspec

from attache.model import Reading
from attache.register.assembly import Report
from attache.register.database import Connection, Cursor
from attache.register.decisions import TIES, Judgement, effect
from attache.register.figures import Figures
from attache.register.held import end
from attache.register.migrations import STILL, build
from attache.register.pacts import Pacts
from attache.register.rows import claim_ids
from attache.register.tellings import telling

Finding = tuple[str, str, str]
Row = tuple[object, ...]

_HAPPENED = """SELECT since, 0 AS what, reading_no FROM readings UNION ALL
    SELECT revision, 1, decision_id FROM decisions ORDER BY 1, 2, 3"""
_DECISION = 1
_JUDGED = "SELECT kind, subject, other, field, value, undoes FROM decisions WHERE decision_id = ?"
_ENDED_BY = "SELECT reading_no FROM readings WHERE until = ? AND page_id = (SELECT page_id FROM readings WHERE reading_no = ?)"
_ROWS = {
    "readings": "SELECT * FROM readings WHERE reading_no = ?",
    "roles": "SELECT * FROM roles WHERE reading_no = ?",
    "claims": "SELECT * FROM claims WHERE reading_no = ? ORDER BY position",
}
_PARTIES = "SELECT p.* FROM parties p JOIN claims c USING (claim_no) WHERE c.reading_no = ?"
# by table: which columns, of which the first so many are never empty and tell the rows apart, and whence
_COMPARED = {
    "bearers": (1, "bearer_no, kind, name, country, sector, seat, shown, pages, last, office, office_of, office_former, office_date",
                "bearers"),
    "bearer_keys": (2, "key, bearer_no", "bearer_keys"),
    "appearances": (2, "bearer_no, reading_no, names", "appearances"),
    "holdings": (2, "bearer_no, role_no", "holdings"),
    "parts": (3, "bearer_no, claim_no, side", "parts"),
    "bearings": (2, "bearer_no, since, until, figure, evidence", "bearings"),
    "figures": (2, "figure, since, until, kind, name, country, sector, office, office_of, pages, last", "figures"),
    "accords": (2, "claim_no, since, until, agreement, stage, date, evidence", "accords"),
    "accord_keys": (2, "key, claim_no", "accord_keys"),
    "agreements": (2, "agreement, since, until, kind, name, subject, duration, stage, stage_date, claims, steps", "agreements"),
    "agreement_parties": (3, "agreement, since, position, party", "agreement_parties JOIN agreements USING (agreement_no)"),
}


def unfounded_figures(connection: Connection) -> Iterator[Finding]:
    """Everything of persons, bodies and agreements that does not follow, table by table."""
    with closing(sqlite3.connect("", isolation_level=None)) as again:  # a file of its own, gone when it is closed
        build(again)
        again.execute("BEGIN")
        _Life(connection, again).live()
        for table, (keys, columns, whence) in _COMPARED.items():
            statement = f"SELECT {columns} FROM {whence} ORDER BY {', '.join(columns.split(', ')[:keys])}"  # noqa: S608 - our names
            for row in _different(connection.execute(statement), again.execute(statement), keys):
                yield table, str(row[0]), "not what follows from readings and decisions, then or now"


class _Life:
    """What happened to one register, happening to another."""

    def __init__(self, past: Connection, again: Connection) -> None:
        self.past, self.again = past, again
        self.figures, self.pacts = Figures(again), Pacts(again)

    def live(self) -> None:
        """Keeps and ends every reading, and follows every decision, in the order in which they came."""
        for revision, happened in groupby(self.past.execute(_HAPPENED).fetchall(), key=itemgetter(0)):
            for _, what, number in happened:
                if what == _DECISION:
                    self._decide(number)
                else:
                    self._end_last(number, revision)
                    self._keep(number, revision)
            self.figures.settle(revision)

    def _keep(self, number: int, revision: int) -> None:
        """Keeps a reading, and finds who appears in it and what it tells of agreements."""
        for table, statement in _ROWS.items():
            self._copy(table, _still_held(self.past.execute(statement, (number,))))
        self._copy("parties", self.past.execute(_PARTIES, (number,)).fetchall())
        (written,) = self.past.execute("SELECT json FROM readings WHERE reading_no = ?", (number,)).fetchone()
        reading = msgspec.json.decode(written, type=Reading)
        claims = self._numbers("claims", "claim_no", number)
        self.figures.take_in(number, reading, self._numbers("roles", "role_no", number), claims)
        named = zip(claims, claim_ids(reading), reading.events, strict=True)
        tellings = ((telling(claim, at, claim_id, reading.page_id, "", reading.published), claim) for at, claim_id, claim in named)
        self.pacts.take_in([Report(told, claim, "", "") for told, claim in tellings], revision)

    def _end_last(self, number: int, revision: int) -> None:
        """Ends the reading of the same page before this one, if there was one."""
        for (last,) in self.past.execute(_ENDED_BY, (revision, number)).fetchall():
            claims = self._numbers("claims", "claim_no", last)
            for table in _ROWS:
                end(self.again, table, "reading_no", last, revision)
            self.figures.let_go(last)
            self.pacts.let_go(claims, revision)

    def _decide(self, number: int) -> None:
        """Enters a decision, and makes persons and bodies follow it where it is about them."""
        self._copy("decisions", self.past.execute("SELECT * FROM decisions WHERE decision_id = ?", (number,)).fetchall())
        fields = self.past.execute(_JUDGED, (number,)).fetchone()
        kind, names = effect(self.again, Judgement(**dict(zip(Judgement.__struct_fields__, fields, strict=True))))
        self.figures.look_again()
        if kind in TIES:
            self.figures.decide(names)

    def _numbers(self, table: str, column: str, reading_no: int) -> list[int]:
        statement = f"SELECT {column} FROM {table} WHERE reading_no = ? ORDER BY position"  # noqa: S608 - our names
        found = self.again.execute(statement, (reading_no,))
        return [row[0] for row in found]

    def _copy(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            self.again.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608 - our names


def _still_held(cursor: Cursor) -> list[Row]:
    """The rows as they stood when they were entered."""
    until = [column[0] for column in cursor.description].index("until")
    return [(*row[:until], STILL, *row[until + 1 :]) for row in cursor]


def _different(one: Iterator[Row], other: Iterator[Row], keys: int) -> Iterator[Row]:
    """The rows of two answers, sorted by their first columns, that are not the same in both."""
    mine, theirs = next(one, None), next(other, None)
    while mine or theirs:
        first = min(row[:keys] for row in (mine, theirs) if row)
        here, there = bool(mine and mine[:keys] == first), bool(theirs and theirs[:keys] == first)
        if mine != theirs:
            yield first
        mine, theirs = (next(one, None) if here else mine), (next(other, None) if there else theirs)
