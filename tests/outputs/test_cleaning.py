"""Hostile words made harmless on their way out."""
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.outputs.cleaning import markdown, one_line, paragraphs, spreadsheet_cell

DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text())
def test_terminal_gets_no_control_characters_and_no_direction_marks(words: str) -> None:
    for shown in (one_line(words), paragraphs(words).replace("\n", "")):
        assert not any(unicodedata.category(letter) == "Cc" or letter in DIRECTION for letter in shown)


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert one_line(words) == words == paragraphs(words)


def test_escape_sequences_lose_their_head_and_lines_their_breaks() -> None:
    assert one_line("a\x1b]0;title\x07b\x9b31m\r\nc\u202ed\t e") == "a]0;titleb31m cd e"
    assert paragraphs("a \x1b[2J b\n  c\r") == "a [2J b\n  c "


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_formulas_are_quoted_in_spreadsheets(start: str) -> None:
    assert spreadsheet_cell(f"{start}1+1") == f"'{start}1+1"


def test_other_cells_stay_as_they_are() -> None:
    for words in ("", "1-0", "e-mail @ noon", "'quoted'"):
        assert spreadsheet_cell(words) == words


def test_markdown_acts_on_nothing() -> None:
    assert markdown("a|b\n<b>*x*</b> [l](u) `c` #1 a_b") == r"a\|b \<b\>\*x\*\</b\> \[l\](u) \`c\` \#1 a\_b"
