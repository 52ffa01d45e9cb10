"""The desk under readers: `python -m benchmarks.desk [--events N] [--register FILE] [--readers N] [--seconds N] [--pause N]
[--processes N]`.

Serves the whole desk, pages and API, over a register of invented events (or FILE, one made before) and asks each address many times, about
other things each time, first one after another, then as a browser that was never there opens them, then by many readers at once, of a desk
of several processes, while another process adds pages: readers that take `--pause` seconds to read an answer, and such that never pause.
Out: for each address the first time, then the median and 95th percentile, in milliseconds by the clock and of the processor (which other
work on the machine changes less), and the most bytes that were sent; for the browser (where Debian's chromium and playwright are installed)
the first contentful paint and all the bytes of a first load; for the readers their times over all, and errors. No floors.
"""
from __future__ import annotations

import argparse
import http.client
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from attache.api import Access
from attache.register.connection import reading
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.store import open_register
from attache.web import application
from benchmarks.api_fuzz import fill, served
from benchmarks.invented_readings import Inventor
from tests.web.browser import CHROMIUM, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASKED = 20  # times each address is asked
OPENED = 5  # times a browser opens it
MOST_TRANSFERRED = 200_000  # bytes of a first load, and milliseconds to its first paint, that are promised
MOST_PAINTING = 1_000.0
HEADERS = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
Draw = Callable[[Connection, random.Random], str]


class Asked(NamedTuple):
    """What came of a request: milliseconds by the clock, of the processor (this process does nothing else), bytes sent, status."""

    taken: float
    worked: float
    size: int
    status: int


def _one(register: Connection, draw: random.Random, statement: str) -> str:
    (last,) = register.execute("SELECT max(event_no) FROM events").fetchone()
    return str(register.execute(statement, (draw.randint(1, last - 10),)).fetchone()[0])


def _event(register: Connection, draw: random.Random) -> str:
    return _one(register, draw, f"SELECT event FROM events WHERE event_no >= ? AND until = {STILL} LIMIT 1")  # noqa: S608 - our words


def _country(register: Connection, draw: random.Random) -> str:
    return _one(register, draw, "SELECT country FROM event_parties WHERE event_no >= ? AND country IS NOT NULL LIMIT 1")


def _page(register: Connection, draw: random.Random) -> str:
    return _one(register, draw, """SELECT page_id FROM readings JOIN claims USING (reading_no) JOIN events ON lead_no = claim_no
        WHERE event_no >= ? LIMIT 1""")


def _body(register: Connection, draw: random.Random) -> str:
    (last,) = register.execute("SELECT max(figure_no) FROM figures").fetchone()
    statement = f"SELECT name FROM figures WHERE figure_no >= ? AND kind = 'body' AND until = {STILL} LIMIT 1"  # noqa: S608 - our words
    return str(register.execute(statement, (draw.randint(1, last - 100),)).fetchone()[0])


def _fixed(address: str) -> Draw:
    return lambda register, draw: address


PAINTED = (
    "/", "/events", "/events/ID", "/pages/ID", "/dyads", "/dyad/A/B", "/people", "/bodies/NAME", "/agreements", "/calendar", "/map",
    "/network?country=A", "/review", "/search?q=A", "/sources", "/about",
)
# what a browser knows of the page it has opened: milliseconds to the first contentful paint, bytes of everything that it loaded
_SEEN = """() => new Promise((told) => {
    const tell = () => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0];
        const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
        if (paint) told([paint.startTime, loaded.reduce((bytes, each) => bytes + each.transferSize, 0)]);
    };
    new PerformanceObserver(tell).observe({ type: "paint", buffered: true });
    tell();
})"""
ADDRESSES: dict[str, Draw] = {
    **{address: _fixed(address) for address in (
        "/", "/events", "/events?order=newest", "/events?type=ASSAULT&status=happened&order=newest", "/calendar", "/review", "/decisions",
        "/people", "/bodies", "/agreements", "/sources", "/about", "/dyads", "/map", "/network", "/api/v1/events?order=newest",
        "/api/v1/timeline?counts=true", "/api/v1/timeline",
    )},
    "/events/ID": lambda register, draw: f"/events/{_event(register, draw)}",
    "/pages/ID": lambda register, draw: f"/pages/{_page(register, draw)}",
    "/bodies/NAME": lambda register, draw: f"/bodies/{quote(_body(register, draw), safe='')}",
    "/people/UNKNOWN": _fixed("/people/nobody"),
    "/network?country=A": lambda register, draw: f"/network?country={_country(register, draw)}",
    "/dyad/A/B": lambda register, draw: f"/dyad/{_country(register, draw)}/{_country(register, draw)}",
    "/events?country=A": lambda register, draw: f"/events?country={_country(register, draw)}&order=newest",
    "/search?q=A": lambda register, draw: f"/search?q={_country(register, draw)}",
}


def asked(address: str, path: str) -> Asked:
    """One request."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    began, worked = time.perf_counter(), time.process_time()
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    size = len(answer.read())
    made = Asked(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked), size, answer.status)
    connection.close()
    return made


def one_after_another(address: str, register_path: Path) -> None:
    """Prints the times of each address."""
    draw = random.Random(3)  # noqa: S311 - no secret
    for name, path in ADDRESSES.items():
        with reading(register_path) as register:
            paths = [path(register, draw) for _ in range(ASKED)]
        first, answers = asked(address, paths[0]).taken, [asked(address, each) for each in paths]
        taken, worked = _times([each.taken for each in answers]), _times([each.worked for each in answers])
        failed, largest = _failed(answers), max(each.size for each in answers)
        print(f"{name:50} first {first:6.0f} ms; {taken}; processor {worked}; {largest:6,} bytes; {failed} errors", flush=True)


def as_painted(address: str, register_path: Path) -> None:
    """Prints when a browser that was never there shows something of each page, and what it had to load."""
    if not CHROMIUM.exists() or find_spec("playwright") is None:
        print("no chromium, or no playwright: not looked at in a browser")
        return
    draw, slow = random.Random(4), list[str]()  # noqa: S311 - no secret
    with browser() as chromium:
        for name in PAINTED:
            with reading(register_path) as register:
                paths = [ADDRESSES[name](register, draw) for _ in range(OPENED)]
            seen = [opened(chromium, address, path) for path in paths]
            paints, largest = sorted(paint for paint, _ in seen), max(size for _, size in seen)
            middle = paints[OPENED // 2]
            print(f"{name:30} first paint: median {middle:5.0f} ms, most {paints[-1]:5.0f} ms; {largest:7,} bytes in all", flush=True)
            if middle > MOST_PAINTING or largest > MOST_TRANSFERRED:
                slow.append(name)
    print(f"over {MOST_PAINTING:.0f} ms to the first paint or {MOST_TRANSFERRED:,} bytes: {', '.join(slow) or 'none'}")


def opened(chromium: Browser, address: str, path: str) -> tuple[float, int]:
    """(milliseconds to the first contentful paint, bytes transferred) with nothing of the desk cached but its mark."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/static/mark.svg")  # so that the browser's own start is not measured
    page.goto(address + path)
    paint, size = page.evaluate(_SEEN)
    context.close()
    return float(paint), int(size)


@contextmanager
def of_processes(register_path: Path, processes: int) -> Iterator[str]:
    """The address of a desk as `attache serve` makes it for several people."""
    command = [sys.executable, "-m", "attache", "serve", "--port", "0", "--processes", str(processes), "--register", str(register_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        if desk.stderr is None:
            raise ValueError("a desk without a voice")
        address = desk.stderr.readline().strip()
        for _ in range(20 * processes):  # until each process has started and has been asked
            asked(address, "/")
        try:
            yield address
        finally:
            desk.terminate()


def at_once(address: str, register_path: Path, readers: int, seconds: float, pause: float) -> int:
    """Prints the times that many readers see while pages are added; how many errors they saw."""
    until, seen = time.monotonic() + seconds, list[Asked]()

    def read(seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311 - no secret
        time.sleep(draw.random() * pause)
        while time.monotonic() < until:
            with reading(register_path) as register:
                path = draw.choice(list(ADDRESSES.values()))(register, draw)
            seen.append(asked(address, path))
            time.sleep(draw.uniform(0.5, 1.5) * pause)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(readers)]
    for thread in threads:
        thread.start()
    adding = get_context("spawn").Process(target=_add, args=(register_path, seconds))
    adding.start()
    for thread in threads:
        thread.join()
    adding.join()
    errors, times = _failed(seen) + (adding.exitcode != 0), _times([each.taken for each in seen])
    print(f"{readers} readers that pause {pause} s, while pages are added: {len(seen)} answers, {times}, {errors} errors", flush=True)
    return errors


def _add(register_path: Path, seconds: float) -> None:
    """Adds pages for so long, as `attache add` would beside the desk."""
    until, pages = time.monotonic() + seconds, Inventor(1_000_000, seed=int(time.time())).pages()
    with open_register(register_path) as register:
        while time.monotonic() < until:
            register.keep_all(list(islice(pages, 5)))


def _times(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    return f"median {ordered[len(ordered) // 2]:5.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:5.0f} ms"


def _failed(answers: Sequence[Asked]) -> int:
    return sum(each.status not in {200, 404} for each in answers)


def main() -> int:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--register", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--pause", type=float, default=3.0)
    parser.add_argument("--processes", type=int, default=2)
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        register_path = wanted.register or Path(folder) / "attache.db"
        if wanted.register is None:
            fill(register_path, wanted.events)
        with served(application(register_path, Access())) as address:
            one_after_another(address, register_path)
            as_painted(address, register_path)
        with of_processes(register_path, wanted.processes) as address:
            errors = [at_once(address, register_path, wanted.readers, wanted.seconds, pause) for pause in (wanted.pause, 0.0)]
    return 1 if any(errors) else 0


if __name__ == "__main__":
    sys.exit(main())
