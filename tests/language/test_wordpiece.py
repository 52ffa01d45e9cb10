"""Wordpieces of the shipped vocabulary."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.language.embedded import MODEL_FOLDER
from attache.language.wordpiece import MOST_PIECES, WordPieces

VOCABULARY = (MODEL_FOLDER / "vocab.txt").read_text(encoding="utf-8").split("\n")
PIECES = WordPieces(MODEL_FOLDER / "vocab.txt")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("Morocco", ["morocco"]), ("’s", ["'", "s"]), ("Goïta", ["go", "##ita"]), ("U.S.", ["u", ".", "s", "."]), ("", ["[UNK]"])],
)
def test_pieces_of(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in PIECES.pieces(word)] == pieces


@given(st.text(max_size=150))
def test_any_word_has_between_one_and_the_most_pieces(word: str) -> None:
    assert 1 <= len(PIECES.pieces(word)) <= MOST_PIECES
