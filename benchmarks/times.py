"""How well and how fast times are found and resolved: `python benchmarks/times.py [FOLDER OF TEXTS]`.

Reads the sentences of tests/reading/times_cases.tsv and prints extent F1 (same words, and overlapping words), the share of values that are
right among the times found, and the speed of `find_times` over the sentences, or over the .txt files of the folders named.
Ends with status 1 when a figure lies under its floor.
"""
from __future__ import annotations

import csv
import datetime
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

from msgspec import Struct

from attache.model import TimeMention
from attache.reading.time_forms import Direction
from attache.reading.timex import Anchor, find_times, resolve

CASES = Path(__file__).parent.parent / "tests" / "reading" / "times_cases.tsv"
FLOORS = {"extent F1": 0.99, "overlap F1": 0.99, "value accuracy": 0.99}
ROUNDS = 20


class Case(Struct, frozen=True):
    """A sentence, what is known of it, and the times it should give: (words, type, value)."""

    anchor: Anchor
    tense: Direction | None
    reference: str | None
    sentence: str
    times: tuple[tuple[str, str, str], ...]


def cases(path: Path) -> list[Case]:
    """The cases of a table."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_case(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _case(row: dict[str, str]) -> Case:
    published = datetime.date.fromisoformat(row["published"]) if row["published"] else None
    times = [cell.split(" = ") for cell in (row["times"] or "").split(" | ") if cell]
    wanted = tuple((words, meant.split()[0], meant.split()[1]) for words, meant in times)
    tense = cast("Direction | None", row["tense"] or None)
    return Case(Anchor(published), tense, row["reference"] or None, row["sentence"], wanted)


def read(case: Case) -> list[TimeMention]:
    """The times found in a case, resolved."""
    return [resolve(found, case.anchor, case.tense, case.reference) for found in find_times(case.sentence, 0, len(case.sentence))]


def figures(every: Iterable[Case]) -> dict[str, float]:
    """Extent F1, overlap F1 and value accuracy."""
    wanted = found = same = overlapping = right = 0
    for case in every:
        mentions = read(case)
        wanted, found = wanted + len(case.times), found + len(mentions)
        for words, _, value in case.times:
            at = case.sentence.index(words)
            near = [mention for mention in mentions if mention.start < at + len(words) and at < mention.end]
            same += any(mention.text == words for mention in near)
            overlapping += bool(near)
            right += any(mention.value == value for mention in near)
    both = wanted + found
    return {"extent F1": 2 * same / both, "overlap F1": 2 * overlapping / both, "value accuracy": right / overlapping}


def speed(texts: list[str]) -> tuple[float, float]:
    """Texts and megabytes a second."""
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        for text in texts:
            find_times(text, 0, len(text))
    seconds = time.perf_counter() - begun
    return ROUNDS * len(texts) / seconds, ROUNDS * sum(len(text.encode()) for text in texts) / seconds / 1e6


def main(folders: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one lies under its floor."""
    every = cases(CASES)
    measured = figures(every)
    print(f"cases {len(every)}, times {sum(len(case.times) for case in every)}")
    for name, figure in measured.items():
        print(f"{name} {figure:.4f} (floor {FLOORS[name]})")
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(Path(folder).glob("*.txt"))]
    documents, megabytes = speed(texts or [case.sentence for case in every])
    print(f"{documents:.0f} texts/s, {megabytes:.2f} MB/s")
    return int(any(figure < FLOORS[name] for name, figure in measured.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
