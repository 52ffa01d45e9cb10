"""Keeps persons and bodies of the register in step with its readings: who bears which name, who is who, how often and as what.

In: a connection inside a transaction, the revision that is being made. A figure is a person or a body: one or more bearers, named by the
hash of the first of them kept. Only a bearer never seen before, or a decision, makes the figures it touches be put together again.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from attache.model import Reading
from attache.register.folding import folded
from attache.register.held import end, enter, enter_all, resume
from attache.register.migrations import STILL
from attache.register.persons import Appearance, Bearer, appearances, bearer_keys, grouped, same_bearer
from attache.register.rows import Row, digest
from attache.register.rulings import in_force

MOST_SEARCHED = 300  # bearers looked at under one key
FIGURE_COLUMNS = ("figure", "kind", "name", "country", "sector", "office", "office_of", "pages", "last")
Office = tuple[str, str | None, int, str]  # role, of, whether former, the page's date
_BEARER = "kind, shown, country, sector, seat, bearer_no"


class Figures:
    """The persons and bodies of one register."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def take_in(self, reading_no: int, reading: Reading, claims: Sequence[int], revision: int) -> None:
        """Enters everybody who appears in a reading that was just kept; `claims` are the numbers of its claims in order."""
        found = self.connection.execute("SELECT role_no FROM roles WHERE reading_no = ? ORDER BY position", (reading_no,))
        roles = [row[0] for row in found]
        touched: set[str] = set()
        for appearance in appearances(reading):
            number, known = self._bearer_no(appearance.bearer)
            self._enter(number, appearance, reading_no, reading, roles, claims)
            if not known:
                self._place(number, appearance.bearer, revision)
            touched.update(self._figures_of([number]))
        for figure in sorted(touched):
            self._refresh(figure, revision)

    def let_go(self, reading_no: int, revision: int) -> None:
        """Counts anew whoever appeared in a reading that was just ended."""
        numbers = [row[0] for row in self.connection.execute("SELECT bearer_no FROM appearances WHERE reading_no = ?", (reading_no,))]
        for number in numbers:
            self._recount(number)
        for figure in sorted(self._figures_of(numbers)):
            self._refresh(figure, revision)

    def decide(self, names: Sequence[str], revision: int) -> None:
        """Puts together again whoever bears these folded names, after a decision about them."""
        marks = ", ".join("?" * len(names))
        found = self.connection.execute(f"SELECT bearer_no FROM bearers WHERE name IN ({marks})", names)  # noqa: S608 - marks only
        self._regroup({row[0] for row in found}, revision)

    def _bearer_no(self, bearer: Bearer) -> tuple[int, bool]:
        """The register's number of a bearer, and whether it was known."""
        key = (bearer.kind, bearer.folded, bearer.country or "", bearer.sector or "", bearer.seat or "")
        found = self.connection.execute(
            "SELECT bearer_no FROM bearers WHERE name = ?2 AND kind = ?1 AND country = ?3 AND sector = ?4 AND seat = ?5", key
        ).fetchone()
        if found:
            return int(found[0]), True
        number = enter(self.connection, "bearers", ("kind", "name", "country", "sector", "seat", "shown"), (*key, bearer.name))
        enter_all(self.connection, "bearer_keys", ("key", "bearer_no"), [(each, number) for each in bearer_keys(bearer)])
        return number, False

    def _enter(
        self, number: int, appearance: Appearance, reading_no: int, reading: Reading, roles: Sequence[int], claims: Sequence[int]
    ) -> None:
        names = json.dumps(appearance.names, ensure_ascii=False)
        enter(self.connection, "appearances", ("bearer_no", "reading_no", "names"), (number, reading_no, names))
        enter_all(self.connection, "holdings", ("bearer_no", "role_no"), [(number, roles[place]) for place in appearance.roles])
        parts = [(number, claims[place], side) for place, side in appearance.parts]
        enter_all(self.connection, "parts", ("bearer_no", "claim_no", "side"), parts)
        published = reading.published or ""
        self.connection.execute(
            "UPDATE bearers SET pages = pages + 1, last = max(last, ?) WHERE bearer_no = ?", (published, number)
        )
        given = [reading.roles[place] for place in appearance.roles]
        offices = [(role.role, role.of, int(role.former), published) for role in given]
        self._hold(number, [*self._offices_of(number), *offices])

    def _offices_of(self, number: int) -> list[Office]:
        """The bearer's last office, if it has had any."""
        statement = "SELECT office, office_of, office_former, office_date FROM bearers WHERE bearer_no = ? AND office IS NOT NULL"
        return self.connection.execute(statement, (number,)).fetchall()

    def _hold(self, number: int, offices: Sequence[Office]) -> None:
        last = last_office(offices) or (None, None, 0, "")
        self.connection.execute(
            "UPDATE bearers SET office = ?, office_of = ?, office_former = ?, office_date = ? WHERE bearer_no = ?", (*last, number)
        )

    def _recount(self, number: int) -> None:
        """What is known of a bearer from the readings that hold now."""
        pages, last = self.connection.execute(
            """SELECT count(*), coalesce(max(r.published), '') FROM appearances a JOIN readings r USING (reading_no)
                WHERE a.bearer_no = ? AND r.until = ?""", (number, STILL)
        ).fetchone()
        offices = self.connection.execute(
            """SELECT o.role, o.of, o.former, coalesce(r.published, '') FROM holdings h JOIN roles o USING (role_no)
                JOIN readings r USING (reading_no) WHERE h.bearer_no = ? AND o.until = ? ORDER BY r.reading_no, o.position""",
            (number, STILL),
        ).fetchall()
        self.connection.execute("UPDATE bearers SET pages = ?, last = ? WHERE bearer_no = ?", (pages, last, number))
        self._hold(number, offices)

    def _place(self, number: int, bearer: Bearer, revision: int) -> None:
        """Finds out who a new bearer is."""
        like = [other for other in self._candidates(number, bearer) if same_bearer(bearer, other).holds or self._forced(bearer, other)]
        figures = self._figures_of([other.number for other in like])
        self._regroup({number, *self._bearers_of(figures)}, revision)

    def _candidates(self, number: int, bearer: Bearer) -> list[Bearer]:
        found: dict[int, Bearer] = {}
        for key in bearer_keys(bearer):
            rows = self.connection.execute(
                f"SELECT {_BEARER} FROM bearer_keys JOIN bearers USING (bearer_no) WHERE key = ? LIMIT ?", (key, MOST_SEARCHED)  # noqa: S608
            )
            found.update((each.number, each) for each in map(_bearer, rows) if each.number != number)
        for decision in in_force(self.connection, [bearer.folded]):
            if decision.kind == "link":
                rows = self.connection.execute(
                    f"SELECT {_BEARER} FROM bearers WHERE name IN (?, ?)", (decision.subject, decision.other)  # noqa: S608 - our names
                )
                found.update((each.number, each) for each in map(_bearer, rows) if each.number != number)
        return [found[each] for each in sorted(found)]

    def _forced(self, one: Bearer, other: Bearer) -> bool | None:
        """What people decided of two names: one person (True), two (False), or nothing; the last word counts."""
        said = None
        for decision in in_force(self.connection, [one.folded]):
            if decision.kind in {"link", "unlink"} and {decision.subject, decision.other} == {one.folded, other.folded}:
                said = decision.kind == "link"
        return said

    def _regroup(self, numbers: Iterable[int], revision: int) -> None:
        """Puts the figures of these bearers together again, and those of the names people linked with theirs."""
        chosen = set(numbers)
        bearers = self._with_linked(self._load(chosen | set(self._bearers_of(self._figures_of(sorted(chosen))))))
        before = self._figures_of([bearer.number for bearer in bearers])
        after = set()
        for group in grouped(bearers, self._forced):
            figure = digest(f"figure {min(bearer.number for bearer in group)} {min(group, key=lambda each: each.number).folded}")
            after.add(figure)
            for bearer in group:
                self._bear(bearer, figure, group, revision)
        for figure in sorted(before | after):
            self._refresh(figure, revision)

    def _with_linked(self, bearers: list[Bearer]) -> list[Bearer]:
        linked = {
            name for bearer in bearers for decision in in_force(self.connection, [bearer.folded]) if decision.kind == "link"
            for name in (decision.subject, decision.other) if name
        }
        more = {
            row[0] for name in sorted(linked) for row in self.connection.execute("SELECT bearer_no FROM bearers WHERE name = ?", (name,))
        }
        known = {bearer.number for bearer in bearers}
        return self._load(known | more | set(self._bearers_of(self._figures_of(sorted(more - known)))))

    def _bear(self, bearer: Bearer, figure: str, group: Sequence[Bearer], revision: int) -> None:
        evidence = _evidence(bearer, group)
        kept = self.connection.execute("SELECT figure, evidence FROM bearings WHERE bearer_no = ? AND until = ?", (bearer.number, STILL))
        if kept.fetchone() == (figure, evidence):
            return
        end(self.connection, "bearings", "bearer_no", bearer.number, revision)
        enter(self.connection, "bearings", ("bearer_no", "figure", "evidence", "since"), (bearer.number, figure, evidence, revision))

    def _refresh(self, figure: str, revision: int) -> None:
        """Keeps the figure as its bearers now make it, if that changed; ends it when no page names it any more."""
        row = self.row(figure)
        kept = self.connection.execute(
            f"SELECT {', '.join(FIGURE_COLUMNS)} FROM figures WHERE figure = ? AND until = ?", (figure, STILL)  # noqa: S608 - our names
        ).fetchone()
        if kept == row:
            return
        end(self.connection, "figures", "figure", figure, revision)
        if row is not None and not resume(self.connection, "figures", FIGURE_COLUMNS, row, revision):
            enter(self.connection, "figures", (*FIGURE_COLUMNS, "since"), (*row, revision))

    def row(self, figure: str) -> Row | None:
        """The row of a figure as its bearers make it now; none where no page names it."""
        bearers = self.connection.execute(
            """SELECT kind, shown, country, sector, pages, last, office, office_of, office_former, office_date
                FROM bearings JOIN bearers USING (bearer_no) WHERE figure = ? AND until = ? AND pages > 0
                ORDER BY pages DESC, bearer_no""", (figure, STILL)
        ).fetchall()
        if not bearers:
            return None
        fullest = max(bearers, key=lambda row: (" " in row[1], row[4]))
        country, sector = (next((row[place] for row in bearers if row[place]), None) for place in (2, 3))
        office, of = _called(last_office([row[6:] for row in bearers if row[6]]))
        return (figure, fullest[0], fullest[1], country, sector, office, of, sum(row[4] for row in bearers), max(row[5] for row in bearers))

    def _figures_of(self, numbers: Sequence[int]) -> set[str]:
        return {
            row[0] for number in numbers
            for row in self.connection.execute("SELECT figure FROM bearings WHERE bearer_no = ? AND until = ?", (number, STILL))
        }

    def _bearers_of(self, figures: Iterable[str]) -> list[int]:
        return [
            row[0] for figure in sorted(figures)
            for row in self.connection.execute("SELECT bearer_no FROM bearings WHERE figure = ? AND until = ?", (figure, STILL))
        ]

    def _load(self, numbers: Iterable[int]) -> list[Bearer]:
        statement = f"SELECT {_BEARER} FROM bearers WHERE bearer_no = ?"  # noqa: S608 - our names
        return [_bearer(self.connection.execute(statement, (number,)).fetchone()) for number in sorted(numbers)]


def _bearer(row: Sequence[str]) -> Bearer:
    kind, shown, country, sector, seat, number = row
    return Bearer("person" if kind == "person" else "body", shown, country or None, sector or None, seat or None, int(number))


def last_office(offices: Iterable[Office]) -> Office | None:
    """The office held last: that a page calls somebody former ends the office it names and no other."""
    last: Office | None = None
    for office in sorted(offices, key=lambda each: (each[3], -each[2])):
        if last is None or not office[2] or last[2] or folded(last[0]) == folded(office[0]):
            last = office
    return last


def _called(office: Office | None) -> tuple[str | None, str | None]:
    """What a person is called after an office; one it no longer holds is called so."""
    if office is None:
        return None, None
    return (f"former {office[0]}" if office[2] else office[0]), office[1]


def _evidence(bearer: Bearer, group: Sequence[Bearer]) -> str:
    """What ties a bearer to its figure: the bearer it is most like, and why."""
    others = [other for other in group if other.number != bearer.number]
    if not others:
        return "{}"
    like, sameness = max(((other, same_bearer(bearer, other)) for other in others), key=lambda pair: (pair[1].score, -pair[0].number))
    return json.dumps({"like": like.name, "score": sameness.score, "evidence": dict(sameness.evidence)}, ensure_ascii=False)
