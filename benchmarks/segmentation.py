"""How well and how fast attache cuts text into sentences and words, measured on Universal Dependencies treebanks.

    python benchmarks/segmentation.py [--treebanks DIR]

Sentences: boundaries recovered inside the paragraphs of GUM (news, interview, speech), whose sentences are put together again as in the
source. Words: spans of the treebanks' syntactic words recovered from the text of each sentence; words that are not written as their
letters stand count as one with their written word. Prints a table; says so and exits 0 where the treebanks are not there.
"""
from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from attache.language.sentences import split
from attache.language.tokens import tokenize
from attache.model import Span

Unit = TypeVar("Unit", int, Span)
PROSE = ("_news_", "_interview_", "_speech_")
SENTENCE_SETS = (("gum-dev", PROSE), ("gum-test", PROSE), ("gum-train", PROSE))
WORD_SETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ewt-dev", ("",)), ("ewt-test", ("",)), ("gum-dev", ("_news_",)), ("gum-test", ("_news_",)), ("pud", ("n",)), ("pud", ("w",)),
)


@dataclass
class Gold:
    """A treebank sentence: its text, whether a space follows it, the number of its paragraph, and the spans of its words."""

    name: str
    paragraph: int
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def space_follows(self) -> bool:
        last = self.rows[-1][0]
        written = next((row for row in self.rows if row[0].endswith(f"-{last}")), self.rows[-1])
        return "SpaceAfter=No" not in written[9]

    def words(self) -> list[Span]:
        spans: list[Span] = []
        at = 0
        for form in _written_words(self.rows):
            at = self.text.index(form, at)
            spans.append(Span(at, at + len(form)))
            at += len(form)
        return spans


def _written_words(rows: list[list[str]]) -> Iterator[str]:
    """Word forms; the parts of a written word where together they spell it, else the written word."""
    written: dict[int, tuple[int, str]] = {}
    forms = {row[0]: row[1] for row in rows}
    for number, form in forms.items():
        if "-" in number:
            first, last = map(int, number.split("-"))
            written[first] = (last, form)
    at = 1
    while str(at) in forms:
        last, form = written.get(at, (at, forms[str(at)]))
        parts = [forms[str(number)] for number in range(at, last + 1)]
        yield from parts if "".join(parts) == form else [form]
        at = last + 1


def read(path: Path) -> Iterator[Gold]:
    """The sentences of a gzipped CoNLL-U file, empty nodes left out."""
    paragraph = 0
    sentence = Gold("", 0)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (line.rstrip("\n") for line in lines):
            if line.startswith(("# newpar", "# newdoc")):
                paragraph += 1
            elif line.startswith("# sent_id = "):
                sentence = Gold(line[12:], paragraph)
            elif line.startswith("# text = "):
                sentence.text = line[9:]
            elif line and line[0] != "#" and "." not in line.split("\t", 1)[0]:
                sentence.rows.append(line.split("\t"))
            elif not line:
                yield sentence


def sentence_counts(sentences: Iterable[Gold]) -> Iterator[tuple[str, set[int], set[int]]]:
    """For each paragraph its text, and the gold and found boundaries inside it."""
    for _, members in groupby(sentences, key=lambda sentence: sentence.paragraph):
        text = ""
        gold = set()
        for sentence in members:
            text += sentence.text
            gold.add(len(text))
            text += " " * sentence.space_follows
        gold.discard(max(gold))
        yield text, gold, {span.end for span in split(text, 0, len(text))[:-1]}


def word_counts(sentences: Iterable[Gold]) -> Iterator[tuple[str, set[Span], set[Span]]]:
    """For each sentence its text, and the gold and found words."""
    for sentence in sentences:
        yield sentence.text, set(sentence.words()), set(tokenize(sentence.text, 0, len(sentence.text)))


def figures(counts: Iterable[tuple[str, set[Unit], set[Unit]]]) -> str:
    """Precision, recall and F in per cent, and the share of texts without an error."""
    right = gold = found = exact = texts = 0
    for _, wanted, given in counts:
        right += len(wanted & given)
        gold += len(wanted)
        found += len(given)
        exact += wanted == given
        texts += 1
    precision, recall, f = 100 * right / found, 100 * right / gold, 200 * right / (gold + found)
    return f"{precision:9.2f}{recall:9.2f}{f:9.2f}{100 * exact / texts:9.1f}{texts:8}{gold:8}"


def speed(cut: Callable[[str, int, int], list[Span]], text: str) -> float:
    """Million characters a second, the best of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        cut(text, 0, len(text))
        times.append(time.perf_counter() - began)
    return len(text) / min(times) / 1e6


def report(folder: Path) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'':34}{'P %':>9}{'R %':>9}{'F %':>9}{'exact %':>9}{'texts':>8}{'gold':>8}"
    for name, genres in SENTENCE_SETS:
        yield f"{f'boundaries {name} prose':34}" + figures(sentence_counts(_chosen(folder, name, genres)))
    for name, parts in WORD_SETS:
        yield f"{f'words {name} {parts[0]}':34}" + figures(word_counts(_chosen(folder, name, parts)))
    news = "\n\n".join(text for text, _, _ in sentence_counts(_chosen(folder, "gum-train", ("_news_",)))) * 10
    yield f"speed, million characters a second: sentences {speed(split, news):.1f}, words {speed(tokenize, news):.1f}"


def _chosen(folder: Path, name: str, parts: tuple[str, ...]) -> Iterator[Gold]:
    """Sentences of a set whose name begins with or holds one of the parts (GUM's names tell the genre, PUD's begin with n for news)."""
    return (
        sentence
        for sentence in read(folder / f"{name}.conllu.gz")
        if any(part in sentence.name if "_" in part else sentence.name.startswith(part) for part in parts)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the sentence splitter and the tokeniser on treebanks.")
    parser.add_argument("--treebanks", type=Path, default=Path("../shared/treebanks"), help="folder of gzipped CoNLL-U files")
    folder = parser.parse_args().treebanks
    if not folder.is_dir():
        print(f"no treebanks at {folder}: nothing measured")
        return
    for line in report(folder):
        print(line)


if __name__ == "__main__":
    main()
