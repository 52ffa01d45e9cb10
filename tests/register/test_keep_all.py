"""Several pages kept as one revision: the same register as page by page, all or none, and nothing new the second time."""
from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from attache.model import Page, Reading
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.register.verify import verify
from tests.faults.harness import export
from tests.samples import TALKS, VISIT, PlainReader, page


def read() -> list[tuple[Page, str, Reading]]:
    sources = [page(f"{TALKS if number % 2 else VISIT}Line {number}.\n", f"page{number}") for number in range(6)]
    return [(source, *PlainReader()(source)) for source in sources]


def test_twice_or_after_some_of_them_changes_only_what_is_missing(register_path: Path, tmp_path: Path) -> None:
    with open_register(register_path) as register:
        register.keep_all(read())
    once = export(register_path)
    with open_register(register_path) as register:
        register.keep_all(read())
    assert export(register_path) == once
    with open_register(tmp_path / "resumed.db") as register:
        register.keep_all(read()[:2])
        register.keep_all(read())
        (pages,) = register.connection.execute("SELECT count(*) FROM pages WHERE status = 'read'").fetchone()
    assert pages == 6


def test_all_or_none(register_path: Path) -> None:
    with open_register(register_path) as register:
        before = export(register_path)
        broken = [*read(), (page("x"), "x", None)]
        with pytest.raises(AttributeError):
            register.keep_all(broken)  # type: ignore[arg-type]
    assert export(register_path) == before


def test_page_that_comes_twice_is_kept_as_it_was_read_last(register_path: Path, tmp_path: Path) -> None:
    first, *others = read()
    page, text, reading = first
    again = page, text, replace(reading, title="Read otherwise", events=reading.events[:1])
    with open_register(register_path) as register:
        register.keep_all([first, *others, again])
        register.keep_all([first, again])
        (revisions,) = register.connection.execute("SELECT count(*) FROM revisions").fetchone()
    with open_register(tmp_path / "once.db") as register:
        register.keep_all([again, *others])
    assert revisions == 1
    assert canonical_hash(register_path) == canonical_hash(tmp_path / "once.db")
    assert list(verify(register_path)) == []
