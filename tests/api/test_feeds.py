"""Calendars and feeds that other programs can read, whatever the pages say."""
from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from starlette.testclient import TestClient

from attache.api.feeds import atom, calendar
from attache.model import Party, Place
from attache.queries.events import Event, PageFacts
from tests.samples import sample_claim

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'x\r\nBEGIN:VEVENT\r\n</title><script>alert(1)</script> ;,\\ "&\u202e\x00\ufffe \u0640' + "é" * 60


def event_saying(words: str) -> Event:
    """A planned event that has the words wherever a page's words can stand."""
    claim = msgspec.structs.replace(
        sample_claim(), status="planned", actors=(Party(words, None, "UNK"),), place=Place(words, None), quote=words, date="2024-02",
        attributed_to=words,
    )
    facts = PageFacts(page_id="0" * 64, name=words, origin=words, title=words, publisher=words, credit=words, published="2024-01-01")
    return Event(id="f" * 64, claim=claim, page=facts, reader="1", since=3)


def test_a_calendar_line_is_never_broken_by_a_page() -> None:
    text = calendar([event_saying(HOSTILE)], {3: "2024-01-02T03:04:05+00:00"}, "http://127.0.0.1")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20240201" in unfolded
    assert "DTEND;VALUE=DATE:20240301" in unfolded
    assert "DTSTAMP:20240102T030405Z" in unfolded
    summary = next(line for line in unfolded if line.startswith("SUMMARY:"))
    assert "\\;\\,\\\\" in summary
    assert "(some time in 2024-02)" in summary
    assert not any(mark in text.replace("\r\n", "") for mark in "\r\n\x00\u202e")


def test_a_feed_is_xml_whatever_a_page_says() -> None:
    feed = ElementTree.fromstring(atom([event_saying(HOSTILE)], {3: "2024-01-02T03:04:05+00:00"}, "http://127.0.0.1", "/events.atom"))  # noqa: S314
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2024-01-02T03:04:05+00:00"
    assert "<script>alert(1)</script>" in (entry.findtext(f"{ATOM}summary") or "")
    assert entry.find(f"{ATOM}script") is None
    assert atom([], {}, "http://127.0.0.1", "/events.atom")


@pytest.mark.parametrize(("date", "end", "first", "last"), [
    ("2024-05-01", None, "20240501", "20240502"), ("2024-05-01", "2024-05-03", "20240501", "20240504"),
    ("2024", None, "20240101", "20250101"),
    ("0009-12-31", None, "00091231", "00100101"), ("9999-12-31", None, "99991231", "99991231"),
])
def test_days_of_a_calendar(date: str, end: str | None, first: str, last: str) -> None:
    event = event_saying("x")
    event = msgspec.structs.replace(event, claim=msgspec.structs.replace(event.claim, date=date, date_end=end))
    text = calendar([event], {}, "http://127.0.0.1")
    assert f"DTSTART;VALUE=DATE:{first}\r\n" in text
    assert f"DTEND;VALUE=DATE:{last}\r\n" in text


def test_the_calendar_has_what_is_planned_and_the_feed_what_changed_last_first(desk: TestClient, register_path: Path) -> None:
    planned = desk.get("/api/v1/calendar").json()["items"]
    assert {event["status"] for event in planned} == {"planned"}
    assert desk.get("/calendar.ics").text.replace("\r\n ", "").count("UID:") == len(planned)
    feed = ElementTree.fromstring(desk.get("/events.atom").content)  # noqa: S314
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    events = desk.get("/api/v1/events?order=changed").json()["items"]
    assert ids == [f"http://127.0.0.1:8321/events/{event['id']}" for event in events]
