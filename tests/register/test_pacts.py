"""Agreements of the register in step with its readings: what stays the same when a page is read again stays as it was."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.register.migrations import STILL
from attache.register.store import open_register
from attache.register.verify import verify
from tests.behind import behind
from tests.register.test_replay import tell

SIGNED = "Kenya and Ghana signed a ten-year trade deal in Accra.", "signed", "2021-03-04"
RATIFIED = "The Kenyan parliament ratified the trade deal with Ghana.", "ratified", "2021-06-01"


def rows(path: Path, *claims: str) -> list[object]:
    """Agreements and their parties, and which of these claims is in which."""
    told = """SELECT claim_id, a.agreement, a.evidence, a.since, a.until FROM accords a JOIN claims USING (claim_no)
        WHERE quote IN (SELECT value FROM json_each(?)) ORDER BY 1, 4"""
    with behind(path) as plain:
        parties = plain.execute("SELECT * FROM agreement_parties ORDER BY 1, 2").fetchall()
        agreements = plain.execute("SELECT * FROM agreements ORDER BY agreement_no").fetchall()
        return [agreements, parties, plain.execute(told, (f'["{claims[0]}"]' if claims else "[]",)).fetchall()]


@pytest.mark.parametrize(("read_again", "left"), [(SIGNED, RATIFIED), (RATIFIED, SIGNED)])
def test_page_read_again_the_same_leaves_the_rows_as_they_were(
    read_again: tuple[str, str, str], left: tuple[str, str, str], register_path: Path
) -> None:
    with open_register(register_path) as register:
        tell(register, *SIGNED)
        tell(register, *RATIFIED)
        before = rows(register_path, left[0])
        tell(register, *read_again, version="2/plain")
    assert rows(register_path, left[0]) == before
    assert list(verify(register_path)) == []


def test_page_read_otherwise_begins_a_new_row(register_path: Path) -> None:
    with open_register(register_path) as register:
        tell(register, *SIGNED)
        tell(register, *RATIFIED)
        tell(register, *RATIFIED[:2], "2021-06-09", version="2/plain")
    with behind(register_path) as plain:
        assert plain.execute("SELECT stage, stage_date, since, until FROM agreements ORDER BY since").fetchall() == [
            ("signed", "2021-03-04", 2, 4), ("ratified", "2021-06-01", 4, 5), ("ratified", "2021-06-09", 5, STILL),
        ]
    assert list(verify(register_path)) == []
