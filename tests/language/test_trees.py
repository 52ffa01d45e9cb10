"""The tree decoder always yields the best single-rooted tree."""
from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attache.language.trees import best_heads


def is_tree(heads: list[int]) -> bool:
    for start in range(1, len(heads) + 1):
        node, steps = start, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return True


def score(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads, 1)))


def by_brute_force(scores: np.ndarray) -> float:
    size = scores.shape[0]
    every = itertools.product(*(range(size) for _ in range(size - 1)))
    trees = (list(heads) for heads in every if heads.count(0) == 1 and is_tree(list(heads)))
    return max(score(scores, heads) for heads in trees)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_finds_the_best_tree_with_one_root(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    heads = best_heads(scores)
    assert heads.count(0) == 1
    assert is_tree(heads)
    assert score(scores, heads) == pytest.approx(by_brute_force(scores), abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 60), st.integers(0, 10_000))
def test_long_sentences_are_trees_too(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    heads = best_heads(scores)
    assert len(heads) == words
    assert heads.count(0) == 1
    assert is_tree(heads)


def test_no_words_no_heads() -> None:
    assert best_heads(np.zeros((1, 1), dtype=np.float32)) == []
