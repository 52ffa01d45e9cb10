"""Batches of inputs: refusals named as they come, progress shown, what the whole came to as an exit status."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

import click

from attache.cli.stopping import Stop
from attache.errors import AttacheError
from attache.ingest import Located, Outcome, PageReader, Tally, add, read_again
from attache.outputs.cleaning import one_line
from attache.register.store import Register

Item = TypeVar("Item")

FAILED = 1
SOME_FAILED = 3


def take_all(inputs: Iterable[Located], register: Register, reader: PageReader, stop: Stop, *, again: bool = False) -> Tally:
    """Adds `inputs`, naming refusals as they come, until done or asked to stop."""
    return take_outcomes(chain(add(inputs, register, reader), read_again(register, reader) if again else ()), stop)


def take_outcomes(outcomes: Iterator[Outcome], stop: Stop) -> Tally:
    """Counts outcomes as they are made, naming refusals, until done or asked to stop."""
    tally = Tally()
    for outcome in with_progress(outcomes):
        tally.count(outcome)
        if outcome.error:
            complain(outcome.error)
        if stop.status:
            break
    return tally


def with_progress(outcomes: Iterator[Item]) -> Iterator[Item]:
    """The same, with a bar on a terminal that shows how many there were."""
    if not sys.stderr.isatty():
        return outcomes
    from rich.console import Console
    from rich.progress import track

    return iter(track(outcomes, "reading", total=None, console=Console(stderr=True), transient=True))


def complain(error: AttacheError) -> None:
    """One line on stderr: code, what it is about, what is wrong."""
    click.echo(f"attache: {one_line(str(error))}", err=True)


def status_of(tally: Tally) -> int:
    """The exit status of a batch: done, done in part, or failed when no input at all could be read."""
    if not tally.kinds["refused"]:
        return 0
    return SOME_FAILED if tally.kinds["read"] or tally.kinds["known"] else FAILED
