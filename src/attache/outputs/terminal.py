"""Answers on a terminal: events as lines, one event in full, people with their offices.

Every word of a page goes through `cleaning` and is never taken for markup. NO_COLOR and pipes are respected (rich sees to it).
"""
from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from attache.model import Claim, Reading, Status
from attache.outputs.cleaning import one_line, paragraphs
from attache.outputs.records import event_fields
from attache.outputs.wording import according, office, standing, what, when, where, who
from attache.queries.events import SHORT_ID, Context, Event
from attache.queries.people import Holding
from attache.settings import READABLE_LANGUAGES

_STYLES: dict[Status, str] = {
    "happened": "green", "ongoing": "green", "planned": "cyan", "called_off": "red", "denied": "red", "hypothetical": "yellow",
}
_DATE_WIDTH = 12  # a period breaks between its days
_PLAIN_WIDTH = 160  # columns where no terminal says how many it has
_ROOMY_WIDTH = 110  # from here on who says so has a column of its own, else a line under who did what


def console(out: TextIO) -> Console:
    """A console on `out`; without a terminal behind it lines are wide and uncoloured."""
    return Console(file=out, highlight=False, soft_wrap=False, width=None if out.isatty() else _PLAIN_WIDTH)


def show_events(events: Iterable[Event], out: TextIO) -> int:
    """One line an event, its id last; how many there were."""
    roomy = console(out).width >= _ROOMY_WIDTH
    table = _lines(*_columns(roomy=roomy), "id")
    for event in events:
        table.add_row(*_cells(event.claim, roomy=roomy), Text(event.id[:SHORT_ID], "dim"))
    _print_if_any(table, out)
    return table.row_count


def show_event(event: Event, context: Context, out: TextIO) -> None:
    """One event in full: what happened, the words it rests on in their place, every field, and how to see more."""
    screen = console(out)
    screen.print(Text("  ").join(_headline(event.claim)), _evidence(context), sep="\n\n", end="\n\n")
    fields = Table.grid(padding=(0, 2))
    for name, value in event_fields(event).items():
        if value not in (None, ""):
            fields.add_row(Text(name, "dim"), Text(one_line(str(value)), overflow="fold"))
    screen.print(fields)
    screen.print(Text(f"\nall of this page: attache events --page {event.page.page_id[:SHORT_ID]}", "dim"))


def show_people(people: Iterable[Holding], out: TextIO) -> int:
    """People by name, each of their offices once with the page that says so first; how many lines there were."""
    table = _lines("person", "office", "country", "page")
    for name, holdings in groupby(people, key=lambda holding: holding.role.person):
        offices: dict[str, Holding] = {}
        for holding in holdings:
            offices.setdefault(office(holding.role), holding)
        for place, (words, holding) in enumerate(offices.items()):
            page = " ".join(filter(None, (holding.page.published, holding.page.publisher or holding.page.name)))
            table.add_row(
                Text(one_line(name) if place == 0 else "", "bold"), Text(one_line(words)), Text(holding.role.country or ""),
                Text(one_line(page), "dim"),
            )
    _print_if_any(table, out)
    return table.row_count


def show_reading(reading: Reading, out: TextIO) -> None:
    """What one page says, for a person: where and when it appeared, its events, its people."""
    screen = console(out)
    facts = (reading.publisher, reading.credit and f"credit {reading.credit}", reading.published or f"no date: {reading.published_why}")
    screen.print(Text(one_line(reading.title or reading.id), "bold"), Text(one_line(" · ".join(filter(None, facts))), "dim"), sep="\n")
    roomy = screen.width >= _ROOMY_WIDTH
    table = _lines(*_columns(roomy=roomy))
    for claim in reading.events:
        table.add_row(*_cells(claim, roomy=roomy))
    if reading.events:
        screen.print(table)
    if reading.language not in READABLE_LANGUAGES:
        screen.print(f"written in another language than English ({one_line(reading.language)}): nothing is claimed from it")
    for role in reading.roles:
        screen.print(Text.assemble("  ", (one_line(role.person), "bold"), ", ", one_line(office(role))))
    screen.print()


def _lines(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in {"status", "id"}, max_width=_DATE_WIDTH if column == "date" else None)
    return table


def _columns(*, roomy: bool) -> tuple[str, ...]:
    columns = ("date", "status", "who → whom", "what", "where")
    return (*columns, "according to") if roomy else columns


def _cells(claim: Claim, *, roomy: bool) -> list[Text]:
    status = Text(standing(claim.status), _STYLES[claim.status])
    doing = Text(one_line(who(claim)))
    if not roomy and claim.attributed_to:
        doing.append(f"\n{one_line(according(claim))}", "dim")
    words = [Text(one_line(cell)) for cell in (what(claim), where(claim.place))]
    speaker = [Text(one_line(claim.attributed_to or ""))] if roomy else []
    return [Text(one_line(when(claim))), status, doing, *words, *speaker]


def _headline(claim: Claim) -> list[Text]:
    date, status, *rest = _cells(claim, roomy=True)[:-1]
    return [cell for cell in (date, status, *rest, Text(one_line(according(claim)))) if cell.plain]


def _evidence(context: Context) -> Text:
    return Text.assemble(paragraphs(context.before), (paragraphs(context.quote), "reverse"), paragraphs(context.after))


def _print_if_any(table: Table, out: TextIO) -> None:
    if table.row_count:
        console(out).print(table)
