"""A stretch of French text to words: elided words apart ("l'|accord"), the inverted subject apart ("a|-t-il"), all else as it stands."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ELIDED = r"(?:(?:[ldjmnstc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’])"
_WORD = re.compile(
    rf"""(?P<whole>aujourd['’]hui|\bM\.|\bMM\.|\bMe\b)
      | (?P<elided>\b{_ELIDED})
      | (?P<inverted>-(?:t-)?(?:il|elle|ils|elles|on|ce|nous|vous|je)\b)
      | \d{{1,3}}(?:[.\u00a0\u202f ]\d{{3}})+(?!\d) | \d+(?:er|re|e|ème|h\d*)\b | \d+(?:,\d+)?
      | [^\W\d_][^\W_]*(?:[-‑](?!(?:t-)?(?:il|elle|ils|elles|on|ce)\b)[^\W_]+)*(?:['’][^\W\d_]{{3,}})?
      | \.{{2,}} | \S""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A French word: its place in the text and its plain form (apostrophes straight, spaces in numbers gone)."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The form in lower case."""
        return self.text.lower()


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of `text[start:end]` in order."""
    for found in _WORD.finditer(text, start, end):
        yield Word(*found.span(), found.group().replace("’", "'").replace("‑", "-"))


def words_of(lemma: str) -> tuple[str, ...]:
    """An entry of the glossary as its words."""
    return tuple(word.text for word in words(lemma, 0, len(lemma)))
