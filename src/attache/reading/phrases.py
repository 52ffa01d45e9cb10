"""Finding the phrases of a table in running words: longest first, whatever the tokeniser, the accents and the apostrophes.

In: phrases with a value each, then the words of a sentence and a place in them. Out: the values of the longest phrase that starts there.
A phrase is kept as its bare letters, so that "Côte d’Ivoire", "Cote d'Ivoire" and any way of cutting them into tokens are one; a capital
letter in the phrase asks for one in the text ("Turkey", "al-Shabab"), a short acronym for exactly its capitals ("US", never "us").
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from msgspec import Struct

Value = TypeVar("Value")

_LONGEST_SHORT_ACRONYM = 3
_START = 5  # letters that all phrases of a group share: enough that few words of a text begin one
_SILENT = re.compile("[-‐‑'’‘ʼʻ`´.\\s]")  # written or left out as the style book pleases
_CLITICS = frozenset({"'s", "’s"})
_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
    "Œ": "OE", "&": "and",
})
_CAPITAL = re.compile("[A-Z]")
_INITIAL = re.compile(r"(?<![^\W_])[A-Z]")
_PART = re.compile(r"(?<![^\W_])[^\W_]|[^\w\s'.’‘ʼʻ`´‐‑-]")
_WORD = re.compile(r"(?<=\s)[^\s'.’‘ʼʻ`´‐‑-]")
_SIGNS = re.compile("[-‐‑'’‘ʼʻ`´.\\s]*")
_MARK = "\0"  # no name has it
_UNMARKED = re.compile(f"[^{_MARK}]")


class Folded(Struct, frozen=True):
    """Bare letters of a word: bit n of `capitals` is set where letter n is upper case, of `starts` where a part of the word begins."""

    letters: str
    capitals: int
    starts: int


class Found(Struct, Generic[Value], frozen=True):
    """The values of a phrase, strongest first, and how many words it covers."""

    values: tuple[Value, ...]
    length: int


class _Spelling(Struct, Generic[Value], frozen=True):
    """A phrase with the capitals it needs; `exact` where no other letter may be a capital. `starts`: where its parts begin, `spaced`:
    where its words do.
    """

    needed: int
    exact: bool
    weak: bool
    starts: int
    spaced: int
    value: Value

    def fits(self, seen: _Seen) -> bool:
        if self.spaced & ~seen.starts or seen.spaced & ~self.starts:
            return False  # "I ran" is not Iran, Whitehouse not the White House
        return seen.capitals == self.needed if self.exact else seen.capitals & self.needed == self.needed


class _Seen(Struct, frozen=True):
    """Some words of a text as one string of bare letters."""

    letters: str = ""
    capitals: int = 0
    starts: int = 0
    spaced: int = 0
    open: bool = False  # the last word ends in a sign that joins it to the next: no space is known to follow

    def with_word(self, word: str) -> _Seen:
        folded, at = fold(word), len(self.letters)
        parted = bool(self.letters and folded.letters) and not self.open and not _SILENT.match(word)
        joins = bool(_SILENT.match(word[-1:])) if folded.letters else self.open or bool(_SILENT.match(word))
        return _Seen(
            self.letters + folded.letters, self.capitals | folded.capitals << at, self.starts | folded.starts << at,
            self.spaced | int(parted) << at, joins,
        )


class PhraseIndex(Generic[Value]):
    """Phrases and their values."""

    def __init__(self) -> None:
        self._spellings: dict[str, list[_Spelling[Value]]] = {}
        self._longest: dict[str, int] = {}

    def add(self, phrase: str, value: Value) -> None:
        """Enters a phrase as a table writes it: `=` before it asks for exactly these capitals, `~` marks the weaker of two readings."""
        bare = phrase.lstrip("=~")
        folded = fold(bare)
        exact = "=" in phrase[: len(phrase) - len(bare)] or is_short_acronym(bare)
        needed = folded.capitals if exact else initial_capitals(bare)
        spellings = self._spellings.setdefault(folded.letters, [])
        spelling = _Spelling(needed, exact, phrase.startswith("~"), folded.starts, _spaced(bare), value)
        if spelling in spellings:
            return
        spellings.append(spelling)
        if len(spellings) > 1:
            spellings.sort(key=lambda known: known.weak)
        start = folded.letters[:_START]
        self._longest[start] = max(self._longest.get(start, 0), len(folded.letters))

    def longest(self, words: Sequence[str], at: int) -> Found[Value] | None:
        """The longest phrase whose first word is `words[at]`, or None."""
        return next(self.all(words, at), None)

    def all(self, words: Sequence[str], at: int) -> Iterator[Found[Value]]:
        """Every phrase whose first word is `words[at]`, longest first."""
        found: list[Found[Value]] = []
        seen = _Seen()
        for index in range(at, len(words)):
            seen = seen.with_word(words[index])
            if not seen.letters:
                return
            if len(seen.letters) > self._longest.get(seen.letters[:_START], 0) and len(seen.letters) >= _START:
                break
            ends = words[index] not in _CLITICS and not _SIGNS.fullmatch(words[index])
            values = self._values(seen) if ends else ()
            if values:
                found.append(Found(values, index - at + 1))
        yield from reversed(found)

    def whole(self, phrase: str) -> tuple[Value, ...]:
        """The values of a phrase given as a whole, its capitals ignored."""
        return _distinct(self._spellings.get(fold(phrase).letters, ()))

    def clashes(self) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Spellings with more than one strong value: the table must mark all but one as weak, or the first row wins in silence."""
        for letters, spellings in self._spellings.items():
            for one in spellings:
                seen = _Seen(letters, one.needed, one.starts, one.spaced)
                strong = _distinct(known for known in spellings if not known.weak and known.fits(seen))
                if len(strong) > 1:
                    yield letters, strong
                    break

    def _values(self, seen: _Seen) -> tuple[Value, ...]:
        return _distinct(spelling for spelling in self._spellings.get(seen.letters, ()) if spelling.fits(seen))


def _distinct(spellings: Iterable[_Spelling[Value]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(spelling.value for spelling in spellings))


def is_short_acronym(phrase: str) -> bool:
    """True for one to three capitals with or without stops: too like a common word to be known in another spelling."""
    letters = phrase.replace(".", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= _LONGEST_SHORT_ACRONYM


@lru_cache(maxsize=50_000)
def fold(word: str) -> Folded:
    """The bare letters of a word or phrase: no accents, hyphens, apostrophes, stops or spaces; other signs stay and part phrases."""
    if word.isascii() and word.isalpha() and (word.istitle() or word.islower()):
        return Folded(word.lower(), int(word.istitle()), 1)
    plain = _plain(word)
    bare = _SILENT.sub("", plain)
    return Folded(bare.lower(), _bits(_CAPITAL.sub(_MARK, bare)), _bits(_SILENT.sub("", _PART.sub(_MARK, plain))))


def initial_capitals(phrase: str) -> int:
    """The capitals that begin a part of a phrase, as bits over its bare letters: those a text must show."""
    if phrase.isascii() and phrase.isalpha():
        return int(phrase[0].isupper())
    return _bits(_SILENT.sub("", _INITIAL.sub(_MARK, _plain(phrase))))


def _spaced(phrase: str) -> int:
    """Where the words of a phrase begin, the first left out, as bits over its bare letters."""
    return _bits(_SILENT.sub("", _WORD.sub(_MARK, _plain(phrase)))) if " " in phrase else 0


def _plain(word: str) -> str:
    if word.isascii():
        return word.replace("&", "and")
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _bits(marked: str) -> int:
    """Bit n is set where sign n is the mark."""
    return int(_UNMARKED.sub("0", marked).replace(_MARK, "1")[::-1], 2) if _MARK in marked else 0
