"""Inputs as a person names them: files, folders, `-` and addresses.

In: the words of a command line. Out, one at a time: a Page, or the InputError that stands in its place. A file never makes anything be
fetched, unless `follow` says so; the address of a feed or sitemap stands for the pages it names.
"""
from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_FEED_BYTES, LARGEST_PAGE_BYTES, MOST_SITEMAPS
from attache.sources.addresses import is_address, name_of
from attache.sources.containers import Given, Manner, pages_in, pages_of
from attache.sources.feeds import Item, items_apart, items_of_sitemap
from attache.sources.fetch import Fetched, Fetcher
from attache.sources.files import locate
from attache.sources.kinds import SNIFFED_BYTES, kind_of
from attache.sources.unpacking import decoded


class Inputs:
    """Takes inputs in one manner, with one fetcher."""

    def __init__(self, fetcher: Fetcher, manner: Manner, *, follow: bool = False) -> None:
        self._fetcher = fetcher
        self._followed = replace(manner, follow=self._pages_of_item)
        self._manner = self._followed if follow else manner
        self._sitemaps = 0

    def pages(self, inputs: Iterable[str]) -> Iterator[Given]:
        """The pages that the inputs are or hold, in their order."""
        for given in inputs:
            if is_address(given):
                yield from self._at(given)
            else:
                yield from self._in_files(Path(given))

    def _in_files(self, path: Path) -> Iterator[Given]:
        for located in locate([path]):
            if isinstance(located, InputError):
                yield located
            else:
                yield from pages_in(located, self._manner)

    def _at(self, given: str) -> Iterator[Given]:
        try:
            fetched = self._fetcher.get(given, largest=LARGEST_FEED_BYTES)
            content = fetched.content or b""
            kind = self._manner.kind or kind_of(content[:SNIFFED_BYTES], fetched.address.partition("?")[0])
            if kind == "page":
                yield _page(fetched)
            else:
                yield from pages_of(io.BytesIO(content), fetched.address, name_of(fetched.address), kind, self._followed)
        except InputError as error:
            yield error

    def _pages_of_item(self, item: Item) -> Iterator[Given]:
        try:
            if item.is_list:
                yield from self._pages_of_sitemap(item)
            else:
                yield replace(_page(self._fetcher.get(item.link)), published=item.published)
        except InputError as error:
            yield error

    def _pages_of_sitemap(self, item: Item) -> Iterator[Given]:
        self._sitemaps += 1
        if self._sitemaps > MOST_SITEMAPS:
            raise InputError("E-FEED-LIMIT", item.link, f"more than {MOST_SITEMAPS} sitemaps")
        fetched = self._fetcher.get(item.link, largest=LARGEST_FEED_BYTES)
        content = decoded(fetched.content or b"", "gzip", LARGEST_FEED_BYTES, fetched.address)
        for part in items_apart(items_of_sitemap, content, fetched.address):
            if not part.is_list:  # the protocol knows no lists of lists
                yield from self._pages_of_item(part)


def _page(fetched: Fetched) -> Page:
    if len(fetched.content or b"") > LARGEST_PAGE_BYTES:
        raise InputError("E-TOO-LARGE", fetched.address, f"over {LARGEST_PAGE_BYTES // 1_000_000} MB")
    return fetched.page()
