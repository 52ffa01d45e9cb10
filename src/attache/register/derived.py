"""Whether what the register derives is what follows: stories, members of events, events, their parties and dyads, at every revision.

In: a connection to a register whose evidence (pages, texts, readings, claims, decisions) is sound. Out: (table, key, problem) for each
thing that does not follow. Each event is put together again at every revision at which anything it rests on changed, and compared with the
rows kept for it. Persons, bodies and agreements, which depend on the order in which pages came, are made once more (`replay`).
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from attache.model import Claim, Reading
from attache.register.assembly import Report
from attache.register.copies import body_span, shared, shingles, source_of
from attache.register.database import Connection
from attache.register.entries import DYADS_OF, dyad_rows, event_row, telling_alike
from attache.register.held import EVENT_COLUMNS
from attache.register.joining import BY_DECISION, MOST_REGROUPED, ruled, tying
from attache.register.linking import sameness
from attache.register.migrations import STILL, UNDATED
from attache.register.postings import postings
from attache.register.replay import Finding, unfounded_figures
from attache.register.reports import reports_kept
from attache.register.rows import COLUMNS, party_rows
from attache.register.rulings import Rulings, in_force

Rows = tuple[object, ...]
State = tuple[Rows, tuple[Rows, ...], tuple[Rows, ...]]
_DIFFERS = "not what follows from its claims and decisions"
_DATE = EVENT_COLUMNS.index("date")
_DYAD = "one, other, date_end, type, score, joint"
_TALLIES = f"""SELECT '' AS one, coalesce(date, '{UNDATED}') AS date, coalesce(date_end, '') AS date_end, type, count(*) AS events
        FROM events WHERE until = {STILL} AND verdict IS NOT 'rejected' GROUP BY 1, 2, 3, 4
    UNION ALL SELECT one, date, date_end, type, count(*) FROM dyads WHERE other = '' AND until = {STILL}
        GROUP BY 1, 2, 3, 4"""  # noqa: S608 - our names
_TIES = f"""SELECT one, other, joint, count(*) AS events, sum(CAST(round(score * 1000) AS BIGINT)) AS score FROM dyads
    WHERE until = {STILL} GROUP BY 1, 2, 3"""  # noqa: S608 - our names
_MONTHS = f"""SELECT substr(coalesce(date, '{UNDATED}'), 1, 7) AS month, type, count(*) AS events FROM events
    WHERE until = {STILL} AND verdict IS NOT 'rejected' GROUP BY 1, 2"""  # noqa: S608 - our names
_OUTLETS = f"""SELECT coalesce('=' || r.publisher, '') AS publisher, count(*) AS pages,
        sum(CASE WHEN s.story <> s.page_id THEN 1 ELSE 0 END) AS copies
    FROM readings r JOIN stories s ON s.page_id = r.page_id AND s.until = {STILL} WHERE r.until = {STILL} GROUP BY 1"""  # noqa: S608 - our names
# what is counted as rows come and go: table, its rows that count something, the same counted anew, and what is wrong where they differ
_COUNTS = (
    ("tallies", "SELECT one, date, date_end, type, events FROM tallies WHERE events != 0", _TALLIES, "not the number of events there are"),
    ("ties", "SELECT one, other, joint, events, score FROM ties WHERE (events, score) != (0, 0)", _TIES, "not the events there are"),
    ("months", "SELECT month, type, events FROM months WHERE events != 0", _MONTHS, "not the number of events there are"),
    ("outlets", "SELECT publisher, pages, copies FROM outlets WHERE (pages, copies) != (0, 0)", _OUTLETS, "not the pages there are"),
)


class Member(NamedTuple):
    """A claim's place in an event, from one revision to another."""

    claim_no: int
    event: str
    evidence: str
    since: int
    until: int


@dataclass(frozen=True)
class _Span:
    """A state of an event: its row, parties and dyads as one value, and the revisions it holds for."""

    state: State
    since: int
    until: int


def unfounded(connection: Connection) -> Iterator[Finding]:
    """Everything derived that does not follow, table by table; events are looked at only where what they are made of is in order."""
    members = _members(connection)
    found = [*_held_with_readings(connection), *_stories(connection), *_places(connection, members)]
    yield from found
    if not found:
        yield from _keys(connection)
        yield from _events(connection, members)
        yield from _counts(connection)
        yield from unfounded_figures(connection)


def _events(connection: Connection, members: Iterable[Member]) -> Iterator[Finding]:
    by_event: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_event[member.event].append(member)
    known = [row[0] for row in connection.execute("SELECT DISTINCT event FROM events ORDER BY event")]
    for event in sorted({*by_event, *known}):
        yield from _event(connection, event, by_event[event])


def _held_with_readings(connection: Connection) -> Iterator[Finding]:
    """A page's readings follow each other, and what was read holds as long as its reading."""
    for table in ("claims", "roles", "relations"):
        statement = f"""SELECT reading_no FROM {table} t JOIN readings r USING (reading_no)
            WHERE t.since != r.since OR t.until != r.until"""  # noqa: S608 - our names
        for (number,) in connection.execute(statement):
            yield table, str(number), "does not hold for the revisions its reading holds for"
    for page_id, since, until in connection.execute(
        """SELECT page_id, since, until FROM readings r WHERE until != ? AND NOT EXISTS
            (SELECT 1 FROM readings n WHERE n.page_id = r.page_id AND n.since = r.until) OR until <= since""", (STILL,)
    ):
        yield "readings", page_id, f"holds from revision {since} to {until}, where no other follows"


def _stories(connection: Connection) -> Iterator[Finding]:
    statement = """SELECT p.page_id, p.origin, r.json, t.text, r.since, r.until FROM readings r JOIN pages p USING (page_id)
        JOIN texts t ON t.sha256 = r.text_sha256"""
    kept = {(row[0], row[1]): row[2:] for row in connection.execute(
        "SELECT page_id, since, until, source, body_start, body_end, story, shared FROM stories"
    )}
    for page_id, origin, written, text, since, until in connection.execute(statement):
        reading = msgspec.json.decode(written, type=Reading)
        found = kept.pop((page_id, since), None)
        if found is None or found[:4] != (until, source_of(reading, origin), *body_span(text, reading)):
            yield "stories", page_id, "not what follows from its reading"
        elif not _shares(connection, page_id, text[found[2] : found[3]], found[4], found[5]):
            yield "stories", page_id, "shares less or more with its story than it says"
    for page_id, _ in kept:
        yield "stories", page_id, "of a reading that is not there"


def _shares(connection: Connection, page_id: str, body: str, story: str, share: float) -> bool:
    """Whether a page of the story has this much in common with the body."""
    if story == page_id and share == 1.0:
        return True
    mine = shingles(body)
    others = connection.execute(
        """SELECT t.text, s.body_start, s.body_end FROM stories s JOIN readings r USING (page_id, since)
            JOIN texts t ON t.sha256 = r.text_sha256 WHERE s.story = ? AND s.page_id != ?""", (story, page_id)
    )
    return any(round(shared(mine, shingles(text[first:last])), 3) == share for text, first, last in others)


def _members(connection: Connection) -> list[Member]:
    found = connection.execute("SELECT claim_no, event, evidence, since, until FROM members ORDER BY claim_no, since")
    return [Member(*row) for row in found]


def _places(connection: Connection, members: Iterable[Member]) -> Iterator[Finding]:
    """Each claim belongs to one event at every revision it holds for, and to none at others."""
    by_claim: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        by_claim[member.claim_no].append(member)
    for number, claim_id, since, until in connection.execute("SELECT claim_no, claim_id, since, until FROM claims"):
        bounds = [bound for member in by_claim.pop(number, []) for bound in (member.since, member.until)]
        if not bounds or (bounds[0], bounds[-1]) != (since, until) or bounds[1:-1:2] != bounds[2::2] or sorted(bounds) != bounds:
            yield "members", claim_id, "does not belong to one event as long as it holds"
    for number in by_claim:
        yield "members", str(number), "no such claim"


def _keys(connection: Connection) -> Iterator[Finding]:
    """The keys by which claims are found are those that follow from them."""
    numbers = [row[0] for row in connection.execute("SELECT claim_no FROM claims WHERE until = ?", (STILL,))]
    kept: dict[int, set[Rows]] = defaultdict(set)
    for row in connection.execute("SELECT sides, day, claim_no, type, moving FROM link_keys"):
        kept[row[2]].add(row)
    for first in range(0, len(numbers), 500):
        for number, report in reports_kept(connection, numbers[first : first + 500]).items():
            if kept.pop(number, set()) != set(postings(report.telling)):
                yield "link_keys", report.telling.claim_id, "not the keys that follow from the claim"
    for number in kept:
        yield "link_keys", str(number), "of no claim that holds"


def _event(connection: Connection, event: str, members: Sequence[Member]) -> Iterator[Finding]:
    reports = reports_kept(connection, sorted({member.claim_no for member in members}))
    moments = _moments(connection, members, reports)
    expected: list[_Span] = []
    for since, until in zip(moments, [*moments[1:], STILL], strict=True):
        held = [member for member in members if member.since <= since < member.until]
        if not held:
            continue
        group = sorted((reports[member.claim_no] for member in held), key=lambda report: report.telling.order)
        if group[0].telling.claim_id != event:
            yield "members", event, "not named after the first of its claims"
        yield from _evidence(event, [member for member in held if member.since == since], group)
        rulings = Rulings(in_force(connection, [report.telling.claim_id for report in group], since))
        whole, verdict = ruled(event, group, rulings)
        expected.append(_Span(_state(event_row(whole, verdict), whole.claim), since, until))
    if _joined(expected) != _joined(_kept(connection, event)) or not _changes_sound(connection, event):
        yield "events", event, _DIFFERS


def _counts(connection: Connection) -> Iterator[Finding]:
    """Every dyad is of an event, and what is counted as rows come and go is what there is."""
    statement = """SELECT count(*) FROM dyads d LEFT JOIN events e USING (event_no)
        WHERE (d.since, d.until, d.date) IS NOT (e.since, e.until, coalesce(e.date, ?))
            OR d.one NOT IN (SELECT country FROM event_parties p WHERE p.event_no = d.event_no AND country IS NOT NULL)
            OR d.other NOT IN (SELECT '' UNION SELECT country FROM event_parties p WHERE p.event_no = d.event_no AND country IS NOT NULL)"""
    (strays,) = connection.execute(statement, (UNDATED,)).fetchone()
    if strays:
        yield "dyads", "", f"{strays} of no event that holds as long"
    for table, kept, counted, problem in _COUNTS:
        for one, other in ((counted, kept), (kept, counted)):
            for row in connection.execute(f"SELECT * FROM ({one}) AS one EXCEPT SELECT * FROM ({other}) AS other"):  # noqa: S608 - our words
                yield table, " ".join(cell for cell in row[:2] if isinstance(cell, str)).strip(), problem


def _moments(connection: Connection, members: Sequence[Member], reports: dict[int, Report]) -> list[int]:
    """The revisions at which anything the event rests on changed."""
    found = {bound for member in members for bound in (member.since, member.until)} - {STILL}
    for report in reports.values():
        subject = report.telling.claim_id
        statement = "SELECT revision FROM decisions WHERE subject = ? OR other = ?"
        found |= {row[0] for row in connection.execute(statement, (subject, subject))}
    return sorted(found)


def _evidence(event: str, members: Sequence[Member], group: Sequence[Report]) -> Iterator[Finding]:
    """What is said to tie the claims to the others is what does, so far as the whole event was looked at."""
    tellings = {report.telling.claim_no: report.telling for report in group}
    for member in members:
        each = tellings[member.claim_no]
        if len(group) <= MOST_REGROUPED:
            sound = member.evidence == tying(each, list(tellings.values()))
        else:
            said = json.loads(member.evidence)
            like = next((other for other in tellings.values() if other.claim_id == said.get("like")), None)
            sound = like is not None and said.get("score") in (sameness(each, like).score, BY_DECISION)
        if not sound:
            yield "members", event, f"claim {each.claim_id} is not tied to it by the evidence given"


def _kept(connection: Connection, event: str) -> list[_Span]:
    statement = f"SELECT {', '.join(EVENT_COLUMNS)}, event_no, since, until FROM events WHERE event = ? ORDER BY since"  # noqa: S608
    spans = []
    for *row, number, since, until in connection.execute(statement, (event,)).fetchall():
        parties = connection.execute(
            f"SELECT {', '.join(COLUMNS['parties'])} FROM event_parties WHERE event_no = ? ORDER BY side, position", (number,)  # noqa: S608
        ).fetchall()
        held = {"number": number, "still": until, "date": row[_DATE] or UNDATED}
        dyads = connection.execute(f"SELECT {_DYAD} FROM dyads WHERE {DYADS_OF} AND since = {since} ORDER BY one, other", held)  # noqa: S608
        spans.append(_Span((tuple(row), tuple(parties), tuple(dyads)), since, until))
    return spans


def _changes_sound(connection: Connection, event: str) -> bool:
    """Whether each state of the event says rightly since when it is told so."""
    changes = [row[0] for row in connection.execute("SELECT changed FROM events WHERE event = ? ORDER BY since", (event,))]
    before: tuple[_Span, int] | None = None
    for span, changed in zip(_kept(connection, event), changes, strict=True):
        if changed != (before[1] if before and _goes_on(before[0], span) else span.since):
            return False
        before = span, changed
    return True


def _goes_on(one: _Span, other: _Span) -> bool:
    """Whether the second state follows on the first and tells the same."""
    (row, parties, _), (later, later_parties, _) = one.state, other.state
    return one.until == other.since and telling_alike(row, later) and parties == later_parties


def _state(row: Rows, claim: Claim) -> State:
    rejected = row[EVENT_COLUMNS.index("verdict")] == "rejected"
    dyads = () if rejected else tuple((one, other, *rest) for one, other, _, _, _, *rest in sorted(dyad_rows(claim, 0, 0)))
    return row, tuple(sorted(party_rows(claim.actors, claim.recipients), key=lambda party: party[:2])), dyads


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Neighbours of the same state as one: a page read again the same ends an event and begins it anew."""
    made: list[_Span] = []
    for span in spans:
        if made and (made[-1].state, made[-1].until) == (span.state, span.since):
            made[-1] = _Span(span.state, made[-1].since, span.until)
        else:
            made.append(span)
    return made
