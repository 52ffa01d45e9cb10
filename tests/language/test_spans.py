"""Name tags to spans."""
from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from attache.language.spans import allowed_transitions, best_tags, name_spans
from attache.model import Name

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


def test_spans_follow_the_tags() -> None:
    tags = ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-LOC"]
    assert name_spans(tags) == (Name(0, 2, "PER"), Name(3, 4, "LOC"), Name(4, 6, "LOC"))


def test_an_inside_tag_cannot_follow_another_kind() -> None:
    scores = np.full((2, len(TAGS)), -5.0, dtype=np.float32)
    scores[0, TAGS.index("B-PER")] = scores[1, TAGS.index("I-ORG")] = 0.0
    scores[1, TAGS.index("I-PER")] = -0.5
    assert best_tags(scores, allowed_transitions(TAGS), TAGS) == ["B-PER", "I-PER"]


@given(st.integers(1, 12), st.integers(0, 1_000))
def test_every_sequence_obeys_the_scheme(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, len(TAGS))).astype(np.float32)
    tags = ["O", *best_tags(scores, allowed_transitions(TAGS), TAGS)]
    for before, tag in itertools.pairwise(tags):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_nothing_from_nothing() -> None:
    assert best_tags(np.zeros((0, len(TAGS)), dtype=np.float32), allowed_transitions(TAGS), TAGS) == []
