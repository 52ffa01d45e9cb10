"""`attache reread`: every page read again, what changes shown first."""
from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import IO

import click
import msgspec

from attache.cli.batches import complain
from attache.cli.options import engine_option, read_all_option, register_option
from attache.cli.readers import engine_workers
from attache.cli.stopping import Stop, stoppable
from attache.errors import InputError
from attache.ingest import PageReader, attempt
from attache.model import Page, Reading
from attache.outputs.reviewing import change_line
from attache.register.changes import changes
from attache.register.connection import reading as open_for_questions
from attache.register.database import Location
from attache.register.store import open_register, pages_kept

_KINDS = ("gained", "lost", "changed")
_NOT_COMMITTED = "nothing was committed"


class _Read(msgspec.Struct, array_like=True):
    """A page read but not kept yet: one line of the file between reading and keeping. Without a reading it was refused."""

    page_id: str
    name: str
    origin: str
    text: str = ""
    reading: Reading | None = None
    code: str = ""
    message: str = ""


@click.command(short_help="Read every page in the register again and say first what changes.")
@click.option("--preview", is_flag=True, help="Only say what would change.")
@register_option
@engine_option
@read_all_option
def reread(register_path: Location, preview: bool, engine: str, read_all: bool) -> int:
    """Read every page in the register again. What is gained, lost and told otherwise is listed before anything is committed; decisions stay
    and apply to what is read now. Interrupted and called again, it goes on.
    """
    with engine_workers(engine, every=read_all) as reader, tempfile.TemporaryFile() as between, stoppable() as stop:
        counted = _read_all(register_path, reader, between, stop)
        click.echo(", ".join(f"{counted[kind]} {kind}" for kind in _KINDS) + f", {counted['refused']} refused", err=True)
        if preview or stop.status:
            click.echo(_NOT_COMMITTED, err=True)
            return stop.status
        _keep_all(register_path, _lines(between), stop)
    return stop.status


def _read_all(path: Location, reader: PageReader, between: IO[bytes], stop: Stop) -> Counter[str]:
    """Reads every page into the file between, lists what changes, counts it."""
    counted: Counter[str] = Counter()
    with open_for_questions(path) as register:
        for page in pages_kept(register):
            read = _read(page, reader)
            between.write(msgspec.json.encode(read) + b"\n")
            counted["refused"] += read.reading is None
            for change in changes(register, read.reading) if read.reading else ():
                counted[change.kind] += 1
                click.echo(change_line(change, page.name))
            if stop.status:
                break
    return counted


def _read(page: Page, reader: PageReader) -> _Read:
    try:
        text, reading = attempt(page, reader)
    except InputError as error:
        complain(error)
        return _Read(page.page_id, page.name, page.origin, code=error.code, message=error.message)
    return _Read(page.page_id, page.name, page.origin, text, reading)


def _lines(between: IO[bytes]) -> Iterator[_Read]:
    between.seek(0)
    for line in between:
        yield msgspec.json.decode(line, type=_Read)


def _keep_all(path: Location, read: Iterator[_Read], stop: Stop) -> None:
    """Commits page by page what was read."""
    with open_register(path) as register:
        for each in read:
            if each.reading:
                register.keep(each.page_id, each.text, each.reading)
            else:
                register.refuse(InputError(each.code, each.origin, each.message), Page(each.page_id, each.name, each.origin, b""))
            if stop.status:
                break
