"""What users say of their data, and the data: `--map` in the first line, a JSON lines file or a table behind it; rules of sources; the
values of an edit, as the command line writes them.
"""
from __future__ import annotations

import io
import re
from contextlib import suppress

from attache.errors import AttacheError, InputError
from attache.model import Page
from attache.register.editing import checked
from attache.register.rulings import EDITABLE
from attache.register.sources import Source
from attache.register.written import plain_value
from attache.sources.kinds import KINDS, kind_of
from attache.sources.records import Mapping, json_lines, mapping_of, table_rows

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def check(data: bytes) -> None:
    """A mapping or a record means something or is refused; no record makes a page that cannot be kept."""
    given, _, rows = data.partition(b"\n")
    words = given.decode("utf-8", "replace")
    mapping = Mapping()
    with suppress(AttacheError):
        mapping = mapping_of(words)
    assert kind_of(data, words) in KINDS
    for read in (json_lines, table_rows):
        for found in read(io.BytesIO(rows), "dump", mapping):
            if isinstance(found, Page):
                _check(found)
    _check_rules(words)
    _check_edits(words)


def _check(page: Page) -> None:
    assert page.content.strip()
    page.name.encode()
    page.origin.encode()
    assert page.published is None or _DAY.fullmatch(page.published)


def _check_rules(words: str) -> None:
    include, _, exclude = words.partition("|")
    source = Source(1, "harbour", "https://harbour.example", (include,), (exclude,), None, None, None, None, 0, None)
    assert source.wants(include) == (exclude.casefold() not in include.casefold())


def _check_edits(words: str) -> None:
    for field in EDITABLE:
        with suppress(InputError):
            checked(field, plain_value(field, words)).encode()
