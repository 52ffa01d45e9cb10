"""Surface features of a word that the encoder cannot see for itself.

The encoder's vocabulary is uncased and knows plain typewriter punctuation, so the reader model gets two helps, computed the same way in
training and at run time: a normalised spelling, and a *shape* class that carries what lower-casing lost.
"""
from __future__ import annotations

import re

SHAPES = (
    "pad", "root", "lower", "title", "upper", "initial", "mixed", "digits", "number", "alphanumeric", "hyphenated-lower",
    "hyphenated-title", "abbreviation", "bracket", "quote", "stop", "punctuation", "symbol",
)
SHAPE_ID = {name: number for number, name in enumerate(SHAPES)}

_PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": ".", "\u00a0": " ",
})

# First match wins; tested in this order.
_PATTERNS = (
    ("digits", re.compile(r"\d+")),
    ("number", re.compile(r"[+-]?\d[\d.,:/]*\d%?|\d+%|\d+(?:st|nd|rd|th)")),
    ("initial", re.compile(r"[^\W\d_a-zà-ÿ]\.?")),
    ("abbreviation", re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][^\W\d_]*\.")),
    ("bracket", re.compile(r"[()\[\]{}]")),
    ("quote", re.compile(r"[\"']+|''")),
    ("stop", re.compile(r"[.!?]+")),
    ("punctuation", re.compile(r"[,;:\-/]+")),
)


def plain(word: str) -> str:
    """The word with typographic quotes, dashes and spaces replaced by their typewriter forms."""
    return word.translate(_PLAIN)


def shape(word: str) -> int:
    """Index in SHAPES of a word's shape; the word is taken as `plain` leaves it."""
    for name, pattern in _PATTERNS:
        if pattern.fullmatch(word):
            return SHAPE_ID[name]
    return SHAPE_ID[_letter_shape(word)]


def _letter_shape(word: str) -> str:
    if not any(map(str.isalnum, word)):
        return "symbol"
    if any(map(str.isdigit, word)):
        return "alphanumeric"
    if "-" in word:
        return "hyphenated-title" if any(map(str.isupper, word)) else "hyphenated-lower"
    if not any(map(str.isupper, word)):
        return "lower"
    if word.isupper():
        return "upper"
    return "title" if word[0].isupper() and not any(map(str.isupper, word[1:])) else "mixed"
