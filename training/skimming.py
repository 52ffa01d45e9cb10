"""Fit the weights by which pages are skimmed: `python -m training.skimming [--treebanks DIR]` writes `skimming.tsv`.

In: sentences with whether they tell an act: the reports not held out as annotated, the lexicon's examples and counter-examples as
written, GUM's training texts as attache itself reads them. Out: a weight a term, a logistic regression with a ridge.
"""
from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attache.language import load_engine
from attache.language.sentences import split
from attache.model import Block, Document
from attache.reading.reader import read_text
from attache.reading.skimming import BIAS, terms
from training.lexicon_examples import lexicon_examples
from training.reports import held_out, read_reports
from training.treebanks import Sentence, read_conllu

TABLE = Path("src/attache/resources/skimming.tsv")
TREEBANK = "gum-train.conllu.gz"
RIDGE = 1.0
FEWEST = 3  # sentences that have a term of the table
LEAST_WEIGHT = 0.05
STEPS = 400
HEADER = """# How much a word speaks for a political act: log-odds by stem. Written by `python -m training.skimming`; do not edit by hand.
term	weight
"""

Labelled = tuple[str, bool]
Vector = NDArray[np.float64]


def labelled_sentences(treebanks: Path) -> Iterator[Labelled]:
    """Every sentence with whether it tells an act."""
    for report in read_reports():
        if not held_out(report):
            yield from ((s.text, any(act.status != "hypothetical" for act in s.acts)) for s in report.sentences)
    for example in lexicon_examples():
        yield example.text, example.status is not None
    for _, sentences in groupby(read_conllu(treebanks / TREEBANK), lambda s: s.sent_id.rsplit("-", 1)[0]):
        yield from as_read(" ".join(map(running_text, sentences)))


def running_text(sentence: Sentence) -> str:
    """The sentence as it was written."""
    return "".join(word + " " * space for word, space in zip(sentence.forms, sentence.space_after, strict=True)).strip()


def as_read(text: str) -> Iterator[Labelled]:
    """The sentences of a text with whether attache, which reads all of it, finds an act in them."""
    document = Document(
        page_id=hashlib.sha256(text.encode()).hexdigest(), name="text", text=text, blocks=(Block(0, len(text), "body"),), language="en"
    )
    claims = read_text(document, load_engine(), every=True).events
    for span in split(text, 0, len(text)):
        yield text[span.start : span.end], any(span.start <= claim.quote_start < span.end for claim in claims)


def fitted(sentences: list[Labelled]) -> dict[str, float]:
    """Weights by term: accelerated gradient steps (Nesterov 1983) on the logistic loss."""
    found = [terms(text) for text, _ in sentences]
    counts = Counter(term for each in found for term in each)
    names = [BIAS, *sorted(term for term, count in counts.items() if count >= FEWEST)]
    place = {name: number for number, name in enumerate(names)}
    pairs = [(row, place[term]) for row, each in enumerate(found) for term in (BIAS, *each) if term in place]
    weights = descend(np.array(pairs), np.array([told for _, told in sentences], dtype=float), len(names))
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def descend(pairs: NDArray[np.int64], told: Vector, width: int) -> Vector:
    """The weights; `pairs` are (sentence, term) where a sentence has a term."""
    rows, columns = pairs.T
    step = 1 / (RIDGE + 0.25 * np.bincount(rows).max() * np.bincount(columns, minlength=width))
    weights = ahead = np.zeros(width)
    for number in range(STEPS):
        chance = 1 / (1 + np.exp(-np.bincount(rows, ahead[columns], minlength=len(told))))
        slope = np.bincount(columns, (told - chance)[rows], minlength=width) - RIDGE * ahead * (np.arange(width) > 0)
        before, weights = weights, ahead + step * slope
        ahead = weights + (weights - before) * number / (number + 3)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, default=Path("../shared/treebanks"))
    sentences = list(labelled_sentences(parser.parse_args().treebanks))
    weights = fitted(sentences)
    kept = {term: weight for term, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    TABLE.write_text(HEADER + "".join(f"{term}\t{weight:.2f}\n" for term, weight in kept.items()), encoding="utf-8")
    print(f"{len(sentences)} sentences, {sum(told for _, told in sentences)} with acts; {len(kept)} terms")


if __name__ == "__main__":
    main()
