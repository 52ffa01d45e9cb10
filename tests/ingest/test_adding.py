"""Inputs become pages, readings and rows; one bad page costs only itself."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.errors import InputError
from attache.ingest import EngineReader, Outcome, Tally, add, attempt, read_again
from attache.language import load_engine
from attache.model import Page, Reading
from attache.register.connection import reading
from attache.register.migrations import STILL
from attache.register.store import Standing, open_register
from attache.sources.files import locate
from tests.behind import dumped
from tests.samples import TALKS, VISIT, PlainReader, add_all, page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "pages"
    place.mkdir()
    for name, text in {"talks": TALKS, "visit": VISIT, "broken": "a\0b", "odd": "!stumble"}.items():
        (place / f"{name}.txt").write_text(text)
    return place


def kinds(outcomes: list[Outcome]) -> list[str]:
    return [outcome.error.code if outcome.error else outcome.kind for outcome in outcomes]


def test_batch_goes_on_past_bad_pages(folder: Path, register_path: Path) -> None:
    assert kinds(add_all([folder, folder / "none.txt"], register_path)) == ["E-BINARY", "E-READER", "read", "read", "E-NOT-FOUND"]
    with reading(register_path) as register:
        assert register.execute("SELECT count(*), sum(status = 'refused') FROM pages").fetchone() == (4, 2)
        assert register.execute("SELECT code FROM refusals ORDER BY code").fetchall() == [("E-BINARY",), ("E-NOT-FOUND",), ("E-READER",)]


def test_a_page_in_another_language_is_kept_and_told(tmp_path: Path, register_path: Path) -> None:
    lines = (
        "وزير الخارجية المغربي يستقبل نظيره التونسي",
        "استقبل وزير الخارجية المغربي يوم الجمعة نظيره التونسي في الرباط لبحث العلاقات بين البلدين والتعاون الأمني في المنطقة.",
    )
    (tmp_path / "ar.txt").write_text("\n\n".join(lines), encoding="utf-8")
    tally = Tally()
    with open_register(register_path) as register:
        for outcome in add(locate([tmp_path / "ar.txt"]), register, EngineReader(load_engine())):
            tally.count(outcome)
    assert str(tally) == "1 read (1 in neither English nor French: kept, nothing claimed), 0 already known, 0 refused"


def test_adding_again_changes_nothing(folder: Path, register_path: Path) -> None:
    add_all([folder], register_path)
    with reading(register_path) as register:
        before = dumped(register)
    assert kinds(add_all([folder], register_path)) == ["E-BINARY", "E-READER", "known", "known"]
    with reading(register_path) as register:
        assert dumped(register) == before


def test_newer_reader_reads_again(folder: Path, register_path: Path) -> None:
    add_all([folder / "talks.txt"], register_path)
    assert kinds(add_all([folder / "talks.txt"], register_path, "2/plain")) == ["read"]
    with reading(register_path) as register:
        assert register.execute("SELECT reader FROM readings WHERE until = ?", (STILL,)).fetchall() == [("2/plain",)]
        assert register.execute("SELECT count(*) FROM claims WHERE until = ?", (STILL,)).fetchone() == (2,)


def test_pages_left_in_the_register_are_read_from_it(folder: Path, register_path: Path) -> None:
    add_all([folder / "talks.txt"], register_path)
    with open_register(register_path) as register:
        waiting = page(VISIT, "waiting")
        register.take(waiting)
        assert kinds(list(read_again(register, PlainReader()))) == ["read"]
        assert register.standing(waiting.page_id) == Standing("read", "1/plain")
        assert kinds(list(read_again(register, PlainReader("2/plain")))) == ["read", "read"]


def test_page_is_kept_before_it_is_read(register_path: Path) -> None:
    talks = page(TALKS)
    with open_register(register_path) as register:

        class Looking(PlainReader):
            def __call__(self, page: Page) -> tuple[str, Reading]:
                assert register.standing(page.page_id) == Standing("taken", None)
                return super().__call__(page)

        path = register_path.parent / "talks.txt"
        path.write_text(TALKS)
        assert kinds(list(add([path], register, Looking()))) == ["read"]
        assert register.standing(talks.page_id) == Standing("read", "1/plain")


def test_nothing_is_read_before_it_is_asked_for(folder: Path, register_path: Path) -> None:
    with open_register(register_path) as register:
        next(add(sorted(folder.iterdir()), register, PlainReader()))
        assert register.connection.execute("SELECT count(*) FROM pages").fetchone() == (1,)


@pytest.mark.parametrize(("raised", "code"), [
    (MemoryError(), "E-MEMORY"), (RecursionError(), "E-READER"), (InputError("E-TOO-LARGE", "talks", "large"), "E-TOO-LARGE"),
])
def test_whatever_goes_wrong_in_a_page_is_about_its_origin(raised: Exception, code: str) -> None:
    class Stumbling(PlainReader):
        def __call__(self, page: Page) -> tuple[str, Reading]:
            raise raised

    with pytest.raises(InputError) as caught:
        attempt(page(TALKS, origin="somewhere/talks.txt"), Stumbling())
    assert (caught.value.code, caught.value.subject) == (code, "somewhere/talks.txt")


def test_tally_in_words() -> None:
    tally = Tally()
    for outcome in (Outcome("a", "read"), Outcome("b", "known"), Outcome("c", "refused", InputError("E-BINARY", "c", "not text"))):
        tally.count(outcome)
    assert str(tally) == "1 read, 1 already known, 1 refused (E-BINARY 1)"
    assert str(Tally()) == "0 read, 0 already known, 0 refused"
