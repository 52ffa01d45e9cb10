"""`python -m fuzz [TARGET…] [--runs N] [--seconds S] [--longest BYTES] [--blind]`: fuzzes the targets named, or all.

Each runs in a process of its own. A line a target says how many inputs were run and how the run ended. What was learned (inputs that reach
new branches) and inputs that fail are left under build/fuzz/TARGET. Ends with status 1 when an input failed.
"""
from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

from fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
WORDS = Path(__file__).parent / "words"
WORK = Path("build") / "fuzz"
HANG_SECONDS = 120  # by the clock: the machine may be busy, and inputs are followed branch by branch
MEMORY_MEGABYTES = 2_000
_TAIL = 40  # lines
_RUN = re.compile(r"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
_ENDS = {0: "passed", 70: "HANG", 71: "MEMORY", 72: "interrupted", 77: "EXCEPTION"}


def main() -> int:
    """Fuzzes what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzzes attache's readers of what strangers and users write.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all when none is named")
    parser.add_argument("--runs", type=int, default=20_000, help="inputs of the cheapest targets; costly ones get their share (20000)")
    parser.add_argument("--seconds", type=int, default=0, help="at most so long for a target; 0: as long as it takes (0)")
    parser.add_argument("--longest", type=int, default=1_000_000, help="no input of more bytes; the target may have less")
    parser.add_argument("--blind", action="store_true", help="make inputs from what was learned, and many more of them")
    given = parser.parse_args()
    if unknown := [name for name in given.targets if name not in TARGETS]:
        parser.error(f"no target {', '.join(unknown)}")
    return max([fuzz(name, given) for name in given.targets or TARGETS])


def fuzz(name: str, given: argparse.Namespace) -> int:
    """Runs one target as the command line has it; 0 when nothing was found."""
    (WORK / name / "corpus").mkdir(parents=True, exist_ok=True)
    how = "blind" if given.blind else "guided"
    command = [sys.executable, "-m", "fuzz.run", name, how, *_corpora(name), *_limits(name, given)]
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = ended.stdout + ended.stderr
    (WORK / name / "log").write_text(said, encoding="utf-8")
    counted, end = _RUN.search(said), _ENDS.get(ended.returncode, f"status {ended.returncode}")
    print(f"{name}, {how}: {int(counted[1]) if counted else 0:,} inputs, {end}", flush=True)
    if ended.returncode:
        print(*_trace(said), sep="\n")
    return int(ended.returncode != 0)


def _corpora(name: str) -> list[str]:
    """What inputs are made of; new ones come to the first, failures beside it."""
    words = WORDS / f"{name}.txt"
    return [str(WORK / name / "corpus"), str(CORPUS / name), f"-dict={words}", f"-artifact_prefix={WORK / name}/"]


def _limits(name: str, given: argparse.Namespace) -> list[str]:
    """How much is run, and what one input may take; hangs and floods of memory that `fuzz.limits` cannot see are ended."""
    longest = min(TARGETS[name].longest, given.longest)
    runs = [f"-runs={max(1, given.runs // TARGETS[name].cost)}", f"-max_total_time={given.seconds}", f"-max_len={longest}"]
    return [*runs, f"-timeout={HANG_SECONDS}", f"-rss_limit_mb={MEMORY_MEGABYTES}", "-print_final_stats=1"]


def _trace(said: str) -> list[str]:
    """The lines that tell what went wrong: Python's trace where there is one."""
    lines = said.splitlines()
    began = next((number for number, line in enumerate(lines) if "Uncaught Python exception" in line), max(0, len(lines) - _TAIL))
    return [line for line in lines[began:] if not line.startswith("stat::")][:_TAIL]


if __name__ == "__main__":
    sys.exit(main())
