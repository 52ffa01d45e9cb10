"""Answers on a terminal."""
from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest

from attache.outputs.terminal import show_event, show_events, show_reading
from attache.queries.events import Context, Event, PageFacts, context, events
from attache.register.connection import reading as open_for_reading
from tests.samples import TALKS, VISIT, fill, page, reading, sample_claim


class Terminal(io.StringIO):
    """A terminal of 100 columns."""

    def isatty(self) -> bool:
        return True


def test_event_lines_say_it_in_words(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    out = io.StringIO()
    with open_for_reading(register_path) as register:
        found = list(events(register))
        assert show_events(found, out) == 4
    lines = out.getvalue().splitlines()
    assert lines[0].split("  ")[0] == "date"
    assert "2021-03-04" in lines[2]
    assert "✓ happened" in lines[2]
    assert "Italy → Kenya" in lines[2]
    assert "CONSULT meet" in lines[2]
    assert lines[2].rstrip().endswith(found[1].id[:8])
    assert lines[4].startswith("?")


@pytest.mark.parametrize(("columns", "heading"), [("80", False), ("160", True)])
def test_who_says_so_has_a_column_only_where_there_is_room(
    columns: str, heading: bool, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    fill(register_path, TALKS, VISIT)
    out = Terminal()
    with open_for_reading(register_path) as register:
        found = list(events(register))
        show_events(found, out)
    assert ("according to" in out.getvalue().splitlines()[0]) is heading
    for event in found:
        assert (event.claim.attributed_to or "").split(" ")[0] in out.getvalue()


def test_one_event_shows_its_quote_in_place_and_why(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    fill(register_path, TALKS)
    out = Terminal()
    with open_for_reading(register_path) as register:
        first = next(events(register))
        show_event(first, context(register, first), out)
    shown = out.getvalue()
    assert "\x1b[7mItaly met Kenya on 2021-03-04.\x1b[0m" in shown
    assert "Italy accused Ghana." in shown
    for words in ("plain met", "0.875", "The Harbour Courier", "2021-03-05", "attache events --page"):
        assert words in shown
    assert first.id in "".join(shown.split())  # however it was folded


def test_no_color_is_respected(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    fill(register_path, TALKS)
    out = Terminal()
    with open_for_reading(register_path) as register:
        show_events(events(register), out)
    assert "\x1b[3" not in out.getvalue()


def test_hostile_words_reach_no_terminal() -> None:
    hostile = "evil\x1b[2J\u202e[bold]name[/bold]"
    claim = sample_claim(attributed_to=hostile, why=hostile, quote=hostile)
    facts = PageFacts(page_id="ab" * 32, name=hostile, origin=hostile, title=hostile, publisher=hostile, credit=None, published=None)
    out = io.StringIO()
    show_event(Event(id="cd" * 32, claim=claim, page=facts, reader="1"), Context(hostile, hostile, hostile), out)
    show_events([Event(id="cd" * 32, claim=claim, page=facts, reader="1")], out)
    source = page(TALKS)
    show_reading(msgspec.structs.replace(reading(source, TALKS), title=hostile, publisher=hostile, events=(claim,)), out)
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert "[bold]name[/bold]" in out.getvalue()


def test_reading_is_told_with_events_and_people() -> None:
    source = page(TALKS)
    out = io.StringIO()
    show_reading(reading(source, TALKS), out)
    facts = ("Talks in Nairobi", "The Harbour Courier · 2021-03-05", "Italy → Kenya", "Aldo Brenn, foreign minister of Italy")
    for words in facts:
        assert words in out.getvalue()


def test_reading_without_a_date_says_why() -> None:
    source = page(TALKS)
    out = io.StringIO()
    show_reading(msgspec.structs.replace(reading(source, TALKS), published=None, published_why="02/10 may be either", events=()), out)
    assert "no date: 02/10 may be either" in out.getvalue()
