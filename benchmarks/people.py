"""How well people are told apart and together by name, country and office: `python -m benchmarks.people [--misses] [--unseen]`.

In: pairs in benchmarks/data/names.tsv, or in names_unseen.tsv, which the rules were never fitted to. A pair counts as one person when two
bearers of these names would be joined in a register that knows nobody else. Prints precision, recall and F1 of the pairs that are one
person, and how many of them have a key in common.
"""
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from attache.register.folding import folded
from attache.register.persons import Bearer, bearer_keys, same_bearer, sector_of
from benchmarks.pairs import asked, pair_scores, print_shares

PAIRS = Path(__file__).parent / "data" / "names.tsv"
UNSEEN = PAIRS.with_name("names_unseen.tsv")


class Pair(NamedTuple):
    """Two bearers, and whether they are one person."""

    same: bool
    one: Bearer
    other: Bearer


def load_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of the file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_pair([*line.split("\t"), "", "", ""]) for line in lines[1:]]


def _pair(cells: list[str]) -> Pair:
    return Pair(cells[0] == "same", _bearer(cells[1:4], 1), _bearer(cells[4:7], 2))


def _bearer(cells: list[str], number: int) -> Bearer:
    name, country, office = cells
    role, _, seat = office.partition(" of ")
    return Bearer("person", name, country or None, sector_of(role) if role else None, folded(seat) or None, number)


def measure(pairs: Iterable[Pair], *, misses: bool = False) -> dict[str, float]:
    """Precision, recall and F1 of joined pairs, and the share of pairs of one person that have a key in common."""
    counted: Counter[str] = Counter()
    for pair in pairs:
        said = same_bearer(pair.one, pair.other)
        counted["right"] += pair.same and said.holds
        counted["said"] += said.holds
        counted["wanted"] += pair.same
        counted["keyed"] += pair.same and bool({*bearer_keys(pair.one)} & {*bearer_keys(pair.other)})
        if misses and said.holds != pair.same:
            print("joined" if said.holds else "missed", pair.one, pair.other, said, file=sys.stderr)
    scores = pair_scores(counted["right"], counted["said"], counted["wanted"])
    return scores | {"found_by_key": counted["keyed"] / max(counted["wanted"], 1)}


def figures() -> dict[str, float]:
    """What is held by floors, of the pairs developed on and of those unseen."""
    return measure(load_pairs()) | {f"unseen.{name}": value for name, value in measure(load_pairs(UNSEEN)).items()}


def main() -> None:
    options = asked(__doc__, "measure on the pairs no rule was fitted to")
    pairs = load_pairs(UNSEEN if options.unseen else PAIRS)
    told = f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} of one person"
    print_shares(told, measure(pairs, misses=options.misses))


if __name__ == "__main__":
    main()
