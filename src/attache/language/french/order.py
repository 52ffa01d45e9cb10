"""The English pieces of a gloss put in English order: adjectives before their noun, no word twice, no article where English has none.

In: pieces in French order. Out: the pieces in English order; those that fell away are gone.
"""
from __future__ import annotations

from dataclasses import dataclass

from attache.language.french.nouns import MONTHS, TIME_NOUNS
from attache.language.french.units import Tag

_DOUBLED = frozenset({"to", "of", "from", "in", "for", "with", "on", "at", "by", "the", "against", "about"})
_UNCOUNTING = frozenset({"the", "this", "these", "his", "its", "their", "a", "all"})
_SPANS = frozenset(noun + end for noun in TIME_NOUNS for end in ("", "s"))


@dataclass
class Piece:
    """English words, the stretch of the French text they came from, and what they are in the sentence."""

    english: str
    start: int
    end: int
    tag: Tag


def ordered(pieces: list[Piece]) -> list[Piece]:
    """The pieces in English order."""
    told = list(_undoubled([piece for piece in pieces if piece.english]))
    done: list[Piece] = []
    at = 0
    while at < len(told):
        end = _adjectives_end(told, at)
        span = _span_end(told, at)
        if span > at:
            done += [_span(told[at + 2], told[at + 3]), told[at]]
            end = span
        elif end > at + 1:
            done += _moved(done, told[at], told[at + 1 : end])
        else:
            done.append(told[at])
        at = end
    return done


def _span(number: Piece, unit: Piece) -> Piece:
    """"two-day" of "two days"."""
    return Piece(f"{number.english}-{unit.english.rstrip('s')}", number.start, unit.end, "adjective")


def _undoubled(told: list[Piece]) -> list[Piece]:
    """"in front of" and "of the" are "in front of the"."""
    kept: list[Piece] = []
    for piece in told:
        first, _, rest = piece.english.partition(" ")
        if kept and first in _DOUBLED and kept[-1].english.rpartition(" ")[2] == first:
            if not rest:
                continue
            piece = Piece(rest, piece.start, piece.end, piece.tag)
        kept.append(piece)
    return kept


def _adjectives_end(told: list[Piece], at: int) -> int:
    """Where the adjectives that follow a noun end; the noun's own end where none do or where they govern something."""
    end = at + 1
    if told[at].tag not in {"noun", "name"}:
        return end
    while end < len(told) and (told[end].tag == "adjective" or _joins_adjectives(told, at, end)):
        end += 1
    governs = end < len(told) and told[end].english.partition(" ")[0] in {"to", "by"}
    return at + 1 if governs else end


def _joins_adjectives(told: list[Piece], at: int, end: int) -> bool:
    after = told[end + 1 : end + 2]
    return end > at + 1 and told[end].english in {"and", "or"} and bool(after) and after[0].tag == "adjective"


def _moved(done: list[Piece], noun: Piece, adjectives: list[Piece]) -> list[Piece]:
    """A noun's adjectives before it, the nearest last; "16 décembre prochain" needs none, "la semaine dernière" no article."""
    kept = [piece for piece in adjectives if noun.english not in MONTHS or piece.english not in {"last", "next"}]
    if kept and noun.english in TIME_NOUNS and kept[0].english in {"last", "next"} and done and done[-1].english == "the":
        done.pop()
    joined = any(piece.tag == "joint" for piece in kept)
    return [*(kept if joined else reversed(kept)), noun]


def _span_end(told: list[Piece], at: int) -> int:
    """Where "visit of two days" ends; `at` where there is none."""
    there = told[at : at + 4]
    if len(there) < 4 or there[0].tag != "noun" or there[1].english != "of" or there[3].english not in _SPANS:
        return at
    counted = there[2].tag in {"number", "determiner"} and there[2].english not in _UNCOUNTING
    return at + 4 if counted else at
