"""The thread of an event: reports in order, copies folded, steps of its status, contradictions side by side."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from attache.model import Place
from attache.queries.events import events
from attache.queries.moments import Moment
from attache.queries.threads import Thread, thread
from attache.register.connection import reading as open_for_reading
from attache.register.store import open_register
from tests.samples import page, reading, sample_claim

QUOTE = "Italy met Kenya on 2021-03-04."
LONG = "The harbour was calm that week and the ministers took their time over every line of the paper before them, said those there. "


def keep(register_path: Path, name: str, published: str, publisher: str, before: str = "", **changes: Any) -> None:
    """Keeps a page of that day that says it, with some things changed; pages that share `before` are copies."""
    text = f"{name}\n{before}{QUOTE}"
    source, start = page(text, name), text.index(QUOTE)
    claim = sample_claim(quote_start=start, quote_end=start + len(QUOTE), **changes)
    facts = {"events": (claim,), "published": published, "publisher": publisher, "roles": (), "relations": ()}
    with open_register(register_path) as register:
        register.take(source)
        register.keep(source.page_id, text, msgspec.structs.replace(reading(source, text), **facts))


def told(register_path: Path, at: Moment | None = None) -> Thread:
    with open_for_reading(register_path) as register:
        (event,) = events(register, at=at) if at else events(register)
        return thread(register, event, at) if at else thread(register, event)


def test_reports_stand_in_order_of_publication_and_copies_are_folded(register_path: Path) -> None:
    keep(register_path, "late", "2021-03-08", "Post")
    keep(register_path, "first", "2021-03-05", "Courier", LONG)
    keep(register_path, "copy", "2021-03-06", "Mirror", LONG)
    keep(register_path, "again", "2021-03-07", "Echo", LONG)
    found = told(register_path)
    assert [strand.account.page.name for strand in found.strands] == ["first", "late"]
    assert [[copy.page.name for copy in strand.copies] for strand in found.strands] == [["copy", "again"], []]
    assert found.steps == () or [step.status for step in found.steps] == ["happened"]
    assert found.contradictions == ()


def test_copy_with_another_status_stands_by_itself(register_path: Path) -> None:
    keep(register_path, "first", "2021-03-02", "Courier", LONG, status="planned")
    keep(register_path, "copy", "2021-03-06", "Mirror", LONG)
    assert [(strand.account.page.name, strand.copies) for strand in told(register_path).strands] == [("first", ()), ("copy", ())]


def test_status_comes_about_step_by_step(register_path: Path) -> None:
    for name, published, status in (
        ("plan", "2021-03-01", "planned"), ("still", "2021-03-02", "planned"), ("off", "2021-03-03", "called_off"),
        ("done", "2021-03-05", "happened"),
    ):
        keep(register_path, name, published, name, status=status)
    found = told(register_path)
    assert [(step.status, step.published) for step in found.steps] == [
        ("planned", "2021-03-01"), ("called_off", "2021-03-03"), ("happened", "2021-03-05"),
    ]
    assert found.contradictions == ()  # what was off may take place after all
    assert [step.status for step in told(register_path, Moment(4)).steps] == ["planned"]


def test_denial_stands_beside_what_it_denies_with_who_says_so(register_path: Path) -> None:
    keep(register_path, "yes", "2021-03-05", "Courier", dead=3)
    keep(register_path, "no", "2021-03-06", "Mirror", status="denied", attributed_to="a spokesman", dead=4)
    keep(register_path, "unknown", "2021-03-06", "Echo", dead=None)
    found = told(register_path)
    assert [(each.about, [(version.value, len(version.strands)) for version in each.versions]) for each in found.contradictions] == [
        ("status", [("happened", 2), ("denied", 1)]), ("dead", [("3", 1), ("4", 1)]),
    ]
    assert found.contradictions[0].versions[1].strands[0].account.claim.attributed_to == "a spokesman"


def test_vaguer_is_no_contradiction(register_path: Path) -> None:
    keep(register_path, "day", "2021-03-05", "Courier", place=Place("Nairobi", "KEN"))
    keep(register_path, "month", "2021-03-06", "Mirror", date="2021-03", place=Place("Kenya", "KEN"))
    keep(register_path, "other", "2021-03-06", "Echo", date="2021-03-05", place=Place("nairobi", "KEN"))
    found = told(register_path)
    assert [(each.about, [version.value for version in each.versions]) for each in found.contradictions] == [
        ("date", ["2021-03-04", "2021-03-05"]),
    ]
