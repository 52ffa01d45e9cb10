"""`attache events`, `show`, `timeline`, `dyad` and `search`: questions to the register."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO, get_args

import click

from attache.cli.answers import Answer, answer, note_more
from attache.cli.options import asking_options, output_options, register_option
from attache.model import EventType, Status
from attache.outputs import formats, shapes, terminal, terminal_answers
from attache.outputs.formats import Format
from attache.queries import events as asked
from attache.queries.dyads import Direction
from attache.queries.dyads import dyad as asked_dyad
from attache.queries.moments import moment, revision_before
from attache.queries.search import search as asked_search
from attache.queries.threads import thread
from attache.queries.timeline import By, Period
from attache.queries.timeline import timeline as asked_timeline
from attache.register.connection import reading
from attache.register.database import Location

Command = Callable[..., Any]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_TYPE = click.Choice(get_args(EventType), case_sensitive=False)


def _date(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    if given is not None and not _DATE.fullmatch(given):
        raise click.BadParameter(f"{given!r} is not a date like 2020-10-02, 2020-10 or 2020")
    return given


def _period_options(command: Command) -> Command:
    since = click.option("--since", callback=_date, help="Not over before this day, month or year.")
    until = click.option("--until", callback=_date, help="Not begun after this day, month or year.")
    return since(until(command))


@click.command(short_help="List events.")
@click.option("--actor", help="A country (code or name), or words of the name of whoever acts.")
@click.option("--recipient", help="The same for whom it is done to; parties that act together count too.")
@click.option("--type", "type_", type=_TYPE, help="A PLOVER event type.")
@click.option("--status", type=click.Choice(get_args(Status)), help="What the reports say of its happening.")
@_period_options
@click.option("--page", help="A page's name, origin, or the start of its identity.")
@click.option("--verdict", type=click.Choice(("accepted", "rejected", "none")), help="What people decided; rejected ones are left out.")
@click.option("--changed-since", help="New or changed after this revision, or since the beginning of this day; changes of status first.")
@asking_options
@register_option
@output_options
def events(
    register_path: Location, form: Format | None, output: Path | None, type_: EventType | None, as_of: str | None, limit: int | None,
    changed_since: str | None, **wanted: Any,
) -> int:
    """List events: who did what to whom, when, where, according to whom, in how many reports."""
    to = answer(form, output, limit)
    with reading(register_path) as register:
        since = revision_before(register, changed_since) if changed_since is not None else None
        which = asked.EventFilter(type=type_, changed_since=since, **wanted)
        found = asked.events(register, which, moment(register, as_of), to.one_more)
        to.give(found, formats.EVENTS, terminal.show_events, "no events fit")
    return 0


@click.command(short_help="Show one event and the words it rests on.")
@click.argument("identity", metavar="ID")
@click.option("--as-of", help="The register as it was: a revision's number, or the end of a day (2024-05-01).")
@register_option
@output_options
def show(identity: str, register_path: Location, form: Format | None, output: Path | None, as_of: str | None) -> int:
    """Show one event, the words it rests on where they stand, every report of it, and what the reports disagree on. ID is the identity of
    the event or of any report of it, or the first characters of it.
    """
    to = answer(form, output, 0)
    with reading(register_path) as register:
        at = moment(register, as_of)
        event = asked.event(register, identity, at)
        dossier = shapes.Dossier(event, asked.context(register, event), thread(register, event, at))
        if to.flat:
            to.give_rows(dossier.thread.strands, shapes.STRANDS)
        else:
            to.give([dossier], shapes.DOSSIERS, _show_dossiers, "")
    return 0


@click.command(short_help="Count and list events in order of time.")
@click.option("--country", help="A country (code or name), or words of a party's name, on either side.")
@click.option("--type", "type_", type=_TYPE, help="A PLOVER event type.")
@_period_options
@click.option("--by", type=click.Choice(get_args(By)), default="month", show_default=True, help="How events are grouped.")
@click.option("--counts", is_flag=True, help="Only how many events each period has.")
@asking_options
@register_option
@output_options
def timeline(
    register_path: Location, form: Format | None, output: Path | None, type_: EventType | None, by: By, as_of: str | None,
    limit: int | None, counts: bool, **wanted: Any,
) -> int:
    """Count events by day, month or year, and list them in order of time; those without a date come last."""
    to = answer(form, output, limit)
    with reading(register_path) as register:
        which = asked.EventFilter(type=type_, **wanted)
        found = asked_timeline(register, which, by, moment(register, as_of), 0 if counts else to.limit)
        _give_timeline(found, Answer(to.form, to.output, None), counts=counts)
    return 0


@click.command(short_help="What two countries did to each other and together.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_period_options
@click.option("--counts", is_flag=True, help="Only how many events each month has, and their scores.")
@asking_options
@register_option
@output_options
def dyad(
    one: str, other: str, register_path: Location, form: Format | None, output: Path | None, as_of: str | None, limit: int | None,
    counts: bool, since: str | None, until: str | None,
) -> int:
    """Show what country A did to B, B to A, and both together: counts and sums of PLOVER scores by month, then the events of each."""
    to = answer(form, output, limit)
    with reading(register_path) as register:
        at = moment(register, as_of)
        found = asked_dyad(register, one, other, since=since, until=until, at=at, limit=0 if counts else to.limit)
        _give_dyad(found, Answer(to.form, to.output, None), counts=counts)
    return 0


@click.command(short_help="Find events by words.")
@click.argument("words", nargs=-1, required=True)
@asking_options
@register_option
@output_options
def search(
    words: tuple[str, ...], register_path: Location, form: Format | None, output: Path | None, as_of: str | None, limit: int | None
) -> int:
    """Find events whose quotes, parties, places or page titles have all the words, best match first. A word that ends in * may go on;
    '"two words"' in double quotes (which a shell wants in single ones) must follow each other.
    """
    to = answer(form, output, limit)
    with reading(register_path) as register:
        found = asked_search(register, " ".join(words), moment(register, as_of), to.one_more)
        to.give(found, shapes.HITS, terminal_answers.show_hits, "no events have these words")
    return 0


def _show_dossiers(dossiers: Iterator[shapes.Dossier], out: TextIO) -> int:
    for dossier in dossiers:
        terminal_answers.show_dossier(dossier, out)
    return 1


def _give_timeline(found: Iterator[Period], to: Answer, *, counts: bool) -> None:
    if counts:
        to.give(found, shapes.COUNTED_PERIODS, terminal_answers.show_timeline, "no events fit")
    elif to.flat:
        rows = (shapes.EventInPeriod(period, event) for period in found for event in period.listed)
        to.give_rows(rows, shapes.EVENTS_IN_PERIODS)
    else:
        to.give(_noting_more(found), shapes.PERIODS, terminal_answers.show_timeline, "no events fit")


def _noting_more(periods: Iterator[Period]) -> Iterator[Period]:
    listed = counted = 0
    for period in periods:
        listed, counted = listed + len(period.listed), counted + period.events
        yield period
    if listed < counted:
        note_more(listed)


def _give_dyad(found: tuple[Direction, ...], to: Answer, *, counts: bool) -> None:
    if counts and to.form != "table":
        months = (shapes.MonthInDirection(direction, month) for direction in found for month in direction.months)
        to.give_rows(months, shapes.MONTHS)
    elif to.flat:
        rows = (shapes.EventInDirection(direction, event) for direction in found for event in direction.listed)
        to.give_rows(rows, shapes.EVENTS_IN_DIRECTIONS)
    else:
        to.give(found, shapes.DIRECTIONS, terminal_answers.show_dyad, "no events between them")
        if not counts and any(len(direction.listed) < direction.events for direction in found):
            note_more(max(len(direction.listed) for direction in found))
