"""Every durable call of adding twelve pages and deciding on them, each in turn going wrong: `python -m benchmarks.faults [--every N]`.

At each call (a write, a wait for the disk, a cut, a removal) a fresh run is killed, finds no room, or fails at the disk; then the same work
is done again and the register compared with one that was never disturbed, line by line of the canonical export. Out: how many faults there
were and what was torn, lost or doubled. `--control` takes the transactions away in the run that is killed: most must then be caught. Exit 1
when a fault left anything wrong, or the control was not caught. tests/faults takes a sample of the same. Needs strace.
"""
from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from tests.faults.conftest import MEMORY
from tests.faults.harness import (
    Aftermath,
    Call,
    Fault,
    aftermath,
    can_strike,
    damage,
    durable_calls,
    held,
    make_pages,
    strike,
    without_transactions,
    work,
)

READABLE = 11  # pages, and one that cannot be read
LEAST_CAUGHT = 0.3  # of the faults of the control


def suffered(pages: Path, register_path: Path, fault: Fault, call: Call, expected: Counter[str], *, control: bool) -> Aftermath:
    """What one fault left wrong; of the control only what was wrong at once."""
    with without_transactions() if control else nullcontext():
        strike(pages, register_path, fault, call)
    found = Aftermath(len(damage(register_path)), 0, 0) if control else aftermath(pages, register_path, expected)
    for path in register_path.parent.glob(f"{register_path.name}*"):
        path.unlink()
    return found


def sweep(place: Path, fault: Fault, every: int, *, control: bool) -> list[Aftermath]:
    """What each fault left wrong."""
    pages, expected = place / "pages", held(place / "whole.db")
    with without_transactions() if control else nullcontext():
        calls = durable_calls(pages, place / "counted.db")
    (place / "counted.db").unlink()
    return [suffered(pages, place / "struck.db", fault, call, expected, control=control) for call in calls[::every]]


def tell(fault: Fault, found: list[Aftermath], *, control: bool) -> int:
    """Prints what the faults came to; how many left anything wrong."""
    wrong = [each for each in found if any(each)]
    torn, lost, doubled = (sum(counts) for counts in zip(*found, strict=True))
    what = f"{'without transactions, ' if control else ''}{fault}"
    print(f"{what}: {len(found)} faults, {len(wrong)} left anything wrong: {torn} torn, {lost} lost, {doubled} doubled", flush=True)
    return len(wrong)


def main() -> int:
    """Sweeps over the durable calls."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each N-th call only")
    parser.add_argument("--fault", choices=get_args(Fault), help="this fault only")
    parser.add_argument("--control", action="store_true", help="without transactions")
    options = parser.parse_args()
    if not can_strike():
        print("strace is not there or not allowed: no faults")
        return 1
    failed = False
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        place = Path(name)
        work(make_pages(place / "pages", READABLE), place / "whole.db")
        for fault in [options.fault] if options.fault else get_args(Fault):
            found = sweep(place, fault, options.every, control=options.control)
            wrong = tell(fault, found, control=options.control)
            failed |= wrong < LEAST_CAUGHT * len(found) if options.control else wrong > 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
