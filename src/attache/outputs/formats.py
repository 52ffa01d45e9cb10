"""The ways out: which format an answer takes, and writing it.

`table` is for people on a terminal; `md` has the same lines for a text; `json`, `jsonl` and `csv` hold
everything for programs. All are UTF-8 wherever they go. A file is
written beside its place and moved there whole.
"""
from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, Literal, TextIO, TypeVar, get_args

import msgspec

from attache.errors import InputError
from attache.outputs.cleaning import markdown, spreadsheet_cell
from attache.outputs.records import (
    EVENT_COLUMNS,
    EVENT_LINE,
    Cell,
    Record,
    event_record,
)
from attache.queries.events import Event

Format = Literal["table", "json", "jsonl", "csv", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)
_BY_SUFFIX: dict[str, Format] = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".md": "md", ".txt": "table"}

Item = TypeVar("Item")


class Shape(msgspec.Struct, Generic[Item], frozen=True):
    """How one kind of answer is written: as a nested record, as flat columns for programs, as a line for people."""

    record: Callable[[Item], Record]
    columns: dict[str, Callable[[Item], Cell]]
    line: dict[str, Callable[[Item], Cell]]


EVENTS: Shape[Event] = Shape(event_record, EVENT_COLUMNS, EVENT_LINE)


def chosen_format(asked: Format | None, file: Path | None, on_terminal: bool) -> Format:
    """What was asked for; else what the file's name says; else a table on a terminal and JSON lines anywhere else.

    Raises InputError E-FORMAT for a file whose name says nothing when no format was asked for.
    """
    if asked or file is None:
        return asked or ("table" if on_terminal else "jsonl")
    if file.suffix.lower() not in _BY_SUFFIX:
        raise InputError("E-FORMAT", str(file), f"no format has this ending; use --format or one of {' '.join(_BY_SUFFIX)}")
    return _BY_SUFFIX[file.suffix.lower()]


def write(items: Iterable[Item], shape: Shape[Item], form: Format, out: TextIO) -> None:
    """Writes `items` in any format but `table`, each as it comes where the format allows."""
    _WRITERS[form](items, shape, out)


@contextmanager
def written_whole(file: Path) -> Iterator[TextIO]:
    """A text file that appears under its name only when all of it is written. Raises InputError E-OUTPUT."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(file)
    except OSError as error:
        raise InputError("E-OUTPUT", str(file), (error.strerror or "cannot be written").lower()) from error
    finally:
        part.unlink(missing_ok=True)


def _json(items: Iterable[Item], shape: Shape[Item], out: TextIO) -> None:
    records = [shape.record(item) for item in items]
    out.write(msgspec.json.format(msgspec.json.encode(records), indent=2).decode() + "\n")


def _json_lines(items: Iterable[Item], shape: Shape[Item], out: TextIO) -> None:
    for item in items:
        out.write(msgspec.json.encode(shape.record(item)).decode() + "\n")


def _csv(items: Iterable[Item], shape: Shape[Item], out: TextIO) -> None:
    writer = csv.writer(out)
    writer.writerow(shape.columns)
    for item in items:
        writer.writerow([_csv_cell(cell(item)) for cell in shape.columns.values()])


def _markdown(items: Iterable[Item], shape: Shape[Item], out: TextIO) -> None:
    out.write(f"| {' | '.join(shape.line)} |\n|{' --- |' * len(shape.line)}\n")
    for item in items:
        out.write(f"| {' | '.join(_markdown_cell(cell(item)) for cell in shape.line.values())} |\n")


def _csv_cell(cell: Cell) -> Cell:
    return spreadsheet_cell(cell) if isinstance(cell, str) else cell


def _markdown_cell(cell: Cell) -> str:
    return "" if cell is None else markdown(str(cell))


_WRITERS: dict[Format, Callable[..., None]] = {"json": _json, "jsonl": _json_lines, "csv": _csv, "md": _markdown}
