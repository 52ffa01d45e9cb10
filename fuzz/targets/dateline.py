"""Text to the dateline that opens it, and to the dates written in it."""
from __future__ import annotations

from attache.model import Span
from attache.pages.dateline import Dateline, find_dateline, standing_dateline
from attache.pages.dates import dates_in


def check(data: bytes) -> None:
    """What is found lies in the text, and dates are days of the calendar, in order and apart."""
    text = data.decode("utf-8", "replace")
    whole = Span(0, len(text))
    for found in (find_dateline(text, 0, len(text)), find_dateline(text, len(text) // 2, len(text)), standing_dateline(text, whole)):
        if found:
            _check(found, text)
    end = 0
    for written in dates_in(text, whole):
        assert end <= written.start < written.end <= len(text)
        assert written.readings
        written.days()
        end = written.end


def _check(found: Dateline, text: str) -> None:
    assert 0 <= found.start <= found.place.start < found.place.end <= found.body <= len(text)
    if found.agency:
        assert found.place.end <= found.agency.start < found.agency.end <= found.body
