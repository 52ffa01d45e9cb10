"""`attache demo`: the example pages read into a register of their own."""
from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import mkdtemp

import click

from attache.cli.batches import status_of, take_all
from attache.cli.options import engine_option
from attache.cli.readers import engine_workers
from attache.cli.stopping import stoppable
from attache.outputs.people import show_figures
from attache.outputs.terminal import show_events
from attache.queries.events import SHORT_ID, events
from attache.queries.people import figures
from attache.register.connection import reading
from attache.register.store import open_register
from attache.settings import DEFAULT_REGISTER
from attache.sources.files import locate


@click.command(short_help="Try it on the example pages that come with attache.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to make the register (a new folder).")
@engine_option
def demo(folder: Path | None, engine: str) -> int:
    """Read the example pages that come with attache into a fresh register and show what they say."""
    place = folder or Path(mkdtemp(prefix="attache-"))
    place.mkdir(parents=True, exist_ok=True)
    register_path = place / DEFAULT_REGISTER
    with (
        engine_workers(engine) as reader, as_file(files("attache") / "examples") as examples, open_register(register_path) as register,
        stoppable() as stop,
    ):
        tally = take_all(locate([examples]), register, reader, stop)
    _show(register_path)
    click.echo(str(tally), err=True)
    return stop.status or status_of(tally)


def _show(register_path: Path) -> None:
    with reading(register_path) as register:
        found = list(events(register))
        show_events(found, sys.stdout)
        click.echo()
        show_figures(figures(register), sys.stdout)
    told = sorted(found, key=lambda event: -event.reports)  # the one most pages tell of has most to show
    shown = [f"show {event.id[:SHORT_ID]}" for event in told[:1]]
    for words in (*shown, "dyad Kenya Ghana", "search arubasa", "events --status planned", "people", "verify"):
        click.echo(f"attache {words} --register {register_path}", err=True)
