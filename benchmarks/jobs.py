"""Pages a second from bytes to committed register, with one worker and with several: `python -m benchmarks.jobs [--texts DIR] [--jobs 2]`.

The pages are those of the folder, each a few times with a line of its own, so that none is known already; start-up is left out. Also prints
the most memory that a worker took, and whether both registers hold the same.
"""
from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from attache.ingest import EngineReader, add
from attache.ingest.workers import workers
from attache.language import load_engine
from attache.model import Page
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.sources.files import load, page_of


def pages(texts: Path, times: int) -> list[Page]:
    """The pages, each `times` times."""
    found = [load(path) for path in sorted(texts.glob("*.txt"))]
    return [
        page_of(f"{page.origin}#{number}", page.name, page.content + f"\n\nCopy {number} of the page.\n".encode())
        for number in range(times) for page in found
    ]


def seconds(given: list[Page], register_path: Path, jobs: int) -> float:
    """How long it takes to add the pages."""
    with workers(lambda allow: EngineReader(load_engine(), allow), jobs) as reader, open_register(register_path) as register:
        began = time.perf_counter()
        for _ in add(given, register, reader):
            pass
        return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=Path("../shared/dev/texts"))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if not options.texts.is_dir():
        print(f"skipped, no texts at {options.texts}")
        return
    given = pages(options.texts, options.times)
    with tempfile.TemporaryDirectory() as folder:
        alone, together = Path(folder) / "alone.db", Path(folder) / "together.db"
        one, several = seconds(given, alone, 1), seconds(given, together, options.jobs)
        same = "the same register" if canonical_hash(alone) == canonical_hash(together) else "DIFFERENT registers"
    print(f"{len(given)} pages: {len(given) / one:.1f} pages/s with 1 worker, {len(given) / several:.1f} with {options.jobs} "
          f"({one / several:.2f} times as many); {same}")
    print(f"most memory of a worker {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000:.0f} MB")


if __name__ == "__main__":
    main()
