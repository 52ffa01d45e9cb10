"""PDF to plain text: the lines of each page in the order they were written, joined into paragraphs that blank lines part.

Takes a Page; gives the text that quotes of it refer to. Pictures of words have none. Raises InputError E-PDF (damaged, or encrypted with
a password), E-TOO-LARGE, E-EXTRA where pypdf is not installed.
"""
from __future__ import annotations

import io
import logging
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_PAGE_BYTES, LARGEST_TEXT_CHARACTERS, MOST_PDF_PAGES

_HEAD = b"%PDF-"
# words that cannot be unpacked are not passed over in silence, and no other program is called
_STRICT: dict[str, Any] = {"zlib_maximum_recovery_input_length": 0, "jbig2dec_binary": None}
_WIDEST_PITCH = 1.55  # from a line to the next of its paragraph, in letters' heights; between paragraphs it is twice one or more
_SAME_SIZE = 0.1
_INDENT = 0.8
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’»)\]]*\Z")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"[•◦▪‣–-]\s|\(?\d{1,3}[.)]\s")


class Line(Struct):
    """A line of words, where it begins on its page (points from the left and from the bottom), and how high its letters are."""

    words: str
    x: float
    y: float
    height: float


def is_pdf(page: Page) -> bool:
    """Whether the page is a PDF, by its first bytes."""
    return page.content.startswith(_HEAD)


def pdf_text(page: Page) -> str:
    """The text of a PDF."""
    if len(page.content) > LARGEST_PAGE_BYTES:
        raise InputError("E-TOO-LARGE", page.name, f"{len(page.content):,} bytes; the largest page read is {LARGEST_PAGE_BYTES:,}")
    return "\n\n".join(paragraphs_of(_lines(page)))


def paragraphs_of(lines: Iterable[Line]) -> list[str]:
    """Lines joined. A paragraph goes on while lines stand close, in letters of one size; over columns and pages, until a sentence ends."""
    grouped: list[list[Line]] = []
    for line in lines:
        if grouped and _goes_on(grouped[-1], line):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    counted = Counter(word.casefold() for group in grouped for line in group for word in _WORD.findall(line.words))
    known = {word for word, times in counted.items() if times > 1}  # the halves of a broken word stand there once
    return [_joined([line.words for line in group], known) for group in grouped]


def _goes_on(paragraph: list[Line], line: Line) -> bool:
    last = paragraph[-1]
    if abs(line.height - last.height) > _SAME_SIZE * last.height or _BULLET.match(line.words):
        return False
    fallen, ends = last.y - line.y, _SENTENCE_END.search(last.words) is not None
    if fallen < 0:  # the next column, or page
        return not ends
    indented = line.x - last.x > _INDENT * line.height
    return fallen <= _WIDEST_PITCH * line.height and not (ends and indented)


def _joined(lines: list[str], known: set[str]) -> str:
    """One line. A word broken at a line's end is put together again; it keeps its hyphen where both parts are words by themselves."""
    whole = lines[0]
    for line in lines[1:]:
        broken, rest = _BROKEN_WORD.search(whole), _WORD.match(line)
        if broken is None or rest is None:
            whole = f"{whole} {line}"
        elif rest[0][0].isupper() or {broken[1].casefold(), rest[0].casefold()} <= known:
            whole += line
        else:
            whole = whole[:-1] + line
    return whole


def _lines(page: Page) -> list[Line]:
    """The lines of all pages."""
    try:
        import pypdf
        from pypdf.errors import LimitReachedError
    except ImportError as error:
        raise InputError("E-EXTRA", page.name, "to read PDF, pip install 'attache[pdf]'") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it has much to say of pages that are not what they should be
    try:
        with pypdf.apply_configuration(**_STRICT):
            return list(_lines_of(pypdf.PdfReader(io.BytesIO(page.content)), page.name))
    except (InputError, MemoryError):
        raise
    except LimitReachedError as error:
        if isinstance(error.__cause__, zlib.error):
            raise _unreadable(page, error.__cause__) from error
        raise InputError("E-TOO-LARGE", page.name, "a part of the PDF unpacks to more than may be") from error
    except Exception as error:  # what is broken in a PDF comes out as whatever stumbled over it
        raise _unreadable(page, error) from error


def _unreadable(page: Page, error: Exception) -> InputError:
    return InputError("E-PDF", page.name, f"a PDF that cannot be read: {type(error).__name__}: {error}")


def _lines_of(held: Any, name: str) -> Iterator[Line]:
    if held.is_encrypted and not held.decrypt(""):
        raise InputError("E-PDF", name, "encrypted with a password")
    if not held.pages:
        raise InputError("E-PDF", name, "a PDF without a page")
    if len(held.pages) > MOST_PDF_PAGES:
        raise InputError("E-TOO-LARGE", name, f"{len(held.pages):,} pages; the most read are {MOST_PDF_PAGES:,}")
    read = 0
    for sheet in held.pages:
        for line in _lines_on(sheet):
            read += len(line.words)
            if read > LARGEST_TEXT_CHARACTERS:
                raise InputError("E-TOO-LARGE", name, f"more than {LARGEST_TEXT_CHARACTERS:,} characters")
            yield line


def _lines_on(sheet: Any) -> list[Line]:
    found = [Line("", 0.0, 0.0, 0.0)]

    def take(words: str, outer: list[float], inner: list[float], _: object, size: float | None) -> None:
        for piece in re.split(r"(\n)", words):
            if piece == "\n":
                found.append(Line("", 0.0, 0.0, 0.0))
            elif piece.strip() and not found[-1].words.strip():
                found[-1] = Line(piece, *_place(outer, inner, size or 1.0))
            else:
                found[-1].words += piece

    sheet.extract_text(visitor_text=take)
    return [Line(_clean(line.words), line.x, line.y, line.height) for line in found if _clean(line.words)]


def _place(outer: list[float], inner: list[float], size: float) -> tuple[float, float, float]:
    """Where words stand on the page, and how high their letters are: both matrices of the page applied to them."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    return x, y, size * math.hypot(inner[2], inner[3]) * math.hypot(outer[2], outer[3])


def _clean(words: str) -> str:
    kept = words.replace("\0", "").encode("utf-8", "replace").decode()
    return " ".join(kept.translate(_LIGATURES).split())
