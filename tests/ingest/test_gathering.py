"""Readings go into a register only when they are what was written, and never in the place of newer ones."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from attache.errors import InputError
from attache.ingest.columns import Read, Refused
from attache.ingest.parquet import rows_written
from attache.register.verify import verify
from tests.ingest.archiving import added, are_same, gathered, make_archive, read
from tests.samples import TALKS, fill, page, reading


def write(file: Path, version: str = "2/plain", text: str = TALKS) -> Path:
    """A file of one reading."""
    given = page(text, "page0")
    with rows_written(file) as out:
        out(Read(0, given, text, reading(given, text, version)))
    return file


def write_refusal(file: Path) -> Path:
    with rows_written(file) as out:
        out(Refused(0, page(TALKS, "page0"), InputError("E-READER", "page0.txt", "stumbled")))
    return file


def readers(register_path: Path) -> list[str]:
    """The versions of all readings that were ever kept."""
    with closing(sqlite3.connect(register_path)) as register:
        return [version for (version,) in register.execute("SELECT reader FROM readings ORDER BY reading_no")]


@pytest.mark.parametrize(("version", "kind", "after"), [
    ("2/plain", "known", ["2/plain"]), ("1/plain", "known", ["2/plain"]), ("3/plain", "read", ["2/plain", "3/plain"]),
    ("2/other", "read", ["2/plain", "2/other"]), ("10/plain", "read", ["2/plain", "10/plain"]),
])
def test_reading_takes_the_place_of_an_older_one_only(
    version: str, kind: str, after: list[str], tmp_path: Path, register_path: Path
) -> None:
    fill(register_path, TALKS, version="2/plain")
    (line,) = gathered(write(tmp_path / "a.parquet", version), register_path)
    assert line.split()[0] == kind
    assert readers(register_path) == after


def test_refusal_does_not_touch_a_page_that_was_read(tmp_path: Path, register_path: Path) -> None:
    fill(register_path, TALKS)
    assert gathered(write_refusal(tmp_path / "a.parquet"), register_path)[0].startswith("known")
    assert list(verify(register_path)) == []


def test_page_that_was_refused_is_read_later(tmp_path: Path, register_path: Path) -> None:
    assert gathered(write_refusal(tmp_path / "a.parquet"), register_path)[0].startswith("refused")
    assert gathered(write(tmp_path / "b.parquet"), register_path)[0].startswith("read")
    fill(tmp_path / "other.db", TALKS, version="2/plain")
    with closing(sqlite3.connect(register_path)) as register:
        assert register.execute("SELECT count(*) FROM refusals").fetchone() == (0,)


def test_file_changed_since_it_was_written_is_refused_whole(tmp_path: Path, register_path: Path) -> None:
    inputs, out = make_archive(tmp_path), tmp_path / "readings"
    came = read(inputs, out)
    write(out / f"{came[0].name}.parquet", text=f"{TALKS}Slipped in.\n")
    outcomes = gathered(out, register_path)
    assert [line for line in outcomes if "not as it was written" in line and f"{came[0].name}.parquet" in line]
    with closing(sqlite3.connect(register_path)) as register:
        assert register.execute("SELECT count(*) FROM texts WHERE text LIKE '%Slipped in%'").fetchone() == (0,)
        assert register.execute("SELECT count(*) FROM refusals WHERE code = 'E-READINGS'").fetchone() == (0,)


def test_files_that_others_put_into_the_folder_are_left_out(tmp_path: Path, register_path: Path) -> None:
    inputs, out = make_archive(tmp_path), tmp_path / "readings"
    read(inputs, out)
    write(out / "foreign.parquet", text=f"{TALKS}Slipped in.\n")
    gathered(out, register_path)
    added(inputs, tmp_path / "pages.db")
    assert are_same(register_path, tmp_path / "pages.db")


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", ".hidden", "", "_plan"])
def test_plan_names_nothing_outside_its_folder(name: str, tmp_path: Path, register_path: Path) -> None:
    out = tmp_path / "readings"
    out.mkdir()
    write(tmp_path / "elsewhere.parquet")
    (out / "_plan.json").write_text(f'{{"groups": [{{"inputs": [], "shards": ["{name}"]}}]}}')
    assert [line for line in gathered(out, register_path) if line.startswith("read")] == []


@pytest.mark.parametrize("plan", ["{", "[]", '{"groups": 1}', None])
def test_folder_without_readings_is_told(plan: str | None, tmp_path: Path, register_path: Path) -> None:
    out = tmp_path / "readings"
    out.mkdir()
    if plan is not None:
        (out / "_plan.json").write_text(plan)
    (line,) = gathered(out, register_path)
    assert "E-READINGS" in line
    assert "no readings in it" in line


def test_file_without_a_marker_is_taken_when_named_and_not_in_a_folder(tmp_path: Path, register_path: Path) -> None:
    out = tmp_path / "readings"
    out.mkdir()
    file = write(out / "a.parquet")
    assert "not finished" in gathered(out, register_path)[0]
    assert gathered(file, register_path)[0].startswith("read")
