"""Where the work that faults meet takes place."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.harness import can_strike, held, make_pages, work

MEMORY = Path("/dev/shm")  # noqa: S108 - a killed program keeps its page cache: what is tested here needs no disk, and is fast without


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for registers, in memory where there is such a place."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def pages(place: Path) -> Path:
    """Pages to add."""
    return make_pages(place / "pages")


@pytest.fixture
def expected(pages: Path, place: Path) -> Counter[str]:
    """What a register holds after undisturbed work on the pages."""
    work(pages, place / "whole.db")
    return held(place / "whole.db")


@pytest.fixture(scope="session")
def strace() -> None:
    """Skips where no fault can be put into a system call."""
    if not can_strike():
        pytest.skip("strace is not there or not allowed")
