"""A register opened for question after question, as a desk does: it is kept open between them.

Opening one reads its whole shape, and closing it forgets the pages of the file that were just read: more than most questions cost.

In: a path, or the address of a server. Out: a connection as `connection.reading` gives it, inside a `with` block; at its end the
transaction ends that was begun in it. Raises RegisterError.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from attache.errors import AttacheError
from attache.register.connection import address_of, check, opened, reading
from attache.register.database import Connection, Location
from attache.register.failures import translated
from attache.register.postgres.address import ServerAddress
from attache.settings import MOST_KEPT_OPEN


class _Open(NamedTuple):
    """A connection, how it was opened, and the file that was there then: another one may have come to its place."""

    address: str
    file: tuple[int, int]
    connection: sqlite3.Connection


_idle: list[_Open] = []  # the one used last comes last
_lock = Lock()


@contextmanager
def reading_again(location: Location) -> Iterator[Connection]:
    """The register, open for questions only. On a server it is opened anew each time."""
    if isinstance(location, ServerAddress):
        with reading(location) as register:
            yield register
    else:
        with translated(location), _taken(location) as connection:
            check(connection, location)
            yield connection


@contextmanager
def _taken(path: Path) -> Iterator[sqlite3.Connection]:
    """An idle connection, or a new one; it is idle again afterwards, unless something was wrong with it."""
    taken, sound = _take(path), False
    try:
        yield taken.connection
        sound = True
    except AttacheError:  # what was asked was wrong
        sound = True
        raise
    finally:
        if sound:
            _give_back(taken)
        else:
            taken.connection.close()


def _take(path: Path) -> _Open:
    address, there = address_of(path), path.stat()
    file = (there.st_dev, there.st_ino)
    with _lock:
        for place in range(len(_idle) - 1, -1, -1):
            if (_idle[place].address, _idle[place].file) == (address, file):
                return _idle.pop(place)
    return _Open(address, file, opened(address))


def _give_back(taken: _Open) -> None:
    taken.connection.rollback()
    taken.connection.set_progress_handler(None, 0)  # whoever asked had a limit of time
    with _lock:
        _idle.append(taken)
        surplus = _idle[:-MOST_KEPT_OPEN]
        del _idle[:-MOST_KEPT_OPEN]
    for each in surplus:
        each.connection.close()
