"""What the register keeps, and that nothing is kept twice."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from attache.errors import InputError, RegisterError
from attache.queries.events import events
from attache.queries.filters import EventFilter
from attache.register.connection import reading as open_for_reading
from attache.register.database import Connection
from attache.register.export import canonical_hash
from attache.register.migrations import STILL
from attache.register.rows import claim_ids
from attache.register.store import Register, Standing, open_register
from attache.register.verify import verify
from tests.behind import dumped
from tests.samples import TALKS, VISIT, PlainReader, fill, page, reading


def count(register: Connection, table: str) -> int:
    return int(register.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def held(register: Connection, table: str) -> int:
    """How many rows of a table hold now."""
    return int(register.execute(f"SELECT count(*) FROM {table} WHERE until = {STILL}").fetchone()[0])  # noqa: S608


def revision(register: Connection) -> int:
    return int(register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def test_page_goes_from_taken_to_read(register_path: Path) -> None:
    talks = page(TALKS)
    with open_register(register_path) as register:
        assert register.standing(talks.page_id) is None
        register.take(talks)
        assert register.standing(talks.page_id) == Standing("taken", None)
        register.keep(talks.page_id, TALKS, reading(talks, TALKS))
        assert register.standing(talks.page_id) == Standing("read", "1/plain")
        tables = ("pages", "texts", "claims", "parties", "roles", "relations", "events")
        counts = {table: count(register.connection, table) for table in tables}
    assert counts == {"pages": 1, "texts": 1, "claims": 2, "parties": 4, "roles": 1, "relations": 1, "events": 2}


def test_everything_survives_closing(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    with open_for_reading(register_path) as register:
        assert register.execute("SELECT quote FROM claims ORDER BY quote").fetchall() == [
            ("Chad accused Aldo Brenn on 2020.",), ("Italy accused Ghana.",), ("Italy met Kenya on 2021-03-04.",),
            ("Peru will meet Norway on 2021-05.",),
        ]


def test_adding_the_same_again_changes_nothing_at_all(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    with open_for_reading(register_path) as register:
        before = dumped(register)
    fill(register_path, TALKS, VISIT)
    with open_for_reading(register_path) as register:
        assert dumped(register) == before


def test_same_content_under_another_name_is_the_same_page(register_path: Path) -> None:
    with open_register(register_path) as register:
        register.take(page(TALKS, "first"))
        register.take(page(TALKS, "second"))
        assert register.connection.execute("SELECT name FROM pages").fetchall() == [("first",)]
        assert register.connection.execute("SELECT value FROM meta WHERE key = 'pages'").fetchone() == (1,)


def test_reading_again_replaces_what_was_read(register_path: Path) -> None:
    talks = page(TALKS)
    first = reading(talks, TALKS, "1/plain")
    second = msgspec.structs.replace(reading(talks, TALKS, "2/plain"), events=first.events[:1], roles=())
    fill(register_path, VISIT)
    with open_register(register_path) as register:
        register.take(talks)
        register.keep(talks.page_id, TALKS, first)
        before = revision(register.connection)
        register.keep(talks.page_id, TALKS, second)
        assert revision(register.connection) == before + 1
        assert register.standing(talks.page_id) == Standing("read", "2/plain")
        assert (held(register.connection, "claims"), held(register.connection, "roles")) == (1 + 2, 0 + 1)  # the other page's stay
        assert (held(register.connection, "members"), held(register.connection, "events")) == (3, 3)


def test_identity_stays_when_a_better_reader_corrects_date_and_status() -> None:
    talks = page(TALKS)
    first = reading(talks, TALKS)
    corrected = tuple(msgspec.structs.replace(claim, date="2021-03-02", status="denied", why="other") for claim in first.events)
    assert claim_ids(msgspec.structs.replace(first, events=corrected)) == claim_ids(first)


def test_identities_of_like_claims_differ(register_path: Path) -> None:
    talks = page(TALKS)
    once = reading(talks, TALKS)
    twice = msgspec.structs.replace(once, events=once.events[:1] * 2)
    assert len(set(claim_ids(twice))) == 2
    with open_register(register_path) as register:
        register.take(talks)
        register.keep(talks.page_id, TALKS, twice)
        assert count(register.connection, "claims") == 2


def test_refused_page_keeps_its_bytes_and_says_why(register_path: Path) -> None:
    broken = page("a\0b", "broken")
    with open_register(register_path) as register:
        register.take(broken)
        register.refuse(InputError("E-BINARY", broken.origin, "not text"), broken)
        assert register.standing(broken.page_id) == Standing("refused", None)
        assert register.connection.execute("SELECT page_id, code, message FROM refusals").fetchall() == [
            (broken.page_id, "E-BINARY", "not text")
        ]
        assert [kept.content for kept in register.unread("1/plain")] == [b"a\0b"]


def test_refusing_again_is_no_new_row_and_no_revision(register_path: Path) -> None:
    missing = InputError("E-NOT-FOUND", "none.txt", "no such file or folder")
    with open_register(register_path) as register:
        register.refuse(missing)
        before = revision(register.connection)
        register.refuse(missing)
        assert (count(register.connection, "refusals"), revision(register.connection)) == (1, before)


def test_page_refused_once_and_read_later_is_no_longer_refused(register_path: Path) -> None:
    talks = page(TALKS)
    with open_register(register_path) as register:
        register.take(talks)
        register.refuse(InputError("E-READER", talks.origin, "stumbled"), talks)
        register.keep(talks.page_id, TALKS, reading(talks, TALKS))
        assert register.standing(talks.page_id) == Standing("read", "1/plain")
        assert count(register.connection, "refusals") == 0


def test_refusal_by_a_newer_reader_leaves_the_reading_there(register_path: Path) -> None:
    talks = page(TALKS)
    fill(register_path, TALKS)
    with open_register(register_path) as register:
        register.refuse(InputError("E-READER", talks.origin, "stumbled"), talks)
        assert register.standing(talks.page_id) == Standing("read", "1/plain")
        assert count(register.connection, "claims") == 2


def test_unread_pages_come_back_as_they_were(register_path: Path) -> None:
    fill(register_path, TALKS)
    waiting = page(VISIT, "waiting")
    with open_register(register_path) as register:
        register.take(waiting)
        assert list(register.unread("1/plain")) == [waiting]
        assert [kept.content for kept in register.unread("2/plain")] == [TALKS.encode(), VISIT.encode()]


def test_failure_inside_a_write_leaves_no_half_page(register_path: Path) -> None:
    talks = page(TALKS)
    fill(register_path, VISIT)
    broken = msgspec.structs.replace(reading(talks, TALKS), language=None)
    with open_register(register_path) as register:
        register.take(talks)
        before = dumped(register.connection)
        with pytest.raises(Exception, match=r"(?i)not.null"):
            register.keep(talks.page_id, TALKS, broken)
        assert dumped(register.connection) == before


def test_decisions_are_only_appended(register_path: Path) -> None:
    with open_register(register_path) as register:
        register.connection.execute(
            "INSERT INTO decisions VALUES (1, 1, '2021-03-05', 'desk', 'accept', 'ab', NULL, NULL, NULL, 'seen', NULL, '')"
        )
        for statement in ("UPDATE decisions SET kind = 'reject'", "DELETE FROM decisions"):
            with pytest.raises((sqlite3.IntegrityError, RegisterError), match="only appended"):
                register.connection.execute(statement)
        assert count(register.connection, "decisions") == 1


def test_hostile_words_are_only_words(register_path: Path) -> None:
    text = "Title'); DROP TABLE claims; --\nItaly met Kenya.\n"
    with open_register(register_path) as register:
        hostile = page(text, "x'; DELETE FROM pages; --")
        register.take(hostile)
        register.keep(hostile.page_id, *PlainReader()(hostile))
        assert register.connection.execute("SELECT r.title, p.name FROM readings r JOIN pages p USING (page_id)").fetchall() == [
            ("Title'); DROP TABLE claims; --", "x'; DELETE FROM pages; --")
        ]


@pytest.mark.of_files
def test_register_is_what_open_register_gives(register_path: Path) -> None:
    with open_register(register_path) as register:
        assert isinstance(register, Register)
        assert register.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert register.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert register.connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_what_stays_the_same_when_a_page_is_read_again_has_not_changed(register_path: Path) -> None:
    fill(register_path, TALKS, TALKS.replace("Talks", "Again"), VISIT)
    told = "SELECT event, changed FROM events WHERE until = ? ORDER BY event"
    borne = "SELECT figure, since FROM figures WHERE until = ? ORDER BY figure"
    with open_register(register_path) as register:
        before = [register.connection.execute(statement, (STILL,)).fetchall() for statement in (told, borne)]
    fill(register_path, TALKS, version="2/plain")
    with open_register(register_path) as register:
        assert [register.connection.execute(statement, (STILL,)).fetchall() for statement in (told, borne)] == before
    with open_for_reading(register_path) as register_read:
        assert list(events(register_read, EventFilter(changed_since=6))) == []
    assert list(verify(register_path)) == []


def test_two_writers_in_turn_see_what_the_other_wrote(register_path: Path, tmp_path: Path) -> None:
    texts = [f"{TALKS if number % 3 else VISIT}Line {number} of many others here.\n" for number in range(9)]
    alone = tmp_path / "alone.db"
    fill(alone, *texts)
    with open_register(register_path) as one, open_register(register_path) as other:
        for number, text in enumerate(texts):
            writer, kept = (one, other)[number % 2], page(text, f"page{number}")
            writer.take(kept)
            writer.keep(kept.page_id, *PlainReader()(kept))
    assert canonical_hash(register_path) == canonical_hash(alone)
    assert list(verify(register_path)) == []
