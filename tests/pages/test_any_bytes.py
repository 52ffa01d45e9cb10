"""Whatever the bytes: a Document whose blocks lie in its text, or an InputError; nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attache.errors import InputError
from attache.model import Page
from attache.pages import read_document

PIECES = st.sampled_from(
    [
        "<html>",
        "<p>",
        "</p>",
        "<div",
        ">",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<h1>",
        "</h1>",
        '<meta property="og:title" content="',
        '">',
        "<time datetime='",
        "By Ana Ruiz",
        "LIMA (AFP) - ",
        "02/10/2020",
        "Oct. 2",
        "© 2020",
        "Source: AFP",
        "The minister said on Monday that the army had left the city.",
        " | ",
        "\n",
        "\n\n",
        "3 comments",
        "Lire aussi : ",
        "Auteur : X | ",
        "(AFP)",
        "\u00a0",
        "\u202e",
        "\x00",
        "İ",
        "ß",
        "٣",
        "中国",
        "“",
        "”",
        " – ",
        "--",
        "'",
        '"',
        "&amp;",
        "&#0;",
    ]
)
NEVER_SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _check(content: bytes) -> None:
    try:
        document = read_document(Page("0", "page", "page", content))
    except InputError:
        return
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text)
        end = block.end
    for fact in (document.dateline, document.byline):
        assert fact is None or fact.strip()
    assert document.published is None or re.fullmatch(r"\d{4}-\d\d-\d\d", document.published)
    document.text.encode()


@NEVER_SLOW
@given(st.binary(max_size=2000))
def test_any_bytes(content: bytes) -> None:
    _check(content)


@NEVER_SLOW
@given(st.text(max_size=2000))
def test_any_text(text: str) -> None:
    _check(text.encode("utf-8", "surrogatepass"))


@NEVER_SLOW
@given(st.lists(PIECES, max_size=60))
def test_pieces_of_pages(pieces: list[str]) -> None:
    _check("".join(pieces).encode())


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a \"'",
        "<!--",
        "&amp;",
        "By A ",
        "share ",
        "02/10/2020 ",
        " - ",
        "a\u0301",
        "(",
        "“",
        "https://a.b/",
        "Oct 2 ",
        "X, ",
        "\u00a0",
    ],
)
def test_long_runs_of_one_thing(piece: str) -> None:
    _check((piece * 20_000).encode())
    _check(("<html><p>" + piece * 20_000).encode())
