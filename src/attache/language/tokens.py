"""Tokeniser: a stretch of text to syntactic words, by the conventions of Universal Dependencies' English treebanks.

Takes the page text and the offsets of a stretch of it, gives the spans of its words in order. Every character that is not white space
belongs to exactly one span, whatever the script or noise; nothing is normalised, so the spans index the page text. The reader model was
trained on words cut this way: clitics ("Haftar|'s", "do|n't"), hyphens between words ("10|-|year"), money and per cent signs are words
of their own; prefixes ("anti-government"), dates, times and dotted short forms are not cut. Words are never joined across white space.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from attache.language.abbreviations import stop_of
from attache.model import Span
from attache.resources import cell_list, table

# A letter, digit or underscore, or what hangs on one: accents written apart, Arabic vowel signs, soft hyphens, joiners.
_CHARACTER = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufeff]"
_LETTER = r"[^\W\d_]"
_APOSTROPHE = "['’`]"
_CLITIC = rf"{_APOSTROPHE}(?:s|re|ve|ll|d|m)"
_LAST_CLITIC = re.compile(rf"(?:n['’]t|{_CLITIC})$", re.IGNORECASE)
_LONGEST_CLITIC = 3
_LONGEST_NAME = 3  # letters of an abbreviated name that a prefix in capitals could be taken for
_NUMBER = r"\+?\d++(?:[.,:]\d++){0,8}+"  # bounded: a mile of "1.1.1." must not be read anew at every digit
_DATE = r"\d{1,4}(?:-\d{1,2}-|/\d{1,2}/)\d{2,4}"
_TELEPHONE = r"(?:\d-)?(?:\d{3}-){1,2}\d{4}"
_DOMAIN = "com|org|net|gov|edu|mil|int|info|biz|co|doc|pdf|htm|html|xls|jpg|uk|eu|ru|fr|de|tv|io|ly"
_AFTER_ADDRESS = ".,;:!?)]}'’"
_CLOSING = " .,;:!?)]}'\"’”»"


def tokenize(text: str, start: int, end: int) -> list[Span]:
    """The words of `text[start:end]` in order, as spans of `text`."""
    spans: list[Span] = []
    for piece in _pattern().finditer(text, start, end):
        kind = piece.lastgroup
        if kind is None:
            spans.append(Span(*piece.span()))
        else:
            spans.extend(_CUTTERS[kind](piece, end))
    return spans


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Finds the pieces of a text; the named group that matched last says how the piece is cut further.

    Every repetition is of one class of characters that is never given back, or bounded, so that time stays linear in the text.
    """
    return re.compile(
        rf"""
        (?P<fused>{_forms("fused")})(?!{_CHARACTER}|{_APOSTROPHE})
      | {_LETTER}++(?=[\s,])                                                 # most words: the others need not be tried
      | (?P<address>(?:https?://|www\.)[^\s<>"“”]++)
      | [\w.+%-]{{1,64}}+@\w[\w.-]{{0,128}}(?<![.-])                          # e-mail
      | (?:{_LETTER}\.){{2,12}}+(?:{_LETTER}(?!{_CHARACTER}))?               # U.S., a.m., and U.S.A before the sentence's own stop
      | (?:{_forms("letters")})\.
      | (?:[\w-]{{1,40}}+\.){{1,5}}+(?:{_DOMAIN})(?!{_CHARACTER})
      | (?-i:[a-z]{{2,40}}+(?:\.[a-z-]{{2,40}}+){{2,8}}+)                     # host and group names
      | \w{{1,3}}&\w{{1,3}}(?!{_CHARACTER})                                  # R&D
      | (?=[+\d])(?:{_DATE}|{_TELEPHONE}|9/11|1/[234]|{_NUMBER}(?:st|nd|rd|th|s)?)(?!{_CHARACTER})
      | (?<!{_LETTER}-){_NUMBER}(?P<unit>{_forms("unit")})(?!{_CHARACTER})
      | (?:US|U|A|C|NZ|HK)\$
      | (?:(?-i:{_prefixes()})-(?={_LETTER}{{2}})(?!the-))?+
        {_CHARACTER}++(?P<joined>(?:{_APOSTROPHE}{_CHARACTER}++)++)?+(?P<stopped>\.(?![.…]))?
      | (?<=[.\d)\]"”%]){_CLITIC}(?!{_CHARACTER})                              # U.S.'s
      | [\#@]{_LETTER}\w*+ | [:;]-?[()] | \[\.\.\.\]
      | [.…!?]{{2,}}+ | [-=*~+_<>|]{{2,}}+ | \\{{2,}}+ | /{{2,}}+ | \${{2,}}+ | '' | `` | ’’
      | \S
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _forms(kind: str) -> str:
    """The forms of a kind as alternatives of a pattern, the longest first."""
    return "|".join(sorted((re.escape(row["form"]) for row in table("word_parts") if row["kind"] == kind), key=len, reverse=True))


def _prefixes() -> str:
    """The prefixes as alternatives, small or with a capital first; in capitals only long ones, since UN and PAN are names."""
    forms = [row["form"] for row in table("word_parts") if row["kind"] == "prefix"]
    return "|".join([*forms, *map(str.capitalize, forms), *(form.upper() for form in forms if len(form) > _LONGEST_NAME)])


@lru_cache(maxsize=1)
def _fused() -> dict[str, tuple[int, ...]]:
    """For each fused word the lengths of its parts."""
    return {row["form"]: tuple(map(len, cell_list(row["parts"]))) for row in table("word_parts") if row["kind"] == "fused"}


def _cut_address(piece: re.Match[str], _end: int) -> Iterator[Span]:
    """Marks that close the sentence around an address are not part of it."""
    start, end = piece.span()
    last = start + len(piece.group().rstrip(_AFTER_ADDRESS))
    yield Span(start, last)
    yield from (Span(at, at + 1) for at in range(last, end))


def _cut_unit(piece: re.Match[str], _end: int) -> Iterator[Span]:
    yield Span(piece.start(), piece.start("unit"))
    yield Span(*piece.span("unit"))


def _cut_fused(piece: re.Match[str], _end: int) -> Iterator[Span]:
    return _consecutive(piece.start(), _fused()[piece.group().lower()])


def _cut_joined(piece: re.Match[str], _end: int) -> Iterator[Span]:
    return _consecutive(piece.start(), _clitic_lengths(piece.group()))


def _cut_stopped(piece: re.Match[str], end: int) -> Iterator[Span]:
    """A word with a full stop: one word if it is a short form, unless the stop is the sentence's own."""
    word = piece.group()[:-1]
    stop = stop_of(word)
    initial = len(word) == 1 and word.isupper()
    if (stop or initial) and not ((initial or stop == "unless number") and _closes(piece.string, piece.end(), end)):
        return _consecutive(piece.start(), (len(word) + 1,))
    return _consecutive(piece.start(), (*_clitic_lengths(word), 1))


def _closes(text: str, at: int, end: int) -> bool:
    """Whether only closing marks are left before `end`."""
    return end - at <= len(_CLOSING) and not text[at:end].strip(_CLOSING)


def _consecutive(start: int, lengths: Iterable[int]) -> Iterator[Span]:
    for length in lengths:
        yield Span(start, start + length)
        start += length


def _clitic_lengths(word: str) -> tuple[int, ...]:
    """Lengths of a word's parts, its clitics cut off: "don't", "she'd've"."""
    clitics: list[int] = []
    while (found := _LAST_CLITIC.search(word, max(len(word) - _LONGEST_CLITIC, 1))) is not None:
        clitics.insert(0, len(word) - found.start())
        word = word[: found.start()]
    return (len(word), *clitics)


_CUTTERS: dict[str, Callable[[re.Match[str], int], Iterator[Span]]] = {
    "address": _cut_address, "unit": _cut_unit, "fused": _cut_fused, "joined": _cut_joined, "stopped": _cut_stopped,
}
