"""Files, folders and standard input as pages.

In: paths as a person types them. Out: `Page` records, read one at a time. Refuses, as InputError values in their place among the others, so
that a batch goes on: E-NOT-FOUND, E-UNREADABLE, E-SPECIAL-FILE, E-TOO-LARGE, E-EMPTY.
"""
from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_PAGE_BYTES

STANDARD_INPUT = Path("-")

Located = Path | InputError


def locate(paths: Iterable[Path]) -> Iterator[Located]:
    """Every file under `paths`: folders entered and sorted, hidden files in them passed over, `-` kept for standard input.

    A path that does not exist or a folder that may not be listed comes out as an InputError. Links to folders are not followed.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield path
        elif path.is_dir():
            yield from _in_folder(path)
        else:
            yield _existing(path)


def load(path: Path, standard_input: BinaryIO | None = None) -> Page:
    """The page in one file, or in standard input when `path` is `-`. Raises InputError."""
    if path == STANDARD_INPUT:
        return page_of("-", "stdin", _bounded(standard_input or sys.stdin.buffer, "-"))
    origin = printable(path)
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > LARGEST_PAGE_BYTES:
            raise _too_large(origin)
        return page_of(origin, printable(Path(path.stem)), _bounded(file, origin))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file open for reading. Raises InputError, also for what fails while it is read."""
    try:
        with _open(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError("E-SPECIAL-FILE", printable(path), "not a regular file")
            yield file
    except FileNotFoundError as error:
        raise _not_found(path) from error
    except OSError as error:
        raise InputError("E-UNREADABLE", printable(path), _reason(error)) from error


def page_of(origin: str, name: str, content: bytes) -> Page:
    """The page of these bytes, known by their hash. A zero byte, which some databases hold in no text, is no part of a name."""
    return Page(sha256(content).hexdigest(), name.replace("\0", "\ufffd"), origin.replace("\0", "\ufffd"), content)


def printable(path: Path) -> str:
    """The path as text that every encoding of Unicode can hold: bytes that are no UTF-8 become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def _existing(path: Path) -> Located:
    try:
        path.stat()
    except FileNotFoundError:
        return _not_found(path)
    except OSError as error:
        return InputError("E-UNREADABLE", printable(path), _reason(error))
    return path


def _in_folder(top: Path) -> Iterator[Located]:
    waiting = [top]
    while waiting:
        here = waiting.pop()
        if here.is_dir() and (here == top or not here.is_symlink()):
            entries = _listing(here)
            if isinstance(entries, InputError):
                yield entries
            else:
                waiting.extend(reversed(entries))
        elif not here.is_dir():
            yield here


def _listing(folder: Path) -> list[Path] | InputError:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        return InputError("E-UNREADABLE", printable(folder), _reason(error))


def _open(path: Path) -> BinaryIO:
    # not blocking: opening a named pipe nobody writes to would wait for ever
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def _bounded(file: BinaryIO, origin: str) -> bytes:
    content = file.read(LARGEST_PAGE_BYTES + 1)
    if len(content) > LARGEST_PAGE_BYTES:
        raise _too_large(origin)
    if not content:
        raise InputError("E-EMPTY", origin, "nothing in it")
    return content


def _too_large(origin: str) -> InputError:
    return InputError("E-TOO-LARGE", origin, f"over {LARGEST_PAGE_BYTES // 1_000_000} MB")


def _not_found(path: Path) -> InputError:
    return InputError("E-NOT-FOUND", printable(path), "no such file or folder")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
