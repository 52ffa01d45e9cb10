"""`attache review`, `undo` and `decisions`: what people decide about events."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from attache.cli.answers import answer
from attache.cli.options import login, output_options, register_option
from attache.outputs import reviewing
from attache.outputs.formats import Format
from attache.queries import events as asked
from attache.queries import review as asked_review
from attache.register.connection import reading
from attache.register.database import Location
from attache.register.decisions import Said
from attache.register.rulings import EDITABLE
from attache.register.store import Register, open_register
from attache.register.written import plain_value

Command = Callable[..., Any]


def _said_options(command: Command) -> Command:
    because = click.option("--because", required=True, metavar="TEXT", help="Why.")
    by = click.option("--by", default=login, metavar="NAME", help="Who decides.  [default: the login name]")
    return because(by(register_option(command)))


@click.group(invoke_without_command=True, short_help="List events to look at; accept, reject, edit, merge, split them.")
@click.option("--all", "decided", is_flag=True, help="Also events that were accepted or rejected.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="No more than so many.")
@register_option
@output_options
@click.pass_context
def review(ctx: click.Context, register_path: Location, form: Format | None, output: Path | None, decided: bool, limit: int) -> int:
    """List the events most worth a look: disputed ones first, then by doubt (1 - confidence) times number of reports. A verb behind it
    decides.
    """
    if ctx.invoked_subcommand is not None:
        _refuse_options(ctx)
    else:
        with reading(register_path) as register:
            found = asked_review.queue(register, limit, decided=decided)
        answer(form, output, 0).give(found, reviewing.QUEUE, reviewing.show_queue, "nothing to look at")
    return 0


@review.command()
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@_said_options
def accept(identities: tuple[str, ...], register_path: Location, because: str, by: str) -> int:
    """Accept events as they stand."""
    return _decide_each(register_path, identities, Register.accept, Said(by, because))


@review.command()
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@_said_options
def reject(identities: tuple[str, ...], register_path: Location, because: str, by: str) -> int:
    """Reject events: they are no longer listed."""
    return _decide_each(register_path, identities, Register.reject, Said(by, because))


@review.command()
@click.argument("identity", metavar="ID")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_said_options
def edit(identity: str, fields: tuple[str, ...], register_path: Location, because: str, by: str) -> int:
    """Set fields of an event: type, mode, status, actors, recipients, date, date_end, place, attributed_to, dead, injured. An empty VALUE
    empties the field. Parties are written "Naomi Arubasa (KEN GOV); Togo (TGO)", a place "Lomé (TGO)".
    """
    values = [_field(written) for written in fields]
    with open_register(register_path) as register:
        event = asked.event(register.connection, identity)
        for field, value in values:
            _tell(register.edit(event.id, field, value, Said(by, because)))
    return 0


@review.command()
@click.argument("one", metavar="ID")
@click.argument("others", metavar="ID...", nargs=-1, required=True)
@_said_options
def merge(one: str, others: tuple[str, ...], register_path: Location, because: str, by: str) -> int:
    """Make one event of several."""
    with open_register(register_path) as register:
        for other in others:
            first, second = (asked.event(register.connection, identity).id for identity in (one, other))
            _tell(register.merge(first, second, Said(by, because)))
    return 0


@review.command()
@click.argument("identity", metavar="ID")
@_said_options
def split(identity: str, register_path: Location, because: str, by: str) -> int:
    """Take a report's claim out of its event. ID is the claim's, as `attache show` lists it."""
    with open_register(register_path) as register:
        _tell(register.split(asked.claim_id(register.connection, identity), Said(by, because)))
    return 0


@review.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@_said_options
def link(one: str, other: str, register_path: Location, because: str, by: str) -> int:
    """Say that two names are of one person or body."""
    with open_register(register_path) as register:
        _tell(register.link(one, other, Said(by, because)))
    return 0


@review.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@_said_options
def unlink(one: str, other: str, register_path: Location, because: str, by: str) -> int:
    """Say that two names are of two persons or bodies."""
    with open_register(register_path) as register:
        _tell(register.unlink(one, other, Said(by, because)))
    return 0


@click.command(short_help="Take back a decision.")
@click.argument("decision", type=int)
@_said_options
def undo(decision: int, register_path: Location, because: str, by: str) -> int:
    """Take back a decision, by its number in `attache decisions`; also one that took back another."""
    with open_register(register_path) as register:
        _tell(register.undo(decision, Said(by, because)))
    return 0


@click.command(short_help="List what people decided.")
@register_option
@output_options
def decisions(register_path: Location, form: Format | None, output: Path | None) -> int:
    """List every decision, oldest first, with who made it, when, why, and how it stands: in force, undone, or orphaned when nothing that it
    is about is read any more.
    """
    with reading(register_path) as register:
        answer(form, output, 0).give(asked_review.decisions(register), reviewing.LOG, reviewing.show_log, "nothing decided yet")
    return 0


def _refuse_options(ctx: click.Context) -> None:
    """Options of the list mean nothing to a verb: better said than passed over."""
    given = [name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        raise click.UsageError(f"options go behind {ctx.invoked_subcommand!r}")


def _decide_each(path: Location, identities: Iterable[str], decide: Callable[[Register, str, Said], int | None], said: Said) -> int:
    with open_register(path) as register:
        events = [asked.event(register.connection, identity).id for identity in identities]  # all looked up before any is decided
        for event in events:
            _tell(decide(register, event, said))
    return 0


def _tell(number: int | None) -> None:
    click.echo("in force already: nothing changed" if number is None else f"decision {number}", err=True)


def _field(written: str) -> tuple[str, object]:
    """(field, plain value) of FIELD=VALUE."""
    field, equals, words = (part.strip() for part in written.partition("="))
    if not equals or field not in EDITABLE:
        raise click.BadParameter(f"{written!r} is not FIELD=VALUE with a FIELD of {', '.join(EDITABLE)}")
    return field, plain_value(field, words)
