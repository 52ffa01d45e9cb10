"""How an event came to be known: its reports in order of publication, copies folded, the steps of its status, and what they contradict.

In: a connection from `register.connection.reading`, an event. Out: a `Thread`. Nothing is averaged: where reports differ, both stand.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from attache.model import Claim, Status
from attache.queries.countries import country_code
from attache.queries.events import Account, Event, accounts
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection
from attache.register.folding import folded
from attache.register.tellings import interval

_DECISIVE: frozenset[Status] = frozenset({"happened", "called_off", "denied"})


class Strand(Struct, frozen=True):
    """One telling of the event, with the same telling on pages that are copies of its page."""

    account: Account
    copies: tuple[Account, ...]


class Step(Struct, frozen=True):
    """The status an event came to have with a report."""

    status: Status
    published: str | None
    id: str


class Version(Struct, frozen=True):
    """What some reports say of a thing that others say otherwise."""

    value: str
    strands: tuple[Strand, ...]


class Contradiction(Struct, frozen=True):
    """What reports disagree on, and the versions of it in the order in which they appeared."""

    about: str
    versions: tuple[Version, ...]


class Thread(Struct, frozen=True):
    """An event's reports, the steps of its status, and what its reports disagree on."""

    strands: tuple[Strand, ...]
    steps: tuple[Step, ...]
    contradictions: tuple[Contradiction, ...]


def thread(register: Connection, asked: Event, at: Moment = NOW) -> Thread:
    """All that was reported of the event."""
    found = strands(accounts(register, asked, at))
    differing = [_contradiction(found, about, value, differ) for about, value, differ in _COMPARED]
    disputed = [_contradiction(_decided(found), "status", lambda claim: claim.status, str.__ne__)] if asked.disputed else []
    return Thread(found, steps(found), tuple(each for each in (*disputed, *differing) if each))


def strands(told: Sequence[Account]) -> tuple[Strand, ...]:
    """Tellings in order; one on a page that copies an earlier one's page, with the same status, is folded into that."""
    lines: list[list[Account]] = []
    for account in told:
        line = next((line for line in lines if _is_copy(account, line)), None)
        if line is None:
            lines.append([account])
        else:
            line.append(account)
    return tuple(Strand(line[0], tuple(line[1:])) for line in lines)


def steps(found: Sequence[Strand]) -> tuple[Step, ...]:
    """Where the status changed from one report to the next."""
    taken: list[Step] = []
    for strand in found:
        status = strand.account.claim.status
        if not taken or taken[-1].status != status:
            taken.append(Step(status, strand.account.page.published, strand.account.id))
    return tuple(taken)


def _is_copy(account: Account, line: Sequence[Account]) -> bool:
    same = line[0].story == account.story and line[0].claim.status == account.claim.status
    return same and all(other.page.page_id != account.page.page_id for other in line)


def _contradiction(
    found: Sequence[Strand], about: str, value: Callable[[Claim], str | None], differ: Callable[[str, str], bool]
) -> Contradiction | None:
    said: dict[str, list[Strand]] = {}
    for strand in found:
        word = value(strand.account.claim)
        if word is not None:
            said.setdefault(word, []).append(strand)
    against = [word for word in said if any(differ(word, other) for other in said)]
    return Contradiction(about, tuple(Version(word, tuple(said[word])) for word in against)) if against else None


def _decided(found: Sequence[Strand]) -> list[Strand]:
    return [strand for strand in found if strand.account.claim.status in _DECISIVE]


def _when(claim: Claim) -> str | None:
    return f"{claim.date}/{claim.date_end}" if claim.date_end else claim.date


def _apart(one: str, other: str) -> bool:
    """Whether two times have no day in common."""
    (first, last), (other_first, other_last) = _days(one), _days(other)
    return last < other_first or other_last < first


def _days(written: str) -> tuple[int, int]:
    date, _, date_end = written.partition("/")
    return interval(date, date_end or None)


def _where(claim: Claim) -> str | None:
    """The place named, unless it is a whole country."""
    if claim.place is None or country_code(claim.place.name):
        return None
    return claim.place.name


def _elsewhere(one: str, other: str) -> bool:
    return folded(one) != folded(other)


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


_COMPARED: tuple[tuple[str, Callable[[Claim], str | None], Callable[[str, str], bool]], ...] = (
    ("date", _when, _apart), ("place", _where, _elsewhere), ("dead", lambda claim: _number(claim.dead), str.__ne__),
    ("injured", lambda claim: _number(claim.injured), str.__ne__),
)
