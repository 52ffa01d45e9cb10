"""The mean of two trained networks: `python -m training.averaging --of DIR DIR --out DIR`.

In: two folders of `training.events` whose runs began with nearly the same weights. Out: a folder of the same form with the mean of their
weights, which reads better than either where both were led apart by chance (Wortsman and others 2022, "Model soups"). Raises ValueError
where the label sets differ.
"""
from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor


def mean(one: dict[str, Tensor], other: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weight by weight; what is no number with a fraction stays as the first has it."""
    return {name: (weight + other[name]) / 2 if weight.is_floating_point() else weight for name, weight in one.items()}


def average(one: Path, other: Path, out: Path) -> None:
    """Writes `network.pt` and `labels.json` in `out`."""
    if (one / "labels.json").read_bytes() != (other / "labels.json").read_bytes():
        raise ValueError(f"{one} and {other} have other labels")
    out.mkdir(parents=True, exist_ok=True)
    weights = [torch.load(folder / "network.pt", map_location="cpu") for folder in (one, other)]
    torch.save(mean(*weights), out / "network.pt")
    shutil.copy(one / "labels.json", out)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--of", type=Path, nargs=2, required=True)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    one, other = given.of
    average(one, other, given.out)


if __name__ == "__main__":
    main()
