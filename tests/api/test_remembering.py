"""What is kept between two visits, and for how long."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from attache.api import questions as questions_module
from attache.api import remembering
from attache.api.remembering import remembered
from attache.register.connection import reading
from attache.settings import OLD_SECONDS
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


def test_of_a_large_register_an_answer_may_be_some_seconds_old(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "LARGE_REGISTER_PAGES", 0)
    answers, now = iter((1, 2)), [100.0]
    monkeypatch.setattr(remembering, "monotonic", lambda: now[0])
    fill(register_path, TALKS)
    for later, found in ((0.0, 1), (OLD_SECONDS - 1, 1), (2.0, 2)):
        now[0] += later
        with reading(register_path) as register:
            assert remembered(register, "large", lambda: next(answers)) == found
        fill(register_path, VISIT)


def test_whoever_asks_while_an_answer_is_made_anew_gets_the_old_one(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "LARGE_REGISTER_PAGES", 0)
    monkeypatch.setattr(remembering, "monotonic", lambda: 100.0)
    fill(register_path, TALKS)
    with reading(register_path) as register:
        assert remembered(register, "slow", lambda: "old") == "old"
    fill(register_path, VISIT)
    monkeypatch.setattr(remembering, "monotonic", lambda: 200.0)
    with reading(register_path) as register:
        assert remembered(register, "slow", lambda: remembered(register, "slow", lambda: "newer")) == "old"


def test_a_walk_for_all_is_not_hurried_and_what_follows_has_its_own_time(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(register_path, TALKS)
    long = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
    monkeypatch.setattr(questions_module, "QUESTION_SECONDS", 0.0)
    with reading(register_path) as register:
        assert remembered(register, "long", lambda: register.execute(long).fetchone()) == (300_000,)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            register.execute(long).fetchone()


def test_registers_are_not_taken_for_each_other(tmp_path: Path) -> None:
    for name in ("one.db", "other.db"):
        fill(tmp_path / name, TALKS)
        with reading(tmp_path / name) as register:
            assert remembered(register, "name", lambda name=name: name) == name  # type: ignore[misc]
