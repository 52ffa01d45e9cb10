"""Page bytes to a document: whatever they are, HTML or text."""
from __future__ import annotations

import re
from contextlib import suppress

from attache.errors import InputError
from attache.model import Page
from attache.pages import read_document

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def check(data: bytes) -> None:
    """Blocks lie in the text, in order and apart; what the page says of itself is words; the day is a day."""
    with suppress(InputError):
        document = read_document(Page("0", "page", "https://harbour.example/2026/05/18/page", data))
        document.text.encode()
        end = 0
        for block in document.blocks:
            assert end <= block.start <= block.end <= len(document.text)
            end = block.end
        for fact in (document.dateline, document.byline, document.title, document.publisher, document.credit):
            assert fact is None or fact.strip()
        assert document.published is None or _DAY.fullmatch(document.published)
