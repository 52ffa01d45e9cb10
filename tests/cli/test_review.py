"""Reviewing, reading again, copying: as a person at a terminal meets them."""
from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest

from attache.cli import main, readers
from attache.model import Page, Reading
from attache.register.export import canonical_hash
from tests.samples import TALKS, VISIT, PlainReader, fill

AGAIN = "Ministers meet\nItaly met Kenya on 2021-03-04.\nGhana accused Peru.\n"


class BetterReader(PlainReader):
    """Corrects every status, claims no accusation any more, and finds roles no more."""

    def __init__(self) -> None:
        super().__init__("2/plain")

    def __call__(self, page: Page) -> tuple[str, Reading]:
        text, reading = super().__call__(page)
        kept = tuple(msgspec.structs.replace(claim, status="ongoing") for claim in reading.events if claim.type != "ACCUSE")
        return text, msgspec.structs.replace(reading, events=kept)


@pytest.fixture
def place(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of three pages where the command line looks for it."""
    monkeypatch.chdir(register_path.parent)
    monkeypatch.delenv("ATTACHE_REGISTER", raising=False)
    monkeypatch.setattr(readers, "EngineReader", lambda engine, allow, every: BetterReader())
    monkeypatch.setattr(readers, "load_engine", lambda name: None)
    fill(register_path, TALKS, VISIT, AGAIN)
    return register_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


def records(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(*arguments) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_queue_is_sorted_by_doubt_and_reach_and_shrinks_as_events_are_decided(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queue = records(capsys, "review")
    weights = [event["weight"] for event in queue]
    assert weights == sorted(weights, reverse=True)
    assert len(queue) == 5
    assert run("review", "accept", queue[0]["id"][:8], queue[1]["id"][:8], "--because", "seen", "--by", "Ana") == 0
    assert capsys.readouterr().err == "decision 1\ndecision 2\n"
    assert run("review", "accept", queue[0]["id"], "--because", "seen") == 0
    assert capsys.readouterr().err == "in force already: nothing changed\n"
    assert len(records(capsys, "review")) == 3
    assert len(records(capsys, "review", "--all")) == 5
    assert len(records(capsys, "review", "--limit", "1")) == 1


def test_disputed_events_come_first(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = records(capsys, "review")[-1]["id"]
    with sqlite3.connect(place) as plain:
        plain.execute("UPDATE events SET disputed = 1 WHERE event = ?", (last,))
    plain.close()
    assert records(capsys, "review")[0]["id"] == last


def test_edit_in_plain_words(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event = records(capsys, "events", "--actor", "Peru")[0]["id"]
    fields = ("actors=Naomi Arubasa (KEN GOV); Togo (TGO); Envoy of the (ABC)D", "place=Lomé (TGO)", "dead=3", "mode=", "date=2021-06-01")
    assert run("review", "edit", event, *fields, "--because", "the ministry says so", "--by", "Ana") == 0
    (edited,) = (found for found in records(capsys, "events") if found["id"] == event)
    assert edited["actors"] == [
        {"name": "Naomi Arubasa", "country": "KEN", "sector": "GOV"}, {"name": "Togo", "country": "TGO", "sector": "GOV"},
        {"name": "Envoy of the (ABC)D", "country": None, "sector": "UNK"},
    ]
    assert (edited["place"], edited["dead"], edited["mode"], edited["date"]) == ({"name": "Lomé", "country": "TGO"}, 3, None, "2021-06-01")


@pytest.mark.parametrize(("fields", "status", "code"), [
    (("colour=red",), 2, "FIELD=VALUE"), (("date",), 2, "FIELD=VALUE"), (("date=soon",), 1, "E-DECISION"),
    (("dead=many",), 1, "E-DECISION"),
])
def test_bad_edits_are_one_line(place: Path, capsys: pytest.CaptureFixture[str], fields: tuple[str, ...], status: int, code: str) -> None:
    event = records(capsys, "events")[0]["id"]
    assert run("review", "edit", event, *fields, "--because", "x") == status
    assert code in capsys.readouterr().err.splitlines()[-1]


def test_merge_split_and_undo(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = {event["quote"]: event["id"] for event in records(capsys, "events")}
    one, other = events["Italy accused Ghana."], events["Chad accused Aldo Brenn on 2020."]
    assert run("review", "merge", one, other, "--because", "same speech") == 0
    assert len(records(capsys, "events")) == 4
    assert run("review", "split", other, "--because", "no, it was not") == 0
    assert len(records(capsys, "events")) == 5
    assert run("undo", "2", "--because", "it was") == 0
    assert len(records(capsys, "events")) == 4
    assert run("undo", "9", "--because", "it was") == 1
    assert "E-NO-DECISION" in capsys.readouterr().err


def test_log_in_every_form(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("decisions", "--format", "table") == 0
    assert capsys.readouterr().err == "nothing decided yet\n"
    event = records(capsys, "events")[0]["id"]
    run("review", "reject", event, "--because", "=cmd|a [bold]no[/bold]\x1b[2J", "--by", "Ana")
    run("review", "link", "M. Okoth", "Mirna Okoth", "--because", "same office")
    run("undo", "1", "--because", "mistaken")
    log = records(capsys, "decisions")
    assert [(entry["kind"], entry["standing"]) for entry in log] == [("reject", "undone"), ("link", "in force"), ("undo", "in force")]
    run("decisions", "--format", "csv")
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["reason"].startswith("'=cmd")
    run("decisions", "--format", "table")
    shown = capsys.readouterr().out
    assert "[bold]no[/bold]" in shown
    assert "\x1b[2J" not in shown


def test_options_of_the_list_before_a_verb_are_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "--register", "other.db", "accept", "abcd", "--because", "x") == 2
    assert "options go behind 'accept'" in capsys.readouterr().err


def test_preview_tells_and_keeps_nothing_then_reading_again_does_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accused = next(event["id"] for event in records(capsys, "events") if event["quote"].startswith("Italy accused"))
    run("review", "accept", accused, "--because", "seen")
    before, content = canonical_hash(place), place.read_bytes()
    capsys.readouterr()
    assert run("reread", "--preview") == 0
    said = capsys.readouterr()
    assert said.err == "0 gained, 3 lost, 3 changed, 0 refused\nnothing was committed\n"
    assert [line[0] for line in said.out.splitlines()] == ["~", "-", "~", "-", "~", "-"]
    assert "[status] (page0)" in said.out
    assert "(page0; decided)" in said.out
    assert (canonical_hash(place), place.read_bytes()) == (before, content)
    assert run("reread") == 0
    assert [event["status"] for event in records(capsys, "events")] == ["ongoing", "ongoing"]
    assert [entry["standing"] for entry in records(capsys, "decisions")] == ["orphaned"]
    capsys.readouterr()
    assert run("reread") == 0
    assert capsys.readouterr().err == "0 gained, 0 lost, 0 changed, 0 refused\n"


def test_page_the_new_reader_refuses_keeps_its_reading(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlainReader, "__call__", lambda *_: 1 // 0)
    assert run("reread") == 0
    assert capsys.readouterr().err.splitlines()[-1] == "0 gained, 0 lost, 0 changed, 3 refused"
    assert len(records(capsys, "events")) == 5


def test_export_and_backup(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", "copy.db") == 0
    assert capsys.readouterr().err == "copy.db: sound\n"
    assert run("export", "--canonical", "-o", "all.txt", "--register", "copy.db") == 0
    assert capsys.readouterr().err == f"sha256 {canonical_hash(place)}\n"
    assert Path("all.txt").read_text().count("\n") == 20
    assert run("backup", "copy.db") == 1
    assert "E-OUTPUT" in capsys.readouterr().err
    assert run("export") == 2
