"""Row 3: the disk fails when it is to hold what was written: E-IO, and nothing was told to be kept that is not."""
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.connection import reading
from tests.faults.harness import aftermath, durable_calls, strike


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("name", ["fdatasync", "pwrite64"])
def test_failing_call_is_told_and_nothing_was_told_too_soon(name: str, pages: Path, place: Path, expected: Counter[str]) -> None:
    calls = [call for call in durable_calls(pages, place / "counted.db") if call.name == name]
    for part in (0.2, 0.5, 0.8):
        call = calls[int(part * len(calls))]
        register_path = place / f"failed{call.number}.db"
        ending = strike(pages, register_path, "io", call)
        assert (ending.killed, ending.code) == (False, "E-IO")
        assert ending.told <= kept(register_path)
        assert aftermath(pages, register_path, expected) == (0, 0, 0)


def kept(register_path: Path) -> int:
    """Pages read or refused, none where there is no register yet."""
    try:
        with reading(register_path) as register:
            return int(register.execute("SELECT count(*) FROM pages WHERE status != 'taken'").fetchone()[0])
    except RegisterError as error:
        assert error.code == "E-NOT-FOUND"  # noqa: PT017
        return 0
