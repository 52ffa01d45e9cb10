"""Files as pages, whatever is in them: one page, or a container of many.

In: paths located by `files.locate`. Out, one at a time: a Page, or the InputError that stands in its place. Containers are read as they
come, whatever their size; a bad record costs only itself.
"""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, cast

import msgspec

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_FEED_BYTES, LARGEST_PAGE_BYTES
from attache.sources.feeds import Item, items_apart, items_of_feed, items_of_sitemap, page_of_item
from attache.sources.files import STANDARD_INPUT, load, opened, page_of, printable
from attache.sources.kinds import SNIFFED_BYTES, Kind, kind_of
from attache.sources.parquet import parquet_rows
from attache.sources.records import Mapping, json_lines, table_rows
from attache.sources.unpacking import CHUNK_BYTES, GZIP_HEAD, unpacked
from attache.sources.warc import wacz_pages, warc_pages

Given = Page | InputError
Follow = Callable[[Item], Iterator[Given]]


class Manner(msgspec.Struct, frozen=True):
    """How inputs are taken: the kind they are said to be, the fields of records, and who fetches what feeds only name (nobody if None)."""

    kind: Kind | None = None
    mapping: Mapping = Mapping()
    follow: Follow | None = None


def pages_in(path: Path, manner: Manner) -> Iterator[Given]:
    """The pages in a file, or in standard input when `path` is `-`."""
    try:
        if path == STANDARD_INPUT:
            yield from _standard_input(manner)
        else:
            yield from _file(path, manner)
    except InputError as error:
        yield error


def pages_of(file: IO[bytes], origin: str, name: str, kind: Kind, manner: Manner) -> Iterator[Given]:
    """The pages in an open file of a kind."""
    if kind == "warc":
        yield from warc_pages(file, origin)
    elif kind == "wacz":
        yield from wacz_pages(file, origin)
    elif kind == "parquet":
        yield from _parquet_pages(file, origin, manner)
    else:
        yield from _pages_of_stream(_plain(file, origin), origin, name, kind, manner)


def pages_of_items(items: list[Item], origin: str, manner: Manner) -> Iterator[Given]:
    """The pages that a feed's items are or, where somebody follows them, name."""
    for number, item in enumerate(items, 1):
        if manner.follow and item.link:
            yield from manner.follow(item)
            continue
        try:
            yield page_of_item(item, f"{origin}#{number}")
        except InputError as error:
            yield error


def _file(path: Path, manner: Manner) -> Iterator[Given]:
    with opened(path) as file:
        head = file.read(SNIFFED_BYTES)
        kind = manner.kind or kind_of(head, path.name)
        if kind != "page" or head.startswith(GZIP_HEAD):
            yield from pages_of(file, printable(path), printable(Path(path.stem)), kind, manner)
            return
    yield load(path)


def _standard_input(manner: Manner) -> Iterator[Given]:
    """What comes is put on the disk first, since some containers are not read from front to back; a page stays as short as one may be."""
    stream = cast("IO[bytes]", getattr(sys.stdin, "buffer", sys.stdin))
    with TemporaryFile() as file:
        file.write(stream.read(LARGEST_PAGE_BYTES + 1))
        file.seek(0)
        head = file.read(SNIFFED_BYTES)
        kind = manner.kind or kind_of(head, "")
        if kind != "page":
            file.seek(0, 2)
            copyfileobj(stream, file, CHUNK_BYTES)
        yield from pages_of(file, "-", "stdin", kind, manner)


def _parquet_pages(file: IO[bytes], origin: str, manner: Manner) -> Iterator[Given]:
    """Its directory stands at its end: compressed as a whole, it is unpacked to the disk first."""
    plain = _plain(file, origin)
    if plain is file:
        yield from parquet_rows(file, origin, manner.mapping)
        return
    with TemporaryFile() as unpacked_file:
        copyfileobj(plain, unpacked_file, CHUNK_BYTES)
        unpacked_file.seek(0)
        yield from parquet_rows(unpacked_file, origin, manner.mapping)


def _plain(file: IO[bytes], origin: str) -> IO[bytes]:
    """The file from its beginning, unpacked when it is compressed."""
    file.seek(0)
    compressed = file.read(len(GZIP_HEAD)) == GZIP_HEAD
    file.seek(0)
    return unpacked(file, origin) if compressed else file


def _pages_of_stream(file: IO[bytes], origin: str, name: str, kind: Kind, manner: Manner) -> Iterator[Given]:
    if kind == "jsonl":
        yield from json_lines(file, origin, manner.mapping)
    elif kind == "csv":
        yield from table_rows(file, origin, manner.mapping)
    elif kind == "page":
        yield page_of(origin, name, _bounded(file, origin, LARGEST_PAGE_BYTES))
    else:
        content = _bounded(file, origin, LARGEST_FEED_BYTES)
        items = items_apart(items_of_feed if kind == "feed" else items_of_sitemap, content, origin)
        yield from pages_of_items(items, origin, manner)


def _bounded(file: IO[bytes], origin: str, largest: int) -> bytes:
    content = file.read(largest + 1)
    if len(content) > largest:
        raise InputError("E-TOO-LARGE", origin, f"over {largest // 1_000_000} MB")
    if not content:
        raise InputError("E-EMPTY", origin, "nothing in it")
    return content
