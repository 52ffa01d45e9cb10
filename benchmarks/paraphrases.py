"""Whether other words for the same are coded the same: `python -m benchmarks.paraphrases [--rows]`.

Reads the pairs that tests/reading/paraphrasing.py makes of paraphrases.tsv. Prints the share that agree, in all, by kind of pair and by
event type, and the rows that disagree; with `--rows` also the first pages of each and what they were coded as.
"""
from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from tests.reading.paraphrasing import Outcome, agreement, disagreeing, outcomes, pairs


def kind(outcome: Outcome) -> str:
    """What the two pages of a pair differ in."""
    pair = outcome.pair
    return pair.row.kind if pair.change == "wording" else f"other {pair.change}"


def event_type(outcome: Outcome) -> str:
    """The type that the pair's row was written for."""
    return outcome.pair.row.type


def off_type(found: Sequence[Outcome]) -> int:
    """How many pairs agree without a claim of their row's type: alike, but hardly right."""
    return sum(outcome.agrees and event_type(outcome) not in {claim.type for claim in outcome.first} for outcome in found)


def shares(found: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> dict[str, tuple[float, int]]:
    """Agreement and number of pairs by name, the worst first."""
    parts: dict[str, list[Outcome]] = {}
    for outcome in found:
        parts.setdefault(name_of(outcome), []).append(outcome)
    return dict(sorted(((name, (agreement(part), len(part))) for name, part in parts.items()), key=lambda item: item[1]))


def report(found: Sequence[Outcome], *, pages: bool) -> None:
    """Print the shares and the rows that disagree."""
    print(f"paraphrases: {len(found)} pairs, {off_type(found)} agree without the type of their row")
    for name_of in (kind, event_type):
        for name, (share, count) in shares(found, name_of).items():
            print(f"  {name:16} {share:.3f} of {count}")
    for row in disagreeing(found):
        print(row if pages else row.partition("\n")[0])


def figures(*, pages: bool = False) -> dict[str, float]:
    """The share of pairs that agree."""
    found = outcomes(pairs())
    report(found, pages=pages)
    return {"agreement": agreement(found)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", action="store_true")
    options = parser.parse_args()
    print(f"agreement {figures(pages=options.rows)['agreement']:.4f}")


if __name__ == "__main__":
    main()
