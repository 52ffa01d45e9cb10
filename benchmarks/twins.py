"""Twins by force: two acts of one type that tell of different events, the second moved to the parties and days of the first.

Reports of one event are rare among all those of a busy pair of countries; a set of events from all over the world does not show it.
In: acts as tellings. Out: pairs of tellings that are not one event but look much like one.
"""
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from attache.register.linking import RULED_OUT, sameness
from attache.register.tellings import Telling

TWINS = 2000
SHIFTS = (0, 0, 0, 0, 1, -1, 2, -3)  # days between twins


def twin(one: Telling, other: Telling, shift: int) -> Telling | None:
    """`other` with the parties and, `shift` days apart, the time of `one`; sides that it does not name stay unnamed."""
    if one.first is None or other.first is None:
        return None
    moved = one.first - other.first + shift
    return replace(
        other, actors=one.actors if one.actors and other.actors else other.actors, first=other.first + moved,
        recipients=one.recipients if one.recipients and other.recipients else other.recipients,
        last=None if other.last is None else other.last + moved, place_country=one.place_country if other.place_country else None,
    )


def twins(acts: Sequence[tuple[int, Telling]], number: int = TWINS, seed: int = 5) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of acts, given with the numbers of their events, made into twins that nothing rules out; the same ones every time."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    while number:
        (first, one), (second, other) = draw.sample(acts, 2)
        if first == second or one.type != other.type or one.page_id == other.page_id:
            continue
        made = twin(one, other, draw.choice(SHIFTS))
        if made and sameness(one, made).score > RULED_OUT:
            number -= 1
            yield one, made
