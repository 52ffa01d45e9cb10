"""Scores of the event heads become guesses: likely words only, with their likeliest type and the parts of others."""
from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from attache.language.guesses import guesses

LABELS = {"act": ["-", "AID", "ASSAULT"], "status": ["happened", "planned"], "mode": ["-", "drone"], "part": ["-", "actor", "recipient"]}


def scores(chances: list[object]) -> NDArray[np.float64]:
    logarithms: NDArray[np.float64] = np.log(np.array(chances, dtype=float))
    return logarithms


NO_PARTS = scores([[[1 - 2e-9, 1e-9, 1e-9]] * 3] * 3)
PLAIN = scores([[0.9, 0.1]] * 3)


def test_words_that_are_likely_no_act_are_passed_over() -> None:
    act = scores([[0.1, 0.8, 0.1], [0.98, 0.01, 0.01], [0.3, 0.2, 0.5]])
    (guess,) = guesses(act, PLAIN, np.array([0, 0, 1]), NO_PARTS, LABELS)
    assert (guess.index, guess.type, guess.mode, guess.status) == (1, "ASSAULT", "drone", "happened")
    assert guess.probability == pytest.approx(0.5)
    assert guess.act == pytest.approx(0.7)
    assert guess.status_probability == pytest.approx(0.9)


def test_parts_are_those_of_the_triggers_column() -> None:
    act = scores([[0.98, 0.01, 0.01], [0.98, 0.01, 0.01], [0.1, 0.8, 0.1]])
    part = np.full((3, 3, 3), 1e-9)
    part[..., 0] = 1
    part[1, 2] = [0.1, 0.7, 0.2]  # word 1 for the trigger at word 2
    part[2, 1] = [0.1, 0.1, 0.8]  # word 2 for word 1, which is no trigger
    (guess,) = guesses(act, PLAIN, np.zeros(3, dtype=int), np.log(part), LABELS)
    assert [(p.index, p.part, round(p.probability, 2)) for p in guess.parts] == [(0, "actor", 0.7)]


def test_the_root_is_never_an_act() -> None:
    act = scores([[0.1, 0.8, 0.1], [0.98, 0.01, 0.01]])
    assert guesses(act, PLAIN[:2], np.zeros(2, dtype=int), NO_PARTS[:2, :2], LABELS) == ()
