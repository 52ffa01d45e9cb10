"""Precision, recall and F1 of pairs that are put together, and how the benchmarks over pairs are run and printed."""
from __future__ import annotations

import argparse
from collections.abc import Mapping


def pair_scores(right: int, said: int, wanted: int) -> dict[str, float]:
    """The three scores of `said` pairs, of which `right` are among the `wanted`."""
    precision, recall = right / max(said, 1), right / max(wanted, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}


def asked(description: str | None, unseen: str) -> argparse.Namespace:
    """The options `--misses` and `--unseen` of a benchmark."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    parser.add_argument("--unseen", action="store_true", help=unseen)
    return parser.parse_args()


def print_shares(what: str, shares: Mapping[str, float]) -> None:
    """Prints what was measured, and each share in percent."""
    print(what)
    for name, value in shares.items():
        print(f"{name:14} {100 * value:6.1f} %")
