"""Parquet files as pages: the same rows as any other table, and damage that costs only its file."""
from __future__ import annotations

import gzip
import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from attache.errors import InputError
from attache.model import Page
from attache.sources.containers import Manner, pages_in
from attache.sources.parquet import parquet_rows
from attache.sources.records import Mapping, mapping_of
from tests.sources.archives import told

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def table(columns: dict[str, Any], **how: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(columns if isinstance(columns, pa.Table) else pa.table(columns), out, **how)
    return out.getvalue()


def rows(content: bytes, mapping: Mapping | None = None) -> list[Page | InputError]:
    return list(parquet_rows(io.BytesIO(content), "dump.parquet", mapping or Mapping()))


def test_row_is_a_page_with_what_the_file_says_of_it() -> None:
    columns = {"title": ["Talks"], "body": ["Italy met Kenya."], "date": [date(2021, 3, 4)], "id": [7], "url": [None], "other": [[1]]}
    (page,) = rows(table(columns))
    assert isinstance(page, Page)
    assert (page.content, page.origin, page.name) == (b"Talks\n\nItaly met Kenya.", "dump.parquet#1", "7")
    assert (page.published, page.charset) == ("2021-03-04", "utf-8")


def test_columns_are_found_where_the_mapping_says() -> None:
    columns = {"text": ["no"], "story": ["yes"], "when": [datetime(2021, 3, 4, 5, tzinfo=UTC)], "where": ["https://harbour.example/a"]}
    (page,) = rows(table(columns), mapping_of("text=story,published=when,url=where"))
    assert isinstance(page, Page)
    assert (page.content, page.published, page.origin) == (b"yes", "2021-03-04", "https://harbour.example/a")


@pytest.mark.parametrize("column", [
    pa.array(["Words."]).dictionary_encode(), pa.array([b"Words."]), pa.array(["Words."], pa.large_string()),
])
def test_words_in_whatever_type_of_column(column: object) -> None:
    assert [page.content for page in rows(table({"text": column})) if isinstance(page, Page)] == [b"Words."]


def test_bytes_that_are_no_text_are_replaced() -> None:
    text = pa.Array.from_buffers(pa.string(), 1, pa.array([b"a \xff b"]).buffers())
    (page,) = rows(table({"text": text}))
    assert isinstance(page, Page)
    assert page.content == "a \ufffd b".encode()


def test_row_without_text_costs_only_itself_over_many_batches() -> None:
    words = [f"Row {number}." if number != 450 else None for number in range(1, 1001)]
    found = rows(table({"text": words}, row_group_size=333))
    assert told(found[448:451]) == ["dump.parquet#449", "E-RECORD", "dump.parquet#451"]
    assert len(found) == 1000


@pytest.mark.parametrize("columns", [{"words": ["x"]}, {"text": [["x"]], "words": ["y"]}, {"text": [True]}])
def test_no_column_of_text_is_refused(columns: dict[str, Any]) -> None:
    assert _codes(table(columns)) == ["E-RECORD"]


def test_one_name_for_two_columns_means_neither() -> None:
    twice = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    assert _codes(table(twice)) == ["E-RECORD"]


def test_damaged_files_have_one_code() -> None:
    whole = table({"text": [f"Words of row {number}." for number in range(2_000)]}, row_group_size=500)
    for damaged in (b"PAR1", whole[:-40], whole[:2_000], whole[:200] + b"\xff" * 300 + whole[500:], b"PAR1" + whole[400:]):
        codes = _codes(damaged)
        assert codes[-1:] == ["E-PARQUET"]
        assert not {"E-READER", "E-MEMORY", "E-TIME"} & set(codes)


def test_changed_words_are_seen_where_the_file_has_checksums() -> None:
    changed = table({"text": ["Troops left the town."]}, compression="none", write_page_checksum=True).replace(b"left", b"lost")
    assert _codes(changed) == ["E-PARQUET"]


def test_bomb_is_refused_for_its_memory() -> None:
    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * 400, pa.int32()), pa.array(["x" * 9_000_000]))
    bomb = table({"text": repeated}, compression="zstd", dictionary_pagesize_limit=20_000_000)
    assert len(bomb) < 100_000
    assert _codes(bomb) == ["E-MEMORY"]


def test_file_is_known_by_its_first_bytes_also_in_gzip(tmp_path: Path) -> None:
    content = table({"text": ["Words."]})
    for name, written in (("dump", content), ("dump.gz", gzip.compress(content))):
        (tmp_path / name).write_bytes(written)
        assert told(pages_in(tmp_path / name, Manner())) == [f"{tmp_path / name}#1"]


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"E-EXTRA dump.parquet: .*attache\[parquet\]"):
        list(parquet_rows(io.BytesIO(b"PAR1"), "dump.parquet", Mapping()))


def _codes(content: bytes) -> list[str]:
    """The code of each row refused, and of what ended the file."""
    codes, given = [], parquet_rows(io.BytesIO(content), "dump.parquet", Mapping())
    try:
        codes += [found.code for found in given if isinstance(found, InputError)]
    except InputError as error:
        codes.append(error.code)
    return codes
