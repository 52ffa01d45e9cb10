"""What any test may ask for."""
from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "attache.db"


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes are no part of a test's name: archives have another time of making, and another number, in each process that runs tests."""
    return "bytes" if isinstance(val, bytes) else None
