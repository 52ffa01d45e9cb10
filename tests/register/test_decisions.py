"""What people decide: in force at once, undone without trace in what is held, the same after reading again."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from attache.errors import InputError
from attache.queries.events import Account, Event, EventFilter, accounts, event, events
from attache.register.connection import reading as open_for_reading
from attache.register.decisions import Said
from attache.register.export import canonical_hash
from attache.register.joining import Joiner
from attache.register.rows import claim_ids
from attache.register.store import Register, open_register
from attache.register.verify import verify
from tests.behind import dumped
from tests.samples import TALKS, VISIT, PlainReader, fill, page, reading

ANA, BEN = Said("Ana", "checked with the ministry"), Said("Ben", "second thoughts")
AGAIN = "Ministers meet\nItaly met Kenya on 2021-03-04.\nGhana accused Peru.\n"
OTHER = "A far visit\nNorway met Peru on 2021-01-02.\n"


@pytest.fixture
def register(register_path: Path) -> Iterator[Register]:
    """Four pages; two of them tell of one meeting."""
    fill(register_path, TALKS, VISIT, AGAIN, OTHER)
    with open_register(register_path) as opened:
        yield opened


def named(register: Register, quote: str) -> str:
    return next(found.id for found in events(register.connection) if found.claim.quote.startswith(quote))


def claims(register: Register, identity: str) -> list[str]:
    return [account.id for account in accounts(register.connection, event(register.connection, identity))]


def state(register: Register) -> list[tuple[Event, list[Account]]]:
    """Everything held of events now, but for revisions."""
    found = sorted(events(register.connection, EventFilter()), key=lambda each: each.id)
    rejected = list(events(register.connection, EventFilter(verdict="rejected")))
    return [(msgspec.structs.replace(each, since=0), accounts(register.connection, each)) for each in found + rejected]


def revision(register: Register) -> int:
    return int(register.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def test_accept_and_reject_are_the_event_s_verdict_and_the_last_word_counts(register: Register) -> None:
    meeting = named(register, "Italy met")
    assert register.accept(meeting, ANA) == 1
    assert event(register.connection, meeting).verdict == "accepted"
    assert register.reject(claims(register, meeting)[1], BEN) == 2
    assert event(register.connection, meeting).verdict == "rejected"
    assert meeting not in {found.id for found in events(register.connection)}


def test_a_decision_is_kept_with_who_when_and_why(register: Register) -> None:
    register.accept(named(register, "Italy met"), ANA)
    row = register.connection.execute(
        "SELECT d.decided_by, d.reason, d.kind, r.revision, r.what FROM decisions d JOIN revisions r USING (revision) WHERE d.at != ''"
    ).fetchone()
    assert row == ("Ana", "checked with the ministry", "accept", revision(register), f"decision accept {named(register, 'Italy met')}")


@pytest.mark.parametrize(("field", "value"), [
    ("type", "COOPERATE"), ("mode", "visit"), ("status", "denied"), ("date", "2021-03"), ("date_end", "2021-03-05"),
    ("attributed_to", "a spokesman"), ("dead", 3), ("injured", 0), ("place", {"name": "Mombasa", "country": "KEN"}), ("place", None),
    ("actors", [{"name": "Italy", "country": "ITA", "sector": "GOV"}, {"name": "Aldo Brenn", "country": None, "sector": "UNK"}]),
    ("recipients", []),
])
def test_every_field_may_be_edited_and_the_edit_undone(register: Register, field: str, value: object) -> None:
    meeting, before = named(register, "Italy met"), state(register)
    if field == "type":
        register.edit(meeting, "mode", None, ANA)
    number = register.edit(meeting, field, value, ANA)
    assert number is not None
    assert msgspec.json.decode(msgspec.json.encode(getattr(event(register.connection, meeting).claim, field))) == value
    assert register.undo(number, BEN) == number + 1
    if field == "type":
        register.undo(1, BEN)
    assert state(register) == before


def test_score_and_code_follow_an_edited_type(register: Register) -> None:
    accused = named(register, "Italy accused")
    register.edit(accused, "mode", None, ANA)
    register.edit(accused, "type", "CONSULT", ANA)
    claim = event(register.connection, accused).claim
    assert (claim.score, claim.cameo) == (2.5, "040")


@pytest.mark.parametrize(("field", "value"), [
    ("quote", "x"), ("type", "TALK"), ("mode", "aerial"), ("status", "maybe"),
    ("date", "2021-13"), ("date", "2021-02-30"), ("date", "soon"),
    ("date", "٢٠٢١"), ("date_end", "2021-03-01"), ("place", {"name": "Rome", "country": "ITL"}), ("place", {"name": "", "country": None}),
    ("dead", -1), ("dead", "three"), ("attributed_to", " "), ("attributed_to", "x" * 400), ("attributed_to", "\ud800"),
    ("actors", [{"name": "Italy", "country": "ITA", "sector": "KING"}]), ("actors", "Italy"), ("date", None, ),
])
def test_a_value_the_field_cannot_hold_is_refused_and_nothing_changes(register: Register, field: str, value: object) -> None:
    meeting = named(register, "Italy met")
    register.edit(meeting, "date_end", "2021-03-05", ANA)
    before = revision(register), state(register)
    with pytest.raises(InputError, match="E-DECISION"):
        register.edit(meeting, field, value, ANA)
    assert (revision(register), state(register)) == before


def test_merged_events_are_one_until_undone(register: Register) -> None:
    meeting, far, before = named(register, "Italy met"), named(register, "Norway met"), state(register)
    number = register.merge(meeting, far, ANA)
    assert number == 1
    merged = event(register.connection, far)
    assert merged.id == event(register.connection, meeting).id
    assert (merged.reports, len(claims(register, far))) == (3, 3)
    assert {tuple(account.evidence.get("evidence", ())) for account in accounts(register.connection, merged)} > {("decision",)}
    register.undo(1, BEN)
    assert state(register) == before
    assert register.undo(2, ANA) == 3
    assert event(register.connection, far).id == event(register.connection, meeting).id


def test_a_claim_split_from_its_event_stands_alone_until_undone(register: Register) -> None:
    meeting, before = named(register, "Italy met"), state(register)
    first, second = claims(register, meeting)
    register.split(second, ANA)
    assert (claims(register, first), claims(register, second)) == ([first], [second])
    register.undo(1, BEN)
    assert state(register) == before


def test_split_after_merge_and_merge_after_split_the_last_word_counts(register: Register) -> None:
    meeting, far = named(register, "Italy met"), named(register, "Norway met")
    register.merge(meeting, far, ANA)
    register.split(far, BEN)
    assert claims(register, far) == [far]
    register.merge(far, meeting, ANA)
    assert len(claims(register, far)) == 3


def test_names_that_are_or_are_not_the_same_are_recorded_folded(register: Register) -> None:
    before = state(register)
    assert register.link("M. Okoth", "Mirna Okóth", ANA) == 1
    assert register.link("Mirna  okoth", "m. okoth", BEN) is None
    assert register.unlink("Mirna Okoth", "M. Okoth", BEN) == 2
    assert register.connection.execute("SELECT kind, subject, other FROM decisions").fetchall() == [
        ("link", "m. okoth", "mirna okoth"), ("unlink", "m. okoth", "mirna okoth"),
    ]
    assert state(register) == before
    with pytest.raises(InputError, match="E-DECISION"):
        register.link("Okoth", "OKOTH", ANA)


def test_repeating_a_decision_changes_nothing(register: Register) -> None:
    meeting, far = named(register, "Italy met"), named(register, "Norway met")
    accused = claims(register, named(register, "Italy met"))[1]
    for repeat in range(2):
        made = [
            register.accept(meeting, ANA), register.edit(meeting, "dead", 2, ANA), register.split(accused, ANA),
            register.merge(meeting, far, ANA), register.link("A B", "C D", ANA), register.undo(2, ANA) if repeat else None,
        ]
        if repeat:
            assert made == [None, None, None, None, None, 6]
            assert register.undo(2, BEN) is None
    assert register.connection.execute("SELECT count(*) FROM decisions").fetchone() == (6,)


def test_what_cannot_be_decided(register: Register) -> None:
    meeting, far = named(register, "Italy met"), named(register, "Norway met")
    before = revision(register)
    for code, decide in (
        ("E-NO-EVENT", lambda: register.accept("ab" * 32, ANA)), ("E-NO-DECISION", lambda: register.undo(1, ANA)),
        ("E-DECISION", lambda: register.split(far, ANA)), ("E-DECISION", lambda: register.accept(meeting, Said("", "why"))),
        ("E-DECISION", lambda: register.accept(meeting, Said("Ana", " "))),
    ):
        with pytest.raises(InputError, match=code):
            decide()  # type: ignore[no-untyped-call]
    assert revision(register) == before


def test_undo_of_undo_of_undo(register: Register) -> None:
    meeting = named(register, "Italy met")
    register.reject(meeting, ANA)
    verdicts = []
    for number in range(1, 4):
        register.undo(number, BEN)
        verdicts.append(event(register.connection, meeting).verdict)
    assert verdicts == [None, "rejected", None]


def test_decisions_survive_reading_again(register: Register, register_path: Path) -> None:
    meeting, far, accused = (named(register, words) for words in ("Italy met", "Norway met", "Italy accused"))
    first, second = claims(register, meeting)
    register.merge(first, far, ANA)
    register.split(second, ANA)
    register.edit(accused, "date", "2021-03-02", ANA)
    register.accept(accused, ANA)
    before = state(register)
    for text, name in ((TALKS, "page0"), (VISIT, "page1"), (AGAIN, "page2"), (OTHER, "page3")):
        again = page(text, name)
        register.keep(again.page_id, *PlainReader("2/plain")(again))
    assert [(found.id, found.claim, found.verdict, found.reports) for found, _ in before] == [
        (found.id, found.claim, found.verdict, found.reports) for found, _ in state(register)
    ]
    assert list(verify(register_path)) == []


def test_split_from_a_large_event_survives_reading_again(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attache.register.joining.MOST_REGROUPED", 1)
    first, second = claims(register, named(register, "Italy met"))
    register.split(second, ANA)
    again = page(AGAIN, "page2")
    register.keep(again.page_id, *PlainReader("2/plain")(again))
    assert event(register.connection, first).id != event(register.connection, second).id


def test_decision_of_a_claim_that_is_read_no_more_waits_for_it(register: Register) -> None:
    far, source = named(register, "Norway met"), page(OTHER, "page3")
    whole = reading(source, OTHER, "2/plain")
    register.reject(far, ANA)
    register.keep(source.page_id, OTHER, msgspec.structs.replace(whole, events=()))
    with pytest.raises(InputError, match="E-NO-EVENT"):
        register.accept(far, BEN)
    register.keep(source.page_id, OTHER, whole)
    assert claim_ids(whole) == (far,)
    assert event(register.connection, far).verdict == "rejected"
    assert register.undo(1, BEN) == 2


def test_decisions_made_the_other_way_round_leave_the_same_events(register: Register, register_path: Path, tmp_path: Path) -> None:
    other_path = tmp_path / "other.db"
    with open_register(other_path) as other:
        for name, text in (("page3", OTHER), ("page2", AGAIN), ("page1", VISIT), ("page0", TALKS)):
            kept = page(text, name)
            other.take(kept)
            other.keep(kept.page_id, *PlainReader()(kept))
        other.merge(named(other, "Norway met"), named(other, "Italy met"), BEN)
        other.accept(named(other, "Peru will"), ANA)
        assert list(verify(other_path)) == []
        register.accept(named(register, "Peru will"), ANA)
        register.merge(named(register, "Italy met"), named(register, "Norway met"), BEN)
        assert [found.id for found, _ in state(other)] == [found.id for found, _ in state(register)]
    assert canonical_hash(other_path) != canonical_hash(register_path)  # the decisions' numbers differ


def test_failure_while_a_decision_is_applied_leaves_nothing(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = named(register, "Italy met")
    before = dumped(register.connection)
    with monkeypatch.context() as broken:
        broken.setattr(Joiner, "refresh", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            register.accept(meeting, ANA)
    assert dumped(register.connection) == before
    register.accept(meeting, ANA)
    with open_for_reading(register.path) as reader:
        assert event(reader, meeting).verdict == "accepted"
