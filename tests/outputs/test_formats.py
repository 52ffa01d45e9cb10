"""Every format: nothing lost, nothing acting, the right one chosen."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.model import Party
from attache.outputs.formats import EVENTS, Format, chosen_format, write, written_whole
from attache.queries.events import Event, PageFacts, events
from attache.register.connection import reading
from tests.samples import TALKS, VISIT, fill, sample_claim

PAGE = PageFacts(
    page_id="ab" * 32, name="talks", origin="talks.txt", title="=cmd", publisher="Courier", credit=None, published="2021-03-05",
)
ACTORS = (Party("=2+3|<b>", None, "GOV"), Party("Perú", "PER", "GOV"))
HOSTILE = Event(id="cd" * 32, claim=sample_claim(actors=ACTORS), page=PAGE, reader="1/plain")


def written(items: Iterable[Event], form: Format) -> str:
    out = io.StringIO(newline="")
    write(items, EVENTS, form, out)
    return out.getvalue()


def test_json_and_json_lines_hold_the_whole_event() -> None:
    (whole,) = json.loads(written([HOSTILE], "json"))
    assert whole == json.loads(written([HOSTILE], "jsonl"))
    assert whole["id"] == HOSTILE.id
    assert whole["actors"] == [{"name": "=2+3|<b>", "country": None, "sector": "GOV"}, {"name": "Perú", "country": "PER", "sector": "GOV"}]
    assert whole["page"]["title"] == "=cmd"
    assert (whole["quote"], whole["quote_start"], whole["confidence"]) == (HOSTILE.claim.quote, HOSTILE.claim.quote_start, 0.875)


def test_csv_can_be_read_again_and_holds_no_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(written([HOSTILE], "csv"), newline=""))
    assert (row["actors"], row["actor_countries"], row["actor_sectors"]) == ("'=2+3|<b>; Perú", "; PER", "GOV; GOV")
    assert (row["page_title"], row["quote"], row["confidence"], row["dead"]) == ("'=cmd", HOSTILE.claim.quote, "0.875", "")


def test_nothing_found_is_still_a_table() -> None:
    assert written([], "csv").startswith("id,date,")
    assert written([], "md").count("\n") == 2
    assert (written([], "json"), written([], "jsonl")) == ("[]\n", "")


def test_markdown_rows_have_as_many_cells_as_the_head() -> None:
    head, _, row = written([HOSTILE], "md").splitlines()
    assert "✓ happened" in row
    assert row.replace("\\|", "").count("|") == head.count("|")
    assert "<b>" not in row


def test_lines_come_out_one_by_one(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    out = io.StringIO()
    with reading(register_path) as register:
        found = events(register)
        write((next(found) for _ in range(1)), EVENTS, "jsonl", out)
    assert out.getvalue().count("\n") == 1


@pytest.mark.parametrize(("asked", "file", "terminal", "chosen"), [
    (None, None, True, "table"), (None, None, False, "jsonl"), ("csv", None, True, "csv"), (None, "a.csv", True, "csv"),
    (None, "a.JSON", True, "json"), (None, "a.md", False, "md"), ("json", "a.csv", True, "json"), (None, "a.txt", False, "table"),
])
def test_format_is_chosen(asked: Format | None, file: str | None, terminal: bool, chosen: str) -> None:
    assert chosen_format(asked, Path(file) if file else None, terminal) == chosen


def test_ending_without_a_format() -> None:
    with pytest.raises(InputError, match=r"E-FORMAT a\.xlsx"):
        chosen_format(None, Path("a.xlsx"), True)


def test_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before")
    with pytest.raises(TypeError), written_whole(target) as out:
        out.writelines(["half", 1])  # type: ignore[list-item]
    assert target.read_text() == "before"
    with written_whole(target) as out:
        out.write("é\r\n")
    assert target.read_bytes() == "é\r\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="E-OUTPUT"), written_whole(tmp_path / "none" / "out.csv"):
        pass
