"""From the scores of the event heads to guesses: which words may tell an act, of what type, and who takes part.

In: one sentence's log-probabilities, word 0 the root. Out: `Guess` records, token indexes counted without the root.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attache.model import Guess, Part

LEAST_ACT = 0.03  # probability of any act under which a word is passed over
LEAST_PART = 0.1
NONE = "-"

Scores = NDArray[Any]


def guesses(act: Scores, status: Scores, mode: Scores, part: Scores, labels: Mapping[str, Sequence[str]]) -> tuple[Guess, ...]:
    """Act and status: words x classes; mode: words (best class); part: words x triggers x classes. Rows 0 are the root's."""
    chances, statuses = np.exp(act), np.exp(status)
    likely = np.flatnonzero(1.0 - chances[:, 0] >= LEAST_ACT)
    return tuple(
        Guess(
            trigger - 1, labels["act"][kind], float(chances[trigger, kind]), float(1.0 - chances[trigger, 0]),  # type: ignore[arg-type]
            labels["status"][state], float(statuses[trigger, state]), _mode(labels["mode"][int(mode[trigger])]),  # type: ignore[arg-type]
            tuple(_parts(np.exp(part[:, trigger]), labels["part"])),
        )
        for trigger in likely.tolist() if trigger > 0
        for kind, state in ((int(chances[trigger, 1:].argmax()) + 1, int(statuses[trigger].argmax())),)
    )


def _parts(chances: Scores, labels: Sequence[str]) -> Iterator[Part]:
    """The parts of one trigger: words x classes in, those above LEAST_PART out."""
    for word in np.flatnonzero(1.0 - chances[:, 0] >= LEAST_PART).tolist():
        kind = int(chances[word, 1:].argmax()) + 1
        if word > 0 and chances[word, kind] >= LEAST_PART:
            yield Part(word - 1, labels[kind], float(chances[word, kind]))  # type: ignore[arg-type]


def _mode(label: str) -> str | None:
    return None if label == NONE else label
