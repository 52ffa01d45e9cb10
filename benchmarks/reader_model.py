"""The reader model on test splits: tags, trees and names, on gold words.

`python -m benchmarks.reader_model [--treebanks DIR] [--model FILE]`. Test splits are only reported on. LAS counts subtypes and punctuation
unless the column says otherwise; a relation's F1 counts head and label; names are exact spans with type.
"""
from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attache.language.embedded import MODEL_FOLDER, EmbeddedEngine
from attache.model import Name, Token
from training.treebanks import Sentence, read_conllu, read_names, with_names

RELATIONS = ("nsubj", "obj", "obl", "nsubj:pass", "conj", "appos", "acl:relcl")
TREEBANKS = Path("../shared/treebanks")


class Counts:
    """Running counts of one test set."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.relation: dict[str, list[int]] = {label: [0, 0, 0] for label in RELATIONS}
        self.names = [0, 0, 0]

    def add(self, gold: Sentence, tokens: tuple[Token, ...], names: tuple[Name, ...]) -> None:
        """Counts one sentence."""
        for head, label, upos, token in zip(gold.heads, gold.deprels, gold.upos, tokens, strict=True):
            attached = token.head + 1 == head
            labelled = attached and token.deprel == label
            self._count("upos", token.upos == upos)
            self._count("uas", attached)
            self._count("las", labelled)
            if upos != "PUNCT":
                self._count("las_words", labelled)
            self._relation(label, token.deprel, right=labelled)
        if gold.names is not None:
            self._names(gold.names, names)

    def _count(self, name: str, right: bool) -> None:
        self.right[name] += right
        self.total[name] += 1

    def _relation(self, gold: str, found: str, *, right: bool) -> None:
        if gold in self.relation:
            self.relation[gold][0] += right
            self.relation[gold][1] += 1
        if found in self.relation:
            self.relation[found][2] += 1

    def _names(self, tags: list[str], found: tuple[Name, ...]) -> None:
        gold = set(gold_spans(tags))
        mine = {(name.first, name.last, name.kind) for name in found}
        self.names[0] += len(gold & mine)
        self.names[1] += len(gold)
        self.names[2] += len(mine)

    def figures(self) -> dict[str, float]:
        """Percentages by name."""
        shares = {name: 100 * self.right[name] / total for name, total in self.total.items()}
        relations = {label: _f1(*counts) for label, counts in self.relation.items()}
        return shares | relations | ({"names": _f1(*self.names)} if self.names[1] else {})


def _f1(right: int, gold: int, found: int) -> float:
    return 200 * right / (gold + found) if gold + found else 0.0


def gold_spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first, last exclusive, kind) of the names of a BIO sequence."""
    start = -1
    for place, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            yield start, place, tags[start][2:]
            start = -1
        if tag.startswith("B-"):
            start = place


def measure(engine: EmbeddedEngine, sentences: list[Sentence]) -> dict[str, float]:
    """Figures of an engine on gold sentences."""
    counts = Counts()
    for gold in sentences:  # one by one, as pages are read
        parsed = engine.analyse_words([gold.forms])[0]
        counts.add(gold, parsed.tokens, parsed.names)
    return counts.figures()


def test_sets(folder: Path) -> dict[str, list[Sentence]]:
    """The test sets by name."""
    ewt = with_names(list(read_conllu(folder / "ewt-test.conllu.gz")), read_names(folder / "uner-ewt-test.iob2.gz"))
    pud = with_names(list(read_conllu(folder / "pud.conllu.gz")), read_names(folder / "uner-pud.iob2.gz"))
    return {
        "EWT test": ewt, "GUM test": list(read_conllu(folder / "gum-test.conllu.gz")),
        "PUD news": [s for s in pud if s.sent_id.startswith("n")],
    }


def figures(treebanks: Path = TREEBANKS, model: Path = MODEL_FOLDER) -> dict[str, float]:
    """Percentages by "set.measure", printed as a table; empty where the treebanks are absent."""
    if not treebanks.is_dir():
        print(f"reader model: skipped, no treebanks at {treebanks}")
        return {}
    engine = EmbeddedEngine(model)
    columns = ["upos", "uas", "las", "las_words", "names", *RELATIONS]
    print(f"{'':10s}" + "".join(f"{column:>11s}" for column in columns))
    found: dict[str, float] = {}
    for name, sentences in test_sets(treebanks).items():
        row = measure(engine, sentences)
        print(f"{name:10s}" + "".join(f"{row[c]:11.2f}" if c in row else f"{'-':>11s}" for c in columns))
        found |= {f"{name}.{measure_name}": value for measure_name, value in row.items()}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, default=TREEBANKS)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    options = parser.parse_args()
    figures(options.treebanks, options.model)


if __name__ == "__main__":
    main()
