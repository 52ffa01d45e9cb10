"""`attache sources` and `attache watch`: feeds and sitemaps read again and again."""
from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import click

from attache.cli.answers import answer
from attache.cli.batches import status_of, take_outcomes
from attache.cli.inputs import private_option
from attache.cli.options import engine_option, output_options, register_option
from attache.cli.readers import engine_workers
from attache.cli.stopping import Stop, stoppable
from attache.ingest import Tally
from attache.ingest.watching import Watcher, now
from attache.outputs import sources as out
from attache.outputs.formats import Format
from attache.register.connection import reading
from attache.register.database import Location
from attache.register.sources import SourceBook, health
from attache.register.store import Register, open_register
from attache.sources.addresses import address_of
from attache.sources.fetch import Fetcher
from attache.sources.listings import feed_address

_INTERVAL = re.compile(r"(\d{1,5})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_NAP_SECONDS = 0.2


def _interval(_: click.Context, __: click.Parameter, given: str) -> float:
    found = _INTERVAL.fullmatch(given)
    if not found or int(found[1]) == 0:
        raise click.BadParameter(f"{given!r} is not a time like 90s, 15m, 2h or 1d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])}).total_seconds()


@click.group(invoke_without_command=True, short_help="List the feeds and sitemaps that are watched; add and remove them.")
@register_option
@output_options
@click.pass_context
def sources(ctx: click.Context, register_path: Location, form: Format | None, output: Path | None) -> int:
    """List sources with their health: last fetch, last new item, share of copies, failures, silence. A verb behind it changes them."""
    if ctx.invoked_subcommand is None:
        with reading(register_path) as register:
            nothing = "no sources; `attache sources add` adds one"
            answer(form, output, 0).give(health(register, now()), out.SOURCES, out.show_sources, nothing)
    return 0


@sources.command()
@click.argument("address")
@click.option("--name", help="What to call it. Default: its host.")
@click.option("--include", multiple=True, metavar="WORDS", help="Only items with these words in title or address (any of several).")
@click.option("--exclude", multiple=True, metavar="WORDS", help="No items with these words in title or address.")
@private_option
@register_option
def add(
    address: str, name: str | None, include: tuple[str, ...], exclude: tuple[str, ...], allow_private: bool, register_path: Location
) -> int:
    """Watch a source: the ADDRESS of a feed or sitemap, or of a site whose page names its feed."""
    called = name or address_of(address).host
    found = feed_address(Fetcher(private=allow_private), address)
    with open_register(register_path) as register:
        SourceBook(register).add(called, found, include, exclude, now())
    click.echo(f"{called}: {found}", err=True)
    return 0


@sources.command()
@click.argument("name")
@register_option
def remove(name: str, register_path: Location) -> int:
    """Watch a source no longer. Its pages stay; added again, it goes on where it was."""
    with open_register(register_path) as register:
        SourceBook(register).remove(name, now())
    return 0


@click.command(short_help="Read what is new in the sources, again and again.")
@click.option("--every", default="15m", show_default=True, callback=_interval, help="From one round to the next: 90s, 15m, 2h, 1d.")
@click.option("--once", is_flag=True, help="Only one round.")
@private_option
@register_option
@engine_option
def watch(every: float, once: bool, allow_private: bool, register_path: Location, engine: str) -> int:
    """Read what is new in the sources into the register, round after round. Interrupted and called again, it goes on. After each round a
    line says what came of it, and others which sources fail or are silent.
    """
    with engine_workers(engine) as reader, open_register(register_path) as register, stoppable() as stop:
        watcher = Watcher(register, Fetcher(private=allow_private), reader)
        while True:
            began = time.monotonic()
            tally = take_outcomes(watcher.round(), stop)
            _tell(register, tally)
            if once or not _waited(began + every, stop):
                return stop.status or status_of(tally)


def _tell(register: Register, tally: Tally) -> None:
    click.echo(str(tally), err=True)
    for each in health(register.connection, now()):
        if said := out.warning(each):
            click.echo(f"attache: {said}", err=True)


def _waited(until: float, stop: Stop) -> bool:
    """Waits; whether it was let wait to the end."""
    while not stop.status and (left := until - time.monotonic()) > 0:
        time.sleep(min(_NAP_SECONDS, left))
    return not stop.status
