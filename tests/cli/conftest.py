"""What tests of the verbs share: a folder to work in, and a reader that costs nothing."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.cli import readers
from tests.samples import PlainReader


@pytest.fixture
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs that read use the plain reader: what becomes of readings is tested, not the reading."""
    monkeypatch.setattr(readers, "EngineReader", lambda engine, allow, every: PlainReader())
    monkeypatch.setattr(readers, "load_engine", lambda name: None)


@pytest.fixture
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty, with no register named by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTACHE_REGISTER", raising=False)
    return tmp_path
