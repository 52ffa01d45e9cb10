"""Row 6: who reads while others write sees a whole earlier state, never half a page."""
from __future__ import annotations

import os
from pathlib import Path

from attache.errors import RegisterError
from attache.register.connection import reading
from tests.faults.harness import make_pages
from tests.faults.test_row_05_writers import in_a_child

WRITERS = 2
TORN = (
    "SELECT count(*) FROM pages WHERE status = 'read' AND page_id NOT IN (SELECT page_id FROM readings)",
    "SELECT count(*) FROM claims WHERE reading_no NOT IN (SELECT reading_no FROM readings) OR quote = ''",
    "SELECT count(*) FROM claims WHERE claim_no NOT IN (SELECT claim_no FROM members)",
    "SELECT count(*) FROM events WHERE lead_no NOT IN (SELECT claim_no FROM claims)",
    "SELECT count(*) FROM readings WHERE text_sha256 NOT IN (SELECT sha256 FROM texts)",
    "SELECT (SELECT value FROM meta WHERE key = 'revision') != (SELECT count(*) FROM revisions)",
)


def test_nobody_sees_half_a_page(tmp_path: Path) -> None:
    pages, register_path = make_pages(tmp_path / "pages", 12), tmp_path / "attache.db"
    writers = [in_a_child(pages, register_path) for _ in range(WRITERS)]
    looks = 0
    while writers:
        assert torn(register_path) == 0
        looks += 1
        done, status = os.waitpid(-1, os.WNOHANG)
        if done in writers:
            writers.remove(done)
            assert os.waitstatus_to_exitcode(status) == 0
    assert looks > 3


def torn(register_path: Path) -> int:
    """Rows that no whole state has."""
    try:
        with reading(register_path) as register:
            register.execute("BEGIN")
            return sum(register.execute(statement).fetchone()[0] for statement in TORN)
    except RegisterError as error:
        assert error.code == "E-NOT-FOUND"  # noqa: PT017 - the first writer has not made its tables yet
        return 0
