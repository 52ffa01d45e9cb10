"""WordPiece: a word to the encoder's vocabulary numbers by greedy longest match (Schuster and Nakajima 2012; uncased BERT's variant).

Written out rather than taken from the `tokenizers` package, which brings 35 MB of installed dependencies for these few lines; the
training test compares the two.
"""
from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from attache.language.features import plain

MOST_PIECES = 12  # wordpieces a word may give: longer ones are addresses and noise
_LONGEST_WORD = 100


class WordPieces:
    """The vocabulary of the encoder; `vocab.txt` holds one piece a line, continuing pieces marked `##`."""

    def __init__(self, path: Path) -> None:
        self._numbers = {piece: number for number, piece in enumerate(path.read_text(encoding="utf-8").split("\n")) if piece}
        self.root = self._numbers["[CLS]"]
        self._unknown = self._numbers["[UNK]"]
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        found = [number for part in _parts(plain(word)) for number in self._split(part)]
        return tuple(found[:MOST_PIECES]) or (self._unknown,)

    def _split(self, word: str) -> list[int]:
        if len(word) > _LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            end = next((e for e in range(len(word), start, -1) if prefix + word[start:e] in self._numbers), None)
            if end is None:
                return [self._unknown]
            found.append(self._numbers[prefix + word[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """Lower case without accents, every punctuation mark apart."""
    parts: list[str] = []
    joined = False
    for letter in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(letter)
        if category == "Mn" or category.startswith("C"):
            continue
        if letter.isspace():
            joined = False
        elif _is_punctuation(letter, category):
            parts.append(letter)
            joined = False
        elif joined:
            parts[-1] += letter
        else:
            parts.append(letter)
            joined = True
    return parts


def _is_punctuation(letter: str, category: str) -> bool:
    # BERT counts every ASCII sign that is no letter or digit as punctuation, also $ + < = > ^ ` | ~
    return category.startswith("P") or (letter.isascii() and not letter.isalnum())
