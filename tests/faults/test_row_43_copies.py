"""Row 43: one page a thousand times, near copies that differ by what the site puts around them, and contradicting edits of one address."""
from __future__ import annotations

from pathlib import Path

from attache.queries.events import accounts, events
from attache.register.connection import reading as asking
from attache.register.store import open_register
from tests.faults.harness import export
from tests.samples import PlainReader, page

COPIES = 120
FILLER = " ".join(f"word{number} of the report" for number in range(80))
REPORT = f"Talks in Nairobi\nItaly met Kenya on 2021-03-04.\n{FILLER}\n"


def keep(register_path: Path, *pages: tuple[str, str]) -> None:
    """Keeps pages given as (text, origin)."""
    with open_register(register_path) as register:
        for text, origin in pages:
            source = page(text, "talks", origin)
            register.take(source)
            register.keep(source.page_id, *PlainReader()(source))


def test_one_page_a_thousand_times_is_one_page(register_path: Path) -> None:
    keep(register_path, (REPORT, "a.txt"))
    before = export(register_path)
    keep(register_path, *[(REPORT, f"{number}.txt") for number in range(1000)])
    assert export(register_path) == before


def test_near_copies_are_one_event_of_many_reports_and_one_origin(register_path: Path) -> None:
    near = [(f"{REPORT}Site {number}: share, print, subscribe.\n", f"https://site{number}.example/") for number in range(COPIES)]
    keep(register_path, *near)
    with asking(register_path) as register:
        (found,) = events(register)
        assert (found.reports, found.origins) == (COPIES, 1)
        assert len(accounts(register, found)) == COPIES


def test_contradicting_edits_of_one_address_are_both_kept(register_path: Path) -> None:
    planned = REPORT.replace("met Kenya on", "will meet Kenya on")
    keep(register_path, (planned, "https://site.example/"), (REPORT, "https://site.example/"))
    with asking(register_path) as register:
        (found,) = events(register)
        assert found.claim.status in {"happened", "planned"}
        assert {account.claim.status for account in accounts(register, found)} == {"happened", "planned"}
        texts = {row[0] for row in register.execute("SELECT text FROM texts")}
    assert texts == {planned, REPORT}
