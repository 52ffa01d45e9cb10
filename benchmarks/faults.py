"""Killed at every statement of adding twelve pages, then added again: `python -m benchmarks.faults [--every N]`.

Out: how many kills there were and how many left a register that was damaged, or that after adding again was not as if never killed. Exit 1
when any did. tests/faults/test_killed.py takes a sample of the same.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from attache.errors import RegisterError
from attache.register.verify import verify
from tests.faults.harness import add_and_die, add_folder, count_steps, export, make_pages

READABLE = 11  # and one that is not


def damaged(register_path: Path) -> bool:
    """Whether anything in the register does not hold; none yet is no damage."""
    try:
        return any(True for _ in verify(register_path))
    except RegisterError as error:
        return error.code != "E-NOT-FOUND"


def survives(pages: Path, register_path: Path, last: int, expected: str) -> bool:
    """Whether adding, killed at statement `last` and begun again, gives the register that was expected."""
    add_and_die(pages, register_path, "statement", last)
    if damaged(register_path):
        return False
    add_folder(pages, register_path)
    return export(register_path) == expected


def main() -> int:
    """Sweeps over the statements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="kill at each N-th statement only")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        pages, whole = make_pages(Path(name) / "pages", READABLE), Path(name) / "whole.db"
        steps = count_steps(pages, whole, "statement")
        expected, kills = export(whole), range(1, steps + 1, options.every)
        wrong = [last for last in kills if not survives(pages, Path(name) / f"killed{last}.db", last, expected)]
    print(f"{len(kills)} kills over {steps} statements, {len(wrong)} not as if never killed", *wrong[:20])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
