"""The register at a size: `python -m benchmarks.million [--events N] [--register FILE] [--profile]`.

Keeps invented readings of N events (a million unless told otherwise) in a fresh register, 2,000 pages a transaction. Out: events added a
second, for each tenth and for the whole, by the clock and by this process's processor time; bytes an event; and for each question the
median and 95th percentile of its time. The register is kept in FILE; one that is there already is only asked. Without figures of quality;
no floors.
"""
from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from attache.queries.dyads import dyad
from attache.queries.events import EventFilter, accounts, event, events
from attache.queries.moments import Moment
from attache.queries.people import figures, profiles
from attache.queries.search import search
from attache.queries.timeline import timeline
from attache.register.connection import reading
from attache.register.database import Connection
from attache.register.migrations import STILL
from attache.register.persons import Kind
from attache.register.store import open_register
from benchmarks.invented_readings import Inventor

PAGES_A_TRANSACTION = 2000  # fewer write each page of the file oftener: 500 write more than twice as much
TENTHS = 10
ASKED = 60  # times each question is asked, about other things each time
SHOWN = 50  # events taken of a list, as a page of it shows
Question = Callable[[Connection, random.Random], object]


class Mark(NamedTuple):
    """How far a fill has come: events told, seconds and processor seconds spent in the register."""

    events: int
    clock: float
    processor: float


def fill(register_path: Path, number: int) -> Iterator[Mark]:
    """Makes a register of so many events; how far it has come after each transaction."""
    inventor = Inventor(number)
    clock = processor = 0.0
    with open_register(register_path) as register:
        made = inventor.pages()
        while pages := list(islice(made, PAGES_A_TRANSACTION)):
            began, worked = time.perf_counter(), time.process_time()
            register.keep_all(pages)
            clock, processor = clock + time.perf_counter() - began, processor + time.process_time() - worked
            yield Mark(inventor.happened, clock, processor)


def _country(register: Connection, draw: random.Random) -> str:
    """A country, those in many events more often."""
    (last,) = register.execute("SELECT max(event_no) FROM events").fetchone()
    statement = "SELECT country FROM event_parties WHERE event_no >= ? AND country IS NOT NULL LIMIT 1"
    return str(register.execute(statement, (draw.randint(1, last - 10),)).fetchone()[0])


def _identity(register: Connection, draw: random.Random) -> str:
    (last,) = register.execute("SELECT max(event_no) FROM events").fetchone()
    statement = "SELECT event FROM events WHERE event_no >= ? AND until = ? LIMIT 1"
    return str(register.execute(statement, (draw.randint(1, last - 10), STILL)).fetchone()[0])


def _month(draw: random.Random) -> str:
    return f"{draw.randint(2005, 2024)}-{draw.randint(1, 12):02}"


def _events_of_a_country(register: Connection, draw: random.Random) -> object:
    month = _month(draw)
    return list(islice(events(register, EventFilter(actor=_country(register, draw), since=month, until=month)), SHOWN))


def _events_of_a_type(register: Connection, draw: random.Random) -> object:
    month = _month(draw)
    return list(islice(events(register, EventFilter(type="ASSAULT", status="happened", since=month, until=month)), SHOWN))


def _events_of_a_month(register: Connection, draw: random.Random) -> object:
    month = _month(draw)
    return list(islice(events(register, EventFilter(since=month, until=month)), SHOWN))


def _what_changed(register: Connection, draw: random.Random) -> object:
    (newest,) = register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    return list(islice(events(register, EventFilter(changed_since=newest - 1)), SHOWN))


def _one_event(register: Connection, draw: random.Random) -> object:
    return event(register, _identity(register, draw))


def _its_accounts(register: Connection, draw: random.Random) -> object:
    return accounts(register, event(register, _identity(register, draw)))


def _timeline(register: Connection, draw: random.Random) -> object:
    return list(timeline(register, EventFilter(), limit=SHOWN))


def _timeline_of_a_country(register: Connection, draw: random.Random) -> object:
    return list(timeline(register, EventFilter(country=_country(register, draw)), limit=SHOWN))


def _timeline_then(register: Connection, draw: random.Random) -> object:
    (newest,) = register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    wanted = EventFilter(country=_country(register, draw))
    return list(timeline(register, wanted, at=Moment(draw.randint(newest // 2, newest)), limit=SHOWN))


def _dyad(register: Connection, draw: random.Random) -> object:
    """Of two countries that are in an event together, those in many more often."""
    (last,) = register.execute("SELECT max(event_no) FROM events").fetchone()
    statement = """SELECT min(country), max(country) FROM event_parties WHERE event_no >= ? GROUP BY event_no
        HAVING count(DISTINCT country) > 1 LIMIT 1"""
    return dyad(register, *register.execute(statement, (draw.randint(1, last - 100),)).fetchone(), limit=SHOWN)


def _word(register: Connection, draw: random.Random) -> str:
    """The last word of some quote."""
    (last,) = register.execute("SELECT max(claim_no) FROM claims").fetchone()
    return str(register.execute("SELECT quote FROM claims WHERE claim_no = ?", (draw.randint(1, last),)).fetchone()[0]).split()[-1]


def _search(register: Connection, draw: random.Random) -> object:
    return list(search(register, _word(register, draw), limit=SHOWN))


def _search_everywhere(register: Connection, draw: random.Random) -> object:
    """A beginning that words of most claims have."""
    return list(search(register, f"{draw.choice('bdgklmnrstvz')}*", limit=SHOWN))


def _people(register: Connection, draw: random.Random) -> object:
    return list(figures(register, "person", limit=SHOWN))


def _bodies(register: Connection, draw: random.Random) -> object:
    return list(figures(register, "body", limit=SHOWN))


def _people_of_a_country(register: Connection, draw: random.Random) -> object:
    return list(figures(register, "person", of=_country(register, draw), limit=SHOWN))


def _bodies_of_a_country(register: Connection, draw: random.Random) -> object:
    return list(figures(register, "body", of=_country(register, draw), limit=SHOWN))


def _named(register: Connection, draw: random.Random, kind: Kind) -> str:
    (last,) = register.execute("SELECT max(bearer_no) FROM bearers").fetchone()
    statement = "SELECT shown FROM bearers WHERE bearer_no >= ? AND kind = ? LIMIT 1"
    found = register.execute(statement, (draw.randint(1, last), kind)).fetchone() or register.execute(statement, (1, kind)).fetchone()
    return str(found[0])


def _people_of_a_name(register: Connection, draw: random.Random) -> object:
    """By the last word of a name, which many bear."""
    return list(figures(register, "person", _named(register, draw, "person").split()[-1], limit=SHOWN))


def _person(register: Connection, draw: random.Random) -> object:
    return profiles(register, _named(register, draw, "person"), "person")


def _body(register: Connection, draw: random.Random) -> object:
    return profiles(register, _named(register, draw, "body"), "body")


QUESTIONS: tuple[tuple[str, Question], ...] = (
    ("events: a country, a month", _events_of_a_country), ("events: a type and status, a month", _events_of_a_type),
    ("events: a month", _events_of_a_month), ("events: since the last revision", _what_changed),
    ("event: by identity", _one_event), ("accounts of an event", _its_accounts), ("timeline: of all", _timeline),
    ("timeline: a country", _timeline_of_a_country), ("timeline: a country, as of a revision", _timeline_then), ("dyad", _dyad),
    ("search: a word", _search), ("search: a beginning", _search_everywhere), ("people", _people), ("bodies", _bodies),
    ("people: of a country", _people_of_a_country), ("bodies: of a country", _bodies_of_a_country),
    ("people: a word of a name", _people_of_a_name), ("person: in full", _person), ("body: in full", _body),
)


def asked(register_path: Path) -> Iterator[tuple[str, float, float]]:
    """(question, median, 95th percentile) in milliseconds."""
    for name, ask in QUESTIONS:
        draw = random.Random(3)  # noqa: S311 - no secret
        with reading(register_path) as register:
            times = sorted(_timed(lambda: ask(register, draw)) for _ in range(ASKED))  # noqa: B023 - called at once
        yield name, 1000 * times[ASKED // 2], 1000 * times[int(ASKED * 0.95)]


def _timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _counts(register_path: Path) -> tuple[int, int, int]:
    with reading(register_path) as register:
        pages, claims, held = (
            int(register.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608 - our names
            for what in ("pages", "claims", f"events WHERE until = {STILL}")
        )
    return pages, claims, held


def _rates(marks: Iterable[Mark], number: int) -> Iterator[str]:
    """The speed of each tenth, as soon as it is reached, and of the whole."""
    start = last = Mark(0, 0.0, 0.0)
    for last in marks:
        if last.events >= (start.events // (number / TENTHS) + 1) * number / TENTHS:
            yield _rate(f"{start.events} to {last.events}", start, last)
            start = last
    yield _rate("whole", Mark(0, 0.0, 0.0), last)


def _rate(what: str, start: Mark, end: Mark) -> str:
    told = end.events - start.events
    clock, processor = told / (end.clock - start.clock), told / (end.processor - start.processor)
    return f"{what:20} {clock:7.0f} events a second; {processor:7.0f} a second of the processor"


def _filled(register_path: Path, number: int, *, profiled: bool) -> None:
    """Fills a register and prints how fast."""
    profile = cProfile.Profile()
    if profiled:
        profile.enable()
    for line in _rates(fill(register_path, number), number):
        print(line, flush=True)
    if profiled:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)


def main() -> None:
    """Fills a register, asks it, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--register", type=Path, metavar="FILE", help="keep the register here, or ask the one that is here")
    parser.add_argument("--profile", action="store_true", help="print where the time of adding goes")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        register_path = options.register or Path(folder) / "attache.db"
        if not register_path.exists():
            _filled(register_path, options.events, profiled=options.profile)
        pages, claims, held = _counts(register_path)
        print(f"{held} events, told by {claims} claims on {pages} pages; {register_path.stat().st_size / held:.0f} bytes an event")
        for name, median, late in asked(register_path):
            print(f"{name:40} median {median:8.1f} ms   p95 {late:8.1f} ms", flush=True)


if __name__ == "__main__":
    main()
