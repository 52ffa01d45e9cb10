"""Stretches of a text to be shown apart: found words, and the parts of a quote that fields rest on.

In: a text, spans in it. Out: pieces in order, each with what it is (or ""). Nothing here makes markup.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attache.model import Claim, Span

Piece = tuple[str, str]
_LEAST_NAMED = 3  # letters: shorter names stand in too many words by chance


def pieces(words: str, spans: Sequence[Span]) -> list[Piece]:
    """The text cut at spans that do not overlap; those within them are "found"."""
    return _cut(words, [(span.start, span.end, "found") for span in spans])


def labelled(claim: Claim) -> list[Piece]:
    """The quote with who acts, what is done, to whom, where and who says so, as far as it names them."""
    named = [
        *((party.name, "actor") for party in claim.actors), *((party.name, "recipient") for party in claim.recipients),
        (claim.trigger, "act"), *([(claim.place.name, "place")] if claim.place else []),
        *([(claim.attributed_to, "speaker")] if claim.attributed_to else []),
    ]
    return cut_apart(claim.quote, _found(claim.quote, named))


def cut_apart(words: str, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """The text cut at labelled spans; of those that overlap, the longest."""
    return _cut(words, _apart(spans))


def _found(quote: str, named: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for name, label in named:
        start = _whole_word(quote.lower(), name.lower()) if len(quote) == len(quote.lower()) else _whole_word(quote, name)
        if start >= 0:
            yield start, start + len(name), label


def _whole_word(text: str, name: str) -> int:
    """Where the name stands as words of their own; -1 where it does not."""
    if len(name) < _LEAST_NAMED:
        return -1
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return start
        start = text.find(name, start + 1)
    return -1


def _apart(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those that do not overlap, the longest first choice."""
    taken: list[tuple[int, int, str]] = []
    for start, end, label in sorted(found, key=lambda each: each[0] - each[1]):
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, label))
    return sorted(taken)


def _cut(words: str, spans: Sequence[tuple[int, int, str]]) -> list[Piece]:
    parts, end = [], 0
    for start, stop, label in spans:
        parts += [(words[end:start], ""), (words[start:stop], label)]
        end = stop
    return [part for part in (*parts, (words[end:], "")) if part[0]]
