"""All quality figures against their floors: `python -m benchmarks [--raise] [--only NAME…]` (`make bench`).

A floor is the best figure so far, less a margin for the processor, on data named by its hash; it only rises. Exit 1 when a figure falls
below its floor. Data that is absent is skipped with a line. `--raise` writes floors that went up to floors.json. `--only` runs the
benchmarks named, and reads and writes their floors alone.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import (
    agreements,
    articles,
    copies,
    pages,
    paraphrases,
    people,
    places,
    reader_model,
    reports,
    same_event,
    segmentation,
    sentences,
    times,
)

FLOORS = Path(__file__).parent / "floors.json"
MARGIN = 0.005  # int8 arithmetic differs in its last bits from processor to processor
LOWER_IS_BETTER = frozenset({"articles.claims_in_articles_without_events"})
MEASURED: dict[str, Callable[[], dict[str, float]]] = {
    "articles": articles.figures, "reader_model": reader_model.figures, "reports": reports.figures,
    "french": reports.french, "sentences": sentences.figures, "paraphrases": paraphrases.figures, "copies": copies.figures,
    "same_event": same_event.figures, "names": people.figures,
    "agreements": agreements.figures,
}
PRINTED: dict[str, Callable[[], object]] = {
    "pages": pages.main, "segmentation": segmentation.main, "times": times.main, "places": places.main,
}  # without floors
DATA = {
    "articles": (articles.DEV,), "reader_model": (reader_model.TREEBANKS,), "copies": (copies.DATA,), "same_event": (same_event.DATA,),
    "names": (people.PAIRS, people.UNSEEN), "agreements": (agreements.QUOTES, agreements.UNSEEN),
}


def data_hash(*places: Path) -> str:
    """A short hash of the files, and of all files under the folders."""
    digest = hashlib.sha256()
    for path in sorted(path for place in places for path in (place, *place.rglob("*")) if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def fallen(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line a figure below its floor."""
    return [
        f"{name} {figures[name]:.3f} is worse than its floor {floor:.3f}"
        for name, floor in floors.items()
        if name in figures and (figures[name] > floor if name in LOWER_IS_BETTER else figures[name] < floor)
    ]


def raised(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Floors after this run: each the better of the old one and this run's figure less the margin."""
    better = dict(floors)
    for name, value in figures.items():
        if name in LOWER_IS_BETTER:
            better[name] = round(min(value * (1 + MARGIN), floors.get(name, value * (1 + MARGIN))), 4)
        else:
            better[name] = round(max(value * (1 - MARGIN), floors.get(name, 0.0)), 4)
    return better


def measured(names: list[str]) -> dict[str, float]:
    """The figures of the benchmarks named, each under its benchmark's name."""
    return {f"{name}.{what}": value for name in names if name in MEASURED for what, value in MEASURED[name]().items()}


def main() -> int:
    """Runs the quality benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="raising", action="store_true", help="write floors that went up")
    parser.add_argument("--only", nargs="+", choices=[*MEASURED, *PRINTED], metavar="NAME", help=f"of {', '.join([*MEASURED, *PRINTED])}")
    options = parser.parse_args()
    sys.argv = sys.argv[:1]  # the benchmarks read their own options
    names: list[str] = options.only or [*MEASURED, *PRINTED]
    figures = measured(names)
    for name in names:
        if name in PRINTED:
            print(f"-- {name}")
            PRINTED[name]()
    stored = json.loads(FLOORS.read_text(encoding="utf-8"))
    data = {name: data_hash(*DATA[name]) for name in names if name in DATA}
    if options.raising:
        kept = {"data": stored["data"] | data, "floors": raised(figures, stored["floors"])}
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        return 0
    return compared(figures, stored, data)


def compared(figures: dict[str, float], stored: dict[str, Any], data: dict[str, str]) -> int:
    """Prints what fell, and whether the data is that of the floors; exit status."""
    changed = [name for name, value in data.items() if stored["data"].get(name, value) != value]
    if changed and figures:
        print(f"data changed since the floors were set: {', '.join(changed)}")
    lines = fallen(figures, stored["floors"])
    print("\n".join(lines) or f"{len(figures)} figures at or above their floors")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
