r"""Bytes to text: one decision about the encoding, taken from the strongest evidence that decodes cleanly.

Takes a Page; gives its text with line ends as `\\n`, and how many characters had to be replaced. Refuses what is empty, too large or
not text (InputError E-EMPTY, E-TOO-LARGE, E-BINARY).
"""
from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from msgspec import Struct

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_PAGE_BYTES

REPLACEMENT = "\ufffd"
# UTF-32 marks begin with the UTF-16 ones, so they come first.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_HEADS = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"OggS", b"ID3",
    b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh9", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"SQLite format 3",
    b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe",
)
CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b") + b"\x7f"
DECLARED = re.compile(rb"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
DECLARATION_BYTES = 4096  # browsers look for the declaration in the first kilobyte; many pages put it later
SAMPLE_BYTES = 65_536
LARGEST_CONTROL_SHARE = 0.05


class Decoded(Struct, frozen=True):
    """A page's text and how many characters stand in for bytes that could not be decoded."""

    text: str
    replacements: int


def decode(page: Page) -> Decoded:
    """The text of `page`.

    Raises InputError E-EMPTY (nothing but white space), E-TOO-LARGE, E-BINARY (a PDF, an image, an archive, a program).
    """
    _refuse(page)
    text, replacements = _to_text(page)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", REPLACEMENT)
    if not text.strip():
        raise InputError("E-EMPTY", page.name, "the page holds no text")
    return Decoded(text, replacements)


def _refuse(page: Page) -> None:
    if len(page.content) > LARGEST_PAGE_BYTES:
        raise InputError("E-TOO-LARGE", page.name, f"{len(page.content):,} bytes; the largest page read is {LARGEST_PAGE_BYTES:,}")
    if not page.content.strip():
        raise InputError("E-EMPTY", page.name, "the page holds no text")
    if page.content.startswith(BINARY_HEADS):
        raise InputError("E-BINARY", page.name, "this is not text but a document, image, archive or program")


def _to_text(page: Page) -> tuple[str, int]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if page.content.startswith(mark):
            return _with_replacements(page.content[len(mark):], encoding)
    wide = _wide_encoding(page.content)
    if wide:
        return _with_replacements(page.content, wide)
    if _control_share(page.content) > LARGEST_CONTROL_SHARE:
        raise InputError("E-BINARY", page.name, "too many control bytes for a text")
    for encoding in ("utf-8", *_declared(page), *_guessed(page.content)):
        text = _strictly(page.content, encoding)
        if text is not None:
            return text, 0
    return _with_replacements(page.content, "utf-8")


def _control_share(content: bytes) -> float:
    sample = content[:SAMPLE_BYTES]
    return 1 - len(sample.translate(None, CONTROL_BYTES)) / len(sample)


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: Latin text in it has a NUL in every second place and nowhere else."""
    sample = content[:1024]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half < 4 or min(even, odd) > half // 20 or max(even, odd) < half // 2:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _declared(page: Page) -> list[str]:
    inside = DECLARED.search(page.content[:DECLARATION_BYTES])
    names = [page.charset or "", inside.group(1).decode("ascii") if inside else ""]
    return [name for name in names if name and _is_codec(name)]


def _guessed(content: bytes) -> list[str]:
    best = from_bytes(content[:SAMPLE_BYTES]).best()
    return [best.encoding] if best else []


def _is_codec(name: str) -> bool:
    """Whether Python knows `name` as a text encoding; what pages declare may also be nonsense or a byte-to-byte codec."""
    try:
        return codecs.lookup(name)._is_text_encoding  # the only way to tell "hex" and "zip" from text encodings
    except (LookupError, ValueError):
        return False


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return None if any("\ud800" <= character <= "\udfff" for character in text) else text


def _with_replacements(content: bytes, encoding: str) -> tuple[str, int]:
    text = content.decode(encoding, "replace")
    return text, text.count(REPLACEMENT)
