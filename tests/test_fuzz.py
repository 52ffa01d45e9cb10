"""The saved inputs of the fuzz targets pass, and the runner sees what should not be."""
from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from fuzz import limits
from fuzz.limits import BrokenLimitError, inside_limits
from fuzz.targets import TARGETS

FUZZ = Path(__file__).parent.parent / "fuzz"
LARGEST_CORPUS_BYTES = 500_000


@pytest.mark.parametrize("name", TARGETS)
def test_saved_inputs_pass(name: str) -> None:
    check = import_module(f"fuzz.targets.{name}").check
    saved = sorted((FUZZ / "corpus" / name).iterdir())
    assert saved
    for path in [*saved]:
        inside_limits(check, path.read_bytes())
    inside_limits(check, b"")


def test_every_target_is_listed_and_the_corpus_is_small() -> None:
    assert sorted(TARGETS) == sorted(path.stem for path in (FUZZ / "targets").glob("[!_]*.py"))
    assert sorted(TARGETS) == sorted(path.name for path in (FUZZ / "corpus").iterdir())
    assert sum(path.stat().st_size for path in (FUZZ / "corpus").rglob("*") if path.is_file()) < LARGEST_CORPUS_BYTES


def test_broken_limits_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", -1.0)
    with pytest.raises(BrokenLimitError, match="seconds for 3 bytes"):
        inside_limits(lambda _: None, b"abc")
    monkeypatch.setattr(limits, "SECONDS", 60.0)
    monkeypatch.setattr(limits, "MEMORY_KILOBYTES", -1)
    with pytest.raises(BrokenLimitError, match="MB for 3 bytes"):
        inside_limits(lambda _: None, b"abc")
