"""All quality figures against their floors: `python -m benchmarks [--raise]` (`make bench`).

A floor is the best figure so far, less a margin for the processor, on data named by its hash; it only rises. Exit 1 when a figure falls
below its floor. Data that is absent is skipped with a line. `--raise` writes floors that went up to floors.json.
"""
from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from benchmarks import articles, pages, paraphrases, places, reader_model, reports, segmentation, sentences, times

FLOORS = Path(__file__).parent / "floors.json"
MARGIN = 0.005  # int8 arithmetic differs in its last bits from processor to processor
LOWER_IS_BETTER = frozenset({"articles.claims_in_articles_without_events"})


def data_hash(*folders: Path) -> str:
    """A short hash of all files under the folders."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
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


def main() -> int:
    """Runs every quality benchmark."""
    raising = "--raise" in sys.argv
    sys.argv = sys.argv[:1]  # the benchmarks read their own options
    figures = {f"articles.{name}": value for name, value in articles.figures().items()}
    figures |= {f"reader_model.{name}": value for name, value in reader_model.figures().items()}
    figures |= {f"reports.{name}": value for name, value in reports.figures().items()}
    figures |= {f"sentences.{name}": value for name, value in sentences.figures().items()}
    figures |= {f"paraphrases.{name}": value for name, value in paraphrases.figures().items()}
    for module in (pages, segmentation, times, places):
        print(f"-- {module.__name__}")
        module.main()
    stored = json.loads(FLOORS.read_text(encoding="utf-8"))
    data = {"articles": data_hash(articles.DEV), "treebanks": data_hash(reader_model.TREEBANKS)}
    if raising:
        FLOORS.write_text(json.dumps({"data": data, "floors": raised(figures, stored["floors"])}, indent=1) + "\n", encoding="utf-8")
        return 0
    changed = [name for name, value in data.items() if stored["data"].get(name) not in {None, value}]
    if changed and figures:
        print(f"data changed since the floors were set: {', '.join(changed)}")
    lines = fallen(figures, stored["floors"])
    print("\n".join(lines) or f"{len(figures)} figures at or above their floors")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
