"""Pages a second from bytes to committed register, with one worker and with several: `python -m benchmarks.jobs [--texts DIR] [--jobs 2]`.

The pages are those of the folder, each a few times with a line of its own, so that none is known already (without the folder: political
pages of benchmarks.page_mix); start-up is left out. Also prints the processor time of the workers and of the one writer, from which follows
how many times as fast that many free cores would be at best, whatever else runs here; the most memory that a worker took; and whether both
registers hold the same.
"""
from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from multiprocessing import active_children
from pathlib import Path
from typing import NamedTuple

from attache.ingest import EngineReader, add
from attache.ingest.workers import workers
from attache.language import load_engine
from attache.model import Page
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.sources.files import load, page_of
from benchmarks.page_mix import archive


class Cost(NamedTuple):
    """Seconds by the clock, of the workers' processors, of the writer's."""

    clock: float
    workers: float
    writer: float

    def at_best(self, jobs: int) -> float:
        """How many times as fast `jobs` free cores would be than one worker, were nothing ever waited for: the writer needs a core too."""
        return max(self.workers, self.writer) / max(self.writer, (self.workers + self.writer) / jobs)


def given_pages(texts: Path, times: int) -> list[Page]:
    """The pages, each `times` times."""
    found = [load(path) for path in sorted(texts.glob("*.txt"))]
    return [
        page_of(f"{page.origin}#{number}", page.name, page.content + f"\n\nCopy {number} of the page.\n".encode())
        for number in range(times) for page in found
    ]


def cost(given: list[Page], register_path: Path, jobs: int) -> Cost:
    """What it takes to add the pages, start-up left out."""
    with workers(lambda allow: EngineReader(load_engine(), allow), jobs) as reader, open_register(register_path) as register:
        clock, writer, before = time.perf_counter(), time.process_time(), _workers_seconds()
        for _ in add(given, register, reader):
            pass
        return Cost(time.perf_counter() - clock, _workers_seconds() - before, time.process_time() - writer)


def _workers_seconds() -> float:
    """Processor time of the child processes so far, as Linux tells it."""
    stats = [Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split() for child in active_children()]
    return sum(int(user) + int(system) for _, *stat in stats for user, system in [stat[10:12]]) / os.sysconf("SC_CLK_TCK")


def compare(given: list[Page], jobs: int) -> None:
    """One worker beside several on the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        alone, together = Path(folder) / "alone.db", Path(folder) / "together.db"
        one, several = cost(given, alone, 1), cost(given, together, jobs)
        same = "the same register" if canonical_hash(alone) == canonical_hash(together) else "DIFFERENT registers"
    print(f"{len(given)} pages: {len(given) / one.clock:.1f} pages/s with 1 worker, {len(given) / several.clock:.1f} with {jobs} "
          f"({one.clock / several.clock:.2f} times as many); {same}")
    best = one.workers / several.workers * several.at_best(jobs)
    print(f"processor time: workers {one.workers:.1f} s and writer {one.writer:.1f} s; with {jobs} {several.workers:.1f} s and "
          f"{several.writer:.1f} s, so at best {best:.2f} times as many on {jobs} free cores")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path("../shared/dev/texts"))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--mix", type=int, default=100, help="pages of an archive, one in ten political")
    options = parser.parse_args()
    compare(given_pages(options.texts, options.times) if options.texts.is_dir() else archive(60, 1.0), options.jobs)
    print("an archive, one page in ten political")
    compare(archive(options.mix, 0.1), options.jobs)
    print(f"most memory of a worker {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000:.0f} MB")


if __name__ == "__main__":
    main()
