"""A desk over a small register, asked without a network in between."""
from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.desks import desk_over
from tests.samples import TALKS, VISIT, fill


@pytest.fixture
def register_path(register_path: Path) -> Path:
    """A register of two pages with four events."""
    fill(register_path, TALKS, VISIT)
    return register_path


@pytest.fixture
def desk(register_path: Path) -> TestClient:
    """The desk over it, on one's own machine."""
    return desk_over(register_path)
