"""Joins claims to events in the register: finds the claims that may tell of the same event, groups them, keeps what changed.

In: a connection inside a transaction. Every group that a new or lost claim touches is put together again from all its claims and from what
people decided. Nothing is written of events before `settle`, which gets the revision that is being made.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from attache.register.assembly import Report, Whole, assembled
from attache.register.belonging import Belonging
from attache.register.database import Connection
from attache.register.entries import Entry, entry_of, keep
from attache.register.linking import LEAST_SAME, Sameness, fit, groups, sameness, searched, undecided
from attache.register.migrations import STILL
from attache.register.postings import Postings
from attache.register.reports import reports_kept
from attache.register.rulings import Docket, Rulings
from attache.register.tellings import Telling

MOST_REGROUPED = 80  # claims; a larger event takes new claims in without being put together again
BY_DECISION = 100.0  # the weight of what people said
_REMEMBERED = 20_000
_LOADED_AT_ONCE = 10_000  # claims; SQLite takes no more than 32,766 parameters


class Joiner:
    """Keeps the events of one register in step with its claims. Remembers claims it has seen, so keep it as long as the connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._belonging = Belonging(connection, "members", "claim_no", "event")
        self._postings = Postings(connection)
        self._docket = Docket(connection)
        self._reports: dict[int, Report] = {}
        self._touched: set[str] = set()

    def take_in(self, reports: Sequence[Report], *, first: bool) -> None:
        """Finds the events that claims which were just entered tell of; `first` says that their page was not read before."""
        new = {report.telling.claim_no: report for report in reports}
        self._reports.update(new)
        self._belonging.welcome(new)
        if first:  # no event can be named after them yet
            self._belonging.welcome_groups(report.telling.claim_id for report in reports)
        for report in reports:
            self._postings.post(report.telling)
            found = self._open_to(report)
            if not found:
                self._enter_member(report.telling, report.telling.claim_id, "{}")
            elif not self._follow(report, found):
                self.regroup([report.telling.claim_no, *(number for event in found for number in self.members(event))])

    def let_go(self, numbers: Sequence[int]) -> None:
        """Takes claims that no longer hold out of their events."""
        events = self._belonging.groups(numbers)
        for number in numbers:
            self._belonging.take_out(number)
        self._postings.take_out(report.telling for report in self.reports(numbers).values())
        self._touched |= events
        self.regroup([number for event in sorted(events) for number in self.members(event)])

    def regroup(self, numbers: Sequence[int]) -> None:
        """Groups these claims anew; they must be all claims of the events they belong to."""
        reports = self.reports(sorted(set(numbers)))
        rulings = self._rulings(reports.values())
        self._touched |= self._belonging.groups(reports)
        tellings = [report.telling for report in reports.values()]
        for group in groups(tellings, rulings.together if rulings.decisions else undecided):
            for each in group:
                self._enter_member(each, group[0].claim_id, tying(each, group))

    def refresh(self, event: str) -> None:
        """Has the event told anew when the transaction settles."""
        self._touched.add(event)

    def settle(self, revision: int) -> None:
        """Writes what has become of the events: where their claims belong, and those that are told otherwise now."""
        self._belonging.settle(revision)
        self._postings.settle()
        touched, self._touched = sorted(self._touched), set()
        if touched:
            self.reports(sorted({number for event in touched for number in self.members(event)}))  # those to be loaded, all at once
            keep(self.connection, {event: self._entry(event) for event in touched}, revision)
        if len(self._reports) > _REMEMBERED:
            self._reports.clear()
        self._docket.look_again()

    def look_again(self) -> None:
        """Says that a decision was entered."""
        self._docket.look_again()

    def whole(self, event: str) -> tuple[Whole, str | None]:
        """The event as its claims tell it now and people edited it, and what people said of it."""
        reports = self.reports(self.members(event))
        return ruled(event, list(reports.values()), self._rulings(reports.values()))

    def members(self, event: str) -> list[int]:
        """The claims that tell of the event now."""
        return self._belonging.members(event)

    def reports(self, numbers: Sequence[int]) -> dict[int, Report]:
        """Claims by number, with their pages' stories and sources."""
        missing = [number for number in numbers if number not in self._reports]
        for first in range(0, len(missing), _LOADED_AT_ONCE):
            self._reports.update(reports_kept(self.connection, missing[first : first + _LOADED_AT_ONCE]))
        return {number: self._reports[number] for number in numbers}

    def forget(self) -> None:
        """Drops what is remembered, after a write that failed or another writer's."""
        self._belonging.forget()
        self._postings.forget()
        self._docket.forget()
        self._reports.clear()
        self._touched.clear()

    def _entry(self, event: str) -> Entry | None:
        return entry_of(*self.whole(event)) if self._belonging.size(event) else None

    def _rulings(self, reports: Iterable[Report]) -> Rulings:
        return self._docket.rulings(report.telling.claim_id for report in reports)

    def _like(self, report: Report) -> list[str]:
        """The events that may be the claim's, the most alike first."""
        numbers = self._postings.near(searched(report.telling))
        numbers.discard(report.telling.claim_no)
        best: dict[str, float] = {}
        for number, other in self.reports(sorted(numbers)).items():
            likeness = sameness(report.telling, other.telling)
            if likeness.holds and (place := self._belonging.place(number)):
                best[place.group] = max(best.get(place.group, 0.0), likeness.score)
        return sorted(best, key=lambda event: (-best[event], event))

    def _open_to(self, report: Report) -> list[str]:
        """The events that may be the claim's, or that people merged it with, without large ones that people split it from."""
        found = dict.fromkeys((*self._like(report), *self._tied(report)))
        return [event for event in found if self._belonging.size(event) < MOST_REGROUPED or not self._kept_apart(report, event)]

    def _tied(self, report: Report) -> list[str]:
        """The events of claims that people merged this one with, however unlike they are."""
        numbers = [number for other in self._docket.merged_with(report.telling.claim_id) for number in self._numbers(other)]
        return sorted(self._belonging.groups(numbers))

    def _kept_apart(self, report: Report, event: str) -> bool:
        """Whether people split the claim from one of the event."""
        others = self.reports(self.members(event)).values()
        rulings = self._rulings([report, *others])
        return bool(rulings.decisions) and any(rulings.together(report.telling, other.telling) is False for other in others)

    def _numbers(self, claim_id: str) -> list[int]:
        found = self.connection.execute("SELECT claim_no FROM claims WHERE claim_id = ? AND until = ?", (claim_id, STILL))
        return [row[0] for row in found]

    def _follow(self, report: Report, events: Sequence[str]) -> bool:
        """Takes a claim published after all claims of the events it is like into the one it fits best, as grouping them all anew would do.
        False where that may not be so. A large event takes in any claim.
        """
        each = report.telling
        members = {event: self.members(event) for event in events}
        large = next((event for event in events if len(members[event]) >= MOST_REGROUPED), None)
        told = {event: [other.telling for other in self.reports(numbers[:MOST_REGROUPED]).values()] for event, numbers in members.items()}
        if large:
            self._enter_member(each, large, tying(each, told[large], complete=False))
            return True
        if self._decided(report, told) or not _is_last(each, told):
            return False
        best, event = max((fit(each, told[event], undecided), event) for event in events)
        if best < LEAST_SAME:
            self._enter_member(each, each.claim_id, "{}")
        else:
            self._enter_member(each, event, tying(each, told[event]))
        return True

    def _decided(self, report: Report, told: Mapping[str, Sequence[Telling]]) -> bool:
        """Whether people said anything about these claims."""
        return bool(self._docket.in_force([report.telling.claim_id, *(each.claim_id for group in told.values() for each in group)]))

    def _enter_member(self, each: Telling, event: str, evidence: str) -> None:
        self._belonging.put(each.claim_no, event, evidence)
        self._touched.add(event)


def ruled(event: str, reports: Sequence[Report], rulings: Rulings) -> tuple[Whole, str | None]:
    """The event that the reports tell of, with the fields people set, and their verdict."""
    whole = assembled(sorted(reports, key=lambda report: report.telling.order))
    if not rulings.decisions and whole.event == event:
        return whole, None
    return replace(whole, event=event, claim=rulings.edited(whole.claim)), rulings.verdict()


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
    return likeness.tie(like.claim_id)
