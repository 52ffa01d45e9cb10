"""The only composer: source → page → reading → register.

In: located inputs, an open register, a reader. Out: one `Outcome` an input, made when the caller asks for it, so that stopping between two
is the caller's to decide and the register is whole at every moment. An input that cannot be read is an outcome, never an exception; only a
register that fails (RegisterError) ends the run.
"""
from __future__ import annotations

import logging
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from msgspec import Struct

from attache.errors import InputError
from attache.language import Engine
from attache.model import Page, Reading
from attache.pages import read_document
from attache.reading.reader import read_text, reader_version
from attache.register.store import Register, Standing
from attache.settings import READABLE_LANGUAGES, READING_CHARACTERS, READING_SECONDS
from attache.sources.files import load, printable

_log = logging.getLogger(__name__)
_OUT_OF_MEMORY = re.compile(r"bad_alloc|failed to allocate memory", re.IGNORECASE)

Located = Page | Path | InputError


class PageReader(Protocol):
    """Reads pages, and names the version of its answers as it will stand in `Reading.reader`."""

    @property
    def version(self) -> str:
        """Changes when the answers may."""

    def __call__(self, page: Page) -> tuple[str, Reading]:
        """The decoded text of the page and what it says; raises InputError when the page cannot be read."""


@runtime_checkable
class ReadsAhead(PageReader, Protocol):
    """A reader that begins pages before it is asked for what they say, `ahead` of them at most."""

    ahead: int

    def begin(self, page: Page) -> Callable[[], tuple[str, Reading]]:
        """Begins a page; what is returned gives what `__call__` would."""


class Book(Protocol):
    """What pages are taken into: a register, or something that stands in for one."""

    def standing(self, page_id: str) -> Standing | None:
        """How far the page has come; None when it was never taken."""

    def is_copy(self, page_id: str) -> bool:
        """Whether the page copies one that was there before."""

    def take(self, page: Page) -> None:
        """Keeps the page as it came."""

    def keep(self, page_id: str, text: str, reading: Reading) -> None:
        """Keeps what was read from a taken page."""

    def refuse(self, error: InputError, page: Page | None = None) -> None:
        """Notes that an input, or a page already taken, could not be read."""


class EngineReader:
    """attache's own reader on an engine; decodes each page once. `allow` is told how much processor time, in seconds, reading may take;
    `every`: no sentence is skipped.
    """

    def __init__(self, engine: Engine, allow: Callable[[float], None] | None = None, *, every: bool = False) -> None:
        self._engine, self._allow, self._every = engine, allow, every
        self.version = reader_version(engine, every=every)

    def __call__(self, page: Page) -> tuple[str, Reading]:
        """The decoded text of the page and what it says; raises InputError when the page cannot be read."""
        document = read_document(page)
        if self._allow:
            self._allow(READING_SECONDS + len(document.text) / READING_CHARACTERS)
        return document.text, read_text(document, self._engine, every=self._every)


class Outcome(Struct, frozen=True):
    """What became of one input; `error` says why it was refused, `foreign` that its language is not read: kept, but nothing claimed, `copy`
    that it copies a report already there.
    """

    origin: str
    kind: Literal["read", "known", "refused"]
    error: InputError | None = None
    foreign: bool = False
    copy: bool = False


Turn = Callable[[], Outcome]


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
        notes += [f"{self.foreign} in neither English nor French: kept, nothing claimed"] if self.foreign else []
        read = f"{self.kinds['read']} read" + (f" ({'; '.join(notes)})" if notes else "")
        words = f"{read}, {self.kinds['known']} already known, {self.kinds['refused']} refused"
        return f"{words} ({codes})" if codes else words


def add(inputs: Iterable[Located], register: Book, read: PageReader) -> Iterator[Outcome]:
    """Takes each input into the register, then reads it, unless this version of the reader has read it before."""
    desk = _Desk(register, read)
    return desk.in_order(desk.begin(located) for located in inputs)


def read_again(register: Register, read: PageReader) -> Iterator[Outcome]:
    """Reads the pages in the register that this version of the reader has not read."""
    desk = _Desk(register, read)
    return desk.in_order(desk.begin_reading(page) for page in register.unread(read.version))


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
    except Exception as error:
        if _OUT_OF_MEMORY.search(str(error)):  # as native code says it
            raise InputError("E-MEMORY", page.origin, "not enough memory to read it") from error
        # else a fault of ours met by one page: noted there, with its trace in the log
        _log.debug("reading %s failed", page.origin, exc_info=True)
        raise InputError("E-READER", page.origin, f"fault in the reader: {type(error).__name__}: {error}") from error


def take_and_read(page: Page, register: Register, read: PageReader) -> Outcome:
    """Takes a page into the register and reads it, unless this version of the reader has."""
    return _Desk(register, read).begin(page)()


class _Desk:
    """Inputs on their way: begun in order, as many ahead as the reader does, and finished in the same order by the one writer."""

    def __init__(self, register: Book, read: PageReader) -> None:
        self._register, self._read, self._in_hand = register, read, set[str]()

    def in_order(self, turns: Iterable[Turn]) -> Iterator[Outcome]:
        """The outcomes of inputs begun."""
        waiting: deque[Turn] = deque()
        for turn in turns:
            waiting.append(turn)
            if not isinstance(self._read, ReadsAhead) or len(waiting) > self._read.ahead:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()

    def begin(self, located: Located) -> Turn:
        """Begins an input; what is returned finishes it."""
        try:
            page = opened(located)
        except InputError as error:
            return partial(self._refuse, error, _origin(located))
        if page.page_id in self._in_hand:  # its like is being read: known, or refused in its turn
            return lambda: self.begin(page)()
        standing = self._register.standing(page.page_id)
        if standing and standing.status == "read" and standing.reader == self._read.version:
            return lambda: Outcome(page.origin, "known")
        self._register.take(page)
        return self.begin_reading(page)

    def begin_reading(self, page: Page) -> Turn:
        """Begins a page that is in the register."""
        self._in_hand.add(page.page_id)
        begun = self._read.begin(page) if isinstance(self._read, ReadsAhead) else partial(attempt, page, self._read)
        return lambda: self._finish(page, begun)

    def _finish(self, page: Page, begun: Callable[[], tuple[str, Reading]]) -> Outcome:
        self._in_hand.discard(page.page_id)
        try:
            text, reading = begun()
            self._register.keep(page.page_id, text, reading)
        except InputError as error:
            refusal = InputError(error.code, page.origin, error.message)
            self._register.refuse(refusal, page)
            return Outcome(page.origin, "refused", refusal)
        foreign = reading.language not in READABLE_LANGUAGES
        return Outcome(page.origin, "read", foreign=foreign, copy=self._register.is_copy(page.page_id))

    def _refuse(self, error: InputError, origin: str) -> Outcome:
        self._register.refuse(error)
        return Outcome(origin, "refused", error)


def _origin(located: Located) -> str:
    if isinstance(located, InputError):
        return located.subject
    return located.origin if isinstance(located, Page) else printable(located)
