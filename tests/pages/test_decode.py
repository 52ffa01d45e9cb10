"""Bytes to text: encodings told by the strongest evidence, damage counted, and what is no text refused."""

from __future__ import annotations

import pytest

from attache.errors import InputError
from attache.model import Page
from attache.pages.decode import decode
from attache.settings import LARGEST_PAGE_BYTES

TEXT = "Le préfet a reçu l'émissaire à Gao, où il a promis “une enquête”.\n" * 4


def _page(content: bytes, charset: str | None = None) -> Page:
    return Page("0", "page", "page.html", content, charset=charset)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_with_and_without_marks(encoding: str) -> None:
    decoded = decode(_page(TEXT.encode(encoding)))
    assert (decoded.text, decoded.replacements) == (TEXT, 0)


@pytest.mark.parametrize("charset", ["windows-1252", "CP1252"])
def test_the_declared_charset_is_used_when_the_bytes_are_not_utf8(charset: str) -> None:
    assert decode(_page(TEXT.encode("cp1252"), charset)).text == TEXT


def test_a_charset_declared_in_the_page() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Переговоры прошли в Москве</body></html>'
    assert "Переговоры" in decode(_page(page.encode("cp1251"))).text


def test_valid_utf8_beats_a_lying_declaration() -> None:
    assert decode(_page(TEXT.encode(), "iso-8859-1")).text == TEXT


@pytest.mark.parametrize("charset", ["hex", "zip", "no-such-charset", "utf-7\x00", "idna"])
def test_nonsense_charsets_are_passed_over(charset: str) -> None:
    assert decode(_page(TEXT.encode("cp1252"), charset)).text.startswith("Le préfet")


def test_replacements_are_counted() -> None:
    decoded = decode(_page("\ufeffpaix".encode("utf-8-sig").replace(b"\xef\xbb\xbf", b"\xef\xbb\xbf", 1)[:3] + b"paix \xff\xff fin"))
    assert decoded.replacements == 2


def test_line_ends_become_one_kind() -> None:
    assert decode(_page(b"one\r\ntwo\rthree\n")).text == "one\ntwo\nthree\n"


def test_nul_bytes_do_not_survive() -> None:
    assert "\x00" not in decode(_page(b"The minister left.\x00 " + b"word " * 100)).text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E-EMPTY"),
        (b" \n\t\r\n", "E-EMPTY"),
        ("\u2003\n".encode(), "E-EMPTY"),
        (b"\xef\xbb\xbf", "E-EMPTY"),
        (b"%PDF-1.7\n%abc", "E-BINARY"),
        (b"\x89PNG\r\n\x1a\n" + b"abc" * 50, "E-BINARY"),
        (b"PK\x03\x04abc", "E-BINARY"),
        (b"\x7fELF\x02", "E-BINARY"),
        (bytes(range(256)) * 4, "E-BINARY"),
        (b"a" * (LARGEST_PAGE_BYTES + 1), "E-TOO-LARGE"),
    ],
)
def test_refused(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        decode(_page(content))
    assert refused.value.code == code
