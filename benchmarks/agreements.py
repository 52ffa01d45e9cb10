"""How well agreements are read from quotes and told apart and together: `python -m benchmarks.agreements [--misses] [--unseen]`.

In: benchmarks/data/agreements.tsv, or agreements_unseen.tsv, which the rules were never fitted to. Prints the share of quotes whose stage,
kind and duration are right, and precision, recall and F1 of pairs of quotes that are put to one agreement.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from attache.model import Claim
from attache.register.accords import Accord, accord, accord_groups
from benchmarks.pairs import asked, pair_scores, print_shares

QUOTES = Path(__file__).parent / "data" / "agreements.tsv"
UNSEEN = QUOTES.with_name("agreements_unseen.tsv")
NONE = "-"  # the stage of quotes of which nothing is to be read


class Told(NamedTuple):
    """A quote: the agreement it tells of, what is to be read of it, and what is."""

    agreement: str
    stage: str
    kind: str
    duration: str | None
    quote: str
    read: Accord | None


def load_quotes(path: Path = QUOTES) -> list[Told]:
    """The quotes of the file, read."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return [_told(number, dict(zip(columns, line.split("\t"), strict=True))) for number, line in enumerate(lines[1:])]


def _told(number: int, row: dict[str, str]) -> Told:
    read = accord(_claim(row), number, f"{number:03d}", row["published"])
    return Told(row["agreement"], row["stage"], row["kind"], row["duration"] or None, row["quote"], read)


def _claim(row: dict[str, str]) -> Claim:
    actors = [
        {"name": code, "country": None if code in {"IGO", "REB"} else code, "sector": code if code in {"IGO", "REB"} else "GOV"}
        for code in row["parties"].split(",")
    ]
    fields = dict.fromkeys(Claim.__struct_fields__) | {
        "type": row["type"], "status": row["status"], "trigger": row["trigger"], "quote": row["quote"], "date": row["date"] or None,
        "actors": actors, "recipients": [], "context": [], "quote_start": 0, "quote_end": len(row["quote"]), "score": 0.0,
        "confidence": 1.0, "why": "given",
    }
    return msgspec.convert(fields, Claim)


def measure(quotes: Sequence[Told], *, misses: bool = False) -> dict[str, float]:
    """Shares of quotes read right, and how well pairs are joined; a quote of which nothing is read is joined to none."""
    stages = [(told, told.read.stage if told.read else NONE, told.stage) for told in quotes]
    kinds = [(told, told.read.kind if told.read else None, told.kind) for told in quotes if told.stage != NONE]
    durations = [(told, told.read.duration if told.read else None, told.duration) for told in quotes if told.stage != NONE]
    shares = {}
    for name, answers in (("stage", stages), ("kind", kinds), ("duration", durations)):
        shares[name] = sum(read == wanted for _, read, wanted in answers) / len(answers)
        for told, read, wanted in answers:
            if misses and read != wanted:
                print(f"{name}: {read}, not {wanted}: {told.quote}", file=sys.stderr)
    return shares | _joined(quotes, misses=misses)


def _joined(quotes: Sequence[Told], *, misses: bool) -> dict[str, float]:
    groups = accord_groups(told.read for told in quotes if told.read)
    said = {pair for group in groups for pair in combinations(sorted(each.claim_no for each in group), 2)}
    wanted = {pair for pair in combinations(range(len(quotes)), 2) if quotes[pair[0]].agreement == quotes[pair[1]].agreement}
    if misses:
        for one, other in sorted(said ^ wanted):
            print("missed" if (one, other) in wanted else "joined", quotes[one].quote, "|", quotes[other].quote, file=sys.stderr)
    return pair_scores(len(said & wanted), len(said), len(wanted))


def figures() -> dict[str, float]:
    """What is held by floors, of the quotes developed on and of those unseen."""
    return measure(load_quotes()) | {f"unseen.{name}": value for name, value in measure(load_quotes(UNSEEN)).items()}


def main() -> None:
    options = asked(__doc__, "measure on the quotes no rule was fitted to")
    quotes = load_quotes(UNSEEN if options.unseen else QUOTES)
    told = f"{len(quotes)} quotes of {len({told.agreement for told in quotes})} agreements"
    print_shares(told, measure(quotes, misses=options.misses))


if __name__ == "__main__":
    main()
