"""Where an answer goes and in which form."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

import click

from attache.outputs import formats
from attache.outputs.formats import Format, Shape
from attache.settings import MOST_SHOWN

Item = TypeVar("Item")


@dataclass(frozen=True)
class Answer:
    """The form an answer takes, the file it goes to (None: standard output), and how many items it may have (None: all)."""

    form: Format
    output: Path | None
    limit: int | None

    @property
    def flat(self) -> bool:
        """Whether it is rows rather than records or a table for people."""
        return self.form in {"csv", "md"}

    @property
    def one_more(self) -> int | None:
        """What to ask for, to know whether there is more than the limit."""
        return None if self.limit is None else self.limit + 1

    def give(self, found: Iterable[Item], shape: Shape[Item], on_terminal: Callable[[Iterator[Item], TextIO], int], nothing: str) -> None:
        """Writes the items, for people by `on_terminal`, which says how many there were; `nothing` is said where there were none."""
        if self.form != "table":
            self.give_rows(found, shape)
            return
        with _place(self.output) as out:
            if not on_terminal(self._first(found), out):
                click.echo(nothing, err=True)

    def give_rows(self, found: Iterable[Item], shape: Shape[Item]) -> None:
        """Writes the items where the form is not `table`."""
        with _place(self.output) as out:
            formats.write(self._first(found), shape, self.form, out)

    def _first(self, found: Iterable[Item]) -> Iterator[Item]:
        for number, item in enumerate(found):
            if number == self.limit:
                note_more(number)
                return
            yield item


def answer(form: Format | None, output: Path | None, limit: int | None) -> Answer:
    """What the options ask for. Raises InputError E-FORMAT."""
    chosen = formats.chosen_format(form, output, sys.stdout.isatty())
    if limit is None:
        return Answer(chosen, output, MOST_SHOWN if chosen == "table" else None)
    return Answer(chosen, output, limit or None)


def note_more(shown: int) -> None:
    """Says that there is more."""
    click.echo(f"the first {shown}; there are more (--limit 0 shows all)", err=True)


@contextmanager
def _place(output: Path | None) -> Iterator[TextIO]:
    with formats.written_whole(output) if output else nullcontext(sys.stdout) as out:
        yield out
