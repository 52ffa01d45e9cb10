"""`attache read` and `attache explain`: pages read and forgotten."""
from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from attache.cli.batches import complain, status_of
from attache.cli.inputs import input_options, inputs_of
from attache.cli.options import engine_option, read_all_option
from attache.cli.readers import engine_workers
from attache.errors import InputError
from attache.ingest import Located, Outcome, PageReader, Tally, attempt, opened
from attache.language import load_engine
from attache.model import Reading
from attache.outputs.cleaning import one_line
from attache.reading.reader import explain_page
from attache.sources.kinds import Kind


@click.command(short_help="Read pages and print what they say; nothing is kept.")
@click.argument("inputs", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a page, one a line.")
@input_options
@engine_option
@read_all_option
def read(
    inputs: tuple[str, ...], as_json: bool, kind: Kind | None, fields: str, follow: bool, allow_private: bool, engine: str, read_all: bool
) -> int:
    """Read pages and print what they say: files, folders, addresses, or - for standard input. Nothing is kept."""
    taken = inputs_of(kind, fields, follow=follow, allow_private=allow_private)
    tally = Tally()
    with engine_workers(engine, every=read_all) as reader:
        for located in taken.pages(inputs):
            tally.count(_read_one(located, reader, as_json))
    return status_of(tally)


@click.command(short_help="Show sentence by sentence what was coded and why.")
@click.argument("file", type=click.Path(path_type=Path))
@engine_option
@read_all_option
def explain(file: Path, engine: str, read_all: bool) -> int:
    """Show each sentence of a page with what was coded from it, or why nothing was."""
    for sentence in explain_page(opened(file), load_engine(engine), every=read_all):
        click.echo(one_line(sentence.text))
        for line in sentence.lines:
            click.echo(f"    {one_line(line)}")
        click.echo()
    return 0


def _read_one(located: Located, reader: PageReader, as_json: bool) -> Outcome:
    try:
        page = opened(located)
        _, reading = attempt(page, reader)
    except InputError as error:
        complain(error)
        return Outcome(error.subject, "refused", error)
    _print(reading, as_json)
    return Outcome(page.origin, "read")


def _print(reading: Reading, as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(reading))
        return
    from attache.outputs.terminal import show_reading

    show_reading(reading, sys.stdout)
