"""Publishers, refusals, and one page's text."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.queries.moments import Moment
from attache.queries.sources import Outlet, outlets, page, refusals
from attache.register.connection import reading
from attache.register.database import Connection
from attache.register.store import open_register
from tests.samples import TALKS, VISIT, fill
from tests.samples import page as page_of

COPY = TALKS.replace("Talks in Nairobi", "Talks, as told elsewhere")


@pytest.fixture
def register(register_path: Path) -> Iterator[Connection]:
    fill(register_path, TALKS, VISIT, COPY)
    with open_register(register_path) as writing:
        for name in ("b.pdf", "a.pdf", "c.pdf"):
            writing.refuse(InputError("E-BINARY", name, "not text"))
    with reading(register_path) as connection:
        yield connection


def test_publishers_with_their_pages_and_copies(register: Connection) -> None:
    harbour = Outlet(publisher="The Harbour Courier", pages=3, copies=1, first="2021-03-05", last="2021-03-05")
    assert outlets(register, 9) == [harbour]
    assert [outlet.pages for outlet in outlets(register, 9, at=Moment(2))] == [1]


def test_refusals_in_parts(register: Connection) -> None:
    assert [refusal.origin for refusal in refusals(register, 10)] == ["a.pdf", "b.pdf", "c.pdf"]
    assert [refusal.origin for refusal in refusals(register, 1, passed=1)] == ["b.pdf"]


def test_a_page_with_the_places_of_what_it_says(register: Connection) -> None:
    identity = page_of(VISIT).page_id
    found = page(register, identity[:8].upper())
    assert (found.page.page_id, found.text) == (identity, VISIT)
    assert [found.text[excerpt.start : excerpt.end] for excerpt in found.excerpts] == VISIT.splitlines()[1:3]


@pytest.mark.parametrize("identity", ["", "00", "zzzzzzzz", "00000000", "' OR 1=1 --"])
def test_no_such_page(register: Connection, identity: str) -> None:
    with pytest.raises(InputError, match="E-NO-PAGE"):
        page(register, identity)


def test_a_page_that_was_taken_but_not_read(register_path: Path, register: Connection) -> None:
    taken = page_of("never read")
    with open_register(register_path) as writing:
        writing.take(taken)
    with pytest.raises(InputError, match="not read"):
        page(register, taken.page_id)
