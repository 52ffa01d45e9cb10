"""`attache demo`: a small invented dossier read into a register of its own, and what the register makes of it."""
from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import mkdtemp

import click

from attache.cli.batches import status_of, take_all
from attache.cli.options import engine_option
from attache.cli.readers import engine_workers
from attache.cli.stopping import stoppable
from attache.outputs.agreements import show_pact
from attache.outputs.people import show_figures
from attache.outputs.terminal import show_events
from attache.outputs.terminal_answers import show_thread
from attache.queries.agreements import agreements
from attache.queries.events import SHORT_ID, Event, EventFilter, events
from attache.queries.people import figures
from attache.queries.threads import thread
from attache.register.connection import reading
from attache.register.database import Connection, Location
from attache.register.decisions import Said
from attache.register.store import open_register
from attache.settings import DEFAULT_REGISTER
from attache.sources.files import locate

_SHOOTINGS = EventFilter(type="ASSAULT")


@click.command(short_help="Try it on a small invented dossier that comes with attache.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to make the register (a new folder).")
@engine_option
def demo(folder: Path | None, engine: str) -> int:
    """Read the invented dossier that comes with attache into a fresh register and show what becomes of it: copies are folded, a meeting is
    called off, two sides contradict each other, a wrong merge is undone.
    """
    place = folder or Path(mkdtemp(prefix="attache-"))
    place.mkdir(parents=True, exist_ok=True)
    register_path = place / DEFAULT_REGISTER
    with (
        engine_workers(engine) as reader, as_file(files("attache") / "dossier") as dossier, open_register(register_path) as register,
        stoppable() as stop,
    ):
        tally = take_all(locate([dossier]), register, reader, stop)
    _tell(register_path)
    click.echo(str(tally), err=True)
    return stop.status or status_of(tally)


def _tell(register_path: Location) -> None:
    with reading(register_path) as register:
        found = list(events(register))
        _say("What the pages tell")
        show_events(found, sys.stdout)
        copied = max(found, key=lambda event: (event.claim.status == "called_off", event.reports), default=None)
        if copied:
            counts = f"{copied.reports} pages report this meeting, {copied.origins} of them independently"
            _follow(register, f"{counts}: copies are folded. It was planned, and is called off", copied)
        for event in found:
            if event.disputed:
                _follow(register, "Two sides contradict each other, and both stay", event)
        _say("Who agreed what, and how far it has come")
        show_pact(agreements(register), sys.stdout)
        _say("Who is who")
        show_figures(figures(register), sys.stdout)
    shootings = [event for event in found if event.claim.type == "ASSAULT"]
    if len(shootings) > 1:
        _merge_and_undo(register_path, shootings)
    _next(register_path, copied)


def _follow(register: Connection, words: str, event: Event) -> None:
    _say(words)
    show_thread(thread(register, event), sys.stdout)


def _merge_and_undo(register_path: Location, two: Sequence[Event]) -> None:
    """Shows a wrong decision and its undoing."""
    with open_register(register_path) as register:
        number = register.merge(two[0].id, two[1].id, Said("demo", "taken for one shooting"))
        _say("Somebody takes two shootings for one, and merges them")
        show_events(events(register.connection, _SHOOTINGS), sys.stdout)
        if number is not None:
            register.undo(number, Said("demo", "another day and another town"))
        _say("The merge is undone: both are back, and the log keeps who decided what, and why")
        show_events(events(register.connection, _SHOOTINGS), sys.stdout)


def _next(register_path: Location, event: Event | None) -> None:
    shown = [f"show {event.id[:SHORT_ID]}"] if event else []
    for words in (*shown, "decisions", "dyad Togo Benin", "search hounsa", "verify"):
        click.echo(f"attache {words} --register {register_path}", err=True)


def _say(words: str) -> None:
    click.secho(f"\n{words}", bold=True)
