"""Agreements on their way out: as records, columns, lines, and in full on a terminal."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

import msgspec
from rich.text import Text

from attache.outputs.cleaning import one_line
from attache.outputs.formats import Shape
from attache.outputs.records import Cell
from attache.outputs.terminal import console, lines
from attache.queries.agreements import Pact
from attache.queries.events import SHORT_ID

PACT_LINE: dict[str, Callable[[Pact], Cell]] = {
    "date": lambda pact: pact.date,
    "stage": lambda pact: pact.stage,
    "parties": lambda pact: " ↔ ".join(pact.parties),
    "kind": lambda pact: pact.name or pact.kind,
    "duration": lambda pact: pact.duration,
    "quote": lambda pact: pact.stages[-1].quote,
    "id": lambda pact: pact.id[:SHORT_ID],
}
PACT_COLUMNS: dict[str, Callable[[Pact], Cell]] = {
    "id": lambda pact: pact.id,
    "kind": lambda pact: pact.kind,
    "name": lambda pact: pact.name,
    "subject": lambda pact: pact.subject,
    "parties": lambda pact: "; ".join(pact.parties),
    "duration": lambda pact: pact.duration,
    "stage": lambda pact: pact.stage,
    "date": lambda pact: pact.date,
    "claims": lambda pact: pact.claims,
    "stages": lambda pact: "; ".join(f"{proof.stage} {proof.date or '?'}" for proof in pact.stages),
    "quote": lambda pact: pact.stages[-1].quote,
    "page_id": lambda pact: pact.stages[-1].page.page_id,
    "origin": lambda pact: pact.stages[-1].page.origin,
}
PACTS: Shape[Pact] = Shape(lambda pact: dict(msgspec.to_builtins(pact)), PACT_COLUMNS, PACT_LINE)


def show_pacts(pacts: Iterable[Pact], out: TextIO) -> int:
    """One line each; how many there were."""
    table = lines(*PACT_LINE)
    for pact in pacts:
        table.add_row(*(Text(one_line(str(give(pact) or ""))) for give in PACT_LINE.values()))
    if table.row_count:
        console(out).print(table)
    return table.row_count


def show_pact(pacts: Iterable[Pact], out: TextIO) -> int:
    """Each in full, with the words that prove every stage; how many there were."""
    found, screen = list(pacts), console(out)
    for pact in found:
        facts = " · ".join(filter(None, (" ↔ ".join(pact.parties), pact.duration, pact.subject, f"{pact.claims} claims")))
        screen.print(Text.assemble((one_line(pact.name or pact.kind), "bold"), "  ", one_line(facts)))
        for proof in pact.stages:
            page = ", ".join(filter(None, (proof.page.publisher or proof.page.name, proof.page.published)))
            screen.print(Text.assemble("  ", (f"{one_line(proof.date or '?')}  {proof.stage}", "bold")))
            screen.print(Text.assemble("      “", one_line(proof.quote), "”  ", (one_line(page), "dim")))
    return len(found)
