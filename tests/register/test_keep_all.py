"""Several pages kept as one revision: the same register as page by page, all or none, and nothing new the second time."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.model import Page, Reading
from attache.register.store import open_register
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
