"""Who made a page and the report on it: publisher, byline, credit.

Takes the page's text and outline; gives names as the page prints them. The publisher is whose page it is; the credit is whose report it is,
when the page names an agency or another outlet.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attache.model import Span
from attache.pages.dateline import standing_dateline
from attache.pages.lines import (
    LONGEST_LINE_WORDS,
    LONGEST_NAME_WORDS,
    byline_of,
    first_name,
    is_information,
    is_name,
    is_outlet_line,
    labelled,
    names_in,
    outlet_in,
)
from attache.pages.opening import is_outlet_place
from attache.pages.outlets import folded_name, is_outlet, known_outlet
from attache.pages.outline import Outline, Part
from attache.pages.paragraphs import trimmed
from attache.pages.prose import CREDIT_NOTE, CREDIT_NOTE_REACH, word_count

COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\)|حقوق النشر)[\s©(c)]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?[\s,.:–-]*([^.|,\n–]{2,60})", re.IGNORECASE,
)
RIGHTS = re.compile(r"(?:all rights|tous droits|todos los|alle rechte|©|\b(?:19|20)\d\d\b).*", re.IGNORECASE)
SIGN_OFF = re.compile(r"(?<=[.!?؟\"”’»])\s*(?:[(\[/–—-]|--)\s?([^()\[\]–—/]{2,40}?)\s?[)\]/]?\.?$")
AGENCY_LINE = re.compile(r"\s*(?:[•·*/–—-]\s*([^\n]{2,40}?)|\(([^()\n]{2,40})\)|\[([^\[\]\n]{2,40})\])\s*")
SIGN_OFF_REACH = 60
SIGNED_TAIL_LINES = 4


def after_title(page: Outline, title: Part | None) -> list[Part]:
    """The header's lines but menus and the title, those after the title first."""
    header = [part for part in page.header if part is not title and not part.menu]
    return sorted(header, key=lambda part: title is not None and part.span.start < title.span.start)


def find_publisher(text: str, page: Outline, title: Part | None, *, has_dateline: bool) -> str | None:
    """Who put the page out: a line of the header that names an outlet, an author box, a copyright line.

    `has_dateline`: the report opens with a dateline, so that a name and a date in the header are no second one.
    """
    lines = (part for part in after_title(page, title) if part.cue is None or part.cue.kind == "caption")
    names = (name for source in (_header_names(text, lines, has_dateline), _boxes(page), _copyrights(page)) for name in source)
    return next((name for name in names if name), None)


def find_byline(page: Outline, title: Part | None) -> str | None:
    """Who wrote the report, as a byline of its own says."""
    near = [*after_title(page, title), *(part for part in page.report if part.words <= LONGEST_LINE_WORDS), *page.tail[:SIGNED_TAIL_LINES]]
    names = (byline_of(part.text) for part in near if part.cue is None or part.cue.kind == "author box")
    return next((name for name in names if name), None)


def find_credit(text: str, page: Outline, byline: str | None, agency: str | None, publisher: str | None) -> str | None:
    """Whose report it is: an outlet in the byline, the dateline's agency, a source line, a sign-off; an agency's own page is its own."""
    own = folded_name(publisher or "")
    for name in (outlet_in(byline or ""), agency, *_sources(page), *_signatures(text, page)):
        if name and (folded_name(name) != own or _is_agency(name)):
            return name
    return publisher if publisher and _is_agency(publisher) else None


def sign_off(text: str, page: Outline) -> Span | None:
    """The stretch closing the report with an outlet's name: "… he said. (AFP)", "… the ministry said.-VNA", or with "(Reporting by …)"."""
    if not page.report:
        return None
    span = page.report[-1].span
    note = CREDIT_NOTE.search(text, max(span.start, span.end - CREDIT_NOTE_REACH), span.end)
    if note:
        return Span(note.start(), note.end())
    match = SIGN_OFF.search(text, max(span.start, span.end - SIGN_OFF_REACH), span.end)
    return trimmed(text, match.start(), match.end()) if match and known_outlet(match.group(1)) else None


def _is_agency(name: str) -> bool:
    known = known_outlet(name)
    return known is not None and known.is_agency


def _header_names(text: str, lines: Iterable[Part], has_dateline: bool) -> Iterator[str | None]:
    for part in lines:
        line = standing_dateline(text, part.span)
        if _agency_line(part) or labelled(part.text, "source") is not None:
            continue
        if line is None or is_outlet_place(text, line) or (has_dateline and line.agency is None):
            yield _publisher_in(part.text)


def _publisher_in(line: str) -> str | None:
    if not is_information(line):
        names = [name.strip(" -–—:") for name in line.split("|")]
        return next((name for name in names if known_outlet(name)), line.strip(" -–—|:") if is_outlet_line(line) else None)
    if byline_of(line) is not None:
        return None
    names = [name for name in names_in(line) if word_count(name) <= LONGEST_NAME_WORDS]
    return next((name for name in names if is_outlet(name)), names[0] if names and is_name(names[0]) else None)


def _boxes(page: Outline) -> Iterator[str | None]:
    """Names in author boxes ("Author: Radio Kaya | …")."""
    for part in (*page.tail, *page.header):
        box = labelled(part.text, "publisher") if "|" in part.text else None
        yield first_name(box) if box else None


def _copyrights(page: Outline) -> Iterator[str | None]:
    """Names in copyright lines; an agency's line travels with its report and tells nothing of the page."""
    for part in (*page.tail, *page.header):
        match = COPYRIGHT.search(part.text) if part.cue and part.cue.kind == "copyright" else None
        name = first_name(RIGHTS.sub("", match.group(1))) if match else None
        yield None if name and _is_agency(name) else name


def _agency_line(part: Part) -> str | None:
    """The agency in a line of its name alone, set off as a credit: "(AP)", "• Kyodo"."""
    match = AGENCY_LINE.fullmatch(part.text) if part.words <= LONGEST_NAME_WORDS else None
    name = next(filter(None, match.groups()), "") if match else ""
    return name if name and _is_agency(name) else None


def _sources(page: Outline) -> Iterator[str]:
    yield from filter(None, map(_agency_line, page.header))
    for part in (*page.header, *page.report, *page.tail):
        source = labelled(part.text, "source") if part.words <= LONGEST_LINE_WORDS else None
        name = first_name(source) if source else None
        if name and (is_outlet(name) or is_outlet(name.split("/")[0])):
            yield name


def _signatures(text: str, page: Outline) -> Iterator[str]:
    """An outlet's name closing the last paragraph, or an agency's standing alone right after the report."""
    closing = sign_off(text, page)
    names = [text[closing.start:closing.end].strip(" -–—()[]/.=")] if closing else []
    names = [name for name in names if known_outlet(name)]
    alone = (part.text.strip(" -–—()/.=©") for part in page.tail[:2])
    yield from (*names, *(name for name in alone if _is_agency(name)))
