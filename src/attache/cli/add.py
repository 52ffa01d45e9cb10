"""`attache add`: pages into the register."""
from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from attache.cli.batches import status_of, take_all, take_outcomes
from attache.cli.inputs import input_options, inputs_of
from attache.cli.options import engine_option, read_all_option, register_option
from attache.cli.readers import engine_workers
from attache.cli.stopping import stoppable
from attache.register.database import Location
from attache.register.store import open_register
from attache.sources.kinds import Kind


@click.command(short_help="Read pages into the register.")
@click.argument("inputs", nargs=-1)
@click.option("--again", is_flag=True, help="Also read the pages in the register that this version of the reader has not read.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many pages are read at once.")
@click.option("--readings", multiple=True, type=click.Path(path_type=Path), help="Take in what `attache bulk` wrote: a folder, or a file.")
@input_options
@register_option
@engine_option
@read_all_option
def add(
    inputs: tuple[str, ...], again: bool, jobs: int, readings: tuple[Path, ...], kind: Kind | None, fields: str, follow: bool,
    allow_private: bool, register_path: Location, engine: str, read_all: bool,
) -> int:
    """Read pages into the register: files, folders with all that is in them, addresses, or - for standard input. Files may hold many
    pages: JSON lines, CSV, Parquet, web archives (WARC, WACZ), feeds. The address of a feed or sitemap stands for all pages it names.

    A page already there changes nothing. Pages that cannot be read are named and passed over (exit status 3).
    """
    if readings:
        if inputs or again:
            raise click.UsageError("--readings goes alone: add other inputs with another command")
        return _take_in(readings, register_path)
    if not inputs and not again:
        raise click.UsageError("name files or folders to add, or - for standard input")
    taken = inputs_of(kind, fields, follow=follow, allow_private=allow_private)
    with engine_workers(engine, jobs, every=read_all) as reader, open_register(register_path) as register, stoppable() as stop:
        tally = take_all(taken.pages(inputs), register, reader, stop, again=again)
    click.echo(str(tally), err=True)
    return stop.status or status_of(tally)


def _take_in(readings: tuple[Path, ...], register_path: Location) -> int:
    """Takes in what was read in bulk."""
    from attache.ingest.gathering import gather

    with open_register(register_path) as register, stoppable() as stop:
        tally = take_outcomes(chain.from_iterable(gather(path, register) for path in readings), stop)
    click.echo(str(tally), err=True)
    return stop.status or status_of(tally)
