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
from attache.register.store import open_register
from attache.sources.files import locate
from tests.samples import TALKS, VISIT, PlainReader

Moment = Literal["statement", "inside"]
_MACHINE_STEPS = 7  # virtual machine instructions between two calls of the progress handler


def make_pages(folder: Path) -> Path:
    """A folder of six pages, one of them unreadable."""
    folder.mkdir()
    for number in range(5):
        (folder / f"page{number}.txt").write_text(f"{TALKS if number % 2 else VISIT}Line {number}.\n")
    (folder / "broken.txt").write_text("a\0b")
    return folder


def export(register_path: Path) -> str:
    """A hash over everything in the register but the times pages were taken at (and the seals that contain them)."""
    with reading(register_path) as register:
        lines = [
            repr(register.execute("SELECT page_id, name, origin, content, status FROM pages ORDER BY page_id").fetchall()),
            *(
                repr(sorted(register.execute(f"SELECT * FROM {table}").fetchall(), key=repr))  # noqa: S608 - our names
                for table in ("meta", "texts", "readings", "claims", "parties", "roles", "relations", "refusals")
            ),
        ]
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
