"""Fit the weights of `reading/belief.py`: `python -m training.belief [--dev DIR] [--score FILE]`.

Reads pages that the event heads were not trained on (the reports held out, and the annotated articles where they are present), keeps every
candidate, calls it right where the scorer matches it with an act of the gold record, and fits a logistic model with a ridge by Newton's
method. Prints how well it is calibrated across pages it was not fitted on (five folds), and writes `belief.tsv`.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from attache.language import Engine, load_engine
from attache.model import Claim, Document
from attache.pages import read_document
from attache.reading import belief
from attache.reading.claims import ClaimMaker
from attache.reading.glossed import Glossed
from attache.reading.page import first_pass
from attache.reading.reader import sentences_of
from attache.settings import GLOSSED_LANGUAGES
from attache.sources.files import load
from benchmarks.articles import given_paths, load_scorer
from benchmarks.reports import gold, write_pages
from training.reports import held_out, read_reports

RIDGE = 2.0
ARTICLES_COUNT = 8.0  # real pages against invented ones, which are more and tell more acts in rarer words
FOLDS = 5
TABLE = Path(belief.__file__).parents[1] / "resources" / "belief.tsv"
HEADER = (
    "# How likely a candidate is an act: weights of a logistic model. Written by `python -m training.belief`; do not edit by hand.\n"
    "feature\tweight\n"
)

Matrix = NDArray[np.float64]


@dataclass
class Recorder(ClaimMaker):
    """Makes claims of all candidates and keeps what was known of each."""

    seen: list[tuple[dict[str, float], Claim]] = field(default_factory=list)

    def __init__(self, state: Any) -> None:
        super().__init__(state)
        self.seen = []

    def _doubt(self, candidate: Any, chance: float, status: Any, words: str) -> str:
        return "" if status != "hypothetical" else "is only spoken of"

    def _claim(self, sentence: Any, candidate: Any, status: Any, words: str, when: Any, chance: float) -> Claim:
        claim = super()._claim(sentence, candidate, status, words, when, chance)
        self.seen.append((belief.features(candidate, self._sides(candidate), status, self.acts or 0.0), claim))
        return claim


def recorded(page: Document, engine: Engine) -> list[tuple[dict[str, float], Claim]]:
    """Features and claim of every candidate of a page, one in French by its gloss."""
    glossed = Glossed.of(page) if page.language in GLOSSED_LANGUAGES else None
    document = glossed.document if glossed else page
    maker = Recorder(first_pass(document, sentences_of(document, engine)))
    maker.claims()
    return [(features, glossed.claim(claim)) for features, claim in maker.seen] if glossed else maker.seen


def pages(dev: Path, folder: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Pages with their gold records: the reports held out, then the annotated articles."""
    reports = [report for report in read_reports() if held_out(report)]
    write_pages(reports, folder)
    for report in reports:
        yield read_document(load(folder / f"{report.name}.txt")), gold(report)
    for path in sorted((dev / "gold").glob("*.json")):
        yield read_document(load(dev / "texts" / f"{path.stem}.txt")), json.loads(path.read_text(encoding="utf-8"))


def right_ones(scorer: ModuleType, text: str, claims: list[Claim], events: list[dict[str, Any]]) -> set[int]:
    """Numbers of the claims that the scorer matches with the record's acts, one to one: the weaker of two tellings is not right."""
    said = [json.loads(msgspec.json.encode(claim)) for claim in claims]
    return {number for _, number in scorer.match(text, events, said)}


def fit(rows: Matrix, right: Matrix, counts: Matrix) -> Matrix:
    """Weights of the ridge logistic regression; `counts` says how much each row counts."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (right - chance)) - RIDGE * weights
        curve = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def calibration_error(chance: Matrix, right: Matrix, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return float(sum(abs(chance[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in set(place.tolist())))


def crossed(rows: Matrix, right: Matrix, counts: Matrix, page: Matrix) -> Matrix:
    """For every row the chance that a model fitted on the other folds' pages gives it."""
    chance = np.zeros(len(right))
    for fold in range(FOLDS):
        out = page % FOLDS == fold
        chance[out] = 1 / (1 + np.exp(-rows[out] @ fit(rows[~out], right[~out], counts[~out])))
    return chance


def main() -> None:
    from tempfile import TemporaryDirectory

    options = given_paths(__doc__)
    engine, scorer = load_engine(), load_scorer(options.score)
    found, right, page, counts = [], [], [], []
    with TemporaryDirectory() as folder:
        for number, (document, record) in enumerate(pages(options.dev, Path(folder))):
            seen = recorded(document, engine)
            hits = right_ones(scorer, document.text, [claim for _, claim in seen], record["events"])
            found += [features for features, _ in seen]
            right += [place in hits for place in range(len(seen))]
            page += [number] * len(seen)
            counts += [1.0 if "title" not in record else ARTICLES_COUNT] * len(seen)
    names = sorted({name for features in found for name in features})
    rows = np.array([[features.get(name, 0.0) for name in names] for features in found])
    answers = np.array(right, dtype=float)
    weight = np.array(counts)
    chance = crossed(rows, answers, weight, np.array(page))
    print("all pages"), report(chance, answers)
    print("real pages"), report(chance[weight > 1], answers[weight > 1])
    weights = fit(rows, answers, weight)
    TABLE.write_text(HEADER + "".join(f"{name}\t{weight:.3f}\n" for name, weight in zip(names, weights, strict=True)), encoding="utf-8")


def report(chance: Matrix, right: Matrix) -> None:
    """Prints calibration and precision across folds."""
    print(f"{len(right)} candidates, {right.mean():.2f} right; calibration error {calibration_error(chance, right):.3f}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = chance >= least
        print(f"at {least}: {kept.sum()} kept, precision {right[kept].mean():.3f}, recall of right {right[kept].sum() / right.sum():.3f}")


if __name__ == "__main__":
    main()
