"""A spaCy pipeline as engine, for users who have one they trust more than the embedded model.

In: a text and sentence spans. Out: one `Sentence` a span, offsets in the text. The pipeline cuts the words and may lack any part: without
a parser the tree is flat, without a lemmatiser the lemma is the lower-cased form, without a name finder there are no names. Pipelines
trained on Universal Dependencies fit best; of the labels spaCy's own English pipelines use, those with an exact counterpart are renamed,
but their trees (prepositions as heads) are left as they are. Raises SettingsError where spaCy or the pipeline is not installed.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from attache.errors import SettingsError
from attache.model import Name, NameKind, Sentence, Span, Token
from attache.settings import SENTENCES_A_BATCH

_KINDS: Mapping[str, NameKind] = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
_LABELS = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj",
    "relcl": "acl:relcl", "neg": "advmod", "prt": "compound:prt", "poss": "nmod:poss",
}


class Pipeline(Protocol):
    """What is asked of a spaCy pipeline."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """Language, name and version."""

    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterator[Any]:
        """One spaCy Doc a text."""


class SpacyEngine:
    """An engine around a pipeline, given itself or by the name spaCy loads it under."""

    def __init__(self, pipeline: str | Pipeline) -> None:
        self._pipeline = _loaded(pipeline) if isinstance(pipeline, str) else pipeline

    @property
    def name(self) -> str:
        """The pipeline's name with its version: "spacy:en_core_web_sm-3.8.0"."""
        meta = self._pipeline.meta
        return f"spacy:{meta['lang']}_{meta['name']}-{meta['version']}"

    def analyse(self, text: str, spans: Sequence[Span]) -> list[Sentence]:
        """The sentences of `text` at `spans`, parsed; spans of white space alone give none."""
        docs = self._pipeline.pipe((text[span.start : span.end] for span in spans), batch_size=SENTENCES_A_BATCH)
        return [sentence for span, doc in zip(spans, docs, strict=True) for sentence in _sentences(doc, span.start)]


def _loaded(name: str) -> Pipeline:
    try:
        import spacy
    except ImportError as error:
        raise SettingsError("E-ENGINE", f"spacy:{name}", "spaCy is not installed: pip install 'attache[spacy]'") from error
    try:
        pipeline: Pipeline = spacy.load(name)
    except OSError as error:
        raise SettingsError("E-ENGINE", f"spacy:{name}", "spaCy has no pipeline of this name") from error
    return pipeline


def _sentences(doc: Any, offset: int) -> Iterator[Sentence]:
    """The sentence of a doc that begins at `offset` of the page text; nothing where the doc holds no word."""
    words = [word for word in doc if not word.is_space]
    if not words:
        return
    positions = {word.i: position for position, word in enumerate(words)}
    heads = _heads(words, positions) if doc.has_annotation("DEP") else [-1, *[0] * (len(words) - 1)]
    labels = _labels(words, heads)
    tokens = tuple(
        Token(
            offset + word.idx, offset + word.idx + len(word.text), word.text, word.lemma_ or word.text.lower(), word.pos_ or "X", word.tag_,
            head, label,
        )
        for word, head, label in zip(words, heads, labels, strict=True)
    )
    yield Sentence(tokens[0].start, tokens[-1].end, tokens, tuple(_names(doc, positions)))


def _heads(words: Sequence[Any], positions: Mapping[int, int]) -> list[int]:
    """Heads as positions among the words; the first root alone stays one, later ones (spaCy saw more sentences) hang on it."""
    heads = [_head(word, positions) for word in words]
    root = heads.index(-1)
    return [root if head == -1 and position != root else head for position, head in enumerate(heads)]


def _head(word: Any, positions: Mapping[int, int]) -> int:
    """The position of the nearest word above that is no white space, -1 where there is none."""
    above = word
    while above.head.i != above.i:
        above = above.head
        if above.i in positions:
            return positions[above.i]
    return -1


def _labels(words: Sequence[Any], heads: Sequence[int]) -> Iterator[str]:
    for word, head in zip(words, heads, strict=True):
        label = _LABELS.get(word.dep_, word.dep_) or "dep"
        if head == -1:
            yield "root"
        else:
            yield "parataxis" if label == "root" else label


def _names(doc: Any, positions: Mapping[int, int]) -> Iterator[Name]:
    for entity in doc.ents:
        places = [positions[word.i] for word in entity if word.i in positions]
        if entity.label_ in _KINDS and places:
            yield Name(places[0], places[-1] + 1, _KINDS[entity.label_])
