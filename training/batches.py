"""Sentences as padded tensors, in batches of about equal work."""
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from attache.language.features import plain, shape
from attache.language.lemmas import script_for
from attache.language.vocabulary import Vocabulary
from attache.language.wordpiece import WordPieces
from training.treebanks import NAME_TAGS, Sentence

IGNORED = -100


@dataclass
class Sized:
    """A sentence's words as numbers; `pieces` and `shapes` start with the root's."""

    pieces: list[list[int]]
    shapes: list[int]

    @property
    def length(self) -> int:
        """Its number of wordpieces."""
        return sum(map(len, self.pieces))


@dataclass
class Example(Sized):
    """One sentence of a treebank as numbers."""

    heads: list[int]
    deprels: list[int]
    upos: list[int]
    xpos: list[int]
    lemmas: list[int]
    names: list[int]
    projected: bool


class Encoder:
    """Turns treebank sentences into examples with a vocabulary's numbers."""

    def __init__(self, pieces: WordPieces, vocabulary: Vocabulary) -> None:
        self.pieces, self.vocabulary = pieces, vocabulary

    def example(self, sentence: Sentence, forms: Sequence[str]) -> Example:
        """The sentence spelled with `forms` (its own, or re-cased)."""
        vocabulary = self.vocabulary
        tags = sentence.names
        return Example(
            *numbers(self.pieces, forms),
            sentence.heads,
            [vocabulary.number("deprel", label) for label in sentence.deprels],
            [vocabulary.number("upos", tag) for tag in sentence.upos],
            [vocabulary.number("xpos", tag) for tag in sentence.xpos],
            [vocabulary.number("lemma", lemma_script(*word)) for word in zip(forms, sentence.lemmas, sentence.upos, strict=True)],
            [NAME_TAGS.index(tag) for tag in tags] if tags else [IGNORED] * len(forms),
            sentence.sent_id.startswith("GUM"),
        )


def numbers(pieces: WordPieces, forms: Sequence[str]) -> tuple[list[list[int]], list[int]]:
    """Wordpieces and shapes of the words, the root's first."""
    return [[pieces.root], *(list(pieces.pieces(form)) for form in forms)], [1, *(shape(plain(form)) for form in forms)]


def lemma_script(form: str, lemma: str, upos: str) -> str:
    """The script the lemma head learns; proper nouns keep their form."""
    return "0+" if upos == "PROPN" else script_for(form.lower(), lemma.lower())


def recased(forms: list[str], rng: random.Random) -> list[str]:
    """One sentence in 12 as lower case, capitals or a headline, so that such text parses as well."""
    draw = rng.random() * 36
    if draw < 1:
        return [form.lower() for form in forms]
    if draw < 2:
        return [form.upper() for form in forms]
    if draw < 3:
        return [form if len(form) < 4 and form.isalpha() else form[:1].upper() + form[1:] for form in forms]
    return forms


def batches(examples: Sequence[Sized], most_pieces: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Indexes of examples in batches of at most `most_pieces` padded wordpieces; shuffled with `rng`."""
    noise = (lambda: rng.random() * 4) if rng else (lambda: 0.0)
    order = sorted(range(len(examples)), key=lambda i: examples[i].length + noise())
    made: list[list[int]] = []
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * examples[index].length > most_pieces:
            made.append(batch)
            batch = []
        batch.append(index)
    if batch:
        made.append(batch)
    if rng:
        rng.shuffle(made)
    yield from made


def inputs(examples: Sequence[Sized]) -> tuple[Tensor, ...]:
    """Network inputs: wordpieces and their shapes B P, first pieces and word shapes B W."""
    words = max(len(example.shapes) for example in examples)
    pieces = max(example.length for example in examples)
    piece_ids, piece_shapes, first_piece, word_shapes = [], [], [], []
    for example in examples:
        firsts, at = [], 0
        for ids in example.pieces:
            firsts.append(at)
            at += len(ids)
        piece_ids.append(padded([i for ids in example.pieces for i in ids], pieces, 0))
        spread = [s for s, ids in zip(example.shapes, example.pieces, strict=True) for _ in ids]
        piece_shapes.append(padded(spread, pieces, 0))
        first_piece.append(padded(firsts, words, 0))
        word_shapes.append(padded(example.shapes, words, 0))
    return tuple(torch.tensor(rows) for rows in (piece_ids, piece_shapes, first_piece, word_shapes))


def collate(examples: list[Example]) -> tuple[tuple[Tensor, ...], dict[str, Tensor]]:
    """Network inputs and gold answers (B W, word 0 the root, IGNORED where nothing is to be learned)."""
    return inputs(examples), _gold(examples, max(len(example.shapes) for example in examples))


def _gold(examples: list[Example], words: int) -> dict[str, Tensor]:
    def column(values: list[list[int]]) -> Tensor:
        return torch.tensor([padded([IGNORED, *row], words, IGNORED) for row in values])

    nothing = [[IGNORED] * len(e.heads) for e in examples]
    return {
        "arc": column([e.heads for e in examples]), "rel": column([e.deprels for e in examples]),
        "upos": column([e.upos for e in examples]), "xpos": column([e.xpos for e in examples]),
        "lemma": column([e.lemmas for e in examples]),
        "names": column([n if e.projected else e.names for e, n in zip(examples, nothing, strict=True)]),
        "projected_names": column([e.names if e.projected else n for e, n in zip(examples, nothing, strict=True)]),
    }


def padded(row: list[int], length: int, filler: int) -> list[int]:
    """The row filled up to `length`."""
    return row + [filler] * (length - len(row))
