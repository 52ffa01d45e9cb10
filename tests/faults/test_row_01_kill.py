"""Row 1: `kill -9` at any moment of adding and deciding, then again: nothing lost, nothing doubled, nothing half, what was decided kept.

Every durable call of more pages: `python -m benchmarks.faults`.
"""
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.harness import (
    Moment,
    aftermath,
    count_steps,
    damage,
    durable_calls,
    held,
    kill_at_step,
    strike,
    without_transactions,
    work,
)

KILLS = 16
AT_CALLS = 6
UNHARMED = (0, 0, 0)


def spread(steps: int, number: int) -> list[int]:
    """So many of the steps, from the first to the last."""
    return sorted({1 + (steps - 1) * each // (number - 1) for each in range(number)})


@pytest.mark.parametrize("moment", ["statement", "inside"])
def test_killed_and_resumed_is_as_if_never_killed(moment: Moment, pages: Path, place: Path, expected: Counter[str]) -> None:
    steps = count_steps(pages, place / "counted.db", moment)
    assert steps >= KILLS
    for last in spread(steps, KILLS):
        register_path = place / f"killed{last}.db"
        assert kill_at_step(pages, register_path, moment, last)
        assert aftermath(pages, register_path, expected) == UNHARMED, f"killed at step {last} of {steps}"


@pytest.mark.usefixtures("strace")
def test_killed_at_a_durable_call(pages: Path, place: Path, expected: Counter[str]) -> None:
    calls = durable_calls(pages, place / "counted.db")
    assert {call.name for call in calls} > {"pwrite64", "fdatasync", "unlink"}
    for place_in_order in spread(len(calls), AT_CALLS):
        call, register_path = calls[place_in_order - 1], place / f"killed{place_in_order}.db"
        assert strike(pages, register_path, "kill", call).killed
        assert aftermath(pages, register_path, expected) == UNHARMED, f"killed at {call}"


@pytest.mark.usefixtures("strace")
def test_killed_while_the_register_is_made(pages: Path, place: Path, expected: Counter[str]) -> None:
    """Before the first page is kept there is no register, and nobody who asks is told otherwise."""
    for call in durable_calls(pages, place / "counted.db")[:9]:
        register_path = place / f"killed-{call.name}-{call.number}.db"
        strike(pages, register_path, "kill", call)
        assert aftermath(pages, register_path, expected) == UNHARMED, f"killed at {call}"


def test_killed_again_and_again_gets_there(pages: Path, place: Path, expected: Counter[str]) -> None:
    register_path = place / "killed.db"
    survived = [last for last in range(11, 700, 11) if not kill_at_step(pages, register_path, "statement", last)]
    assert survived
    assert held(register_path) == expected


def test_decisions_outlast_a_kill(pages: Path, place: Path, expected: Counter[str]) -> None:
    register_path = place / "killed.db"
    work(pages, register_path)
    (pages / "more.txt").write_text("More\nGhana accused Chad on 2021-03-09.\n")
    work(pages, place / "more.db")
    assert kill_at_step(pages, register_path, "statement", 40)
    decisions = Counter(line for line in held(register_path) if '"kind": "decision"' not in line)
    assert decisions.total() >= expected.total() - 3
    assert aftermath(pages, register_path, held(place / "more.db")) == UNHARMED


def test_the_harness_sees_writes_that_are_not_whole(pages: Path, place: Path) -> None:
    """The negative control: without transactions most kills leave something wrong."""
    steps = count_steps(pages, place / "counted.db", "statement")
    wrong = 0
    for last in spread(steps, KILLS):
        register_path = place / f"killed{last}.db"
        with without_transactions():
            kill_at_step(pages, register_path, "statement", last)
        wrong += bool(damage(register_path))
    assert wrong >= KILLS // 3
