"""What a page says of its report: title, byline, publisher, credit, dateline, and the block of each.

Takes the page's text, its outline and what its metadata declared; gives the facts, the blocks, and where the publication date may stand.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from attache.model import Block, BlockKind, Span
from attache.pages.dateline import Dateline
from attache.pages.lines import LONGEST_LINE_WORDS, byline_of, labelled, names_in, outlet_in
from attache.pages.makers import after_title, find_byline, find_credit, find_publisher, sign_off
from attache.pages.metadata import Declared
from attache.pages.opening import Opening, read_opening, standing_lines
from attache.pages.outline import REACH, Outline, Part
from attache.pages.paragraphs import trimmed
from attache.pages.titles import find_title, split_title

LONGEST_HEADING_WORDS = 9
BULLETS_AND_QUOTES = "•*▪●·◦\"“«„"
DATED_CUES = frozenset({"note", "alert", "reporting credit"})
UNDATED_CUES = frozenset({"caption", "copyright", "comment"})


class Furniture(Struct, frozen=True, kw_only=True):
    """The facts, the blocks, and the stretches where the publication date may stand, each with the name of its place."""

    blocks: tuple[Block, ...]
    title: str | None
    publisher: str | None
    credit: str | None
    byline: str | None
    dateline: str | None
    dated: tuple[tuple[Span, str], ...]


class Found(Struct, frozen=True):
    """Where the furniture stands."""

    title: Part | None
    standing: Part | None
    opening: Opening
    dateline: Dateline | None


def furnish(text: str, page: Outline, declared: Declared) -> Furniture:
    """The furniture of a page."""
    title = find_title(page, declared.title)
    heading, site = split_title(page, title) if title else (declared.title, None)
    opening = read_opening(text, page, heading)
    standing, own_line = (None, None) if opening.dateline else next(standing_lines(text, page, title), (None, None))
    dateline = opening.dateline or own_line
    agency = _slice(text, dateline.agency if dateline else None)
    byline = find_byline(page, title) or opening.byline or declared.author
    # An agency's own wire copy has its name in the dateline's line and no other name.
    own_name = site or (agency if standing else None)
    publisher = declared.publisher or find_publisher(text, page, title, has_dateline=opening.dateline is not None) or own_name
    found = Found(title, standing, opening, dateline)
    return Furniture(
        blocks=tuple(_blocks(text, page, found)),
        title=heading or declared.title,
        publisher=publisher,
        credit=find_credit(text, page, byline, agency, publisher),
        byline=byline or None,
        dateline=_slice(text, dateline.place if dateline else None),
        dated=tuple(_dated(page, found)),
    )


def _slice(text: str, span: Span | None) -> str | None:
    return text[span.start:span.end] if span else None


def _blocks(text: str, page: Outline, found: Found) -> Iterator[Block]:
    closing = sign_off(text, page)
    near = range(page.first - REACH, page.last + REACH)
    for index, part in enumerate(page.parts):
        start, end = part.span.start, part.span.end
        if index == page.first:
            yield from found.opening.blocks
            start = found.opening.body
        if closing and index == page.last:
            end = trimmed(text, start, closing.start).end
        yield Block(start, end, _kind(part, page.first <= index <= page.last, found) if index in near else "chrome")
        if closing and index == page.last:
            yield Block(closing.start, closing.end, "credit")


def _kind(part: Part, inside: bool, found: Found) -> BlockKind:
    if part is found.title:
        return "title"
    if part is found.standing:
        return "dateline"
    if part.is_caption:
        return "caption"
    if part.is_chrome:
        return "chrome"
    return _signature_kind(part) or (_running_kind(part) if inside else "chrome")


def _signature_kind(part: Part) -> BlockKind | None:
    names = byline_of(part.text)
    if names is not None:
        return "credit" if outlet_in(names) else "byline"
    return "credit" if part.words <= LONGEST_LINE_WORDS and labelled(part.text, "source") is not None and not part.prose else None


def _running_kind(part: Part) -> BlockKind:
    if part.words == 0:
        return "chrome"
    is_heading = not part.stops and part.words <= LONGEST_HEADING_WORDS and part.text[0] not in BULLETS_AND_QUOTES
    return "heading" if is_heading else "body"


def _dated(page: Outline, found: Found) -> Iterator[tuple[Span, str]]:
    """Where a publication date may stand: dateline, header lines below and above the title, short lines in and after the report."""
    if found.dateline:
        yield Span(found.dateline.start, found.dateline.body), "dateline"
    for part in after_title(page, found.title):
        if part.cue is None or part.cue.kind in DATED_CUES:
            above = found.title is not None and part.span.start < found.title.span.start
            yield part.span, "masthead" if above else "header"
    yield from ((part.span, "tail" if names_in(part.text) else "report") for part in _short_lines(page.report))
    yield from ((part.span, "tail") for part in _short_lines(page.tail))


def _short_lines(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        if part.words <= LONGEST_LINE_WORDS and not part.prose and not (part.cue and part.cue.kind in UNDATED_CUES):
            yield part
