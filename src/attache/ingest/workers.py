"""Pages read in worker processes: as many at once as there are workers, each inside limits of memory and time.

In: how to make a reader, and how many workers. Out: a reader that reads ahead. What it says is what the reader made would say; a page that
breaks a limit is an InputError (E-MEMORY, E-TIME), and its worker is made anew. Raises SettingsError when no reader can be made.
"""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait

import msgspec

from attache.errors import InputError
from attache.ingest import PageReader, attempt
from attache.model import Page, Reading
from attache.settings import PARSING_SECONDS, READING_CHARACTERS, READING_SECONDS
from attache.sources.files import page_of
from attache.sources.sandbox import Allow, Child, Serve

_FIRST = page_of("first.html", "first", b"<!doctype html><title>Talks</title><p>Ministers of Ghana and Togo met in Accra on Friday.</p>")
MakeReader = Callable[[Allow], PageReader]
Answer = tuple[str, Reading]


class _Ticket:
    """A page on its way, and what came of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answer: Answer | InputError | None = None


class WorkerReader:
    """Reads pages in workers. Get one from `workers`."""

    def __init__(self, make: MakeReader, count: int) -> None:
        self.ahead = 2 * count
        self._children = [Child(lambda allow: _served(make(allow))) for _ in range(count)]
        self._busy: dict[Child, _Ticket] = {}
        self._waiting: deque[_Ticket] = deque()

    def __enter__(self) -> WorkerReader:  # noqa: PYI034 - not made to be inherited from
        try:
            first, *_ = [child.ready() for child in self._children]
        except BaseException:  # also Ctrl-C while models are loaded
            self.__exit__()
            raise
        self.version = first.decode()
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.close()

    def __call__(self, page: Page) -> Answer:
        """The decoded text of the page and what it says; raises InputError when the page cannot be read."""
        return self.begin(page)()

    def begin(self, page: Page) -> Callable[[], Answer]:
        """Begins a page as soon as a worker is free; what is returned gives what it says."""
        ticket = _Ticket(page)
        self._waiting.append(ticket)
        self._turn(0)
        return lambda: self._finished(ticket)

    def _finished(self, ticket: _Ticket) -> Answer:
        while ticket.answer is None:
            self._turn(min(child.left() for child in self._busy))
        if isinstance(ticket.answer, InputError):
            raise ticket.answer
        return ticket.answer

    def _turn(self, seconds: float) -> None:
        """Takes what workers have done within `seconds`, and gives them more to do."""
        pipes = {child.pipe: child for child in self._busy}
        done = {pipes[pipe] for pipe in wait(pipes, seconds)} if pipes else set()  # type: ignore[index]
        for child in [child for child in self._busy if child in done or not child.left()]:
            ticket = self._busy.pop(child)
            ticket.answer = _answered(child, ticket.page)
        for child in self._children:
            if self._waiting and child not in self._busy:
                ticket = self._busy[child] = self._waiting.popleft()
                child.ask(msgspec.msgpack.encode(ticket.page), _most_seconds(ticket.page))


@contextmanager
def workers(make: MakeReader, count: int = 1) -> Iterator[WorkerReader]:
    """A reader in `count` workers, for the length of a `with` block."""
    with WorkerReader(make, count) as reader:
        yield reader


def _answered(child: Child, page: Page) -> Answer | InputError:
    try:
        told = child.answer(page.origin)
    except InputError as error:
        return error
    text, reading = msgspec.msgpack.decode(told, type=tuple[str, Reading])
    return text, reading


def _served(read: PageReader) -> tuple[bytes, Serve]:
    """What a worker does: pages to what they say, as bytes. A reader loads its model and tables when it first reads: that is done here, so
    that the limit to memory counts from there.
    """
    with suppress(InputError):
        attempt(_FIRST, read)

    def serve(question: bytes) -> bytes:
        return msgspec.msgpack.encode(attempt(msgspec.msgpack.decode(question, type=Page), read))

    return read.version.encode(), serve


def _most_seconds(page: Page) -> float:
    return PARSING_SECONDS + READING_SECONDS + len(page.content) / READING_CHARACTERS
