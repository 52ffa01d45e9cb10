"""Files of readings: whole or not there, and read as what strangers may have made."""
from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

pa = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402

from attache.errors import InputError  # noqa: E402
from attache.ingest import parquet as files  # noqa: E402
from attache.ingest.columns import SCHEMA, VERSION_KEY, Read, Refused, Row, columns_of  # noqa: E402
from attache.ingest.parquet import RowReader, rows_written  # noqa: E402
from tests.samples import TALKS, VISIT, page, reading  # noqa: E402


def row(number: int) -> Row:
    text = f"{TALKS if number % 2 else VISIT}Line {number}.\n"
    given = page(text, f"page{number}")
    if number % 5 == 4:
        return Refused(number, given, InputError("E-BINARY", given.origin, "not text"))
    return Read(number, given, text, reading(given, text))


def write(file: Path, rows: list[Row]) -> Path:
    with rows_written(file) as out:
        for each in rows:
            out(each)
    return file


def rows_of(file: Path) -> list[Row]:
    with RowReader() as reader:
        return list(reader.rows(file))


def told(file: Path) -> str:
    """The one refusal that a file gives."""
    (found,) = rows_of(file)
    assert isinstance(found, Refused)
    return str(found.error)


def table(rows: list[Row], **changes: Any) -> Any:
    """A table of rows, some columns of all of them changed."""
    return pa.Table.from_pylist([columns_of(each) | changes for each in rows], SCHEMA)


def test_rows_come_back_in_order_over_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP_BYTES", 4_000)
    rows = [row(number) for number in range(20)]
    file = write(tmp_path / "a.parquet", rows)
    assert parquet.ParquetFile(file).num_row_groups > 3
    assert list(map(repr, rows_of(file))) == list(map(repr, rows))
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_no_rows_are_a_file_too(tmp_path: Path) -> None:
    assert rows_of(write(tmp_path / "a.parquet", [])) == []


def test_file_is_not_there_until_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    with suppress(ZeroDivisionError), rows_written(file) as out:
        out(row(1))
        assert not file.exists()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_same_rows_make_the_same_file(tmp_path: Path) -> None:
    one, other = (write(tmp_path / name, [row(number) for number in range(9)]) for name in ("a.parquet", "b.parquet"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(("make", "words"), [
    (lambda file: file.write_bytes(b"PAR1 and no more"), "damaged, or not Parquet"),
    (lambda file: file.write_bytes(b""), "damaged, or not Parquet"),
    (lambda file: file.mkdir(), "damaged, or not Parquet"),
    (lambda file: None, "no such file"),
    (lambda file: parquet.write_table(pa.table({"words": ["a"]}), file), "no readings of attache"),
    (lambda file: parquet.write_table(table([row(1)]).replace_schema_metadata({VERSION_KEY: "9"}), file), "in form 9"),
    (lambda file: parquet.write_table(table([row(1)]).drop_columns(["text"]), file), "not the form"),
])
def test_what_is_no_file_of_readings_is_told(make: Callable[[Path], object], words: str, tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    make(file)
    assert told(file).startswith(f"E-READINGS {file}: ")
    assert words in told(file)


@pytest.mark.parametrize(("changes", "words"), [
    ({"page_id": "0" * 64}, "hash"), ({"content": b"other bytes"}, "hash"), ({"text": "Other words."}, "quote"), ({"text": None}, "no row"),
    ({"reader": "newest"}, "version"), ({"position": None}, "no row"), ({"page_id": None}, "no row"), ({"events": [None]}, "no row"),
    ({"refused": {"code": "\x1b[2J", "subject": "", "message": ""}}, "no code"), ({"published": "2021-13-45T"}, "date"),
])
def test_row_that_no_page_can_say_costs_only_itself(changes: dict[str, Any], words: str, tmp_path: Path) -> None:
    good, bad = row(1), row(3)
    parquet.write_table(pa.concat_tables([table([good]), table([bad], **changes), table([good])]), tmp_path / "a.parquet")
    first, refused, last = rows_of(tmp_path / "a.parquet")
    assert first == last == good
    assert isinstance(refused, Refused)
    assert refused.error.code == "E-READINGS"
    assert words in refused.error.message


def test_bomb_of_a_row_group_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_GROUP_BYTES", 1_000_000)
    given = page("x")
    bomb = Refused(0, replace(given, content=bytes(2_000_000)), InputError("E-BINARY", "x", "not text"))
    assert "2 MB" not in told(write(tmp_path / "a.parquet", [bomb]))
    assert "row groups, or one of over 1 MB" in told(tmp_path / "a.parquet")


def test_bomb_that_lies_about_its_size_ends_in_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_GROUP_BYTES", 10**12)
    monkeypatch.setattr("attache.sources.sandbox.WORKER_MEMORY_BYTES", 30_000_000)
    parquet.write_table(table([row(1)] * 12, text="x" * 5_000_000), tmp_path / "a.parquet", use_dictionary=False)
    assert any(end in told(tmp_path / "a.parquet") for end in ("memory", "its reader died"))  # as Arrow takes having none


def test_flipped_bytes_never_give_another_row(tmp_path: Path) -> None:
    rows = [row(number) for number in range(12)]
    whole = write(tmp_path / "a.parquet", rows).read_bytes()
    draw, known = random.Random(7), {repr(each) for each in rows}  # noqa: S311 - draws, not secrets
    with RowReader() as reader:
        for number in range(60):
            spoilt = bytearray(whole)
            for _ in range(3):
                spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
            (file := tmp_path / f"{number}.parquet").write_bytes(spoilt)
            found = list(reader.rows(file))
            assert len(found) <= len(rows) + 1
            assert all(isinstance(each, Refused) or repr(each) in known for each in found), number
