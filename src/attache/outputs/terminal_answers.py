"""Longer answers on a terminal: the thread of an event, timelines, dyads, what was searched. Rules as in `terminal`."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TextIO

from rich.table import Table
from rich.text import Text

from attache.model import Span
from attache.outputs.cleaning import one_line
from attache.outputs.records import page_line
from attache.outputs.shapes import Dossier, voice
from attache.outputs.terminal import console, event_cells, event_table, is_roomy, lines, show_event, status_text
from attache.outputs.wording import tie
from attache.queries.dyads import Direction
from attache.queries.events import SHORT_ID
from attache.queries.search import Hit
from attache.queries.threads import Contradiction, Strand, Thread
from attache.queries.timeline import Period

_SHOWN_COPIES = 5
_NO_DATE = "no date"


def show_dossier(dossier: Dossier, out: TextIO) -> None:
    """One event in full, then every report of it, the steps of its status, and what its reports disagree on."""
    show_event(dossier.event, dossier.context, out)
    show_thread(dossier.thread, out)


def show_thread(thread: Thread, out: TextIO) -> None:
    """Every report of an event, the steps of its status, and what its reports disagree on."""
    screen = console(out)
    if len(thread.strands) > 1 or any(strand.copies for strand in thread.strands):
        screen.print(_heading("reports"), _reports(thread), sep="\n")
    if len(thread.steps) > 1:
        screen.print(_heading("how it came about"), _steps(thread), sep="\n")
    for contradiction in thread.contradictions:
        screen.print(_heading(f"reports differ: {contradiction.about}"), _versions(contradiction), sep="\n")


def show_timeline(periods: Iterable[Period], out: TextIO) -> int:
    """Each period with its number of events, and under it those that were listed; how many periods there were."""
    periods = list(periods)
    if any(period.listed for period in periods):
        table = event_table(out)
        for period in periods:
            _add_heading(table, period.period or _NO_DATE, _events(period.events))
            for event in period.listed:
                table.add_row(*event_cells(event, roomy=is_roomy(out)))
    else:
        table = lines("period", "events")
        for period in periods:
            table.add_row(Text(period.period or _NO_DATE), Text(f"{period.events:,}", justify="right"))
    if periods:
        console(out).print(table)
    return len(periods)


def show_dyad(directions: Iterable[Direction], out: TextIO) -> int:
    """Each direction with its sums, month by month, then its events, undated ones apart; how many events there are."""
    directions = [direction for direction in directions if direction.events]
    screen = console(out)
    for direction in directions:
        arrow = "↔" if direction.joint else "→"
        title = f"{direction.actor} {arrow} {direction.recipient}: {_events(direction.events)}, score {direction.score:+g}"
        screen.print(Text(title, "bold"), _months(direction), sep="\n")
        if direction.listed:
            screen.print(_listed(direction, out))
        screen.print()
    return sum(direction.events for direction in directions)


def show_hits(hits: Iterable[Hit], out: TextIO) -> int:
    """One line an event, under it the quote that was found with the words marked; how many there were."""
    table = event_table(out)
    for hit in hits:
        table.add_row(*event_cells(hit.event, roomy=is_roomy(out)))
        table.add_row(Text(), Text(), marked_quote(hit.quote, hit.marks))
    if table.row_count:
        console(out).print(table)
    return table.row_count


def marked_quote(quote: str, marks: Sequence[Span]) -> Text:
    """The quote with the marked words standing out: in bold, and between «» for those who see no bold."""
    text, end = Text(style="dim"), 0
    for span in marks:
        text.append(_clean(quote[end : span.start])).append(f"«{_clean(quote[span.start : span.end])}»", "bold not dim")
        end = span.end
    return text.append(_clean(quote[end:]))


def _clean(words: str) -> str:
    """One line, the spaces at either end kept."""
    return one_line(f"|{words}|")[1:-1]


def _heading(words: str) -> Text:
    return Text(f"\n{words}", "bold")


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number:,} events"


def _add_heading(table: Table, *words: str) -> None:
    table.add_row(*(Text(word, "bold") for word in words))


def _reports(thread: Thread) -> Table:
    table = lines("published", "status", "according to", "quote", "page", "id")
    for strand in thread.strands:
        account = strand.account
        quote = Text(one_line(account.claim.quote))
        for note in filter(None, (_copies(strand), tie(account.evidence))):
            quote.append(f"\n{one_line(note)}", "dim")
        table.add_row(
            Text(account.page.published or "?"), status_text(account.claim.status), Text(one_line(account.claim.attributed_to or "")),
            quote, Text(one_line(page_line(account.page)), "dim"), Text(account.id[:SHORT_ID], "dim"),
        )
    return table


def _copies(strand: Strand) -> str:
    if not strand.copies:
        return ""
    some = ", ".join(copy.id[:SHORT_ID] for copy in strand.copies[:_SHOWN_COPIES])
    number = len(strand.copies)
    return f"and {number} {'copy' if number == 1 else 'copies'} ({some}{', …' if number > _SHOWN_COPIES else ''})"


def _steps(thread: Thread) -> Text:
    steps = [Text.assemble(status_text(step.status), f" ({step.published or '?'}, {step.id[:SHORT_ID]})") for step in thread.steps]
    return Text(" → ").join(steps)


def _versions(contradiction: Contradiction) -> Table:
    table = Table.grid(padding=(0, 2))
    for version in contradiction.versions:
        said_by = "; ".join(f"{voice(strand)} ({strand.account.id[:SHORT_ID]})" for strand in version.strands)
        table.add_row(Text(one_line(version.value.replace("/", " – "))), Text(one_line(said_by), "dim"))
    return table


def _months(direction: Direction) -> Table:
    table = lines("month", "events", "score")
    for month in direction.months:
        table.add_row(month.month or _NO_DATE, Text(f"{month.events:,}", justify="right"), Text(f"{month.score:+g}", justify="right"))
    return table


def _listed(direction: Direction, out: TextIO) -> Table:
    table = event_table(out)
    for dated, listed in groupby(direction.listed, lambda event: event.claim.date is not None):
        if not dated:
            _add_heading(table, _NO_DATE)
        for event in listed:
            table.add_row(*event_cells(event, roomy=is_roomy(out)))
    return table
