"""Whether a person or a thing is spoken of, so that "he" or "it", "his" or "its", "who" or "which" fits.

In: the pieces of a gloss written so far, in French order.
"""
from __future__ import annotations

from collections.abc import Sequence

from attache.language.french.nouns import is_person
from attache.language.french.order import Piece

_BOUNDS = frozenset({"verb", "mark", "subject", "joint"})
_NOMINAL = frozenset({"noun", "name"})


def last_is_person(pieces: Sequence[Piece]) -> bool:
    """Whether the last noun or name is a person's."""
    place = next((at for at in range(len(pieces) - 1, -1, -1) if pieces[at].tag in _NOMINAL), None)
    return place is not None and _is_person_at(pieces, place)


def subject_is_person(pieces: Sequence[Piece], *, otherwise: bool) -> bool:
    """Whether the subject that ends the pieces, before its verb, is a person: by its first noun; `otherwise` where there is none."""
    place = len(pieces)
    while place and pieces[place - 1].tag not in _BOUNDS:
        place -= 1
    nominal = next((at for at in range(place, len(pieces)) if pieces[at].tag in _NOMINAL), None)
    return otherwise if nominal is None else _is_person_at(pieces, nominal)


def _is_person_at(pieces: Sequence[Piece], place: int) -> bool:
    """A noun for people; a name of several words or behind a title."""
    if pieces[place].tag == "noun":
        return is_person(pieces[place].english)
    before, after = pieces[max(0, place - 1) : place], pieces[place + 1 : place + 2]
    titled = any(piece.english in {"Mr.", "Mrs."} or (piece.tag == "noun" and is_person(piece.english)) for piece in before)
    return titled or any(piece.tag == "name" for piece in (*before, *after))
