"""Files of readings into a register: the pages, readings and refusals that `add` would have put there from the inputs themselves.

In: a folder that `bulk` wrote, or one file of readings, and an open register. Out: one `Outcome` a row. Parts of one input are taken in
turn, so that pages come in the order of the inputs. A page that the register has from this reader or a newer one is known; everything is
checked before it is kept. A shard that is missing, unfinished or changed since is refused (E-READINGS), and the others go on.
"""
from __future__ import annotations

import heapq
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from attache.errors import InputError
from attache.ingest import Outcome
from attache.ingest.bulk import digest_of, marker_of, plan_of
from attache.ingest.checking import version_of
from attache.ingest.columns import Refused, Row
from attache.ingest.parquet import RowReader
from attache.model import Page
from attache.register.store import Register
from attache.settings import READABLE_LANGUAGES
from attache.sources.files import printable

_OURS = "E-READINGS"


def gather(path: Path, register: Register) -> Iterator[Outcome]:
    """Takes a folder's readings, or a file's, into the register."""
    groups = plan_of(path) if path.is_dir() else [(path,)]
    if not groups:
        yield _refuse(InputError(_OURS, printable(path), "no readings in it; `attache bulk` writes some"), register)
    with RowReader() as reader:
        for group in groups:
            troubles = {file: _trouble(file, in_folder=path.is_dir()) for file in group}
            for error in filter(None, troubles.values()):
                yield _refuse(error, register)
            parts = (reader.rows(file) for file, error in troubles.items() if error is None)
            for row in heapq.merge(*parts, key=attrgetter("position")):
                yield _take(row, register)


def _trouble(file: Path, *, in_folder: bool) -> InputError | None:
    """What keeps a file from being taken, as far as its marker tells. A file named by itself needs none."""
    marker, origin = marker_of(file), printable(file)
    if in_folder and (marker is None or not file.exists()):
        return InputError(_OURS, origin, "not finished; give the same `attache bulk` again")
    if marker and file.exists() and digest_of(file) != marker.sha256:
        return InputError(_OURS, origin, "not as it was written; give the same `attache bulk` again")
    return None


def _take(row: Row, register: Register) -> Outcome:
    if row.page is None:
        return _refuse(row.error, register)
    if _is_known(row, row.page.page_id, register):
        return Outcome(row.page.origin, "known")
    register.take(row.page)
    if isinstance(row, Refused):
        return _refuse(row.error, register, row.page)
    register.keep(row.page.page_id, row.text, row.reading)
    foreign = row.reading.language not in READABLE_LANGUAGES
    return Outcome(row.page.origin, "read", foreign=foreign, copy=register.is_copy(row.page.page_id))


def _is_known(row: Row, page_id: str, register: Register) -> bool:
    """Whether the register has the page read, by this reader or a newer one."""
    standing = register.standing(page_id)
    if standing is None or standing.status != "read" or standing.reader is None:
        return False
    if isinstance(row, Refused):
        return True
    return row.reading.reader == standing.reader or version_of(row.reading.reader) < version_of(standing.reader)


def _refuse(error: InputError, register: Register, page: Page | None = None) -> Outcome:
    if error.code != _OURS:  # that is about files between us and the inputs, not about what they hold
        register.refuse(error, page)
    return Outcome(error.subject, "refused", error)
