"""The desk under readers: `python -m benchmarks.desk [--events N] [--register FILE] [--readers N] [--seconds N]`.

Serves the whole desk, pages and API, over a register of invented events (or FILE, one made before) and asks each address many times, about
other things each time, first one after another, then by many readers at once while pages are added. Out: for each address the median and
95th percentile of its time in milliseconds and the bytes that were sent; for the readers the same over all, and errors. No floors.
"""
from __future__ import annotations

import argparse
import http.client
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from attache.api import Access
from attache.register.connection import reading
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.store import open_register
from attache.web import application
from benchmarks.api_fuzz import fill, served
from benchmarks.invented_readings import Inventor

ASKED = 20  # times each address is asked
HEADERS = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
Draw = Callable[[Connection, random.Random], str]


def _one(register: Connection, draw: random.Random, statement: str) -> str:
    (last,) = register.execute("SELECT max(event_no) FROM events").fetchone()
    return str(register.execute(statement, (draw.randint(1, last - 10),)).fetchone()[0])


def _event(register: Connection, draw: random.Random) -> str:
    return _one(register, draw, f"SELECT event FROM events WHERE event_no >= ? AND until = {STILL} LIMIT 1")  # noqa: S608 - our words


def _country(register: Connection, draw: random.Random) -> str:
    return _one(register, draw, "SELECT country FROM event_parties WHERE event_no >= ? AND country IS NOT NULL LIMIT 1")


def _fixed(address: str) -> Draw:
    return lambda register, draw: address


ADDRESSES: dict[str, Draw] = {
    **{address: _fixed(address) for address in (
        "/", "/events", "/events?order=newest", "/events?type=ASSAULT&status=happened&order=newest", "/calendar", "/review", "/decisions",
        "/people", "/bodies", "/agreements", "/sources", "/about", "/api/v1/events?order=newest", "/api/v1/timeline?counts=true",
    )},
    "/events/ID": lambda register, draw: f"/events/{_event(register, draw)}",
    "/dyad/A/B": lambda register, draw: f"/dyad/{_country(register, draw)}/{_country(register, draw)}",
    "/events?country=A": lambda register, draw: f"/events?country={_country(register, draw)}&order=newest",
    "/search?q=A": lambda register, draw: f"/search?q={_country(register, draw)}",
}


def asked(address: str, path: str) -> tuple[float, int, int]:
    """(milliseconds, bytes sent, status) of one request."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    began = time.perf_counter()
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    size = len(answer.read())
    taken = 1000 * (time.perf_counter() - began)
    connection.close()
    return taken, size, answer.status


def one_after_another(address: str, register_path: Path) -> None:
    """Prints the times of each address."""
    draw = random.Random(3)  # noqa: S311 - no secret
    for name, path in ADDRESSES.items():
        with reading(register_path) as register:
            paths = [path(register, draw) for _ in range(ASKED)]
        answers = [asked(address, each) for each in paths]
        failed = sum(status not in {200, 404} for _, _, status in answers)
        largest = max(size for _, size, _ in answers)
        print(f"{name:60} {_times([taken for taken, _, _ in answers])} {largest:9,} bytes {failed} errors", flush=True)


def at_once(address: str, register_path: Path, readers: int, seconds: float) -> int:
    """Prints the times that many readers see while pages are added; how many errors they saw."""
    until, seen, added = time.monotonic() + seconds, [], 0

    def read(seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311 - no secret
        while time.monotonic() < until:
            with reading(register_path) as register:
                path = draw.choice(list(ADDRESSES.values()))(register, draw)
            seen.append(asked(address, path))

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(readers)]
    for thread in threads:
        thread.start()
    pages = Inventor(1_000_000, seed=int(time.time())).pages()
    with open_register(register_path) as register:
        while time.monotonic() < until:
            register.keep_all(list(islice(pages, 5)))
            added += 5
    for thread in threads:
        thread.join()
    errors = sum(status not in {200, 404} for _, _, status in seen)
    print(f"{readers} readers, {added} pages added: {len(seen)} answers, {_times([taken for taken, _, _ in seen])}, {errors} errors")
    return errors


def _times(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    return f"median {ordered[len(ordered) // 2]:7.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:7.1f} ms"


def main() -> int:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--register", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0)
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        register_path = wanted.register or Path(folder) / "attache.db"
        if wanted.register is None:
            fill(register_path, wanted.events)
        with served(application(register_path, Access())) as address:
            one_after_another(address, register_path)
            return 1 if at_once(address, register_path, wanted.readers, wanted.seconds) else 0


if __name__ == "__main__":
    sys.exit(main())
