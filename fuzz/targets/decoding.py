"""Bytes to text: the first byte chooses what the server said of their encoding."""
from __future__ import annotations

from contextlib import suppress

from attache.errors import InputError
from attache.model import Page
from attache.pages.decode import decode

_SAID = (
    None, "utf-8", "latin-1", "windows-1252", "shift_jis", "utf-7", "utf-16", "hex", "idna", "punycode", "unicode_escape", "\0", "gb18030",
)


def check(data: bytes) -> None:
    """The text can be kept, and every replacement in it is counted."""
    said = _SAID[data[0] % len(_SAID)] if data else None
    with suppress(InputError):
        decoded = decode(Page("0", "page", "page", data[1:], charset=said))
        decoded.text.encode()
        assert not {"\r", "\0"} & set(decoded.text)
        assert decoded.text.strip()
        assert decoded.replacements >= 0
