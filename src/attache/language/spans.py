"""Name spans from tag scores: the best BIO sequence that obeys the scheme (Viterbi 1967)."""
from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from attache.model import Name, NameKind

_KINDS: frozenset[str] = frozenset(get_args(NameKind))


def allowed_transitions(tags: list[str]) -> NDArray[np.float32]:
    """0 where a tag may follow another, -inf-like where it may not: I-X only after B-X or I-X."""
    bars = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for before, tag in enumerate(tags):
        for after, following in enumerate(tags):
            if following.startswith("I-") and tag[2:] != following[2:]:
                bars[before, after] = -1e4
    return bars


def best_tags(scores: NDArray[np.float32], bars: NDArray[np.float32], tags: list[str]) -> list[str]:
    """The best tag sequence; `scores` words x tags, log-probabilities."""
    if not len(scores):
        return []
    outside = scores[:, tags.index("O")]
    if (outside >= scores.max(axis=1)).all():
        return ["O"] * len(scores)
    begin = np.array([-1e4 if tag.startswith("I-") else 0.0 for tag in tags], dtype=np.float32)
    total = scores[0] + begin
    back = []
    for row in scores[1:]:
        ways = total[:, None] + bars
        back.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    best = [int(total.argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    return [tags[number] for number in reversed(best)]


def name_spans(tags: list[str]) -> tuple[Name, ...]:
    """Names of a tag sequence, token indexes, last exclusive."""
    found: list[Name] = []
    for position, tag in enumerate(tags):
        kind = tag[2:]
        if kind not in _KINDS:
            continue
        if tag.startswith("I-") and found and found[-1].last == position and found[-1].kind == kind:
            found[-1] = Name(found[-1].first, position + 1, found[-1].kind)
        else:
            found.append(Name(position, position + 1, kind))  # type: ignore[arg-type]  # checked against NameKind above
    return tuple(found)
