"""Watching sources: what is new in them becomes pages in the register.

In: a register, a fetcher, a reader. Out: one `Outcome` an item that is new, or a source that fails, made when the caller asks for it. An
item is noted only after its page was kept, so that the same command goes on where another was interrupted. An item that cannot be fetched
is tried again the next rounds, then left; one whose entry changes is fetched again, and if its page changed, both stay.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from attache.errors import InputError
from attache.ingest import Outcome, PageReader, take_and_read
from attache.model import Page
from attache.register.sources import Seen, Source, SourceBook
from attache.register.store import Register
from attache.settings import LARGEST_FEED_BYTES, MOST_SITEMAPS, MOST_TRIES
from attache.sources.feeds import Item, page_of_item
from attache.sources.fetch import Fetcher
from attache.sources.listings import items_in

_DONE = frozenset({"kept", "refused", "excluded"})


def now() -> datetime:
    """The time by the clock."""
    return datetime.now(UTC)


class Watcher:
    """Makes rounds of a register's sources."""

    def __init__(self, register: Register, fetcher: Fetcher, read: PageReader, clock: Callable[[], datetime] = now) -> None:
        self._register, self._fetcher, self._read, self._now = register, fetcher, read, clock
        self._book = SourceBook(register)

    def round(self) -> Iterator[Outcome]:
        """One look at every source."""
        for source in self._book.sources():
            try:
                yield from self._look(source)
            except InputError as error:
                self._book.note_failure(source, error.code)
                yield Outcome(source.address, "refused", error)

    def _look(self, source: Source) -> Iterator[Outcome]:
        """What is new in a source. Raises InputError where the source itself cannot be read."""
        fetched = self._fetcher.get(source.address, source.etag, source.modified, LARGEST_FEED_BYTES)
        if fetched.content is None:
            self._book.note_fetch(source, source.etag, source.modified, new=False, now=self._now())
            return
        seen, new, waiting = self._book.seen(source), False, False
        for item in self._expanded(items_in(fetched.content, fetched.address)):
            before = seen.get((item.id, item.version), Seen("failed", 0))
            if before.state in _DONE:
                continue
            if not source.wants(f"{item.title} {item.link}"):
                self._book.note(source, (item.id, item.version), Seen("excluded", 0), None, self._now())
                continue
            outcome, state = self._take(source, item, before.tries + 1)
            new, waiting = new or outcome.kind == "read", waiting or state == "failed"
            yield outcome
        etag, modified = (None, None) if waiting else (fetched.etag, fetched.modified)  # else the server would not show it again
        self._book.note_fetch(source, etag, modified, new=new, now=self._now())

    def _expanded(self, items: list[Item]) -> Iterator[Item]:
        """The items, those of the sitemaps in a list of them included."""
        lists = 0
        for item in items:
            lists += item.is_list
            if not item.is_list:
                yield item
            elif lists <= MOST_SITEMAPS:
                fetched = self._fetcher.get(item.link, largest=LARGEST_FEED_BYTES)
                yield from (part for part in items_in(fetched.content or b"", fetched.address) if not part.is_list)

    def _take(self, source: Source, item: Item, tries: int) -> tuple[Outcome, str]:
        try:
            page = self._page(source, item)
        except InputError as error:
            self._register.refuse(error)
            state = Seen("failed" if tries < MOST_TRIES else "refused", tries)
            self._book.note(source, (item.id, item.version), state, None, self._now())
            return Outcome(error.subject, "refused", error), state.state
        outcome = take_and_read(page, self._register, self._read)
        state = Seen("refused" if outcome.error else "kept", tries)
        self._book.note(source, (item.id, item.version), state, page.page_id, self._now())
        return outcome, state.state

    def _page(self, source: Source, item: Item) -> Page:
        if not item.link:
            return page_of_item(item, f"{source.address}#{item.id}")
        return replace(self._fetcher.get(item.link).page(), published=item.published)
