"""The queue of events to review, the log of decisions, and what reading again would change: as lines and as records."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TextIO

import msgspec
from rich.table import Table
from rich.text import Text

from attache.outputs.cleaning import one_line
from attache.outputs.formats import Shape
from attache.outputs.records import Cell, Record, event_record
from attache.outputs.terminal import console
from attache.outputs.wording import standing, what, when, where, who
from attache.queries.events import SHORT_ID, Event
from attache.queries.review import Entry, weight
from attache.register.changes import Change

_QUEUE_LINE: dict[str, Callable[[Event], Cell]] = {
    "weight": weight,
    "disputed": lambda event: "disputed" if event.disputed else "",
    "reports": lambda event: event.reports,
    "confidence": lambda event: event.claim.confidence,
    "date": lambda event: when(event.claim),
    "status": lambda event: standing(event.claim.status),
    "who → whom": lambda event: who(event.claim),
    "what": lambda event: what(event.claim),
    "where": lambda event: where(event.claim.place),
    "verdict": lambda event: event.verdict,
    "quote": lambda event: event.claim.quote,
    "id": lambda event: event.id[:SHORT_ID],
}
_LOG_LINE: dict[str, Callable[[Entry], Cell]] = {
    "number": lambda entry: entry.decision.decision_id,
    "at": lambda entry: entry.decision.at,
    "by": lambda entry: entry.decision.decided_by,
    "decision": lambda entry: said(entry),
    "because": lambda entry: entry.decision.reason,
    "standing": lambda entry: entry.standing,
}
_LOG_COLUMNS: dict[str, Callable[[Entry], Cell]] = {
    "decision_id": lambda entry: entry.decision.decision_id,
    "at": lambda entry: entry.decision.at,
    "decided_by": lambda entry: entry.decision.decided_by,
    "kind": lambda entry: entry.decision.kind,
    "subject": lambda entry: entry.decision.subject,
    "other": lambda entry: entry.decision.other,
    "field": lambda entry: entry.decision.field,
    "value": lambda entry: entry.decision.value,
    "reason": lambda entry: entry.decision.reason,
    "undoes": lambda entry: entry.decision.undoes,
    "standing": lambda entry: entry.standing,
}


def said(entry: Entry) -> str:
    """A decision in a few words."""
    decision = entry.decision
    if decision.undoes is not None:
        return f"undo {decision.undoes}"
    if decision.kind == "edit":
        return f"edit {decision.subject[:SHORT_ID]} {decision.field} = {decision.value}"
    if decision.kind in ("link", "unlink"):
        return f"{decision.kind} {decision.subject} | {decision.other}"
    return " ".join(part[:SHORT_ID] for part in (decision.kind, decision.subject, decision.other) if part)


def _queue_record(event: Event) -> Record:
    measures = {"weight": weight(event), "reports": event.reports, "disputed": event.disputed, "verdict": event.verdict}
    return {**event_record(event), **measures}


def _log_record(entry: Entry) -> Record:
    value = entry.decision.value
    return {**asdict(entry.decision), "value": None if value is None else msgspec.json.decode(value), "standing": entry.standing}


QUEUE: Shape[Event] = Shape(_queue_record, {**_QUEUE_LINE, "id": lambda event: event.id}, _QUEUE_LINE)
LOG: Shape[Entry] = Shape(_log_record, _LOG_COLUMNS, _LOG_LINE)


def show_queue(events: Iterable[Event], out: TextIO) -> int:
    """One line an event, without its quote; how many there were."""
    return show_lines(events, {name: cell for name, cell in _QUEUE_LINE.items() if name != "quote"}, out)


def show_log(entries: Iterable[Entry], out: TextIO) -> int:
    """One line a decision; how many there were."""
    return show_lines(entries, _LOG_LINE, out)


def show_lines(items: Iterable[object], line: dict[str, Callable[..., Cell]], out: TextIO) -> int:
    """A table with one line an item; how many there were."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in line:
        table.add_column(name, overflow="fold", no_wrap=name in {"id", "number", "status"})
    for item in items:
        table.add_row(*(Text(one_line(str(value)) if (value := cell(item)) is not None else "") for cell in line.values()))
    if table.row_count:
        console(out).print(table)
    return table.row_count


def change_line(change: Change, page: str) -> str:
    """What reading a page again gains, loses or changes, as one line."""
    claim, mark = change.claim, {"gained": "+", "lost": "-", "changed": "~"}[change.kind]
    fields = f" [{', '.join(change.fields)}]" if change.fields else ""
    cells = (mark, change.claim_id[:SHORT_ID], when(claim), standing(claim.status), who(claim), what(claim), where(claim.place))
    decided = "; decided" if change.decided else ""
    return one_line(f"{' '.join(filter(None, cells))}{fields} ({page}{decided})")
