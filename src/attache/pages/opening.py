"""How a report opens: what stands before the running text in its first paragraph, and datelines on a line of their own.

Takes the page's text and outline; gives the title said again, a byline and a dateline as blocks, and where the running text begins.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from attache.model import Block, BlockKind, Span
from attache.pages.dateline import Dateline, find_dateline, standing_dateline
from attache.pages.lines import byline_of, is_label, labelled
from attache.pages.outlets import is_outlet, known_outlet
from attache.pages.outline import Outline, Part
from attache.pages.paragraphs import trimmed

BYLINE_REACH = 200
LEAST_AFTER_TITLE = 20


class Opening(Struct, frozen=True):
    """The head of the report's first paragraph: its blocks, the byline's names, the dateline, and where the running text begins."""

    blocks: tuple[Block, ...]
    byline: str
    dateline: Dateline | None
    body: int


def read_opening(text: str, page: Outline, title: str | None) -> Opening:
    """What stands before the running text in the report's first paragraph: the title again, a byline, a dateline."""
    if not page.report:
        return Opening((), "", None, len(text))
    span = page.report[0].span
    at = _past_title(text, span, title)
    signed = labelled(text[at:at + BYLINE_REACH], "byline") is not None
    line = _dateline_after_byline(text, at, span.end) if signed else find_dateline(text, at, span.end)
    blocks = [_block(text, span.start, at, "title")] if at > span.start else []
    if line and signed:
        blocks.append(_block(text, at, line.start, "byline"))
    if line:
        blocks.append(_block(text, line.start, line.body, "dateline"))
    byline = (labelled(text[at:line.start], "byline") or "") if line and signed else ""
    return Opening(tuple(blocks), byline, line, line.body if line else at)


def standing_lines(text: str, page: Outline, title: Part | None) -> Iterator[tuple[Part, Dateline]]:
    """Header lines that are a dateline and nothing else."""
    for part in page.header:
        is_other = part is title or part.is_chrome or byline_of(part.text) is not None
        found = None if is_other else standing_dateline(text, part.span)
        if found and not is_outlet_place(text, found):
            yield part, found


def is_outlet_place(text: str, line: Dateline) -> bool:
    """Whether what looks like a dateline is an outlet and a date; a short name in capitals ("KYIV") is a place unless we know it."""
    name = text[line.place.start:line.place.end]
    return line.agency is None and (is_label(name) or known_outlet(name) is not None or (is_outlet(name) and not name.isupper()))


def _block(text: str, start: int, end: int, kind: BlockKind) -> Block:
    span = trimmed(text, start, end)
    return Block(span.start, span.end, kind)


def _past_title(text: str, span: Span, title: str | None) -> int:
    if not title or not text.startswith(title, span.start) or len(title) + LEAST_AFTER_TITLE > span.end - span.start:
        return span.start
    rest = span.start + len(title)
    while rest < span.end and not (text[rest].isalnum() or text[rest] in "\"“'‘«("):
        rest += 1
    return rest if text[rest - 1].isspace() else span.start


def _dateline_after_byline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline behind a byline in the same paragraph: after an outlet's name, or where the capitals of a place begin."""
    words = list(re.finditer(r"\S+", text[start:min(end, start + BYLINE_REACH)]))
    after_outlet = [word.start() for word in words[1:] if _ends_with_outlet(text[start:start + word.start()])]
    capitals = [word.start() for before, word in pairwise(words) if word.group().isupper() and not before.group().isupper()]
    lines = (find_dateline(text, start + offset, end) for offset in (*after_outlet, *capitals))
    return next((line for line in lines if line and (line.agency or line.dated)), None)


def _ends_with_outlet(piece: str) -> bool:
    words = piece.strip(" ,").split()
    return any(known_outlet(" ".join(words[-count:])) for count in (1, 2, 3) if len(words) > count)
