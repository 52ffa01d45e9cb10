"""The whole reading on annotated articles: `python -m benchmarks.articles [--dev DIR] [--score FILE]`.

Reads every text of the folder, scores the readings against its gold files with the project's scorer, prints the scorer's table for all
articles and for the customer's own document. Skips with a line where the folder is absent.
"""
from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from attache.language import load_engine
from attache.reading.reader import read_page
from attache.sources.files import load

DEV = Path("../shared/dev")
SCORER = Path("../shared/score/score.py")
KEPT = (
    "events.detected.f1", "events.coded.f1", "roles.f1", "relations.f1", "date", "status", "attribution", "place_country", "sector", "mode",
    "doc_title", "doc_publisher", "doc_credit", "doc_dateline", "doc_published",
)


def readings(texts: Path) -> dict[str, dict[str, Any]]:
    """The reading of every text in a folder, as plain data by id."""
    engine = load_engine()
    paths = sorted(texts.glob("*.txt"))
    return {path.stem: json.loads(msgspec.json.encode(read_page(load(path), engine))) for path in paths}


def load_scorer(path: Path) -> ModuleType:
    """The scorer's module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(dev: Path = DEV) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Gold records, readings and texts by id; empty where the folder is absent."""
    if not (dev / "gold").is_dir():
        return {}, {}, {}
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((dev / "gold").glob("*.json"))}
    texts = {name: (dev / "texts" / f"{name}.txt").read_text(encoding="utf-8") for name in gold}
    return gold, readings(dev / "texts"), texts


def figures(dev: Path = DEV, scorer: Path = SCORER) -> dict[str, float]:
    """Scores by name, `seed.` before those of the customer's document; empty where the folder is absent."""
    if not (dev / "gold").is_dir() or not scorer.is_file():
        print(f"articles: skipped, no annotated articles at {dev}")
        return {}
    score = load_scorer(scorer)
    gold, read, _ = annotated(dev)
    print(f"articles: {len(gold)} annotated")
    every = score.score(gold, read, dev / "texts")
    found = {name: every[name] for name in KEPT if name in every}
    if "seed" in gold:
        print("the customer's document")
        alone = score.score({"seed": gold["seed"]}, read, dev / "texts")
        found |= {f"seed.{name}": alone[name] for name in KEPT if name in alone}
    quiet = [i for i, g in gold.items() if all(e.get("optional") for e in g["events"])]
    if quiet:
        found["claims_in_articles_without_events"] = sum(len(read[i]["events"]) for i in quiet) / len(quiet)
        print(f"claims per article without events: {found['claims_in_articles_without_events']:.2f} ({len(quiet)} articles)")
    return found


def given_paths(description: str | None) -> argparse.Namespace:
    """Where the annotated articles and the scorer lie, as given on the command line: `dev` and `score`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, default=DEV)
    parser.add_argument("--score", type=Path, default=SCORER)
    return parser.parse_args()


def main() -> None:
    options = given_paths(__doc__)
    figures(options.dev, options.score)


if __name__ == "__main__":
    main()
