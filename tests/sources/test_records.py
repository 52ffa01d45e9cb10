"""JSON lines and tables as pages."""
from __future__ import annotations

import io
import json

import pytest

from attache.errors import InputError, SettingsError
from attache.model import Page
from attache.sources import records
from attache.sources.records import Mapping, json_lines, mapping_of, table_rows
from tests.sources.archives import told

USUAL = Mapping()


def lines(*given: object, mapping: Mapping = USUAL) -> list[object]:
    written = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in given)
    return list(json_lines(io.BytesIO(written.encode()), "dump.jsonl", mapping))


def test_record_becomes_a_page_with_what_the_file_says_of_it() -> None:
    (page,) = lines({"title": "Talks  begin", "body": "Italy met Kenya.", "date": "Fri, 02 Oct 2020 10:00:00 GMT", "id": 77})
    assert isinstance(page, Page)
    assert (page.content, page.origin, page.name) == (b"Talks begin\n\nItaly met Kenya.", "dump.jsonl#1", "77")
    assert (page.published, page.charset) == ("2020-10-02", "utf-8")


def test_address_of_a_record_is_its_origin() -> None:
    (page,) = lines({"text": "Words.", "url": "https://harbour.example/2020/a.html"})
    assert isinstance(page, Page)
    assert (page.origin, page.name) == ("https://harbour.example/2020/a.html", "dump.jsonl#1")


def test_fields_are_found_where_the_mapping_says() -> None:
    mapping = mapping_of("text=story, published=when")
    (page,) = lines({"text": "no", "story": "yes", "when": "2021-03-04", "date": "1999-01-01"}, mapping=mapping)
    assert isinstance(page, Page)
    assert (page.content, page.published) == (b"yes", "2021-03-04")


@pytest.mark.parametrize("given", ["text", "text=", "words=body", "=body"])
def test_mapping_that_means_nothing_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="E-MAP"):
        mapping_of(given)


def test_date_that_can_be_read_two_ways_is_left_open() -> None:
    (page,) = lines({"text": "Words.", "date": "02/10/2020"})
    assert isinstance(page, Page)
    assert page.published is None


def test_bad_record_costs_only_itself() -> None:
    found = lines({"text": "one"}, '{"text": "cut', "", "[1, 2]", {"title": "no text"}, "[" * 100_000, {"text": "two"}, {"text": True})
    assert told(found) == [  # type: ignore[arg-type]
        "dump.jsonl#1", "E-RECORD", "E-RECORD", "E-RECORD", "E-RECORD", "dump.jsonl#7", "E-RECORD",
    ]


def test_lone_surrogates_are_replaced() -> None:
    (page,) = lines('{"text": "a \\ud800 b", "url": "https://harbour.example/\\udfff"}')
    if isinstance(page, Page):
        page.origin.encode()


def test_long_record_is_passed_over_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST_PAGE_BYTES", 1_000)
    assert told(lines({"text": "x" * 5_000}, {"text": "short"}, {"text": "y" * 2_000})) == [  # type: ignore[arg-type]
        "E-TOO-LARGE", "dump.jsonl#2", "E-TOO-LARGE",
    ]


def test_html_in_a_record_stays_html() -> None:
    markup = "<article><p>One.</p><p>Two.</p><p>Three.</p></article>"
    (page,) = lines({"title": "Talks", "content_html": markup})
    assert isinstance(page, Page)
    assert page.content == markup.encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_of_a_table(delimiter: str) -> None:
    table = "\ufeff" + "\n".join(delimiter.join(row) for row in (("date", "body"), ("2021-03-04", '"Italy met\nKenya."'), ("", "Two.")))
    found = list(table_rows(io.BytesIO(table.encode()), "dump.csv", Mapping()))
    assert [(page.content, page.origin, page.published) for page in found if isinstance(page, Page)] == [
        (b"Italy met\nKenya.", "dump.csv#1", "2021-03-04"), (b"Two.", "dump.csv#2", None),
    ]


def test_row_without_text_is_refused_and_an_empty_table_has_none() -> None:
    assert told(table_rows(io.BytesIO(b"body,date\n,2020\nWords.,2021\n"), "dump.csv", Mapping())) == ["E-RECORD", "dump.csv#2"]
    assert told(table_rows(io.BytesIO(b""), "dump.csv", Mapping())) == []


def test_header_that_is_none_is_one_refusal() -> None:
    (error,) = table_rows(io.BytesIO(b"date\r\r\rbody\nWords.,2021\n"), "dump.csv", Mapping())
    assert isinstance(error, InputError)
    assert (error.code, error.subject) == ("E-RECORD", "dump.csv")
