"""The codebook's own example sentences: `python -m benchmarks.sentences [--bench DIR] [--errors N]`.

In: plover_gsr_dev.jsonl and its scorer (score_sentences.py), by default in ../shared/bench. Each sentence is read as a page of its own.
Planned acts are told as PLOVER reads them (a planned meeting, signing, joint work or help is AGREE, a planned step back CONCEDE);
alternative types are accepted. Skips with a line where the folder is absent.
"""
from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attache.language import load_engine
from attache.model import Claim, Page, Party
from attache.reading.reader import read_page
from benchmarks.articles import load_scorer

BENCH = Path("../shared/bench")
_AS_PLANNED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}


def predictions(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One record a sentence in the scorer's form."""
    engine = load_engine()
    for row in rows:
        content = row["text"].encode()
        page = Page(hashlib.sha256(content).hexdigest(), row["id"], row["id"], content, "text/plain")
        yield {"id": row["id"], "events": [_event(claim) for claim in read_page(page, engine).events]}


def _event(claim: Claim) -> dict[str, Any]:
    kind = _AS_PLANNED.get(claim.type, claim.type) if claim.status == "planned" else claim.type
    return {"type": kind, "actors": list(map(_code, claim.actors)), "recipients": list(map(_code, claim.recipients))}


def _code(party: Party) -> str:
    return party.country or (party.sector if party.sector in {"IGO", "NGO"} else "---")


def figures(bench: Path = BENCH, errors: int = 0) -> dict[str, float]:
    """Recall of types, and of types with both sides' countries; empty where the folder is absent."""
    path = bench / "plover_gsr_dev.jsonl"
    if not path.is_file():
        print(f"sentences: skipped, no examples at {bench}")
        return {}
    scorer = load_scorer(bench / "score_sentences.py")
    rows = scorer.load(str(path))
    said = list(predictions(rows))
    result = scorer.score(rows, said, lenient=True)
    print(scorer.show(result, "the codebook's examples, alternative types accepted"))
    by_id = {row["id"]: row for row in rows}
    told = {row["id"]: row["events"] for row in said}
    for missed in result["error_ids"][:errors]:
        print(f"\n{by_id[missed]['text']}\n  gold {json.dumps(by_id[missed]['events'])[:300]}\n  said {json.dumps(told[missed])}")
    return {"type.recall": result["levels"]["type"]["r"], "full.recall": result["levels"]["full"]["r"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    figures(options.bench, options.errors)


if __name__ == "__main__":
    main()
