"""Data files as pages: JSON lines and tables (CSV, TSV), a page a record.

In: a stream of bytes, and a `Mapping` that says which field holds what. Out, one at a time: a Page for each record, or the InputError that
stands in its place: E-RECORD (no record, or no text in it), E-TOO-LARGE (longer than a page may be). Settings: E-MAP.
"""
from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from attache.errors import InputError, SettingsError
from attache.model import Page
from attache.pages.markup import is_html
from attache.pages.metadata import declared_day
from attache.settings import LARGEST_PAGE_BYTES
from attache.sources.files import page_of

_DELIMITERS = ",;\t|"


class Mapping(msgspec.Struct, frozen=True):
    """Which fields of a record hold its text and the facts about it: each the first of these that the record has."""

    text: tuple[str, ...] = ("text", "body", "content", "article", "content_text", "content_html")
    title: tuple[str, ...] = ("title", "headline")
    published: tuple[str, ...] = ("published", "date", "published_at", "publication_date", "datePublished", "pubDate", "date_published")
    url: tuple[str, ...] = ("url", "link", "address")
    id: tuple[str, ...] = ("id", "name")


def mapping_of(given: str) -> Mapping:
    """The mapping that `text=body,published=date` asks for; what is not named is looked for under its usual names.

    Raises SettingsError E-MAP.
    """
    named: dict[str, tuple[str, ...]] = {}
    for pair in filter(None, given.split(",")):
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours not in Mapping.__struct_fields__ or not theirs:
            raise SettingsError("E-MAP", pair, f"not OURS=THEIRS, where OURS is one of {', '.join(Mapping.__struct_fields__)}")
        named[ours] = (theirs,)
    return Mapping(**named)


def json_lines(file: IO[bytes], origin: str, mapping: Mapping) -> Iterator[Page | InputError]:
    """A page a line of JSON objects; empty lines are passed over."""
    for number, line in enumerate(_lines(file), 1):
        where = f"{origin}#{number}"
        if line is None:
            yield _too_large(where)
        elif line.strip():
            yield _page_or_error(_json_record(line), where, mapping)


def table_rows(file: IO[bytes], origin: str, mapping: Mapping) -> Iterator[Page | InputError]:
    """A page a row under the header line, whose commas, semicolons, tabs or bars part the columns."""
    csv.field_size_limit(LARGEST_PAGE_BYTES)
    lines = (("" if line is None else line.decode("utf-8", "replace")) for line in _lines(file))
    header = next(lines, "").removeprefix("\ufeff")
    delimiter = max(_DELIMITERS, key=header.count)
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error as error:
        yield InputError("E-RECORD", origin, f"no header of a table: {error}")
        return
    rows, number = csv.reader(lines, delimiter=delimiter), 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError("E-RECORD", f"{origin}#{number}", f"no row of a table: {error}")
        else:
            if row:
                yield _page_or_error(dict(zip(names, row, strict=False)), f"{origin}#{number}", mapping)


def page_of_record(record: dict[str, Any], where: str, mapping: Mapping) -> Page:
    """The page that a record makes: its title over its text. Raises InputError E-RECORD, E-TOO-LARGE."""
    text = _field(record, mapping.text)
    if not text:
        raise InputError("E-RECORD", where, f"no text in {' or '.join(mapping.text)}; say with --map text=FIELD where it is")
    title, url = " ".join(_field(record, mapping.title).split()), _field(record, mapping.url)
    whole = text if not title or text.lstrip().startswith(title) or is_html(text) else f"{title}\n\n{text}"
    content = whole.encode("utf-8", "replace")
    if len(content) > LARGEST_PAGE_BYTES:
        raise _too_large(where)
    page = page_of(url or where, _field(record, mapping.id) or where.rsplit("/", 1)[-1], content)
    return msgspec.structs.replace(page, charset="utf-8", published=declared_day(_field(record, mapping.published)))


def _page_or_error(record: dict[str, Any] | None, where: str, mapping: Mapping) -> Page | InputError:
    if record is None:
        return InputError("E-RECORD", where, "no JSON object on this line")
    try:
        return page_of_record(record, where, mapping)
    except InputError as error:
        return error


def _json_record(line: bytes) -> dict[str, Any] | None:
    try:
        record = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _field(record: dict[str, Any], names: Iterable[str]) -> str:
    """The first of the fields that holds words or a number, as words that can be kept."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip().encode("utf-8", "replace").decode()
    return ""


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines; None for one that is longer than a page may be, which is passed over without being held."""
    while line := file.readline(LARGEST_PAGE_BYTES + 1):
        if len(line) <= LARGEST_PAGE_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LARGEST_PAGE_BYTES)
        yield None


def _too_large(where: str) -> InputError:
    return InputError("E-TOO-LARGE", where, f"a record over {LARGEST_PAGE_BYTES // 1_000_000} MB")
