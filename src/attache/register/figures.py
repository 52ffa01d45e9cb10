"""Keeps persons and bodies of the register in step with its readings: who bears which name, who is who, how often and as what.

In: a connection inside a transaction. A figure is a person or a body: one or more bearers, named by the hash of the first of them kept.
Only a bearer never seen before, or a decision, makes the figures it touches be put together again. Bearers are entered at once, so that
they are found; what is counted of them, and the figures, are written by `settle`, which gets the revision that is being made.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from attache.model import Reading
from attache.register.belonging import Belonging
from attache.register.database import Connection
from attache.register.folding import folded
from attache.register.held import end_all, enter_all, enter_numbered
from attache.register.migrations import STILL
from attache.register.persons import Appearance, Bearer, appearances, bearer_keys, grouped, same_bearer
from attache.register.rows import Row, digest
from attache.register.rulings import Docket

MOST_SEARCHED = 300  # bearers looked at under one key, of those whose country does not rule them out
FIGURE_COLUMNS = ("figure", "kind", "name", "country", "sector", "office", "office_of", "pages", "last")
Office = tuple[str, str | None, int, str]  # role, of, whether former, the page's date
_json = json.JSONEncoder(ensure_ascii=False).encode
_REMEMBERED = 50_000  # bearers
_BEARER_COLUMNS = ("bearer_no", "kind", "name", "country", "sector", "seat", "shown")
_BEARER = "kind, shown, country, sector, seat, bearer_no"
_UNDER_KEY = f"""SELECT {_BEARER} FROM bearer_keys CROSS JOIN bearers USING (bearer_no) WHERE key = :key
    AND (country IN (:country, '') OR :country = '') ORDER BY bearer_no LIMIT :most"""  # noqa: S608 - of others none is the same
_THESE = "IN (SELECT value FROM json_each(?))"
_BORNE = f"""SELECT figure, kind, shown, country, sector, pages, last, office, office_of, office_former, office_date
    FROM bearings JOIN bearers USING (bearer_no) WHERE figure {_THESE} AND until = {STILL} AND pages > 0
    ORDER BY figure, pages DESC, bearer_no"""  # noqa: S608 - our names
_KEPT = f"SELECT {', '.join(FIGURE_COLUMNS)} FROM figures WHERE figure {_THESE} AND until = {STILL}"  # noqa: S608 - our names


class Figures:
    """The persons and bodies of one register. Remembers bearers it has seen, so keep it as long as the connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._bearings = Belonging(connection, "bearings", "bearer_no", "figure")
        self._docket = Docket(connection)
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered, after a write that failed or another writer's."""
        self._bearings.forget()
        self._docket.forget()
        self._numbers: dict[tuple[str, ...], int] = {}
        self._seen: dict[int, tuple[int, str]] = {}  # on how many pages since the last settling, and the date of the last of them
        self._offices: dict[int, Office | None] = {}
        self._touched: set[str] = set()

    def look_again(self) -> None:
        """Says that a decision was entered."""
        self._docket.look_again()

    def take_in(self, reading_no: int, reading: Reading, roles: Sequence[int], claims: Sequence[int]) -> None:
        """Enters everybody who appears in a reading that was just kept; `roles` and `claims` are the numbers of those, in order."""
        numbered = [(self._bearer_no(appearance.bearer), appearance) for appearance in appearances(reading)]
        rows = [(number, reading_no, _json(each.names)) for number, each in numbered]
        enter_all(self.connection, "appearances", ("bearer_no", "reading_no", "names"), rows)
        holdings = [(number, roles[place]) for number, each in numbered for place in each.roles]
        enter_all(self.connection, "holdings", ("bearer_no", "role_no"), holdings)
        parts = [(number, claims[place], side) for number, each in numbered for place, side in each.parts]
        enter_all(self.connection, "parts", ("bearer_no", "claim_no", "side"), parts)
        for number, each in numbered:
            self._count(number, each, reading)
        self._touched |= self._bearings.groups(number for number, _ in numbered)

    def let_go(self, reading_no: int) -> None:
        """Counts anew whoever appeared in a reading that was just ended."""
        self._write_counts()
        numbers = [row[0] for row in self.connection.execute("SELECT bearer_no FROM appearances WHERE reading_no = ?", (reading_no,))]
        for number in numbers:
            self._recount(number)
        self._touched |= self._bearings.groups(numbers)

    def decide(self, names: Sequence[str]) -> None:
        """Puts together again whoever bears these folded names, after a decision about them."""
        marks = ", ".join("?" * len(names))
        found = self.connection.execute(f"SELECT bearer_no FROM bearers WHERE name IN ({marks})", names)  # noqa: S608 - marks only
        self._regroup({row[0] for row in found})

    def settle(self, revision: int) -> None:
        """Writes what has become of the figures: ends those no page names any more, keeps the others as their bearers now make them."""
        self._write_counts()
        self._bearings.settle(revision)
        touched, self._touched = sorted(self._touched), set()
        kept = {row[0]: row for row in self.connection.execute(_KEPT, (json.dumps(touched),))} if touched else {}
        made = self._rows(touched)
        changed = [figure for figure in touched if kept.get(figure) != made.get(figure)]
        end_all(self.connection, "figures", "figure", [figure for figure in changed if figure in kept], revision)
        rows = [(*made[figure], revision) for figure in changed if figure in made]
        enter_numbered(self.connection, "figures", ("figure_no", *FIGURE_COLUMNS, "since"), rows)
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
        self._docket.look_again()

    def row(self, figure: str) -> Row | None:
        """The row of a figure as its bearers make it now; none where no page names it."""
        return self._rows([figure]).get(figure)

    def _rows(self, figures: Sequence[str]) -> dict[str, Row]:
        rows = self.connection.execute(_BORNE, (json.dumps(figures),)) if figures else ()
        return {figure: _figure_row(figure, [row[1:] for row in bearers]) for figure, bearers in groupby(rows, lambda row: row[0])}

    def _bearer_no(self, bearer: Bearer) -> int:
        """The register's number of a bearer, who is entered when not known yet."""
        key = (bearer.kind, bearer.folded, bearer.country or "", bearer.sector or "", bearer.seat or "")
        number = self._numbers.get(key) or self._found(key)
        if not number:
            (number,) = enter_numbered(self.connection, "bearers", _BEARER_COLUMNS, [(*key, bearer.name)])
            self._bearings.welcome([number])
            self._place(number, bearer)
        self._numbers[key] = number
        return number

    def _found(self, key: tuple[str, ...]) -> int | None:
        found = self.connection.execute(
            "SELECT bearer_no FROM bearers WHERE name = ?2 AND kind = ?1 AND country = ?3 AND sector = ?4 AND seat = ?5", key
        ).fetchone()
        return int(found[0]) if found else None

    def _count(self, number: int, appearance: Appearance, reading: Reading) -> None:
        """Notes that a bearer is on one page more, and the offices it is given there."""
        published = reading.published or ""
        pages, last = self._seen.get(number, (0, ""))
        self._seen[number] = pages + 1, max(last, published)
        if appearance.roles:
            given = [reading.roles[place] for place in appearance.roles]
            offices = [(role.role, role.of, int(role.former), published) for role in given]
            self._offices[number] = last_office([*self._offices_of(number), *offices])

    def _offices_of(self, number: int) -> list[Office]:
        """The bearer's last office, if it has had any."""
        if number in self._offices:
            known = self._offices[number]
            return [known] if known else []
        statement = "SELECT office, office_of, office_former, office_date FROM bearers WHERE bearer_no = ? AND office IS NOT NULL"
        return self.connection.execute(statement, (number,)).fetchall()

    def _write_counts(self) -> None:
        seen, self._seen = self._seen, {}
        offices, self._offices = self._offices, {}
        self.connection.executemany(
            "UPDATE bearers SET pages = pages + ?, last = max(last, ?) WHERE bearer_no = ?",
            [(pages, last, number) for number, (pages, last) in seen.items()],
        )
        self.connection.executemany(
            "UPDATE bearers SET office = ?, office_of = ?, office_former = ?, office_date = ? WHERE bearer_no = ?",
            [(*(office or (None, None, 0, "")), number) for number, office in offices.items()],
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
        self._offices[number] = last_office(offices)

    def _place(self, number: int, bearer: Bearer) -> None:
        """Finds out who a new bearer is."""
        keys = bearer_keys(bearer)
        like = [other for other in self._candidates(keys, bearer) if same_bearer(bearer, other).holds or self._forced(bearer, other)]
        enter_all(self.connection, "bearer_keys", ("key", "bearer_no"), [(key, number) for key in keys])
        figures = self._bearings.groups(other.number for other in like)
        if figures or self._docket.in_force([bearer.folded]):
            self._regroup({number, *self._bearers_of(figures)})
        else:
            self._bearings.put(number, _figure(number, bearer.folded), "{}")

    def _candidates(self, keys: Sequence[str], bearer: Bearer) -> list[Bearer]:
        found: dict[int, Bearer] = {}
        for key in keys:
            rows = self.connection.execute(_UNDER_KEY, {"key": key, "country": bearer.country or "", "most": MOST_SEARCHED})
            found.update((each.number, each) for each in map(_bearer, rows))
        for decision in self._docket.in_force([bearer.folded]):
            if decision.kind == "link":
                rows = self.connection.execute(
                    f"SELECT {_BEARER} FROM bearers WHERE name IN (?, ?)", (decision.subject, decision.other)  # noqa: S608 - our names
                )
                found.update((each.number, each) for each in map(_bearer, rows))
        return [found[each] for each in sorted(found)]

    def _forced(self, one: Bearer, other: Bearer) -> bool | None:
        """What people decided of two names: one person (True), two (False), or nothing; the last word counts."""
        said = None
        for decision in self._docket.in_force([one.folded]):
            if decision.kind in {"link", "unlink"} and {decision.subject, decision.other} == {one.folded, other.folded}:
                said = decision.kind == "link"
        return said

    def _regroup(self, numbers: Iterable[int]) -> None:
        """Puts the figures of these bearers together again, and those of the names people linked with theirs."""
        chosen = set(numbers)
        bearers = self._with_linked(self._load(chosen | set(self._bearers_of(self._bearings.groups(chosen)))))
        self._touched |= self._bearings.groups(bearer.number for bearer in bearers)
        for group in grouped(bearers, self._forced):
            figure = _figure_of(group)
            self._touched.add(figure)
            for bearer in group:
                self._bearings.put(bearer.number, figure, _evidence(bearer, group))

    def _with_linked(self, bearers: list[Bearer]) -> list[Bearer]:
        linked = {
            name for bearer in bearers for decision in self._docket.in_force([bearer.folded]) if decision.kind == "link"
            for name in (decision.subject, decision.other) if name
        }
        if not linked:
            return bearers
        more = {
            row[0] for name in sorted(linked) for row in self.connection.execute("SELECT bearer_no FROM bearers WHERE name = ?", (name,))
        }
        known = {bearer.number for bearer in bearers}
        return self._load(known | more | set(self._bearers_of(self._bearings.groups(more - known))))

    def _bearers_of(self, figures: Iterable[str]) -> list[int]:
        return [number for figure in sorted(figures) for number in self._bearings.members(figure)]

    def _load(self, numbers: Iterable[int]) -> list[Bearer]:
        statement = f"SELECT {_BEARER} FROM bearers WHERE bearer_no = ?"  # noqa: S608 - our names
        return [_bearer(self.connection.execute(statement, (number,)).fetchone()) for number in sorted(numbers)]


def _figure_of(bearers: Sequence[Bearer]) -> str:
    """The identity of a figure, by the first of its bearers that was kept."""
    first = min(bearers, key=lambda each: each.number)
    return _figure(first.number, first.folded)


def _figure(number: int, name: str) -> str:
    return digest(f"figure {number} {name}")


def _figure_row(figure: str, bearers: Sequence[tuple[Any, ...]]) -> Row:
    """The row of a figure, from its bearers on any page, those on most pages first."""
    fullest = max(bearers, key=lambda row: (" " in row[1], row[4]))
    country, sector = (next((row[place] for row in bearers if row[place]), None) for place in (2, 3))
    offices: list[Office] = [(row[6], row[7], row[8], row[9]) for row in bearers if row[6]]
    office, of = _called(last_office(offices))
    return (figure, fullest[0], fullest[1], country, sector, office, of, sum(row[4] for row in bearers), max(row[5] for row in bearers))


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
    return sameness.tie(like.name)
