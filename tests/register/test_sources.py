"""The book of sources: what is watched, what was seen, how it fares."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.register.connection import reading
from attache.register.export import canonical_hash
from attache.register.sources import Health, Seen, SourceBook, health
from attache.register.store import open_register
from attache.register.verify import verify
from tests.samples import TALKS, fill, page

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = "https://harbour.example/feed"


def fares(register_path: Path, now: datetime = NOON) -> list[Health]:
    with reading(register_path) as register:
        return list(health(register, now))


def test_source_is_added_listed_and_removed(register_path: Path) -> None:
    with open_register(register_path) as register:
        book = SourceBook(register)
        book.add("Harbour", FEED, ("talks",), ("sport", "food"), NOON)
        (source,) = book.sources()
        assert (source.name, source.address, source.include, source.exclude) == ("Harbour", FEED, ("talks",), ("sport", "food"))
        with pytest.raises(InputError, match="E-SOURCE"):
            book.add("Harbour", "https://other.example/", (), (), NOON)
        book.remove("Harbour", NOON)
        assert book.sources() == []
        with pytest.raises(InputError, match="E-SOURCE"):
            book.remove("Harbour", NOON)


def test_what_was_seen_outlasts_removal(register_path: Path) -> None:
    with open_register(register_path) as register:
        book = SourceBook(register)
        book.add("Harbour", FEED, (), (), NOON)
        (source,) = book.sources()
        book.note(source, ("one", "v1"), Seen("kept", 1), None, NOON)
        book.remove("Harbour", NOON)
        book.add("Harbour", "https://harbour.example/new", (), (), NOON)
        (again,) = book.sources()
        assert again.address == "https://harbour.example/new"
        assert book.seen(again) == {("one", "v1"): Seen("kept", 1)}


@pytest.mark.parametrize(("include", "exclude", "words", "wanted"), [
    ((), (), "anything", True), (("talks", "pact"), (), "A PACT is near", True), (("talks",), (), "Sport", False),
    ((), ("sport",), "News https://harbour.example/SPORT/1", False), (("talks",), ("sport",), "Talks on sport", False),
])
def test_rules(include: tuple[str, ...], exclude: tuple[str, ...], words: str, wanted: bool, register_path: Path) -> None:
    with open_register(register_path) as register:
        book = SourceBook(register)
        book.add("Harbour", FEED, include, exclude, NOON)
        assert book.sources()[0].wants(words) is wanted


def test_nothing_of_it_is_a_revision(register_path: Path) -> None:
    fill(register_path, TALKS)
    before = canonical_hash(register_path)
    with open_register(register_path) as register:
        revision = register.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        book = SourceBook(register)
        book.add("Harbour", FEED, (), (), NOON)
        book.note_fetch(book.sources()[0], '"1"', None, new=True, now=NOON)
        book.note_failure(book.sources()[0], "E-TIME")
        assert register.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone() == revision
    assert canonical_hash(register_path) == before
    assert list(verify(register_path)) == []


def test_health_counts_items_pages_copies_and_failures(register_path: Path) -> None:
    fill(register_path, TALKS, f"{TALKS}And no more.\n")
    with open_register(register_path) as register:
        book = SourceBook(register)
        book.add("Harbour", FEED, (), (), NOON)
        (source,) = book.sources()
        for number, text in enumerate((TALKS, f"{TALKS}And no more.\n")):
            book.note(source, (str(number), "v"), Seen("kept", 1), page(text).page_id, NOON)
        book.note(source, ("2", "v"), Seen("refused", 3), None, NOON)
        book.note(source, ("3", "v"), Seen("excluded", 0), None, NOON)
        for _ in range(2):
            book.note_failure(source, "E-TIME")
    (found,) = fares(register_path)
    assert (found.items, found.pages, found.refused, found.copies) == (3, 2, 1, 0.5)
    assert (found.source.failures, found.source.failure, found.silent_since) == (2, "E-TIME", None)


def test_source_is_silent_when_it_rests_longer_than_is_its_way(register_path: Path) -> None:
    with open_register(register_path) as register:
        book = SourceBook(register)
        book.add("Harbour", FEED, (), (), NOON)
        (source,) = book.sources()
        for day in range(5):
            at = NOON + timedelta(days=day)
            book.note(source, (str(day), "v"), Seen("kept", 1), None, at)
            book.note_fetch(source, None, None, new=True, now=at)
        book.note_fetch(source, None, None, new=False, now=NOON + timedelta(days=30))
    last = NOON + timedelta(days=4)
    assert fares(register_path, last + timedelta(days=9))[0].silent_since is None  # ten times its day from item to item
    assert fares(register_path, last + timedelta(days=11))[0].silent_since == last.isoformat(timespec="seconds")
