"""A register on a server: equal to one in a file, one writer at a time, and what is refused."""
from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from attache.errors import RegisterError
from attache.model import Page, Party
from attache.queries.events import EventFilter, events
from attache.queries.moments import moment
from attache.queries.search import search
from attache.register.backup import back_up
from attache.register.connection import reading, writing
from attache.register.database import Location
from attache.register.decisions import Said
from attache.register.export import canonical, canonical_hash
from attache.register.folding import folded
from attache.register.migrations import STILL
from attache.register.postgres.address import ServerAddress, server_address
from attache.register.store import open_register
from attache.register.verify import verify
from tests.samples import TALKS, VISIT, PlainReader, fill, page, sample_claim
from tests.samples import reading as read

ANA = Said("Ana", "seen")
AGAIN = "Again\nItaly met Kenya on 2021-03-04.\nItaly accused Peru.\nMirna Okoth is president of Kenya.\n"


def live(location: Location) -> None:
    """Pages that repeat each other, one read again and one refused, and decisions, one of them undone."""
    fill(location, TALKS, VISIT, AGAIN)
    with open_register(location) as register:
        told = dict(register.connection.execute("SELECT quote, claim_id FROM claims ORDER BY claim_no"))
        register.accept(told["Italy accused Ghana."], ANA)
        register.edit(told["Italy accused Peru."], "date", "2021-04", ANA)
        merged = register.merge(told["Italy accused Ghana."], told["Italy accused Peru."], ANA)
        assert merged
        register.undo(merged, ANA)
        register.unlink("Mirna Okoth", "Aldo Brenn", ANA)
        again = page(VISIT, "page1")
        text, told_again = PlainReader("2/plain")(again)
        register.keep(again.page_id, text, msgspec.structs.replace(told_again, events=told_again.events[:1]))


@contextmanager
def connected(place: ServerAddress) -> Iterator[Any]:
    """The server itself."""
    from attache.register.postgres.connection import ServerConnection

    with closing(ServerConnection(place)) as server:
        yield server


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "attache.db"


def test_the_same_pages_and_decisions_make_the_same_register(server_place: ServerAddress, file: Path) -> None:
    live(server_place)
    live(file)
    with reading(server_place) as server, reading(file) as plain:
        assert list(canonical(server)) == list(canonical(plain))
        assert server.execute("SELECT count(*) FROM pages").fetchone() == (3,)  # its moment is over
    assert canonical_hash(server_place) == canonical_hash(file)
    assert list(verify(server_place)) == []


def test_the_same_questions_have_the_same_answers(server_place: ServerAddress, file: Path) -> None:
    live(server_place)
    live(file)
    with reading(server_place) as server, reading(file) as plain:
        for asked in (EventFilter(), EventFilter(actor="aldo"), EventFilter(country="Italy", since="2021"), EventFilter(changed_since=4)):
            assert list(events(server, asked)) == list(events(plain, asked))
        for revision in range(12):
            at = moment(server, str(revision))
            assert list(events(server, at=at)) == list(events(plain, at=at))
        for words in ("italy", '"met kenya"', "ken* 2021", "nairobi again"):
            found = [{hit.event.id for hit in search(register, words)} for register in (server, plain)]
            assert found[0] == found[1] != set()


def test_every_letter_is_folded_as_in_python(server_place: ServerAddress) -> None:
    letters = [chr(code) for code in range(1, sys.maxunicode + 1) if unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}]
    with writing(server_place) as server:
        for first in range(0, len(letters), 1_000):
            words = "x".join(letters[first : first + 1_000])
            assert server.execute("SELECT folded(?)", (words,)).fetchone() == (folded(words),)


def test_who_waits_too_long_for_the_writer_is_told(server_place: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(server_place, TALKS)
    monkeypatch.setattr("attache.register.postgres.connection.REGISTER_WAIT_SECONDS", 0.05)
    with writing(server_place) as first:
        first.execute("BEGIN IMMEDIATE")
        with open_register(server_place) as second, pytest.raises(RegisterError, match="E-DB-BUSY"):
            second.take(page(VISIT))
        with reading(server_place) as reader:
            assert reader.execute("SELECT count(*) FROM pages").fetchone() == (1,)
        first.execute("ROLLBACK")
        with open_register(server_place) as second:
            second.take(page(VISIT))


def test_programs_that_make_a_register_at_once_make_one(server_place: ServerAddress) -> None:
    with ThreadPoolExecutor() as at_once:
        made = [at_once.submit(fill, server_place, f"{TALKS}{number}\n") for number in range(3)]
    assert [each.exception() for each in made] == [None] * 3
    assert list(verify(server_place)) == []


def test_two_writers_and_readers_at_once_lose_and_double_nothing(server_place: ServerAddress, file: Path) -> None:
    texts = [f"{TALKS}{number}\n" for number in range(12)]
    with open_register(server_place):
        pass

    def write(own: list[str]) -> None:
        with open_register(server_place) as register:
            for text in own:
                source = Page(page(text).page_id, "same", "same.txt", text.encode())
                register.take(source)
                register.keep(source.page_id, text, read(source, text))

    def ask() -> None:
        for _ in range(12):
            with reading(server_place) as register:
                register.execute("BEGIN")
                claims = register.execute("SELECT count(*) FROM claims").fetchone()
                assert claims == register.execute("SELECT count(*) FROM members WHERE until = ?", (STILL,)).fetchone()

    with ThreadPoolExecutor() as at_once:
        made = [at_once.submit(write, texts[:8]), at_once.submit(write, texts[4:]), at_once.submit(ask), at_once.submit(ask)]
    assert [each.exception() for each in made] == [None] * 4
    assert list(verify(server_place)) == []
    with reading(server_place) as register:
        assert register.execute("SELECT count(*), count(DISTINCT page_id) FROM readings").fetchone() == (12, 12)


def test_schema_of_another_program_is_left_alone(server_place: ServerAddress) -> None:
    with connected(server_place) as other:
        other.run(f"CREATE SCHEMA {server_place.schema}")
        other.run("CREATE TABLE pages (name text)")
    for way in (reading, writing):
        with pytest.raises(RegisterError, match="E-DB-FOREIGN"), way(server_place):
            pass


def test_newer_register_is_left_alone(server_place: ServerAddress) -> None:
    fill(server_place, TALKS)
    with connected(server_place) as other:
        other.run("COMMENT ON TABLE meta IS 'attache register, version 99'")
    for way in (reading, writing):
        with pytest.raises(RegisterError, match="E-DB-NEWER"), way(server_place):
            pass


@pytest.mark.parametrize(("words", "code"), [
    ("postgresql://ana:s3cret@/postgres?host={folder}/none", "E-DB-SERVER"),
    ("postgresql://ana:s3cret@/none?host={folder}&user=attache", "E-DB-SERVER"),
    ("postgresql://ana:s3cret@/postgres?host={folder}", "E-DB-SERVER"),
    ("postgresql://ana:s3cret%zz@/postgres?host={folder}", "E-DB-ADDRESS"),
    ("postgresql://ana:s3cret@/postgres?host={folder}&nonsense=1", "E-DB-ADDRESS"),
])
def test_no_error_shows_the_password(words: str, code: str, server: Path) -> None:
    with pytest.raises(RegisterError, match=code) as caught, reading(server_address(words.format(folder=server))):
        pass
    shown: BaseException | None = caught.value
    while shown is not None:
        assert "s3cret" not in f"{shown} {shown!r}"
        shown = None if shown.__suppress_context__ else shown.__cause__ or shown.__context__


def test_a_name_no_index_holds_is_refused_and_nothing_else(server_place: ServerAddress) -> None:
    from attache.ingest import add

    class Reader(PlainReader):
        def __call__(self, page: Page) -> tuple[str, object]:  # type: ignore[override]
            text, told = super().__call__(page)
            if page.name == "long":
                drawn = random.Random(1)  # noqa: S311 - the same at every run
                name = "X" + "".join(chr(drawn.randrange(0x4E00, 0x9F00)) for _ in range(3_000))
                told = msgspec.structs.replace(told, events=(sample_claim(actors=(Party(f"Issa {name}", "KEN", "GOV"),)),))
            return text, told

    pages = [page(TALKS + "x", "long"), page(VISIT)]
    with open_register(server_place) as register:
        outcomes = list(add(pages, register, Reader()))  # type: ignore[arg-type]
    assert [(outcome.kind, outcome.error and outcome.error.code) for outcome in outcomes] == [("refused", "E-TOO-LARGE"), ("read", None)]
    assert list(verify(server_place)) == []


def test_long_addresses_and_zero_bytes_are_kept(server_place: ServerAddress) -> None:
    drawn = random.Random(2)  # noqa: S311 - the same at every run
    origin = "https://example.org/" + "".join(chr(drawn.randrange(33, 126)) for _ in range(8_000))
    with open_register(server_place) as register:
        register.take(page(TALKS, origin=origin))
    with reading(server_place) as reader:
        assert list(events(reader, EventFilter(page=origin))) == list(events(reader, EventFilter(actor="a\0b"))) == []
        assert reader.execute("SELECT origin FROM pages WHERE origin = ?", (origin,)).fetchone() == (origin,)


def test_users_who_only_ask(server_place: ServerAddress) -> None:
    fill(server_place, TALKS)
    guest = f"guest_{server_place.schema}"
    asking = server_address(f"{server_place.conninfo.replace('attache@', f'{guest}@')}&schema={server_place.schema}")
    with connected(server_place) as owner:
        owner.run(f"CREATE ROLE {guest} LOGIN")
        with pytest.raises(RegisterError, match=r"E-DB-SERVER .*GRANT USAGE"), reading(asking):
            pass
        owner.run(f"GRANT USAGE ON SCHEMA {server_place.schema} TO {guest}")
        with reading(asking) as register, pytest.raises(RegisterError, match=r"E-READ-ONLY .*GRANT"):
            list(events(register))
        owner.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {server_place.schema} TO {guest}")
    with reading(asking) as register:
        assert len(list(events(register))) == 2
    assert list(verify(asking)) == []
    with open_register(asking) as register, pytest.raises(RegisterError, match=r"E-READ-ONLY .*GRANT"):
        register.take(page(VISIT))


def test_backup_is_the_servers(server_place: ServerAddress, tmp_path: Path) -> None:
    fill(server_place, TALKS)
    with pytest.raises(RegisterError, match=r"E-BACKUP .*pg_dump"):
        back_up(server_place, tmp_path / "copy.db")
