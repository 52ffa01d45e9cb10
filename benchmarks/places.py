"""How well named places are found and given their state: precision, recall and states right over tests/reading/places_cases.tsv.

`python benchmarks/places.py` takes longer names as the table gives them; `--engine` as the reader model finds them.
"""
from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from attache.language import load_engine, tokens
from attache.model import Name, NameKind, PlaceMention, Span, Token
from attache.reading.gazetteer import Gazetteer
from attache.reading.toponyms import find_places
from attache.resources import cell_list

CASES = Path(__file__).parent.parent / "tests" / "reading" / "places_cases.tsv"
Case = tuple[str, dict[str, str | None], tuple[tuple[NameKind, str], ...]]


def load_cases(path: Path = CASES) -> list[Case]:
    """Sentences with their places (words to ISO 3166 code or None) and the longer names in them."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_case(line) for line in lines[1:]]


def _case(line: str) -> Case:
    sentence, places, names = [*line.split("\t"), "", ""][:3]
    expected: dict[str, str | None] = {}
    for cell in cell_list(places):
        words, _, country = cell.rpartition("=")
        expected[words] = None if country == "-" else country
    kinds: dict[str, NameKind] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
    named = [cell.partition(":") for cell in cell_list(names)]
    return sentence, expected, tuple((kinds[kind], words) for kind, _, words in named)


def from_table(case: Case) -> list[PlaceMention]:
    """Places with the names that the case itself gives."""
    sentence, _, names = case
    spans = tokens.tokenize(sentence, 0, len(sentence))
    words = [Token(span.start, span.end, sentence[span.start : span.end], "", "X", "X", -1, "dep") for span in spans]
    found = []
    for kind, name in names:
        start = sentence.index(name)
        inside = [number for number, span in enumerate(spans) if start <= span.start < start + len(name)]
        found.append(Name(inside[0], inside[-1] + 1, kind))
    return find_places(sentence, words, found)


def from_engine(case: Case) -> list[PlaceMention]:
    """Places with the names that the reader model finds."""
    sentence = case[0]
    parsed = load_engine().analyse(sentence, [Span(0, len(sentence))])
    return [place for part in parsed for place in find_places(sentence, part.tokens, part.names)]


def measure(cases: list[Case], read: Callable[[Case], list[PlaceMention]]) -> dict[str, float]:
    """Precision and recall of the words marked, and the share of found places whose state is right; wrong cases go to stderr."""
    right = found = wanted = placed = 0
    for case in cases:
        places = {place.name: place.country for place in read(case)}
        hits = places.keys() & case[1].keys()
        right, found, wanted = right + len(hits), found + len(places), wanted + len(case[1])
        placed += sum(places[name] == case[1][name] for name in hits)
        if places != case[1]:
            print(f"{case[0]}\n  expected {case[1]}\n  found    {places}", file=sys.stderr)
    return {"precision": right / max(found, 1), "recall": right / max(wanted, 1), "country right": placed / max(right, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", action="store_true", help="find names with the reader model")
    options = parser.parse_known_args()[0]
    cases = load_cases()
    began = time.perf_counter()
    Gazetteer.load()
    loaded = time.perf_counter()
    scores = measure(cases, from_engine if options.engine else from_table)
    print(f"{len(cases)} sentences; gazetteer loaded in {loaded - began:.2f} s; read in {time.perf_counter() - loaded:.2f} s")
    for name, value in scores.items():
        print(f"{name:14} {100 * value:6.1f} %")


if __name__ == "__main__":
    main()
