"""Text to paragraphs: where one ends and the next begins, in texts that keep a paragraph on a line and in hard-wrapped ones.

Takes text; gives spans over it, trimmed of white space, in order. Lines of a hard-wrapped text are joined where the next line's first
word would not have fitted on the line before.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from attache.model import Span
from attache.pages.prose import ends_sentence

LINE = re.compile(r"[^\n]+")
WIDEST_WRAP = 150
NARROWEST_WRAP = 50
FEWEST_WRAPPED_LINES = 3
SHORT_SHARE = 0.75
LEAST_BROKEN = 0.3
LEAST_GOING_ON = 0.4


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text`: trimmed, not empty, in order."""
    runs = list(_runs(text))
    wrapped = {id(run) for run in runs if _is_wrapped(text, run)}
    width = max((_width(run) for run in runs if id(run) in wrapped), default=0)
    found: list[Span] = []
    for run in runs:
        is_wrapped = id(run) in wrapped or (len(run) == 2 and width > 0 and _is_broken(text, run[0], width))
        found.extend(_joined(text, run, width) if is_wrapped else run)
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch from `start` to `end` without the white space around it."""
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())) if piece.strip() else Span(start, start)


def _runs(text: str) -> Iterator[list[Span]]:
    """Runs of lines with no blank line between them."""
    run: list[Span] = []
    for match in LINE.finditer(text):
        line = trimmed(text, match.start(), match.end())
        if run and (line.start == line.end or text.count("\n", run[-1].end, line.start) > 1):
            yield run
            run = []
        if line.end > line.start:
            run.append(line)
    if run:
        yield run


def _is_wrapped(text: str, run: list[Span]) -> bool:
    """Wrapped lines are of one width, mostly break inside a sentence, and go on without a capital."""
    if len(run) < FEWEST_WRAPPED_LINES:
        return False
    width = _width(run)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return False
    broken = [following for line, following in pairwise(run) if _is_broken(text, line, width)]
    going_on = sum(not text[line.start].isupper() for line in broken)
    return len(broken) >= LEAST_BROKEN * (len(run) - 1) and going_on >= LEAST_GOING_ON * len(broken) > 0


def _is_broken(text: str, line: Span, width: int) -> bool:
    return line.end - line.start > SHORT_SHARE * width and not ends_sentence(text[line.start:line.end])


def _width(run: list[Span]) -> int:
    return max(line.end - line.start for line in run)


def _joined(text: str, run: list[Span], width: int) -> Iterator[Span]:
    start, first = run[0].start, True
    for line, following in pairwise(run):
        if _breaks(text, line, following, width, first):
            yield Span(start, line.end)
            start, first = following.start, True
        else:
            first = False
    yield Span(start, run[-1].end)


def _breaks(text: str, line: Span, following: Span, width: int, first: bool) -> bool:
    """A paragraph ends with a sentence whose line had room for the next word; a short line that is no sentence stands alone or goes on."""
    length = line.end - line.start
    if ends_sentence(text[line.start:line.end]):
        next_word = text[following.start:following.end].split(maxsplit=1)[0]
        return length + 1 + len(next_word) < width
    return first and length < SHORT_SHARE * width
