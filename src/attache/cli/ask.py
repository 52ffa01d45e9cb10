"""`attache events`, `show` and `people`: questions to the register."""
from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO, TypeVar, get_args

import click

from attache.cli.options import output_options, register_option
from attache.model import EventType, Status
from attache.outputs import formats, terminal
from attache.outputs.formats import Format, Shape
from attache.queries import events as asked
from attache.queries.people import people as asked_people
from attache.register.connection import reading

Item = TypeVar("Item")

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    if given is not None and not _DATE.fullmatch(given):
        raise click.BadParameter(f"{given!r} is not a date like 2020-10-02, 2020-10 or 2020")
    return given


@click.command(short_help="List events.")
@click.option("--actor", help="A country (code or name), or words of the name of whoever acts.")
@click.option("--recipient", help="The same for whom it is done to; parties that act together count too.")
@click.option("--type", "type_", type=click.Choice(get_args(EventType), case_sensitive=False), help="A PLOVER event type.")
@click.option("--status", type=click.Choice(get_args(Status)), help="What the page says of its happening.")
@click.option("--since", callback=_date, help="Not over before this day, month or year.")
@click.option("--until", callback=_date, help="Not begun after this day, month or year.")
@click.option("--page", help="A page's name, origin, or the start of its identity.")
@register_option
@output_options
def events(register_path: Path, form: Format | None, output: Path | None, type_: EventType | None, **wanted: Any) -> int:
    """List events: who did what to whom, when, where, according to whom."""
    with reading(register_path) as register:
        found = asked.events(register, asked.EventFilter(type=type_, **wanted))
        _answer(found, formats.EVENTS, terminal.show_events, form, output, "no events fit")
    return 0


@click.command(short_help="List people and the offices they hold.")
@click.option("--name", help="Words of the person's name.")
@click.option("--of", help="A country (code or name) or words of an organisation's name.")
@register_option
@output_options
def people(register_path: Path, form: Format | None, output: Path | None, name: str | None, of: str | None) -> int:
    """List people and the offices the pages give them, with the words that say so."""
    with reading(register_path) as register:
        _answer(asked_people(register, name, of), formats.PEOPLE, terminal.show_people, form, output, "nobody fits")
    return 0


@click.command(short_help="Show one event and the words it rests on.")
@click.argument("identity", metavar="ID")
@register_option
@output_options
def show(identity: str, register_path: Path, form: Format | None, output: Path | None) -> int:
    """Show one event and the words it rests on, highlighted where they stand. ID is its identity or the first characters of it."""
    with reading(register_path) as register:
        event = asked.event(register, identity)
        context = asked.context(register, event)
        _answer(iter([event]), formats.EVENTS, lambda _, out: _shown(event, context, out), form, output, "")
    return 0


def _shown(event: asked.Event, context: asked.Context, out: TextIO) -> int:
    terminal.show_event(event, context, out)
    return 1


def _answer(
    found: Iterator[Item], shape: Shape[Item], on_terminal: Callable[[Iterator[Item], TextIO], int], form: Format | None,
    output: Path | None, nothing: str,
) -> None:
    chosen = formats.chosen_format(form, output, sys.stdout.isatty())
    with _place(output) as out:
        if chosen != "table":
            formats.write(found, shape, chosen, out)
        elif not on_terminal(found, out):
            click.echo(nothing, err=True)


@contextmanager
def _place(output: Path | None) -> Iterator[TextIO]:
    with formats.written_whole(output) if output else nullcontext(sys.stdout) as out:
        yield out
