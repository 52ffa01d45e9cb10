"""From arc scores to a tree: the best single-rooted spanning arborescence (Chu-Liu 1965, Edmonds 1967)."""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER = -1e9


def best_heads(scores: Scores) -> list[int]:
    """The heads of the best tree.

    In: log-probabilities, (words + 1) x (words + 1), `scores[dependent, head]`, index 0 the root. Out: for each word its head, 0 for the
    root's only child. Greedy choice first, since it is a tree for nine sentences in ten; else the exact search.
    """
    words = scores.shape[0] - 1
    if words == 0:
        return []
    free = _without_self(scores)
    greedy: list[int] = [0, *free[1:].argmax(axis=1).tolist()]
    if greedy.count(0) == 2 and not _cycle(greedy):
        return greedy[1:]
    return _single_rooted(free)


def _without_self(scores: Scores) -> NDArray[np.float64]:
    free = scores.astype(np.float64)
    np.fill_diagonal(free, _NEVER)
    return free


def _single_rooted(scores: NDArray[np.float64]) -> list[int]:
    """Tries the likeliest roots one by one; a root's tree can win only while its own score leaves room."""
    best, best_score = [], -np.inf
    ceiling = np.maximum(scores[1:, 1:].max(axis=1), _NEVER).sum()
    for root in np.argsort(-scores[1:, 0]) + 1:
        bound = ceiling - scores[root, 1:].max() + scores[root, 0]
        if bound <= best_score:
            continue
        forced = scores.copy()
        forced[1:, 0] = _NEVER
        forced[root, :] = _NEVER
        forced[root, 0] = scores[root, 0]
        heads = _arborescence(forced)
        total = sum(forced[word, heads[word]] for word in range(1, len(heads)))
        if total > best_score:
            best, best_score = heads, total
    return best[1:]


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    heads: list[int] = [0, *scores[1:].argmax(axis=1).tolist()]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    return _expand(scores, heads, cycle)


def _expand(scores: NDArray[np.float64], heads: list[int], cycle: list[int]) -> list[int]:
    """Contracts the cycle to one node, solves the smaller problem, and opens the cycle where the solution enters it."""
    outside = [node for node in range(len(heads)) if node not in set(cycle)]
    loss = np.array([scores[node, heads[node]] for node in cycle])
    into = scores[np.ix_(cycle, outside)] - loss[:, None]
    out_of = scores[np.ix_(outside, cycle)]
    size = len(outside) + 1
    smaller = np.full((size, size), _NEVER)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = into.max(axis=0)
    smaller[:-1, -1] = out_of.max(axis=1)
    np.fill_diagonal(smaller, _NEVER)
    solved = _arborescence(smaller)
    full = list(heads)
    for place, node in enumerate(outside):
        if place:
            head = solved[place]
            full[node] = cycle[int(out_of[place].argmax())] if head == size - 1 else outside[head]
    entry = solved[size - 1]
    opened = cycle[int(into[:, entry].argmax())]
    full[opened] = outside[entry]
    return full


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle, or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node):]
        for seen in path:
            state[seen] = 2
    return []
