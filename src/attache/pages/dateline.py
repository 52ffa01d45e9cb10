"""Datelines: "RABAT, Oct 2 (AFP) -", "02/10/2020 Rabat –", "Hanoi (VNA) –", "KYIV:", "COLOMBO, Dec 6, 2005 (AFP)".

Takes text and a stretch that may open a report; gives the place, the agency, and where the running text begins; or None. Every piece
before the dash must be a place, a date or an agency, so that "Esper - who had met him - left" is none.
"""
from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from attache.model import Span
from attache.pages.dates import dates_in, weekdays
from attache.pages.outlets import is_outlet, known_outlet
from attache.resources import cell_list, table

LONGEST_HEAD = 120
TERMINATOR = re.compile(
    r"[ \u00a0]*(?:\.[-–—]+|[—–]+|--+|(?<=[ \u00a0)/])-|-(?=[ \u00a0])|:|\||(?<=\))(?=[ \u00a0]+[\w\"“'‘«])|(?<=/)\.)[ \u00a0]*",
)
PIECE = re.compile(r"[,;()\[\]/]|(?<=\.)[ \u00a0]-")
PLACE_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652'’.-]+[^\W\d_]+)*\.?")
JOINING = frozenset(
    ["of", "and", "de", "del", "la", "le", "les", "el", "al", "du", "des", "da", "do", "dos", "von", "am", "an", "sur", "upon",
     "di", "et", "y", "the", "in"],
)
LABEL_DASH = re.compile(r"\s[-–—|]\s")  # "Harbour Post - 3 May 2019": a label and a date
MOST_PLACE_WORDS = 5
OPENING_QUOTES = "\"“'‘«„("


class Dateline(Struct, frozen=True):
    """A dateline: the place's span, the agency's span if one is named, and the offset at which the running text begins."""

    start: int
    place: Span
    agency: Span | None
    body: int
    dated: bool


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline opening the stretch, or None."""
    limit = min(end, start + LONGEST_HEAD)
    for stop in TERMINATOR.finditer(text, start, limit):
        found = _whole(text, Span(start, stop.start()), stop, end)
        if found:
            return found
    return None


def standing_dateline(text: str, span: Span) -> Dateline | None:
    """A dateline that has a paragraph to itself: place, and agency or date, no dash needed."""
    if span.end - span.start > LONGEST_HEAD:
        return None
    end = len(text[span.start:span.end].rstrip(" -–—:.|\u00a0")) + span.start
    pieces = _pieces(text, Span(span.start, end))
    if pieces is None or not (pieces.agency or (pieces.dated and not LABEL_DASH.search(text, span.start, end))):
        return None
    return _assembled(text, Span(span.start, end), pieces, span.end)


class _Pieces(Struct):
    place: Span | None = None
    agency: Span | None = None
    dated: bool = False


def _whole(text: str, head: Span, stop: re.Match[str], end: int) -> Dateline | None:
    pieces = _pieces(text, head)
    rest = text[stop.end():end]
    if pieces is None or not rest or not _opens_sentence(rest):
        return None
    if not _is_evident(text, pieces, stop.group().strip(), rest):
        return None
    return _assembled(text, head, pieces, stop.end())


def _assembled(text: str, head: Span, pieces: _Pieces, body: int) -> Dateline | None:
    if pieces.place is None or text[pieces.place.start:pieces.place.end].casefold() in slugs():
        return None
    return Dateline(head.start, pieces.place, pieces.agency, body, pieces.dated)


def _pieces(text: str, head: Span) -> _Pieces | None:
    """The parts of a dateline's head; None when one of them is neither place nor date nor agency."""
    pieces = _Pieces()
    dates = dates_in(text, head)
    pieces.dated = bool(dates)
    masked = text[head.start:head.end]
    for written in dates:
        masked = masked[:written.start - head.start] + "," * (written.end - written.start) + masked[written.end - head.start:]
    offset = 0
    for match in [*PIECE.finditer(masked), None]:
        stop = match.start() if match else len(masked)
        if not _take(text, masked[offset:stop], head.start + offset, pieces):
            return None
        offset = match.end() if match else stop
    return pieces if pieces.place else None


def _take(text: str, piece: str, offset: int, pieces: _Pieces) -> bool:
    """Gives one piece its part; False when it can have none."""
    stripped = piece.strip(" \u00a0.-–—")
    if not stripped or stripped.casefold() in weekdays() or stripped.casefold() in ("le", "el", "am", "on", "updated"):
        return True
    span = Span(offset + piece.index(stripped), offset + piece.index(stripped) + len(stripped))
    if pieces.place and _is_agency(text, span):
        pieces.agency = pieces.agency or span
        return True
    if not _is_place(stripped):
        return False
    pieces.place = pieces.place or span
    return True


def _is_agency(text: str, span: Span) -> bool:
    """Any outlet's name in brackets; elsewhere only an agency we know, for "PARIS, FRANCE" has the look of one."""
    name = text[span.start:span.end]
    if text[span.start - 1] in "([":
        return is_outlet(name)
    known = known_outlet(name)
    return known is not None and known.is_agency


def _is_place(piece: str) -> bool:
    words = piece.split()
    if not 1 <= len(words) <= MOST_PLACE_WORDS:
        return False
    return all(word.casefold() in JOINING or _is_place_word(word) for word in words) and words[0].casefold() not in weekdays()


def _is_place_word(word: str) -> bool:
    return PLACE_WORD.fullmatch(word) is not None and (word[0].isupper() or not word[0].islower())


def _is_evident(text: str, pieces: _Pieces, mark: str, rest: str) -> bool:
    """A head made of capitals, or one with an agency or a date; a bare "Rabat – …" needs a dash that no second dash answers."""
    if pieces.place is None:
        return False
    place = text[pieces.place.start:pieces.place.end]
    if pieces.agency or pieces.dated:
        return True
    if place.isupper():
        return mark != "" and (len(place) >= 4 or mark not in (":", "|"))
    return mark in ("-", "–", "—", "--", ".-") and len(place.split()) <= 3 and not _is_answered(rest)


def _is_answered(rest: str) -> bool:
    sentence = re.split(r"[.!?]\s", rest, maxsplit=1)[0]
    return re.search(r"\s(?:-|–|—|--)\s", sentence[:160]) is not None


def _opens_sentence(rest: str) -> bool:
    first = rest.lstrip(OPENING_QUOTES + " \u00a0")[:1]
    return bool(first) and not first.islower() and (first.isalnum())


@lru_cache(maxsize=1)
def slugs() -> frozenset[str]:
    """Words that stand where a dateline's place would and are none ("UPDATE", "EXCLUSIVE")."""
    return frozenset(slug for row in table("slugs") for slug in cell_list(row["slugs"]))
