"""What any test may ask for."""
from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "attache.db"
