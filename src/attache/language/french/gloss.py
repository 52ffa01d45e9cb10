"""A French text in plain English, with where each English word came from.

In: the text and stretches of it. Out: `Gloss`.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from attache.language.french.english import capital
from attache.language.french.order import Piece
from attache.language.french.units import units_of
from attache.language.french.writer import write
from attache.model import Span

_NO_SPACE_BEFORE = frozenset(".,;:!?)]%…")
_NO_SPACE_AFTER = frozenset("([")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n\s*+")
_LONGEST_INDENT = 40  # white space looked at before a word
_NO_VOWEL_SOUNDS = ("uni", "Uni", "eu", "Eu", "US", "UN", "UK", "use", "one")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Gloss:
    """The English text, where each stretch lies in it, its words' places and the places they came from, in the order of the English;
    offsets in characters.
    """

    text: str
    stretches: tuple[Span, ...]
    english: tuple[Span, ...]
    french: tuple[Span, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [place.start for place in self.english]

    def source(self, span: Span) -> Span:
        """The stretch of the French text that a stretch of the English came from."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = max(first + 1, bisect_left(self._starts, span.end))
        while first + 1 < last and self.english[first].end <= span.start:
            first += 1
        told = self.french[first:last]
        return Span(min(place.start for place in told), max(place.end for place in told))


class _Builder:
    """Puts the pieces together as running text."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.english: list[Span] = []
        self.french: list[Span] = []

    def add(self, text: str, source: Span) -> None:
        self.english.append(Span(self.length, self.length + len(text)))
        self.french.append(source)
        self.space(text)

    def space(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def gloss(text: str, stretches: Iterable[tuple[Span, bool]]) -> Gloss:
    """The gloss of stretches of `text`, in text order; those not marked as French prose are copied. They are set apart by blank lines."""
    builder = _Builder()
    places: list[Span] = []
    for span, is_prose in stretches:
        began = builder.length
        if is_prose:
            _write_paragraphs(builder, text, span)
        else:
            _copy(builder, text, span)
        places.append(Span(began, builder.length))
        builder.space("\n\n")
    return Gloss("".join(builder.parts), tuple(places), tuple(builder.english), tuple(builder.french))


def _copy(builder: _Builder, text: str, span: Span) -> None:
    """Text that is no prose: character by character the same."""
    for at in range(span.start, span.end):
        builder.add(text[at], Span(at, at + 1))


def _write_paragraphs(builder: _Builder, text: str, span: Span) -> None:
    """Prose, paragraph by paragraph: a sentence may go on over the end of a line."""
    start = span.start
    for gap in [*_BLANK_LINE.finditer(text, span.start, span.end), None]:
        end = gap.start() if gap else span.end
        _write(builder, text, _with_articles(write(units_of(text, start, end))))
        if gap:
            builder.space(gap.group())
            start = gap.end()


def _write(builder: _Builder, text: str, pieces: list[Piece]) -> None:
    quoted, glued, opens = False, True, True
    for piece in pieces:
        is_quote = piece.english == '"'
        closes = is_quote and quoted
        if not (glued or piece.english[0] in _NO_SPACE_BEFORE or closes):
            builder.space("\n" if _begins_line(text, piece.start) else " ")
        said = capital(piece.english) if opens else piece.english
        builder.add(said, Span(piece.start, piece.end))
        opens = (opens and not said[0].isalnum()) or said in {".", "!", "?", "..."}
        quoted = quoted != is_quote
        glued = piece.english[-1] in _NO_SPACE_AFTER or (is_quote and quoted)


def _begins_line(text: str, at: int) -> bool:
    before = text[max(0, at - _LONGEST_INDENT) : at]
    return "\n" in before[len(before.rstrip()) :]


def _with_articles(pieces: list[Piece]) -> list[Piece]:
    for piece, after in pairwise(pieces):
        if piece.english == "a" and after.english[0].lower() in _VOWELS and not after.english.startswith(_NO_VOWEL_SOUNDS):
            piece.english = "an"
    return pieces
