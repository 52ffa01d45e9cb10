"""How well and how fast times are found and resolved: `python benchmarks/times.py [FOLDER OF TEXTS]`.

Reads the sentences of tests/reading/times_cases.tsv, each time by itself, and those of times_news_cases.tsv, read in order as on a page.
Prints extent F1 (same words, and overlapping words), the share of values that are right among the times found, value F1, and the speed of
`find_times` over the sentences, or over the .txt files of the folders named.
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
from attache.reading.time_scene import Direction
from attache.reading.timex import Anchor, TimeExpression, find_times, resolve, resolve_in_order

TABLES = Path(__file__).parent.parent / "tests" / "reading"
FLOORS = {
    "times_cases.tsv": {"extent F1": 0.99, "overlap F1": 0.99, "value accuracy": 0.99, "value F1": 0.99},
    "times_news_cases.tsv": {"extent F1": 0.93, "overlap F1": 0.96, "value accuracy": 0.93, "value F1": 0.91},
}
ROUNDS = 20


class Case(Struct, frozen=True):
    """A sentence, what is known of it, and the times it should give: (words, type, value).

    `tense` is one for all its times or one for each; a case read in order has a `reference` of None and is told so by `in_order`.
    """

    anchor: Anchor
    tense: tuple[Direction | None, ...]
    reference: str | None
    sentence: str
    times: tuple[tuple[str, str, str], ...]
    in_order: bool


def cases(path: Path) -> list[Case]:
    """The cases of a table."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_case(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _case(row: dict[str, str]) -> Case:
    published = datetime.date.fromisoformat(row["published"]) if row["published"] else None
    times = [cell.split(" = ") for cell in (row["times"] or "").split(" | ") if cell]
    wanted = tuple((words, meant.split()[0], meant.split()[1]) for words, meant in times)
    tense = tuple(cast("Direction | None", None if each == "-" else each) for each in row["tense"].split()) or (None,)
    return Case(Anchor(published), tense, row.get("reference") or None, row["sentence"], wanted, "open" in row)


def read(case: Case) -> list[TimeMention]:
    """The times found in a case, resolved."""
    found = find_times(case.sentence, 0, len(case.sentence))
    tenses = _tenses(case, found)
    if case.in_order:
        return resolve_in_order(found, case.anchor, tenses)
    return [resolve(each, case.anchor, tense, case.reference) for each, tense in zip(found, tenses, strict=True)]


def _places(case: Case) -> list[int]:
    """Where the wanted times begin."""
    places: list[int] = []
    at = 0
    for words, _, _ in case.times:
        places.append(case.sentence.index(words, at))
        at = places[-1] + len(words)
    return places


def _tenses(case: Case, found: Sequence[TimeExpression]) -> list[Direction | None]:
    """The tense of every time found: that of the wanted time it overlaps, where the case tells more than one."""
    if len(case.tense) == 1:
        return [case.tense[0]] * len(found)
    spans = [(at, at + len(words), tense) for at, (words, _, _), tense in zip(_places(case), case.times, case.tense, strict=True)]
    return [next((tense for start, end, tense in spans if each.start < end and start < each.end), None) for each in found]


def figures(every: Iterable[Case]) -> dict[str, float]:
    """Extent F1, overlap F1, value accuracy and value F1."""
    wanted = found = same = overlapping = right = 0
    for case in every:
        mentions = read(case)
        wanted, found = wanted + len(case.times), found + len(mentions)
        for at, (words, _, value) in zip(_places(case), case.times, strict=True):
            near = [mention for mention in mentions if mention.start < at + len(words) and at < mention.end]
            same += any(mention.text == words for mention in near)
            overlapping += bool(near)
            right += any(mention.value == value for mention in near)
    both = wanted + found
    return {
        "extent F1": 2 * same / both, "overlap F1": 2 * overlapping / both, "value accuracy": right / overlapping,
        "value F1": 2 * right / both,
    }  # fmt: skip


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
    under = False
    for table, floors in FLOORS.items():
        read_cases = cases(TABLES / table)
        print(f"{table}: cases {len(read_cases)}, times {sum(len(case.times) for case in read_cases)}")
        for name, figure in figures(read_cases).items():
            print(f"{name} {figure:.4f} (floor {floors[name]})")
            under = under or figure < floors[name]
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(Path(folder).glob("*.txt"))]
    documents, megabytes = speed(texts or [case.sentence for case in cases(TABLES / next(iter(FLOORS)))])
    print(f"{documents:.0f} texts/s, {megabytes:.2f} MB/s")
    return int(under)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
