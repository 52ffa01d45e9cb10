"""Events for other people's programs: a calendar of what is planned (iCalendar), a feed of what is new (Atom).

In: events, when their revisions were made, the address of the desk. Out: text. Page text is text here too: control characters go, and
what would be markup is escaped.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree

from attache.outputs.cleaning import one_line
from attache.outputs.wording import according, parties, standing, what, when, where, who
from attache.queries.events import Event
from attache.register.database import Connection
from attache.register.tellings import interval

_FOLDED_AT = 75  # bytes of a line of iCalendar
_ATOM = "http://www.w3.org/2005/Atom"
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))  # what XML cannot hold and is no control character
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
_LAST_DAY = datetime.date.max.toordinal()


def made_at(register: Connection, events: Iterable[Event]) -> dict[int, str]:
    """When the revisions were made in which the events came to stand as they do."""
    wanted = sorted({event.since for event in events})
    marks = ", ".join("?" * len(wanted))
    return dict(register.execute(f"SELECT revision, at FROM revisions WHERE revision IN ({marks})", wanted).fetchall())  # noqa: S608


def calendar(events: Sequence[Event], made: Mapping[int, str], desk: str) -> str:
    """The dated events as whole days; of a vague date all the days that it may be."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//attache//desk//EN", "NAME:attache", "X-WR-CALNAME:attache"]
    for event in events:
        if event.claim.date:
            lines += _entry(event, made.get(event.since, ""), desk)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def atom(events: Sequence[Event], made: Mapping[int, str], desk: str, own: str) -> bytes:
    """The events as entries, each with the time at which it came to stand as it does."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM})
    latest = max((made[event.since] for event in events if event.since in made), default="1970-01-01T00:00:00+00:00")
    _put(feed, title="attache: events", id=f"{desk}{own}", updated=latest)
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": f"{desk}{own}"})
    _put(ElementTree.SubElement(feed, "author"), name="attache")
    for event in events:
        _put_event(ElementTree.SubElement(feed, "entry"), event, made.get(event.since, latest), desk)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _headline(event: Event) -> str:
    claim = event.claim
    return " · ".join(filter(None, (when(claim), standing(claim.status), who(claim), what(claim), where(claim.place))))


def _basis(event: Event) -> str:
    """The words the event rests on, and whose they are."""
    page = ", ".join(filter(None, (event.page.title, event.page.publisher, event.page.published)))
    return " ".join(filter(None, (f"“{event.claim.quote}”", according(event.claim), f"({page})" if page else "")))


def _entry(event: Event, at: str, desk: str) -> list[str]:
    claim = event.claim
    first, last = interval(claim.date or "", claim.date_end)
    summary = f"{parties(claim.actors)}: {what(claim)} {parties(claim.recipients)}".strip()
    vague = "" if claim.date and len(claim.date) == len("2024-05-01") else f" (some time in {when(claim)})"
    stamp = "".join(letter for letter in at[:19] if letter.isdigit() or letter == "T")
    return [
        "BEGIN:VEVENT", f"UID:{event.id}@attache", f"DTSTAMP:{stamp or '19700101T000000'}Z", f"DTSTART;VALUE=DATE:{_day(first)}",
        f"DTEND;VALUE=DATE:{_day(min(last + 1, _LAST_DAY))}", f"SUMMARY:{_text(summary + vague)}", f"DESCRIPTION:{_text(_basis(event))}",
        *([f"LOCATION:{_text(where(claim.place))}"] if claim.place else []), "STATUS:TENTATIVE", "TRANSP:TRANSPARENT",
        f"URL:{desk}/events/{event.id}", "END:VEVENT",
    ]


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).strftime("%4Y%m%d")


def _text(words: str) -> str:
    return one_line(words).translate(_ESCAPED)


def _folded(line: str) -> str:
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    """The line in pieces of no more bytes than a line may have, no character cut in two."""
    piece, size, most = "", 0, _FOLDED_AT
    for letter in line:
        width = len(letter.encode())
        if size + width > most:
            yield piece
            piece, size, most = "", 0, _FOLDED_AT - 1  # the space that goes before it counts
        piece, size = piece + letter, size + width
    yield piece


def _put(parent: ElementTree.Element, **words: str) -> None:
    for name, value in words.items():
        ElementTree.SubElement(parent, name).text = one_line(value).translate(_NO_CHARACTERS)


def _put_event(entry: ElementTree.Element, event: Event, at: str, desk: str) -> None:
    address = f"{desk}/events/{event.id}"
    _put(entry, title=_headline(event), id=address, updated=at, summary=_basis(event))
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": address})
    ElementTree.SubElement(entry, "category", {"term": event.claim.type})
