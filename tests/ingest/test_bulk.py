"""Reading in bulk and taking the readings in makes the register that the pages themselves make; what is done is not done again."""
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from pyarrow import parquet

from attache.errors import SettingsError
from attache.ingest.bulk import Came, InProcesses, bulk
from attache.ingest.shards import shards_of
from attache.ingest.workers import workers
from attache.model import Page, Reading
from attache.register.verify import verify
from tests.ingest.archiving import MANNER, SHARD_BYTES, added, are_same, gathered, make_archive, read
from tests.samples import TALKS, VISIT, PlainReader


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    return make_archive(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "readings"


class CountingReader(PlainReader):
    """Counts the pages it reads."""

    def __init__(self, version: str = "1/plain") -> None:
        super().__init__(version)
        self.pages = Counter[str]()

    def __call__(self, page: Page) -> tuple[str, Reading]:
        self.pages[page.page_id] += 1
        return super().__call__(page)


def again(inputs: list[str], out: Path, version: str = "1/plain") -> tuple[int, int]:
    """Reads in bulk: how many shards were done before, and how many pages were read now."""
    reader = CountingReader(version)
    came = read(inputs, out, InProcesses(reader))
    return sum(each.before for each in came), reader.pages.total()


def unknown(outcomes: list[str]) -> list[str]:
    """What was read and refused, in order."""
    return [line for line in outcomes if not line.startswith("known")]


def refusals(came: list[Came]) -> Counter[str]:
    return Counter(trouble.code for each in came if each.marker for trouble in each.marker.refused)


def test_register_is_that_of_adding_the_pages_themselves(inputs: list[str], out: Path, tmp_path: Path) -> None:
    pages, readings = tmp_path / "pages.db", tmp_path / "readings.db"
    expected = added(inputs, pages)
    with workers(lambda _: PlainReader(), 2) as reader:
        came = read(inputs, out, InProcesses(reader))
    assert len(came) > 6
    assert max(len(group) for group in shards_of(inputs, SHARD_BYTES)) > 2
    outcomes = gathered(out, readings)
    assert unknown(outcomes) == unknown(expected)
    assert are_same(pages, readings)
    assert list(verify(readings)) == []
    assert refusals(came)["E-NOT-FOUND"] == refusals(came)["E-WARC-TRUNCATED"] == 1
    assert refusals(came).keys() == {"E-BINARY", "E-READER", "E-EMPTY", "E-NOT-FOUND", "E-RECORD", "E-WARC-TRUNCATED"}


def test_taking_readings_in_again_changes_nothing(inputs: list[str], out: Path, register_path: Path) -> None:
    read(inputs, out)
    gathered(out, register_path)
    with closing(sqlite3.connect(register_path)) as register:
        before = list(register.iterdump())
        outcomes = gathered(out, register_path)
        assert list(register.iterdump()) == before
    assert {line.split()[0] for line in outcomes} == {"known", "refused"}


def test_shards_that_are_done_are_passed_over(inputs: list[str], out: Path) -> None:
    first = read(inputs, out)
    files = {file.name: file.read_bytes() for file in out.glob("*.parquet")}
    assert again(inputs, out) == (len(first), 0)
    assert {file.name: file.read_bytes() for file in out.glob("*.parquet")} == files
    assert {file.stem for file in out.glob("*.parquet")} == {each.name for each in first}


@pytest.mark.parametrize("spoil", [
    lambda out: next(out.glob("*.parquet")).unlink(), lambda out: next((out / "_done").glob("*.json")).unlink(),
    lambda out: next((out / "_done").glob("*.json")).write_text("{"),
])
def test_shard_without_file_or_marker_is_read_again(spoil: Callable[[Path], None], inputs: list[str], out: Path) -> None:
    first = read(inputs, out)
    spoil(out)
    before, pages = again(inputs, out)
    assert before == len(first) - 1
    assert 0 <= pages < 45


def test_other_version_of_the_reader_reads_all_again(inputs: list[str], out: Path) -> None:
    _, pages = again(inputs, out)
    assert pages > 30
    assert again(inputs, out, "2/plain") == (0, pages)


def test_inputs_that_change_are_read_anew_and_replace_what_was_read(inputs: list[str], out: Path, tmp_path: Path) -> None:
    read(inputs, out)
    place = Path(inputs[0])
    (place / "03.txt").write_text(f"{VISIT}Told otherwise.\n")
    gone = next(shard.paths[-1] for (shard, *_) in shards_of(inputs, SHARD_BYTES) if len(shard.paths) > 1)
    Path(gone).unlink()  # one that shares its shard: where shards end is drawn from the names of files, the folder's included
    (place / "dump.jsonl").write_text('{"text": "Talks began."}\n' * 3)
    (place / "zz.txt").write_text(f"{TALKS}A page more.\n")
    read(inputs, out)
    added(inputs, tmp_path / "pages.db")
    gathered(out, tmp_path / "readings.db")
    assert are_same(tmp_path / "pages.db", tmp_path / "readings.db")
    assert len(list(out.glob("*.parquet"))) == len(list((out / "_done").iterdir()))


def test_shards_cut_otherwise_replace_those_before(inputs: list[str], out: Path) -> None:
    read(inputs, out)
    planned = list(shards_of(inputs, 3 * SHARD_BYTES))
    list(bulk(planned, out, MANNER, InProcesses(PlainReader()), lambda: False))
    assert {file.stem for file in out.glob("*.parquet")} == {shard.name for group in planned for shard in group}


def test_other_inputs_stand_beside_those_before(inputs: list[str], out: Path, tmp_path: Path) -> None:
    page = tmp_path / "late.txt"
    page.write_text(f"{TALKS}Came late.\n")
    read(inputs, out)
    read([str(page)], out)
    added([*inputs, str(page)], tmp_path / "pages.db")
    gathered(out, tmp_path / "readings.db")
    assert are_same(tmp_path / "pages.db", tmp_path / "readings.db")


def test_stopped_between_two_pages_it_goes_on_where_it_was(inputs: list[str], out: Path, tmp_path: Path) -> None:
    calls = count()
    stopped = read(inputs, out, stopped=lambda: next(calls) > 30)
    assert 0 < len(stopped) < len(list(shards_of(inputs, SHARD_BYTES)))
    assert {file.stem for file in out.glob("*.parquet")} == {each.name for each in stopped}
    assert list(out.glob(".*.part")) == []
    assert any("E-READINGS" in line and "not finished" in line for line in gathered(out, tmp_path / "readings.db"))
    assert again(inputs, out)[0] == len(stopped)
    added(inputs, tmp_path / "pages.db")
    gathered(out, tmp_path / "readings.db")
    assert are_same(tmp_path / "pages.db", tmp_path / "readings.db")


def test_folder_is_one_table_to_other_programs(inputs: list[str], out: Path) -> None:
    came = read(inputs, out)
    table = parquet.read_table(out)  # as pandas does: what begins with _ is passed over
    assert table.num_rows == sum(each.marker.read + len(each.marker.refused) for each in came if each.marker)
    assert table.column("refused").null_count == sum(each.marker.read for each in came if each.marker)


def test_what_a_killed_worker_left_is_taken_away(inputs: list[str], out: Path) -> None:
    came = read(inputs, out)
    left = out / f".{came[0].name}.parquet.0123.part"
    left.write_bytes(b"half")
    next((out / "_done").glob(f"{came[0].name}.json")).unlink()
    read(inputs, out)
    assert not left.exists()


def test_folder_that_cannot_be_used_is_told(inputs: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="E-OUTPUT"):
        read(inputs, tmp_path / "file")


def test_shard_that_cannot_be_written_costs_only_itself(inputs: list[str], out: Path) -> None:
    name = next(iter(shards_of(inputs, SHARD_BYTES)))[0].name
    (out / f"{name}.parquet").mkdir(parents=True)
    came = {each.name: each for each in read(inputs, out)}
    assert came[name].marker is None
    assert "E-OUTPUT" in str(came[name].error)
    assert sum(each.marker is not None for each in came.values()) == len(came) - 1
