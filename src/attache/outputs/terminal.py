"""Answers on a terminal: events as lines, one event in full.

Every word of a page goes through `cleaning` and is never taken for markup. NO_COLOR and pipes are respected (rich sees to it).
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from attache.model import Claim, Reading, Status
from attache.outputs.cleaning import one_line, paragraphs
from attache.outputs.records import event_fields
from attache.outputs.wording import according, office, reported, standing, what, when, where, who
from attache.queries.events import SHORT_ID, Context, Event
from attache.settings import READABLE_LANGUAGES

_STYLES: dict[Status, str] = {
    "happened": "green", "ongoing": "green", "planned": "cyan", "called_off": "red", "denied": "red", "hypothetical": "yellow",
}
_STATUS, _DOING = 1, 2  # where these stand in a line
_DATE_WIDTH = 12  # a period breaks between its days
_PLAIN_WIDTH = 160  # columns where no terminal says how many it has
_ROOMY_WIDTH = 110  # from here on who says so has a column of its own, else a line under who did what


def console(out: TextIO) -> Console:
    """A console on `out`; without a terminal behind it lines are wide and uncoloured."""
    return Console(file=out, highlight=False, soft_wrap=False, width=None if out.isatty() else _PLAIN_WIDTH)


def show_events(events: Iterable[Event], out: TextIO) -> int:
    """One line an event, its id last; how many there were."""
    table, roomy = event_table(out), is_roomy(out)
    for event in events:
        table.add_row(*event_cells(event, roomy=roomy))
    _print_if_any(table, out)
    return table.row_count


def event_table(out: TextIO) -> Table:
    """A table for lines of `event_cells`, as wide as `out` has room for."""
    return lines(*_columns(roomy=True), "reports", "id") if is_roomy(out) else lines(*_columns(roomy=False), "id")


def event_cells(event: Event, *, roomy: bool) -> list[Text]:
    """An event as a line of an `event_table`: where there is no room, who says so and how many report it stand under who did what."""
    cells, support = _cells(event.claim, roomy=roomy), reported(event.reports, event.origins, disputed=event.disputed)
    if event.was and event.was != event.claim.status:
        cells[_STATUS].append(f"\nwas {one_line(standing(event.was))}", "dim")
    if roomy:
        cells.append(Text(support, "red" if event.disputed else ""))
    elif event.reports > 1 or event.disputed:
        cells[_DOING].append(f"\nreports: {support}", "dim")
    return [*cells, Text(event.id[:SHORT_ID], "dim")]


def is_roomy(out: TextIO) -> bool:
    """Whether lines are wide enough for all columns."""
    return console(out).width >= _ROOMY_WIDTH


def status_text(status: Status) -> Text:
    """A status as mark and word, in its colour."""
    return Text(standing(status), _STYLES[status])


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


def show_reading(reading: Reading, out: TextIO) -> None:
    """What one page says, for a person: where and when it appeared, its events, its people."""
    screen = console(out)
    facts = (reading.publisher, reading.credit and f"credit {reading.credit}", reading.published or f"no date: {reading.published_why}")
    screen.print(Text(one_line(reading.title or reading.id), "bold"), Text(one_line(" · ".join(filter(None, facts))), "dim"), sep="\n")
    roomy = screen.width >= _ROOMY_WIDTH
    table = lines(*_columns(roomy=roomy))
    for claim in reading.events:
        table.add_row(*_cells(claim, roomy=roomy))
    if reading.events:
        screen.print(table)
    if reading.language not in READABLE_LANGUAGES:
        screen.print(f"written in a language other than English and French ({one_line(reading.language)}): nothing is claimed from it")
    for role in reading.roles:
        screen.print(Text.assemble("  ", (one_line(role.person), "bold"), ", ", one_line(office(role))))
    screen.print()


def lines(*columns: str) -> Table:
    """A table without rules whose cells fold where there is no room."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in {"status", "id"}, max_width=_DATE_WIDTH if column == "date" else None)
    return table


def _columns(*, roomy: bool) -> tuple[str, ...]:
    columns = ("date", "status", "who → whom", "what", "where")
    return (*columns, "according to") if roomy else columns


def _cells(claim: Claim, *, roomy: bool) -> list[Text]:
    doing = Text(one_line(who(claim)))
    if not roomy and claim.attributed_to:
        doing.append(f"\n{one_line(according(claim))}", "dim")
    words = [Text(one_line(cell)) for cell in (what(claim), where(claim.place))]
    speaker = [Text(one_line(claim.attributed_to or ""))] if roomy else []
    return [Text(one_line(when(claim))), status_text(claim.status), doing, *words, *speaker]


def _headline(claim: Claim) -> list[Text]:
    date, status, *rest = _cells(claim, roomy=True)[:-1]
    return [cell for cell in (date, status, *rest, Text(one_line(according(claim)))) if cell.plain]


def _evidence(context: Context) -> Text:
    return Text.assemble(paragraphs(context.before), (paragraphs(context.quote), "reverse"), paragraphs(context.after))


def _print_if_any(table: Table, out: TextIO) -> None:
    if table.row_count:
        console(out).print(table)
