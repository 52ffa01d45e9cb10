"""Every field of a reading comes back from columns as it went in, and the schema changes only with its version."""
from __future__ import annotations

from itertools import count
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
import pytest

pa = pytest.importorskip("pyarrow")

from attache.errors import InputError  # noqa: E402
from attache.ingest.columns import SCHEMA, SCHEMA_VERSION, VERSION_KEY, Read, Refused, Row, columns_of, row_of  # noqa: E402
from attache.model import Page, Reading  # noqa: E402
from tests.samples import TALKS, page, reading  # noqa: E402

# schema version 1, column by column: a change here needs another version
FIRST = (
    "position: int64|page_id: string|name: string|origin: string|content: binary|media_type: string|charset: string|"
    "given_published: string|text: string|reader: string|published: string|published_why: string|language: string|title: string|"
    "publisher: string|credit: string|dateline: string|body_start: string|body_end: string|"
    "events: list<item: struct<type: string, mode: string, status: string, "
    "actors: list<item: struct<name: string, country: string, sector: string>>, "
    "recipients: list<item: struct<name: string, country: string, sector: string>>, date: string, date_end: string, "
    "place: struct<name: string, country: string>, attributed_to: string, context: list<item: string>, dead: int64, injured: int64, "
    "quote: string, quote_start: int64, quote_end: int64, trigger: string, cameo: string, score: double, confidence: double, why: string>>|"
    "roles: list<item: struct<person: string, role: string, of: string, country: string, former: bool, from: string, to: string, "
    "quote: string, quote_start: int64, quote_end: int64>>|"
    "relations: list<item: struct<subject: string, predicate: string, object: string, quote: string, quote_start: int64, "
    "quote_end: int64>>|"
    "times: list<item: struct<start: int64, end: int64, text: string, type: string, value: string, first: string, last: string>>|"
    "places: list<item: struct<start: int64, end: int64, name: string, country: string, lat: double, lon: double>>|"
    "refused: struct<code: string, subject: string, message: string>"
)
NUMBERS = count(1)


def filled(hint: Any) -> Any:
    """A value of this type, each other than the others."""
    number = next(NUMBERS)
    if get_origin(hint) in (Union, UnionType):
        return filled(next(part for part in get_args(hint) if part is not type(None)))
    if get_origin(hint) is Literal:
        return get_args(hint)[number % len(get_args(hint))]
    if get_origin(hint) is tuple:
        return tuple(filled(get_args(hint)[0]) for _ in range(2))
    if hint in (str, int, float, bool):
        return {str: f"né {number}\0\U0001f54a", int: number, float: number / 7, bool: True}[hint]
    return hint(**{field.name: filled(field.type) for field in msgspec.structs.fields(hint)})


def through(row: Row) -> Row:
    """The row from columns of Arrow."""
    return row_of(pa.RecordBatch.from_pylist([columns_of(row)], SCHEMA).to_pylist()[0])


def test_reading_with_everything_in_it_comes_back() -> None:
    given = Page("0" * 64, "talks", "crawl.warc#3", b"\0\xff", "text/html", "latin-1", "2021-03-05")
    whole = msgspec.structs.replace(filled(Reading), id=given.name, page_id=given.page_id)
    row = Read(7, given, "text\r\n", whole)
    back = through(row)
    assert back == row
    assert isinstance(back, Read)
    assert msgspec.json.encode(back.reading) == msgspec.json.encode(whole)


def test_reading_with_nothing_in_it_comes_back() -> None:
    given = page(TALKS)
    row = Read(0, given, TALKS, msgspec.structs.replace(reading(given, TALKS), events=(), roles=(), relations=(), title=None))
    assert through(row) == row


@pytest.mark.parametrize("given", [None, page(TALKS)])
def test_refusal_comes_back(given: Page | None) -> None:
    back = through(Refused(3, given, InputError("E-BINARY", "talks.txt", "not text")))
    assert isinstance(back, Refused)
    assert (back.position, back.page, str(back.error)) == (3, given, "E-BINARY talks.txt: not text")


@pytest.mark.parametrize("changes", [
    {"position": None}, {"text": None}, {"reader": None}, {"content": "words"}, {"events": None},
    {"events": [{"type": "BOMB"}]}, {"page_id": None}, {"refused": {"code": "E-X"}},
])
def test_columns_that_are_no_row_are_told(changes: dict[str, Any]) -> None:
    given = page(TALKS)
    columns = pa.RecordBatch.from_pylist([columns_of(Read(0, given, TALKS, reading(given, TALKS)))], SCHEMA).to_pylist()[0]
    with pytest.raises(msgspec.ValidationError):
        row_of(columns | changes)


def test_schema_is_that_of_its_version() -> None:
    assert SCHEMA.metadata == {VERSION_KEY: SCHEMA_VERSION.encode()}
    assert SCHEMA_VERSION == "1"
    assert "|".join(f"{field.name}: {field.type}" for field in SCHEMA) == FIRST
