"""Reading in bulk on Ray beside the process pool, on the same pages: `python -m benchmarks.bulk [--texts DIR] [--workers 2]`.

The pages are those of the folder, each a few times with a line of its own, in shards of about as many pages each; start-up is left
out. The two take turns, and figures are the best of the passes. Also prints what taking the readings in costs, their size, and
whether all registers hold the same, one of them after a worker was killed in the middle.
"""
from __future__ import annotations

import argparse
import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attache.cli.readers import make_reader
from attache.ingest import add
from attache.ingest.bulk import InProcesses, Workers, bulk
from attache.ingest.gathering import gather
from attache.ingest.ray_workers import on_ray
from attache.ingest.shards import shards_of
from attache.ingest.workers import workers
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.settings import DEFAULT_ENGINE
from attache.sources.containers import Manner
from attache.sources.files import locate
from benchmarks.jobs import given_pages

_MAKE = make_reader(DEFAULT_ENGINE)
_SHARD_BYTES = 150_000
_WORKER = "ray::_Reader"


def put(texts: Path, times: int, folder: Path) -> int:
    """Writes the pages as files; how many they are."""
    found = given_pages(texts, times)
    for number, page in enumerate(found):
        (folder / f"{number:04}-{page.name}.txt").write_bytes(page.content)
    return len(found)


@contextmanager
def processes(count: int) -> Iterator[Workers]:
    """The process pool."""
    with workers(_MAKE, count) as reader:
        yield InProcesses(reader)


def seconds(folder: Path, out: Path, hands: Workers) -> float:
    """How long reading takes, from shards to files."""
    planned = list(shards_of([str(folder)], _SHARD_BYTES))
    began = time.perf_counter()
    lost = [came.name for came in bulk(planned, out, Manner(), hands, lambda: False) if came.marker is None]
    if lost:
        raise SystemExit(f"lost {lost}")
    return time.perf_counter() - began


def taken_in(out: Path, register_path: Path) -> float:
    """How long taking the readings in takes."""
    began = time.perf_counter()
    with open_register(register_path) as register:
        for _ in gather(out, register):
            pass
    return time.perf_counter() - began


def added(folder: Path, register_path: Path, count: int) -> None:
    """The register of the pages themselves."""
    with workers(_MAKE, count) as reader, open_register(register_path) as register:
        for _ in add(locate([folder]), register, reader):
            pass


def kill_one(after: float) -> None:
    """Kills a worker of Ray's in a while."""

    def strike() -> None:
        time.sleep(after)
        number = next(iter(_workers()), None)
        if number:
            os.kill(number, signal.SIGKILL)

    threading.Thread(target=strike, daemon=True).start()


def _workers() -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (entry / "cmdline").read_bytes().startswith(_WORKER.encode()):
            yield int(entry.name)


def compare(folder: Path, place: Path, count: int, passes: int) -> tuple[float, float]:
    """Seconds by processes and on Ray, in turn."""
    pool, cluster = processes(count), on_ray(_MAKE, count, None)
    with cluster as theirs, pool as ours:
        seconds(folder, place / "warm", theirs)  # its workers load their models while the first asks for work
        times = [
            (seconds(folder, place / f"pool{turn}", ours), seconds(folder, place / f"ray{turn}", theirs)) for turn in range(passes)
        ]
        kill_one(min(ray for _, ray in times) / 2)
        struck = seconds(folder, place / "struck", theirs)
    print(f"a worker killed half-way: {struck:.1f} s instead of {min(ray for _, ray in times):.1f}")
    return min(ours for ours, _ in times), min(theirs for _, theirs in times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path("../shared/dev/texts"))
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args()
    if not options.texts.is_dir():
        print(f"skipped, no texts at {options.texts}")
        return
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (folder := place / "pages").mkdir()
        number = put(options.texts, options.times, folder)
        pool, ray = compare(folder, place, options.workers, options.passes)
        print(f"{number} pages, {options.workers} workers: processes {number / pool:.1f} pages/s, "
              f"Ray {number / ray:.1f} ({pool / ray:.2f} of it)")
        added(folder, place / "pages.db", options.workers)
        took = taken_in(place / "pool0", place / "pool.db")
        for run in ("ray0", "struck"):
            taken_in(place / run, place / f"{run}.db")
        hashes = {canonical_hash(place / f"{run}.db") for run in ("pages", "pool", "ray0", "struck")}
        size = sum(file.stat().st_size for file in (place / "pool0").glob("*.parquet"))
        print(f"taken in at {number / took:.0f} pages/s, {size / number / 1_000:.1f} kB a page; "
              f"{'the same register four times' if len(hashes) == 1 else 'DIFFERENT registers'}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
