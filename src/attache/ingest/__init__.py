"""The only composer: source → page → reading → register.

In: located inputs, an open register, a reader. Out: one `Outcome` an input, made when the caller asks for it, so that stopping between two
is the caller's to decide and the register is whole at every moment. An input that cannot be read is an outcome, never an exception; only a
register that fails (RegisterError) ends the run.
"""
from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from attache.errors import InputError
from attache.language import Engine
from attache.model import Page, Reading
from attache.pages import read_document
from attache.reading.reader import READER_VERSION, read_text
from attache.register.store import Register
from attache.settings import READABLE_LANGUAGES
from attache.sources.files import load, printable

_log = logging.getLogger(__name__)

Located = Page | Path | InputError


class PageReader(Protocol):
    """Reads pages, and names the version of its answers as it will stand in `Reading.reader`."""

    @property
    def version(self) -> str:
        """Changes when the answers may."""

    def __call__(self, page: Page) -> tuple[str, Reading]:
        """The decoded text of the page and what it says; raises InputError when the page cannot be read."""


class EngineReader:
    """attache's own reader on an engine; decodes each page once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.version = f"{READER_VERSION}/{engine.name}"

    def __call__(self, page: Page) -> tuple[str, Reading]:
        """The decoded text of the page and what it says; raises InputError when the page cannot be read."""
        document = read_document(page)
        return document.text, read_text(document, self._engine)


class Outcome(Struct, frozen=True):
    """What became of one input; `error` says why it was refused, `foreign` that its language is not read: kept, but nothing claimed, `copy`
    that it copies a report already there.
    """

    origin: str
    kind: Literal["read", "known", "refused"]
    error: InputError | None = None
    foreign: bool = False
    copy: bool = False


class Tally:
    """Outcomes counted."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.foreign = self.copies = 0

    def count(self, outcome: Outcome) -> None:
        """Adds one outcome."""
        self.kinds[outcome.kind] += 1
        self.foreign += outcome.foreign
        self.copies += outcome.copy
        if outcome.error:
            self.codes[outcome.error.code] += 1

    def __str__(self) -> str:
        codes = ", ".join(f"{code} {number}" for code, number in sorted(self.codes.items()))
        notes = [f"{self.copies} copies of reports already there"] if self.copies else []
        notes += [f"{self.foreign} in another language than English: kept, nothing claimed"] if self.foreign else []
        read = f"{self.kinds['read']} read" + (f" ({'; '.join(notes)})" if notes else "")
        words = f"{read}, {self.kinds['known']} already known, {self.kinds['refused']} refused"
        return f"{words} ({codes})" if codes else words


def add(inputs: Iterable[Located], register: Register, read: PageReader) -> Iterator[Outcome]:
    """Takes each input into the register, then reads it, unless this version of the reader has read it before."""
    for located in inputs:
        origin = _origin(located)
        try:
            page = opened(located)
        except InputError as error:
            register.refuse(error)
            yield Outcome(origin, "refused", error)
        else:
            yield take_and_read(page, register, read)


def read_again(register: Register, read: PageReader) -> Iterator[Outcome]:
    """Reads the pages in the register that this version of the reader has not read."""
    for page in register.unread(read.version):
        yield _read(page, register, read)


def opened(located: Located) -> Page:
    """The page at a located input; raises the InputError that stands in its place, or the one found on opening it."""
    if isinstance(located, InputError):
        raise located
    return located if isinstance(located, Page) else load(located)


def attempt(page: Page, read: PageReader) -> tuple[str, Reading]:
    """Reads a page; whatever goes wrong in it is an InputError about its origin, so that one page never costs a batch."""
    try:
        return read(page)
    except MemoryError as error:
        raise InputError("E-MEMORY", page.origin, "not enough memory to read it") from error
    except InputError as error:
        raise InputError(error.code, page.origin, error.message) from error
    except Exception as error:  # a fault of ours met by one page: noted there, with its trace in the log
        _log.debug("reading %s failed", page.origin, exc_info=True)
        raise InputError("E-READER", page.origin, f"fault in the reader: {type(error).__name__}: {error}") from error


def _origin(located: Located) -> str:
    if isinstance(located, InputError):
        return located.subject
    return located.origin if isinstance(located, Page) else printable(located)


def take_and_read(page: Page, register: Register, read: PageReader) -> Outcome:
    """Takes a page into the register and reads it, unless this version of the reader has."""
    standing = register.standing(page.page_id)
    if standing and standing.status == "read" and standing.reader == read.version:
        return Outcome(page.origin, "known")
    register.take(page)
    return _read(page, register, read)


def _read(page: Page, register: Register, read: PageReader) -> Outcome:
    try:
        text, reading = attempt(page, read)
    except InputError as error:
        register.refuse(error, page)
        return Outcome(page.origin, "refused", error)
    register.keep(page.page_id, text, reading)
    foreign = reading.language not in READABLE_LANGUAGES
    return Outcome(page.origin, "read", foreign=foreign, copy=register.is_copy(page.page_id))
