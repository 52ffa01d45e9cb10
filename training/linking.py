"""Fits the weights by which claims are taken to tell of one event: `python -m training.linking`.

In: the half of benchmarks/data/same_events that the linking is tuned on. Pairs of its acts that nothing rules out are the examples, and
beside them, with as much weight as the true pairs, twins (benchmarks/twins.py). Out: the table WEIGHTS of register/linking.py, by logistic
regression; what no example speaks for, and what BY_HAND names, stays as it is there.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from attache.register import linking
from benchmarks.same_event import HALVES, Told, by_publication, kept, pages
from benchmarks.twins import TWINS, twins

BY_HAND = frozenset({"same words", "long time"})  # the set has no copies, and too few acts of no known month
MARGIN = 0.45  # log odds below even from which two claims are joined: reports of one event that find each other are more than chance
STEPS = 50
ALIKE = 1.0  # ridge
_FIRST = "to begin with"


def fitted(examples: Sequence[tuple[list[str], float, float]], names: Sequence[str]) -> dict[str, float]:
    """Weights by Newton's method from (evidence, 1 for the same event, weight of the example)."""
    column = {name: place for place, name in enumerate(names)}
    seen = np.zeros((len(examples), len(names)))
    for row, (evidence, _, _) in enumerate(examples):
        seen[row, [column[what] for what in evidence]] = 1.0
    same, counts = (np.array([example[place] for example in examples]) for place in (1, 2))
    weights, ridge = np.zeros(len(names)), np.full(len(names), ALIKE)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (counts * (chance - same)) + ridge * weights
        weights -= np.linalg.solve((seen.T * (counts * chance * (1 - chance))) @ seen + np.diag(ridge), slope)
    return {name: float(weights[column[name]]) for name in names}


def examples_of(acts: Sequence[Told]) -> list[tuple[list[str], float, float]]:
    """Pairs of the acts and, with as much weight as the true ones together, twins."""
    pairs = [
        (linking.differences(one.claim, other.claim), float(one.number == other.number), 1.0)
        for one, other in combinations(acts, 2) if linking.sameness(one.claim, other.claim).score > linking.RULED_OUT
    ]
    weight = sum(same for _, same, _ in pairs) / TWINS
    return pairs + [(linking.differences(one, other), 0.0, weight) for one, other in twins([(act.number, act.claim) for act in acts])]


def main() -> None:
    """Prints the table."""
    acts, _ = kept(by_publication(pages()))
    examples = examples_of([act for act in acts if act.half == HALVES[0]])
    names = sorted({what for evidence, *_ in examples for what in evidence})
    weights = fitted(examples, names)
    weights[_FIRST] += linking.LEAST_SAME + MARGIN
    for name in linking.WEIGHTS:
        kept_by_hand = name in BY_HAND or name not in weights
        print(f'    "{name}": {linking.WEIGHTS[name] if kept_by_hand else weights[name]:.1f},{"  # by hand" if kept_by_hand else ""}')


if __name__ == "__main__":
    main()
