"""Pages read in worker processes, one or several, say what they say in one, and a worker that fails costs one page."""
from __future__ import annotations

import os
import resource
from collections.abc import Iterable
from pathlib import Path

import pytest

from attache.errors import InputError, SettingsError
from attache.ingest import Outcome, ReadsAhead, add
from attache.ingest.workers import workers
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.register.verify import verify
from attache.sources import sandbox
from attache.sources.files import locate
from tests.ingest.readers import UnrulyReader
from tests.samples import TALKS, VISIT, PlainReader, page, write_texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "pages"
    place.mkdir()
    write_texts(place)
    return place


def kinds(outcomes: list[Outcome]) -> list[str]:
    return [outcome.error.code if outcome.error else outcome.kind for outcome in outcomes]


def told(outcomes: Iterable[Outcome]) -> list[tuple[str, str, str, bool]]:
    return [(outcome.origin, outcome.kind, str(outcome.error), outcome.copy) for outcome in outcomes]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_register_and_outcomes_are_those_of_one_process(count: int, folder: Path, tmp_path: Path) -> None:
    alone, together = tmp_path / "alone.db", tmp_path / "together.db"
    with open_register(alone) as register:
        expected = told(add(locate([folder]), register, PlainReader()))
    with workers(lambda _: PlainReader(), count) as reader, open_register(together) as register:
        assert isinstance(reader, ReadsAhead)
        assert told(add(locate([folder]), register, reader)) == expected
    assert canonical_hash(together) == canonical_hash(alone)
    assert list(verify(together)) == []


def test_pages_are_read_in_other_processes_at_once() -> None:
    with workers(lambda _: PlainReader(), 3) as reader:
        begun = [reader.begin(page(f"{TALKS}Line {number}.\n", f"page{number}")) for number in range(10)]
        assert [finish()[1].id for finish in reversed(begun)] == [f"page{number}" for number in reversed(range(10))]


@pytest.mark.parametrize(("word", "code"), [
    ("!hog", "E-MEMORY"), ("!kill", "E-MEMORY"), ("!spin", "E-TIME"), ("!sleep", "E-TIME"), ("!crash", "E-READER"), ("!leave", "E-READER"),
    ("!stumble", "E-READER"), ("a\0b", "E-BINARY"),
])
def test_page_that_breaks_its_worker_costs_only_itself(word: str, code: str, monkeypatch: pytest.MonkeyPatch, register_path: Path) -> None:
    monkeypatch.setattr(sandbox, "PARSING_SECONDS", 0.2)
    monkeypatch.setattr(sandbox, "WAITING_FACTOR", 0.1 if word == "!sleep" else 10)
    texts = [TALKS, f"{VISIT}{word}\n", VISIT, f"{TALKS}again {word}\n", f"{TALKS}once more\n"]
    given = [page(text, f"page{number}") for number, text in enumerate(texts)]
    with workers(lambda _: UnrulyReader(), 2) as reader, open_register(register_path) as register:
        outcomes = list(add(given, register, reader))
    assert kinds(outcomes) == ["read", code, "read", code, "read"]
    assert [outcome.error.subject for outcome in outcomes if outcome.error] == ["page1.txt", "page3.txt"]
    assert list(verify(register_path)) == []


def test_time_that_reading_needs_may_be_allowed() -> None:
    def make(allow: sandbox.Allow) -> PlainReader:
        class Patient(PlainReader):
            def __call__(self, page):  # type: ignore[no-untyped-def]
                allow(1_000)
                assert 900 < resource.getrlimit(resource.RLIMIT_CPU)[0] < 1_100
                return super().__call__(page)

        return Patient()

    with workers(make) as reader:
        reader(page(TALKS))


def test_reader_that_cannot_be_made_is_told_at_once() -> None:
    def make(_: sandbox.Allow) -> PlainReader:
        raise SettingsError("E-ENGINE", "none", "no such engine")

    with pytest.raises(SettingsError, match="E-ENGINE none: no such engine"), workers(make):
        pass
    with pytest.raises(SettingsError, match="E-INTERNAL ZeroDivisionError"), workers(lambda _: 1 // 0):  # type: ignore[arg-type, return-value]
        pass


def test_workers_end_with_their_block() -> None:
    with workers(lambda _: PlainReader(), 2) as reader:
        reader(page(TALKS))
        numbers = [child._process.pid for child in reader._children]
    for number in numbers:
        assert number is not None
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_what_works_apart_has_the_same_limits() -> None:
    assert sandbox.apart(bytes.upper, b"words", "feed") == b"WORDS"
    with pytest.raises(InputError, match="E-MEMORY feed"):
        sandbox.apart(lambda _: bytes(3_000_000_000), b"", "feed")
    with pytest.raises(InputError, match=r"E-READER feed: .*ZeroDivisionError"):
        sandbox.apart(lambda _: bytes(1 // 0), b"", "feed")
