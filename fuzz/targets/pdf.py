"""PDF pages to a document. What is packed in them survives no chance change, so the saved ones are not."""
from __future__ import annotations

from contextlib import suppress

from attache.errors import InputError
from attache.model import Page
from attache.pages import read_document


def check(data: bytes) -> None:
    """The text can be kept, and is no more than pages may have."""
    with suppress(InputError):
        read_document(Page("0", "note", "note.pdf", b"%PDF-" + data)).text.encode()
