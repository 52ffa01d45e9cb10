"""Keeps the agreements of the register in step with its claims.

In: a connection inside a transaction, numbers of claims, the revision that is being made. Every agreement that a new or lost claim touches
is put together again from all its claims; agreements whose row would stay the same are left as they are.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from attache.register.accords import (
    Accord,
    Agreement,
    accord,
    accord_groups,
    accord_keys,
    agreed,
    same_agreement,
    searched_accord_keys,
)
from attache.register.assembly import Report
from attache.register.database import Connection
from attache.register.held import claims_kept, end, enter, enter_all, enter_numbered, resume
from attache.register.migrations import STILL
from attache.register.rows import Row

MOST_SEARCHED = 200  # accords looked at under one key
MOST_REGROUPED = 80  # accords; a larger agreement takes new ones in without being put together again
AGREEMENT_COLUMNS = ("agreement", "kind", "name", "subject", "duration", "stage", "stage_date", "claims", "steps")
_JOINED = ("claim_no", "agreement", "stage", "date", "evidence", "since")


class Pacts:
    """The agreements of one register."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def take_in(self, reports: Sequence[Report], revision: int) -> None:
        """Finds the agreements that claims which were just entered tell of."""
        touched: set[str] = set()
        loose: set[int] = set()
        told = ((report.telling.claim_no, report) for report in reports)
        read = {no: accord(report.claim, no, report.telling.claim_id, report.telling.published) for no, report in told}
        new = {no: each for no, each in read.items() if each}
        keys = [(key, each.claim_no) for each in new.values() for key in accord_keys(each)]
        enter_all(self.connection, "accord_keys", ("key", "claim_no"), keys)
        for each in new.values():
            found = self._like(each)
            large = sorted(agreement for agreement in found if len(self._members(agreement)) >= MOST_REGROUPED)
            if large:
                self._admit(each, large[0], revision)
            else:
                loose.add(each.claim_no)
                touched |= found
        self._regroup({*loose, *(number for agreement in touched for number in self._members(agreement))}, revision)

    def let_go(self, numbers: Sequence[int], revision: int) -> None:
        """Takes claims that no longer hold out of their agreements."""
        touched = self._agreements_of(numbers)
        for number in numbers:
            end(self.connection, "accords", "claim_no", number, revision)
            self.connection.execute("DELETE FROM accord_keys WHERE claim_no = ?", (number,))
        self._regroup({number for agreement in touched for number in self._members(agreement)}, revision)
        for agreement in sorted(touched):
            self._refresh(agreement, revision)

    def _regroup(self, numbers: Iterable[int], revision: int) -> None:
        chosen = sorted(numbers)
        before = self._agreements_of(chosen)
        groups = accord_groups(self._accords(chosen).values())
        for group in groups:
            for each in group:
                self._join(each, group[0].claim_id, group, revision)
        for agreement in sorted(before | {group[0].claim_id for group in groups}):
            self._refresh(agreement, revision)

    def _admit(self, each: Accord, agreement: str, revision: int) -> None:
        """Takes one claim into a large agreement."""
        like = self._accords(self._members(agreement)[:MOST_REGROUPED])
        self._join(each, agreement, list(like.values()), revision)
        self._refresh(agreement, revision)

    def _join(self, each: Accord, agreement: str, group: Sequence[Accord], revision: int) -> None:
        row = (each.claim_no, agreement, each.stage, each.date, _evidence(each, group))
        kept = self.connection.execute(
            "SELECT claim_no, agreement, stage, date, evidence FROM accords WHERE claim_no = ? AND until = ?", (each.claim_no, STILL)
        ).fetchone()
        if kept == row:
            return
        end(self.connection, "accords", "claim_no", each.claim_no, revision)
        if not resume(self.connection, "accords", _JOINED[:-1], row, revision):
            enter(self.connection, "accords", _JOINED, (*row, revision))

    def _refresh(self, identity: str, revision: int) -> None:
        """Keeps the agreement as its claims now tell it, if that changed; ends it when none is left."""
        row, parties = self.whole(identity)
        kept = self.connection.execute(
            f"SELECT agreement_no, {', '.join(AGREEMENT_COLUMNS)} FROM agreements WHERE agreement = ? AND until = ?",  # noqa: S608 - our names
            (identity, STILL),
        ).fetchone()
        if kept and kept[1:] == row and self.parties(kept[0]) == parties:
            return
        self._end(identity, revision)
        if row and not self._resume(row, parties, revision):
            columns = ("agreement_no", *AGREEMENT_COLUMNS, "since")
            (number,) = enter_numbered(self.connection, "agreements", columns, [(*row, revision)])
            enter_all(
                self.connection, "agreement_parties", ("agreement_no", "position", "party"), [(number, *party) for party in parties]
            )

    def _resume(self, row: Row, parties: list[tuple[int, str]], revision: int) -> bool:
        """Lets the agreement hold on that was ended in this very revision, if it was the same: a page was read again and tells no news."""
        ended = self.connection.execute(
            "SELECT agreement_no FROM agreements WHERE agreement = ? AND until = ?", (row[0], revision)
        ).fetchone()
        if ended is None or self.parties(ended[0]) != parties:
            return False
        return resume(self.connection, "agreements", AGREEMENT_COLUMNS, row, revision)

    def _end(self, identity: str, revision: int) -> None:
        self.connection.execute(
            "DELETE FROM agreement_parties WHERE agreement_no IN (SELECT agreement_no FROM agreements WHERE agreement = ? AND since = ?)",
            (identity, revision),
        )
        end(self.connection, "agreements", "agreement", identity, revision)

    def whole(self, identity: str) -> tuple[Row | None, list[tuple[int, str]]]:
        """The row and the parties of an agreement as its claims tell it now; no row where no claim does."""
        accords = sorted(self._accords(self._members(identity)).values(), key=lambda each: each.order)
        if not accords:
            return None, []
        made = agreed(accords)
        return agreement_row(identity, made, len(accords)), list(enumerate(made.parties))

    def parties(self, number: int) -> list[tuple[int, str]]:
        """The parties kept for an agreement, with their places."""
        statement = "SELECT position, party FROM agreement_parties WHERE agreement_no = ? ORDER BY position"
        return self.connection.execute(statement, (number,)).fetchall()

    def _like(self, each: Accord) -> set[str]:
        """The agreements the accord may be of."""
        numbers = {
            row[0] for key in searched_accord_keys(each) for row in self.connection.execute(
                "SELECT claim_no FROM accord_keys WHERE key = ? ORDER BY claim_no DESC LIMIT ?", (key, MOST_SEARCHED)
            )
        } - {each.claim_no}
        like = [other.claim_no for other in self._accords(sorted(numbers)).values() if same_agreement(each, other).holds]
        return self._agreements_of(like)

    def _accords(self, numbers: Sequence[int]) -> dict[int, Accord]:
        if not numbers:
            return {}
        marks = ", ".join("?" * len(numbers))
        rows = self.connection.execute(
            f"SELECT c.claim_no, c.claim_id, r.published FROM claims c JOIN readings r USING (reading_no) WHERE c.claim_no IN ({marks})",  # noqa: S608
            numbers,
        ).fetchall()
        claims = claims_kept(self.connection, numbers)
        made = (accord(claims[number], number, claim_id, published) for number, claim_id, published in rows)
        return {each.claim_no: each for each in made if each}

    def _members(self, agreement: str) -> list[int]:
        found = self.connection.execute(
            "SELECT claim_no FROM accords WHERE agreement = ? AND until = ? ORDER BY claim_no", (agreement, STILL)
        )
        return [row[0] for row in found]

    def _agreements_of(self, numbers: Iterable[int]) -> set[str]:
        statement = "SELECT agreement FROM accords WHERE claim_no = ? AND until = ?"
        return {row[0] for number in numbers for row in self.connection.execute(statement, (number, STILL))}


def agreement_row(identity: str, whole: Agreement, claims: int) -> Row:
    """The row of table agreements."""
    steps = json.dumps([[step.stage, step.date, step.claim_id] for step in whole.steps])
    return (identity, whole.kind, whole.name, whole.subject, whole.duration, whole.stage, whole.date, claims, steps)


def _evidence(each: Accord, group: Sequence[Accord]) -> str:
    """What ties a claim to its agreement: the claim it is most like, and why."""
    others = [other for other in group if other.claim_no != each.claim_no]
    if not others:
        return "{}"
    like, sameness = max(((other, same_agreement(each, other)) for other in others), key=lambda pair: (pair[1].score, pair[0].claim_id))
    return sameness.tie(like.claim_id)
