"""The register open for the questions of one request, at one moment and not for ever."""
from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attache.register.connection import reading
from attache.settings import QUESTION_SECONDS

_STEPS_BETWEEN_LOOKS = 200_000  # of the machine in SQLite: some milliseconds; each look waits for the other threads


@contextmanager
def questions(path: Path) -> Iterator[sqlite3.Connection]:
    """The register as it is now, whatever others write meanwhile. Raises RegisterError, E-TIME-LIMIT when a statement runs too long."""
    with reading(path) as register:
        _hurry(register)
        register.execute("BEGIN")
        yield register


@contextmanager
def unhurried(register: sqlite3.Connection) -> Iterator[None]:
    """Lets a walk that is made once for all who ask take the time it takes; what is asked after it has all of its own time."""
    register.set_progress_handler(None, 0)
    try:
        yield
    finally:
        _hurry(register)


def _hurry(register: sqlite3.Connection) -> None:
    until = time.monotonic() + QUESTION_SECONDS
    register.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
