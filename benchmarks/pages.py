"""How well pages are cut and their facts found: `python benchmarks/pages.py [--dev DIR]`.

Reads DIR/texts/*.txt and DIR/gold/*.json; prints, per fact, right of asked; how often the body begins and ends where the annotators say;
and the body's precision and recall in characters. Says so and exits 0 when DIR is absent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from attache.model import Document, Page
from attache.pages import read_document

FACTS = ("title", "publisher", "credit", "dateline", "published")
DEFAULT_DEV = Path(__file__).resolve().parents[2] / "shared" / "dev"


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dev", type=Path, default=DEFAULT_DEV)
    arguments.add_argument("--show", action="store_true", help="print every miss")
    options = arguments.parse_args()
    if not (options.dev / "gold").is_dir():
        print(f"no annotated pages in {options.dev}: nothing measured")
        return 0
    counts: Counter[str] = Counter()
    for path in sorted((options.dev / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        content = (options.dev / "texts" / f"{path.stem}.txt").read_bytes()
        document = read_document(Page(hashlib.sha256(content).hexdigest(), path.stem, str(path), content))
        misses = _count_facts(gold, document, counts) + _count_body(gold, document, counts)
        if options.show:
            print(*(f"{path.stem}: {miss}" for miss in misses), sep="\n", end="\n" if misses else "")
    _print(counts)
    return 0


def _count_facts(gold: dict[str, Any], document: Document, counts: Counter[str]) -> list[str]:
    misses = []
    for fact in FACTS:
        wanted, found = _fold(gold.get(fact)), _fold(getattr(document, fact))
        right = wanted == found or (fact != "published" and bool(wanted and found) and (wanted in found or found in wanted))
        counts[f"{fact} asked"] += bool(wanted)
        counts[f"{fact} right"] += bool(wanted) and right
        counts[f"{fact} made up"] += bool(found) and not wanted
        if not right:
            misses.append(f"{fact} {getattr(document, fact)!r}, gold {gold.get(fact)!r}")
    return misses


def _count_body(gold: dict[str, Any], document: Document, counts: Counter[str]) -> list[str]:
    body = [block for block in document.blocks if block.kind == "body"]
    starts = bool(body) and document.text[body[0].start :].startswith(gold["body_start"][:40])
    ends = bool(body) and document.text[: body[-1].end].endswith(gold["body_end"][-40:])
    start = document.text.find(gold["body_start"])
    wanted = set(range(start, document.text.find(gold["body_end"], start) + len(gold["body_end"])))
    found = {offset for block in document.blocks if block.kind in ("body", "heading") for offset in range(block.start, block.end)}
    inside = {offset for offset in wanted if not document.text[offset].isspace()}
    counts["articles"] += 1
    counts["body starts right"] += starts
    counts["body ends right"] += ends
    counts["body wanted"] += len(inside)
    counts["body found"] += sum(not document.text[offset].isspace() for offset in found)
    counts["body both"] += len(inside & found)
    return [f"body {word} wrong" for word, right in (("start", starts), ("end", ends)) if not right]


def _fold(value: str | None) -> str:
    plain = unicodedata.normalize("NFKD", value or "")
    return re.sub(r"[^a-z0-9]+", " ", "".join(mark for mark in plain if not unicodedata.combining(mark)).lower()).strip()


def _print(counts: Counter[str]) -> None:
    for fact in FACTS:
        print(f"{fact:12s} {counts[fact + ' right']} of {counts[fact + ' asked']} right, {counts[fact + ' made up']} made up")
    for end in ("starts", "ends"):
        print(f"body {end:7s} {counts[f'body {end} right']} of {counts['articles']} right")
    precision, recall = (counts["body both"] / max(1, counts[f"body {side}"]) for side in ("found", "wanted"))
    print(f"body letters precision {precision:.4f}, recall {recall:.4f}")


if __name__ == "__main__":
    sys.exit(main())
