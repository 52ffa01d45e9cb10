"""The embedded reader model: one encoder pass gives tags, lemmas, trees and names, upper layers of its own the guesses about acts.

In: a text and sentence spans. Out: `Sentence` records whose offsets index that text. Needs onnxruntime and numpy only; the weights lie in
`model/` beside this file (docs/model-card.md says how they were made).
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attache.language.features import SHAPE_ID, plain, shape
from attache.language.guesses import guesses
from attache.language.lemmas import KEEP, apply_script, dictionary_lemma
from attache.language.spans import allowed_transitions, best_tags, name_spans
from attache.language.tokens import tokenize
from attache.language.trees import best_heads
from attache.language.vocabulary import Vocabulary
from attache.language.wordpiece import WordPieces
from attache.model import Sentence, Span, Token
from attache.settings import LONGEST_SENTENCE_TOKENS, SENTENCES_A_BATCH

MODEL_FOLDER = Path(__file__).parent / "model"
INPUTS = ("piece_ids", "piece_shapes", "first_piece", "word_shapes")
_KEEPS_FORM = frozenset({"PROPN", "PUNCT", "SYM", "NUM", "X"})
_INFLECTED = frozenset({"VERB", "NOUN"})  # lemminflect: 99 % of verbs right, the lemma head 96; closed classes the other way round

Row = list[int]
Outputs = Sequence[NDArray[Any]]


class EmbeddedEngine:
    """The engine that ships with attache. Not thread-safe in building, safe in use; loads in well under a second."""

    name = "embedded"

    def __init__(self, folder: Path = MODEL_FOLDER, threads: int = 1) -> None:
        self._folder, self._threads = folder, threads
        self._labels = Vocabulary.load(folder / "labels.json").labels
        self._event_labels = Vocabulary.load(folder / "event_labels.json").labels
        self._pieces = WordPieces(folder / "vocab.txt")
        self._bars = allowed_transitions(self._labels["names"])

    @cached_property
    def _reader(self) -> Any:
        return self._session("reader.onnx")

    @cached_property
    def _events(self) -> Any:
        return self._session("events.onnx")

    def _session(self, name: str) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self._folder / name), options, providers=["CPUExecutionProvider"])

    def analyse(self, text: str, spans: Sequence[Span]) -> list[Sentence]:
        """The sentences of `text` at `spans`, parsed; tokens beyond LONGEST_SENTENCE_TOKENS start a sentence of their own."""
        cut = [piece for span in spans for piece in _pieces_of(tokenize(text, span.start, span.end))]
        order = sorted(range(len(cut)), key=lambda number: len(cut[number]))
        parsed: dict[int, Sentence] = {}
        for first in range(0, len(order), SENTENCES_A_BATCH):
            batch = order[first : first + SENTENCES_A_BATCH]
            words = [[text[t.start : t.end] for t in cut[number]] for number in batch]
            parsed.update(zip(batch, self._parsed(words, [cut[number] for number in batch]), strict=True))
        return [parsed[number] for number in range(len(cut))]

    def analyse_words(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """Parses of sentences already cut into words, as one batch; offsets count the words joined by single spaces."""
        return self._parsed(sentences, [_spaced(words) for words in sentences])

    def _parsed(self, words: Sequence[Sequence[str]], spans: Sequence[Sequence[Span]]) -> list[Sentence]:
        outputs = self.scores(words)
        return [self._sentence(spans[row], words[row], outputs, row) for row in range(len(words))]

    def scores(self, words: Sequence[Sequence[str]]) -> Outputs:
        """What the networks say of sentences cut into words, as one batch: everything but decoding."""
        inputs = self._inputs(words)
        *parsed, lower = self._reader.run(None, inputs)
        given = {name: inputs[name] for name in INPUTS if name != "piece_shapes"}
        return [*parsed, *self._events.run(None, {"lower": lower, **given})]

    def _inputs(self, sentences: Sequence[Sequence[str]]) -> dict[str, NDArray[np.int64]]:
        rows = [self._numbers(words) for words in sentences]
        return {name: _padded([row[place] for row in rows]) for place, name in enumerate(INPUTS)}

    def _numbers(self, words: Sequence[str]) -> tuple[Row, Row, Row, Row]:
        ids, shapes, firsts, word_shapes = [self._pieces.root], [SHAPE_ID["root"]], [0], [SHAPE_ID["root"]]
        for word in words:
            pieces, form = self._pieces.pieces(word), shape_of(word)
            firsts.append(len(ids))
            word_shapes.append(form)
            ids.extend(pieces)
            shapes.extend([form] * len(pieces))
        return ids, shapes, firsts, word_shapes

    def _sentence(self, spans: Sequence[Span], words: Sequence[str], outputs: Outputs, row: int) -> Sentence:
        arc, rel, upos, xpos, lemma, names, act, status, mode, part = (output[row] for output in outputs)
        size = len(words) + 1
        heads = best_heads(arc[:size, :size])
        labels = rel[np.arange(1, size), heads].tolist()
        tags = upos[1:size].argmax(axis=1).tolist()
        columns = zip(spans, words, heads, labels, tags, xpos[1:size].tolist(), lemma[1:size].tolist(), strict=True)
        tokens = tuple(self._token(*column) for column in columns)
        bio = best_tags(names[1:size], self._bars, self._labels["names"])
        found = guesses(act[:size], status[:size], mode[:size], part[:size, :size], self._event_labels)
        return Sentence(spans[0].start, spans[-1].end, tokens, name_spans(bio), found)

    def _token(self, span: Span, word: str, head: int, label: int, upos: int, xpos: int, script: int) -> Token:
        tag = self._labels["upos"][upos]
        lemma = self._lemma(word, tag, script)
        return Token(span.start, span.end, word, lemma, tag, self._labels["xpos"][xpos], head - 1, self._label(head, label))

    def _label(self, head: int, number: int) -> str:
        label = self._labels["deprel"][number]
        if head == 0:
            return "root"
        return "dep" if label == "root" else label

    def _lemma(self, word: str, upos: str, number: int) -> str:
        if upos in _KEEPS_FORM:
            return word
        if upos in _INFLECTED:
            return dictionary_lemma(word.lower(), upos)
        script = self._labels["lemma"][number]
        return apply_script(word.lower(), script) if script != KEEP else word.lower()


@lru_cache(maxsize=50_000)
def shape_of(word: str) -> int:
    """Index in SHAPES of a word's shape, its signs made plain."""
    return shape(plain(word))


def _pieces_of(spans: list[Span]) -> list[list[Span]]:
    return [spans[at : at + LONGEST_SENTENCE_TOKENS] for at in range(0, len(spans), LONGEST_SENTENCE_TOKENS)]


def _spaced(words: Sequence[str]) -> list[Span]:
    spans, at = [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    return spans


def _padded(rows: list[Row]) -> NDArray[np.int64]:
    filled = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        filled[number, : len(row)] = row
    return filled
