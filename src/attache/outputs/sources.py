"""Sources and how they fare: as lines for people and as records."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from attache.outputs.cleaning import one_line
from attache.outputs.formats import Shape
from attache.outputs.records import Cell, Record, joined
from attache.outputs.reviewing import show_lines
from attache.register.sources import Health

SOURCE_COLUMNS: dict[str, Callable[[Health], Cell]] = {
    "name": lambda health: health.source.name,
    "address": lambda health: health.source.address,
    "last_fetch": lambda health: health.source.fetched_at,
    "last_new": lambda health: health.source.new_at,
    "items": lambda health: health.items,
    "pages": lambda health: health.pages,
    "copies": lambda health: health.copies,
    "refused_items": lambda health: health.refused,
    "failures": lambda health: health.source.failures,
    "failure": lambda health: health.source.failure,
    "silent_since": lambda health: health.silent_since,
    "include": lambda health: joined(health.source.include),
    "exclude": lambda health: joined(health.source.exclude),
}
_LINE: dict[str, Callable[[Health], Cell]] = {
    "name": lambda health: health.source.name,
    "last fetch": lambda health: _minute(health.source.fetched_at),
    "last new": lambda health: _minute(health.source.new_at),
    "items": lambda health: health.items,
    "copies": lambda health: f"{health.copies:.0%}",
    "refused": lambda health: health.refused,
    "health": lambda health: condition(health),
    "address": lambda health: health.source.address,
}


def condition(health: Health) -> str:
    """How a source fares, in words."""
    if health.source.failures:
        return f"failed {health.source.failures} times: {health.source.failure}"
    if health.silent_since:
        return f"silent since {health.silent_since[:10]}"
    return "well" if health.source.fetched_at else "not looked at yet"


def show_sources(found: Iterable[Health], out: TextIO) -> int:
    """A line a source; how many there were."""
    return show_lines(found, _LINE, out)


def warning(health: Health) -> str | None:
    """What to say to whoever watches, of a source that fares ill."""
    if not health.source.failures and not health.silent_since:
        return None
    return one_line(f"{health.source.name}: {condition(health)}")


def _record(health: Health) -> Record:
    listed: dict[str, object] = {"include": health.source.include, "exclude": health.source.exclude}
    return {**{name: cell(health) for name, cell in SOURCE_COLUMNS.items()}, **listed}


def _minute(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else ""


SOURCES: Shape[Health] = Shape(_record, SOURCE_COLUMNS, _LINE)
