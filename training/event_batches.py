"""Labelled sentences as tensors for the event network, on the lower layers that the shipped reader computes."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor

from attache.language.embedded import INPUTS
from attache.language.vocabulary import Vocabulary
from attache.language.wordpiece import WordPieces
from training.acts import PARTS, ActSentence
from training.batches import IGNORED, Sized, batches, inputs, numbers, padded

_PIECES_A_BATCH = 4000


@dataclass
class EventExample(Sized):
    """A sentence with the labels of its acts by word, root left out; `lower` is P d in half precision."""

    acts: list[int]
    statuses: list[int]
    modes: list[int]
    parts: dict[tuple[int, int], int]
    parts_known: bool
    lower: NDArray[np.float16]


def example(sentence: ActSentence, forms: Sequence[str], vocabulary: Vocabulary, pieces: WordPieces) -> EventExample:
    """The sentence spelled with `forms` (its own, or re-cased), still without its lower layers."""
    def row(head: str, labels: dict[int, str]) -> list[int]:
        return [vocabulary.number(head, labels[word]) if word in labels else IGNORED for word in range(len(forms))]

    acts = [IGNORED if word in sentence.unsure else vocabulary.number("act", sentence.acts.get(word, "-")) for word in range(len(forms))]
    return EventExample(
        *numbers(pieces, forms), acts, row("status", sentence.statuses), row("mode", sentence.modes),
        {pair: PARTS.index(part) for pair, part in sentence.parts.items()}, sentence.parts_known, np.zeros((0, 0), np.float16),
    )


def add_lower_layers(examples: list[EventExample], reader: Path) -> None:
    """Runs the reader over all sentences and keeps its output `lower` with each."""
    session = onnxruntime.InferenceSession(str(reader), providers=["CPUExecutionProvider"])
    for batch in batches(examples, _PIECES_A_BATCH, None):
        chosen = [examples[i] for i in batch]
        given = {name: values.numpy() for name, values in zip(INPUTS, inputs(chosen), strict=True)}
        (lower,) = session.run(["lower"], given)
        for row, each in enumerate(chosen):
            each.lower = lower[row, : each.length].astype(np.float16)


def collate(examples: list[EventExample]) -> tuple[tuple[Tensor, ...], dict[str, Tensor]]:
    """(lower, piece ids, first pieces, word shapes) and gold answers: B W, part B W W; IGNORED where nothing is to be learned."""
    piece_ids, _, first_piece, word_shapes = inputs(examples)
    lower = torch.zeros(*piece_ids.shape, examples[0].lower.shape[1])
    for row, each in enumerate(examples):
        lower[row, : each.length] = torch.from_numpy(each.lower.astype(np.float32))
    words = word_shapes.shape[1]

    def column(rows: Iterable[list[int]]) -> Tensor:
        return torch.tensor([padded([IGNORED, *row], words, IGNORED) for row in rows])

    gold = {
        "act": column(e.acts for e in examples), "status": column(e.statuses for e in examples),
        "mode": column(e.modes for e in examples), "part": _parts(examples, words),
    }
    return (lower, piece_ids, first_piece, word_shapes), gold


def _parts(examples: list[EventExample], words: int) -> Tensor:
    """B W W: the part each word plays in the act of each trigger (column); IGNORED where a column is no trigger."""
    made = torch.full((len(examples), words, words), IGNORED)
    for row, each in enumerate(examples):
        for trigger in _triggers(each):
            made[row, 1 : len(each.shapes), trigger + 1] = 0
        for (word, trigger), part in each.parts.items():
            made[row, word + 1, trigger + 1] = part
    return made


def _triggers(each: EventExample) -> Iterator[int]:
    if each.parts_known:
        yield from (word for word, act in enumerate(each.acts) if act > 0)
