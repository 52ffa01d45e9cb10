"""What is kept between two visits, and for how long."""
from __future__ import annotations

from pathlib import Path

from attache.api.remembering import remembered
from attache.register.connection import reading
from tests.samples import TALKS, VISIT, fill


def test_asked_again_only_when_the_register_changed(register_path: Path) -> None:
    fill(register_path, TALKS)
    answers = iter((1, 2))
    for _ in range(2):
        with reading(register_path) as register:
            assert remembered(register, "test", lambda: next(answers)) == 1
    fill(register_path, VISIT)
    with reading(register_path) as register:
        assert remembered(register, "test", lambda: next(answers)) == 2


def test_whoever_looks_at_an_earlier_moment_is_not_told_of_a_later_one(register_path: Path) -> None:
    fill(register_path, TALKS)
    with reading(register_path) as before:
        before.execute("BEGIN")
        assert remembered(before, "moment", lambda: "old") == "old"
        fill(register_path, VISIT)
        with reading(register_path) as after:
            assert remembered(after, "moment", lambda: "new") == "new"
        assert remembered(before, "moment", lambda: "old") == "old"


def test_registers_are_not_taken_for_each_other(tmp_path: Path) -> None:
    for name in ("one.db", "other.db"):
        fill(tmp_path / name, TALKS)
        with reading(tmp_path / name) as register:
            assert remembered(register, "name", lambda name=name: name) == name  # type: ignore[misc]
