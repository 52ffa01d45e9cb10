"""Killing a writer at a chosen moment: a forked child adds pages and is killed, by itself and without warning, at its n-th step.

Steps are counted inside SQLite: at each statement (`trace`), or at each stretch of its virtual machine (`progress`), which lies inside
statements too. What a killed child leaves must be what an uninterrupted one would have left half-way.
"""
from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from attache.ingest import add
from attache.register.connection import reading
from attache.register.migrations import STILL
from attache.register.store import open_register
from attache.sources.files import locate
from tests.samples import TALKS, VISIT, PlainReader

Moment = Literal["statement", "inside"]
_EXPORTED = (
    "SELECT key, value FROM meta",
    "SELECT count(*) FROM revisions",
    "SELECT page_id, name, origin, content, status FROM pages",
    "SELECT * FROM texts",
    "SELECT * FROM refusals",
    "SELECT page_id, text_sha256, reader, json FROM readings WHERE until = :still",
    "SELECT page_id, claim_id, position, type, status, quote, why FROM claims c JOIN readings USING (reading_no) WHERE c.until = :still",
    "SELECT claim_id, side, p.position, name, country, sector FROM parties p JOIN claims c USING (claim_no) WHERE c.until = :still",
    "SELECT page_id, position, person, role, of FROM roles t JOIN readings USING (reading_no) WHERE t.until = :still",
    "SELECT page_id, position, subject, predicate, object FROM relations t JOIN readings USING (reading_no) WHERE t.until = :still",
    """SELECT page_id, (SELECT min(page_id) FROM stories o WHERE o.story = s.story AND o.until = :still), source, body_start, body_end
        FROM stories s WHERE until = :still""",
    "SELECT hash, page_id FROM shingles JOIN pages USING (page_no)",
    "SELECT claim_id, sides, day FROM link_keys JOIN claims USING (claim_no) WHERE until = :still",
    "SELECT claim_id, event, evidence FROM members m JOIN claims USING (claim_no) WHERE m.until = :still",
    "SELECT event, type, status, date, place, reports, origins, disputed, confidence FROM events WHERE until = :still",
    "SELECT event, side, position, name, country, sector FROM event_parties JOIN events e USING (event_no) WHERE e.until = :still",
    "SELECT event, one, other, joint FROM dyads JOIN events e USING (event_no) WHERE e.until = :still",
    "SELECT claim_id FROM words JOIN claims ON claim_no = words.rowid WHERE words MATCH 'met OR accused OR visit'",
)
_MACHINE_STEPS = 7  # virtual machine instructions between two calls of the progress handler


def make_pages(folder: Path, readable: int = 5) -> Path:
    """A folder of pages and one more that cannot be read."""
    folder.mkdir()
    for number in range(readable):
        (folder / f"page{number}.txt").write_text(f"{TALKS if number % 2 else VISIT}Line {number}.\n")
    (folder / "broken.txt").write_text("a\0b")
    return folder


def export(register_path: Path) -> str:
    """A hash over what the register holds now, with names in place of numbers: without times, the seals that contain them, revisions, and
    which of several copies came first, since that is as writers took turns.
    """
    with reading(register_path) as register:
        lines = [repr(sorted(register.execute(statement, {"still": STILL}).fetchall(), key=repr)) for statement in _EXPORTED]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def add_folder(folder: Path, register_path: Path, watch: Callable[[sqlite3.Connection], None] = lambda _: None) -> None:
    """Adds the folder with the plain reader; `watch` gets the connection first."""
    with open_register(register_path) as register:
        watch(register.connection)
        for _ in add(locate([folder]), register, PlainReader()):
            pass


def count_steps(folder: Path, register_path: Path, moment: Moment) -> int:
    """How many steps an uninterrupted run takes."""
    steps = 0

    def step(*_: object) -> int:
        nonlocal steps
        steps += 1
        return 0

    add_folder(folder, register_path, lambda connection: _on_step(connection, moment, step))
    return steps


def add_and_die(folder: Path, register_path: Path, moment: Moment, last: int) -> bool:
    """Adds the folder in a child that is killed at step `last`; whether it was killed (it may have been done before)."""
    child = os.fork()
    if child == 0:
        _run_until_killed(folder, register_path, moment, last)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _run_until_killed(folder: Path, register_path: Path, moment: Moment, last: int) -> None:
    left = last

    def step(*_: object) -> int:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    try:
        add_folder(folder, register_path, lambda connection: _on_step(connection, moment, step))
    finally:
        os._exit(0)


def _on_step(connection: sqlite3.Connection, moment: Moment, step: Callable[..., int]) -> None:
    if moment == "statement":
        connection.set_trace_callback(step)
    else:
        connection.set_progress_handler(step, _MACHINE_STEPS)
