"""Joins claims to events in the register: finds the claims that may tell of the same event, groups them, keeps what changed.

In: a connection inside a transaction, the revision that is being made. Every group that a new or lost claim touches is put together again
from all its claims and from what people decided; events whose row would stay the same are left as they are.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from attache.model import Claim
from attache.register.assembly import Report, Whole, assembled
from attache.register.held import EVENT_COLUMNS, claims_kept, end, enter, enter_all, resume
from attache.register.linking import LEAST_SAME, Sameness, Search, fit, groups, link_keys, moving, sameness, searched, undecided
from attache.register.migrations import STILL, UNDATED
from attache.register.rows import COLUMNS, Row, party_rows
from attache.register.rulings import Rulings, in_force, merged_with
from attache.register.tellings import Telling, telling

MOST_REGROUPED = 80  # claims; a larger event takes new claims in without being put together again
MOST_SEARCHED = 200  # claims looked at in a range of days, and in one of vaguer times
BY_DECISION = 100.0  # the weight of what people said
_NEAR = "SELECT claim_no FROM link_keys WHERE sides IN ({sides}) AND day BETWEEN ? AND ? AND type IN ({types})"
_NEAR_DAYS = f"{_NEAR} AND (moving OR day BETWEEN ? AND ?) ORDER BY abs(day - ?), claim_no LIMIT ?"
_NEAR_STEPS = f"{_NEAR} ORDER BY claim_no DESC LIMIT ?"
_REMEMBERED = 20_000
_MEMBER = ("claim_no", "event", "evidence")
_LEAD = EVENT_COLUMNS.index("lead_no")
_VERDICT = EVENT_COLUMNS.index("verdict")
DYAD_COLUMNS = ("one", "other", "date", "event_no", "since", "date_end", "type", "score", "joint")
_COUNTRIES_OF = "SELECT country FROM event_parties WHERE event_no = :number AND country IS NOT NULL"
DYADS_OF = f"""one IN ({_COUNTRIES_OF}) AND other IN (SELECT '' UNION {_COUNTRIES_OF})
    AND until = :still AND date = :date AND event_no = :number"""


class Joiner:
    """Keeps the events of one register in step with its claims. Remembers claims it has seen, so keep it as long as the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._reports: dict[int, Report] = {}

    def take_in(self, numbers: Sequence[int], revision: int) -> None:
        """Finds the events that the new claims tell of."""
        if not numbers:
            return
        for report in self.reports(numbers).values():
            self._post(report)
            found = self._open_to(report)
            if not found:
                self._begin(report, revision)
            elif not self._follow(report, found, revision):
                self.regroup([report.telling.claim_no, *(number for event in found for number in self.members(event))], revision)

    def let_go(self, numbers: Sequence[int], revision: int) -> None:
        """Takes claims that no longer hold out of their events."""
        events = {event for number in numbers for event in self._events_of(number)}
        for number in numbers:
            end(self.connection, "members", "claim_no", number, revision)
            self.connection.execute("DELETE FROM link_keys WHERE claim_no = ?", (number,))
        self.regroup([number for event in sorted(events) for number in self.members(event)], revision)
        for event in sorted(events):
            self.refresh(event, revision)

    def regroup(self, numbers: Sequence[int], revision: int) -> None:
        """Groups these claims anew; they must be all claims of the events they belong to."""
        reports = self.reports(sorted(set(numbers)))
        rulings = Rulings(self.connection, [report.telling.claim_id for report in reports.values()])
        before = {event for number in reports for event in self._events_of(number)}
        made = groups([report.telling for report in reports.values()], rulings.together)
        for group in made:
            for each in group:
                self._join(each, group[0], group, revision)
        for event in sorted(before | {group[0].claim_id for group in made}):
            self.refresh(event, revision)

    def refresh(self, event: str, revision: int) -> None:
        """Keeps the event as its claims now tell it, if that changed; ends it when no claim is left."""
        kept = self._row_kept(event)
        if not self.members(event):
            self._end_event(event, revision)
            return
        whole, verdict = self.whole(event)
        row, parties = event_row(whole, verdict), party_rows(whole.claim.actors, whole.claim.recipients)
        if kept == (row, parties):
            return
        self._end_event(event, revision)
        self._enter_event(row, parties, whole.claim, revision)

    def whole(self, event: str) -> tuple[Whole, str | None]:
        """The event as its claims tell it now and people edited it, and what people said of it."""
        reports = self.reports(self.members(event))
        return ruled(event, list(reports.values()), Rulings(self.connection, [report.telling.claim_id for report in reports.values()]))

    def members(self, event: str) -> list[int]:
        """The claims that tell of the event now."""
        found = self.connection.execute("SELECT claim_no FROM members WHERE event = ? AND until = ? ORDER BY claim_no", (event, STILL))
        return [row[0] for row in found]

    def reports(self, numbers: Sequence[int]) -> dict[int, Report]:
        """Claims by number, with their pages' stories and sources."""
        if len(self._reports) > _REMEMBERED:
            self._reports.clear()
        missing = [number for number in numbers if number not in self._reports]
        if missing:
            self._reports.update(self._load(missing))
        return {number: self._reports[number] for number in numbers}

    def remember(self, report: Report) -> None:
        """Spares reading back a claim that has just been entered."""
        self._reports[report.telling.claim_no] = report

    def forget(self) -> None:
        """Drops what is remembered, after a write that failed or another writer's."""
        self._reports.clear()

    def _load(self, numbers: Sequence[int]) -> dict[int, Report]:
        claims, made = claims_kept(self.connection, numbers), {}
        marks = ", ".join("?" * len(numbers))
        statement = f"""SELECT c.claim_no, c.claim_id, r.page_id, r.published, s.story, s.source
            FROM claims c JOIN readings r USING (reading_no) JOIN stories s ON s.page_id = r.page_id AND s.until = {STILL}
            WHERE c.claim_no IN ({marks})"""  # noqa: S608 - numbers of ours only
        for number, claim_id, page_id, published, story, source in self.connection.execute(statement, numbers):
            claim = claims[number]
            made[number] = Report(telling(claim, number, claim_id, page_id, source, published), claim, story, source)
        return made

    def _like(self, report: Report) -> list[str]:
        """The events that may be the claim's, the most alike first."""
        numbers = self._near(searched(report.telling))
        numbers.discard(report.telling.claim_no)
        best: dict[str, float] = {}
        for other in self.reports(sorted(numbers)).values():
            likeness = sameness(report.telling, other.telling)
            if likeness.holds:
                for event in self._events_of(other.telling.claim_no):
                    best[event] = max(best.get(event, 0.0), likeness.score)
        return sorted(best, key=lambda event: (-best[event], event))

    def _open_to(self, report: Report) -> list[str]:
        """The events that may be the claim's, or that people merged it with, without large ones that people split it from."""
        found = dict.fromkeys((*self._like(report), *self._tied(report)))
        return [event for event in found if self._size(event) < MOST_REGROUPED or not self._kept_apart(report, event)]

    def _tied(self, report: Report) -> list[str]:
        """The events of claims that people merged this one with, however unlike they are."""
        numbers = [number for other in merged_with(self.connection, report.telling.claim_id) for number in self._numbers(other)]
        return sorted({event for number in numbers for event in self._events_of(number)})

    def _kept_apart(self, report: Report, event: str) -> bool:
        """Whether people split the claim from one of the event."""
        others = [other.telling for other in self.reports(self.members(event)).values()]
        rulings = Rulings(self.connection, [report.telling.claim_id, *(other.claim_id for other in others)])
        return bool(rulings.decisions) and any(rulings.together(report.telling, other) is False for other in others)

    def _numbers(self, claim_id: str) -> list[int]:
        found = self.connection.execute("SELECT claim_no FROM claims WHERE claim_id = ? AND until = ?", (claim_id, STILL))
        return [row[0] for row in found]

    def _size(self, event: str) -> int:
        found = self.connection.execute("SELECT count(*) FROM members WHERE event = ? AND until = ?", (event, STILL)).fetchone()
        return int(found[0])

    def _near(self, search: Search) -> set[int]:
        """Claims in reach of the search, the nearest in time where there are too many."""
        marks = {"sides": ", ".join("?" * len(search.sides)), "types": ", ".join("?" * len(search.types))}
        first, last = search.first - search.reach, search.last + search.reach
        days = (*search.sides, first, last, *search.types, search.first, search.last, search.first, MOST_SEARCHED)
        steps = (*search.sides, *search.steps, *search.types, MOST_SEARCHED)
        found = self.connection.execute(_NEAR_DAYS.format(**marks), days).fetchall()
        return {row[0] for row in (*found, *self.connection.execute(_NEAR_STEPS.format(**marks), steps))}

    def _post(self, report: Report) -> None:
        self.connection.executemany("INSERT OR IGNORE INTO link_keys VALUES (?, ?, ?, ?, ?)", key_rows(report.telling))

    def _begin(self, report: Report, revision: int) -> None:
        """An event of one claim."""
        event = report.telling.claim_id
        self._enter_member(report.telling, event, "{}", revision)
        if in_force(self.connection, [event]):
            self.refresh(event, revision)
        else:
            whole = assembled([report])
            self._enter_event(event_row(whole, None), party_rows(whole.claim.actors, whole.claim.recipients), whole.claim, revision)

    def _follow(self, report: Report, events: Sequence[str], revision: int) -> bool:
        """Takes a claim published after all claims of the events it is like into the one it fits best, as grouping them all anew would do.
        False where that may not be so. A large event takes in any claim.
        """
        members = {event: self.members(event) for event in events}
        large = next((event for event in events if len(members[event]) >= MOST_REGROUPED), None)
        told = {event: [each.telling for each in self.reports(numbers[:MOST_REGROUPED]).values()] for event, numbers in members.items()}
        if large is None and (self._decided(report, told) or not _is_last(report.telling, told)):
            return False
        best = large or max(events, key=lambda event: (fit(report.telling, told[event], undecided), event))
        if large is None and fit(report.telling, told[best], undecided) < LEAST_SAME:
            self._begin(report, revision)
            return True
        self._enter_member(report.telling, best, tying(report.telling, told[best], complete=large is None), revision)
        self.refresh(best, revision)
        return True

    def _events_of(self, number: int) -> list[str]:
        return [row[0] for row in self.connection.execute("SELECT event FROM members WHERE claim_no = ? AND until = ?", (number, STILL))]

    def _decided(self, report: Report, told: Mapping[str, Sequence[Telling]]) -> bool:
        """Whether people said anything about these claims."""
        ids = [report.telling.claim_id, *(each.claim_id for group in told.values() for each in group)]
        return bool(in_force(self.connection, ids))

    def _enter_member(self, each: Telling, event: str, evidence: str, revision: int) -> None:
        row = (each.claim_no, event, evidence)
        if not resume(self.connection, "members", _MEMBER, row, revision):
            enter(self.connection, "members", (*_MEMBER, "since"), (*row, revision))

    def _join(self, each: Telling, first: Telling, group: Sequence[Telling], revision: int) -> None:
        """Keeps that a claim belongs to the event named by the first claim of its group."""
        evidence = tying(each, group)
        kept = self.connection.execute("SELECT event, evidence FROM members WHERE claim_no = ? AND until = ?", (each.claim_no, STILL))
        if kept.fetchone() == (first.claim_id, evidence):
            return
        end(self.connection, "members", "claim_no", each.claim_no, revision)
        self._enter_member(each, first.claim_id, evidence, revision)

    def _row_kept(self, event: str) -> tuple[Row, list[Row]] | None:
        kept = self._rows(event, STILL)
        return kept[1:] if kept else None

    def _rows(self, event: str, until: int) -> tuple[int, Row, list[Row]] | None:
        """(revision of its last change, row, parties) of the event's state that ends so."""
        found = self.connection.execute(
            f"SELECT event_no, changed, {', '.join(EVENT_COLUMNS)} FROM events WHERE event = ? AND until = ?", (event, until)  # noqa: S608
        ).fetchone()
        if found is None:
            return None
        parties = self.connection.execute(
            f"SELECT {', '.join(COLUMNS['parties'])} FROM event_parties WHERE event_no = ? ORDER BY side, position", found[:1]  # noqa: S608
        )
        return found[1], found[2:], parties.fetchall()

    def _enter_event(self, row: Row, parties: Sequence[Row], claim: Claim, revision: int) -> None:
        changed = self._changed(row, parties, revision)
        number = enter(self.connection, "events", (*EVENT_COLUMNS, "since", "changed"), (*row, revision, changed))
        enter_all(self.connection, "event_parties", ("event_no", *COLUMNS["parties"]), [(number, *party) for party in parties])
        if row[_VERDICT] != "rejected":
            enter_all(self.connection, "dyads", DYAD_COLUMNS, dyad_rows(claim, number, revision))

    def _changed(self, row: Row, parties: Sequence[Row], revision: int) -> int:
        """The revision in which the event came to be told so: a page read again brings its claims anew, and often nothing new."""
        before = self._rows(str(row[0]), revision)
        if before and (telling_alike(before[1], row), before[2]) == (True, list(parties)):
            return before[0]
        return revision

    def _end_event(self, event: str, revision: int) -> None:
        found = self.connection.execute("SELECT event_no, date, since FROM events WHERE event = ? AND until = ?", (event, STILL)).fetchone()
        if found is None:
            return
        number, date, since = found
        key = {"number": number, "date": date or UNDATED, "still": STILL, "revision": revision}
        if since == revision:  # it never held
            self.connection.execute(f"DELETE FROM dyads WHERE {DYADS_OF}", key)  # noqa: S608 - our names
            self.connection.execute("DELETE FROM event_parties WHERE event_no = ?", (number,))
        else:
            self.connection.execute(f"UPDATE dyads SET until = :revision WHERE {DYADS_OF}", key)  # noqa: S608 - our names
        end(self.connection, "events", "event", event, revision)


def ruled(event: str, reports: Sequence[Report], rulings: Rulings) -> tuple[Whole, str | None]:
    """The event that the reports tell of, with the fields people set, and their verdict."""
    whole = assembled(sorted(reports, key=lambda report: report.telling.order))
    return replace(whole, event=event, claim=rulings.edited(whole.claim)), rulings.verdict()


def event_row(whole: Whole, verdict: str | None) -> tuple[str | int | float | None, ...]:
    """The row of table events."""
    claim = whole.claim
    place, country = (claim.place.name, claim.place.country) if claim.place else (None, None)
    return (
        whole.event, whole.lead_no, claim.type, claim.mode, claim.status, claim.date, claim.date_end, place, country,
        claim.attributed_to, json.dumps(claim.context), claim.dead, claim.injured, claim.cameo, float(claim.score),
        float(claim.confidence), whole.reports, whole.origins, int(whole.disputed), verdict,
    )


def key_rows(told: Telling) -> list[tuple[str, int, int, str, int]]:
    """The rows of table link_keys by which a claim is found."""
    return [(sides, day, told.claim_no, told.type, int(moving(told))) for sides, day in link_keys(told)]


def telling_alike(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether two rows of table events say the same, whichever reading of the page the claim quoted is from."""
    return (*one[:_LEAD], *one[_LEAD + 1 :]) == (*other[:_LEAD], *other[_LEAD + 1 :])


def dyad_rows(claim: Claim, event_no: int, revision: int) -> list[tuple[str | int | float, ...]]:
    """Who is in an event: each country by itself (`other` is then ""), and the pairs of countries it is between, from actor to recipient
    or, between parties that act together, both ways (`joint`).
    """
    actors = sorted({party.country for party in claim.actors if party.country})
    recipients = sorted({party.country for party in claim.recipients if party.country})
    alone = [(country, "", 0) for country in sorted({*actors, *recipients})]
    if recipients:
        pairs = [(one, other, 0) for one in actors for other in recipients]
    else:
        pairs = [(one, other, 1) for one in actors for other in actors if one != other]
    rest = (claim.date or UNDATED, event_no, revision, claim.date_end or "", claim.type, float(claim.score))
    return [(one, other, *rest, joint) for one, other, joint in (*alone, *pairs)]


def _is_last(each: Telling, told: Mapping[str, Sequence[Telling]]) -> bool:
    """Whether a claim was published after all these."""
    return all(other.order < each.order for group in told.values() for other in group)


def tying(each: Telling, group: Sequence[Telling], *, complete: bool = True) -> str:
    """What ties a claim to its event: the one before it that it is most like, and why; nothing for the first. `complete` says that the
    group is the whole event.
    """
    others = [other for other in group if (other.order < each.order if complete else other.claim_no != each.claim_no)]
    if not others:
        return "{}"
    like, likeness = max(((other, sameness(each, other)) for other in others), key=lambda pair: (pair[1].score, pair[0].claim_id))
    if complete and not likeness.holds:  # too unlike to have been joined by anything but people
        likeness = Sameness(BY_DECISION, (("decision", BY_DECISION),))
    return json.dumps({"like": like.claim_id, "score": likeness.score, "evidence": dict(likeness.evidence)})
