"""Text to times, and times to days. The first two bytes choose the day of publication and what else is known."""
from __future__ import annotations

import datetime
from typing import get_args

from attache.model import TimeKind, TimeMention
from attache.reading.time_scene import Direction
from attache.reading.timex import Anchor, find_times, resolve_in_order

_WRITTEN = ("2020-10-02", "2020-02-29", "2021-12-31", "2024-01-01", "1970-01-01", "1900-01-01", "2099-12-31")  # what pages may declare
_DAYS = (None, *map(datetime.date.fromisoformat, _WRITTEN))
_SIDES: tuple[Direction | None, ...] = (None, "past", "future")


def check(data: bytes) -> None:
    """Times are the page's own words, in order and apart; the days they cover are dates, the first not after the last."""
    text = data[2:].decode("utf-8", "replace")
    how, order = (data[0], data[1]) if len(data) > 1 else (0, 0)
    anchor = Anchor(_DAYS[how % len(_DAYS)], (None, True, False)[order % 3])
    found = find_times(text, 0, len(text))
    mentions = resolve_in_order(found, anchor, [_SIDES[(order + at) % 3] for at in range(len(found))], None if how < 128 else "2020-03")
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        _check_meaning(mention)


def _check_meaning(mention: TimeMention) -> None:
    assert mention.type in get_args(TimeKind)
    assert mention.value
    assert (mention.first is None) == (mention.last is None)
    if mention.first and mention.last:
        assert _first(mention.first) <= _last(mention.last), mention


def _first(reduced: str) -> str:
    return reduced + "0000-00-00"[len(reduced) :]


def _last(reduced: str) -> str:
    return reduced + "9999-99-99"[len(reduced) :]
