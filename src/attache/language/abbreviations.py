"""Short forms written with a full stop: which there are, and when the stop also ends a sentence.

Gives answers from the tables `abbreviations` and `sentence_openers`; forms are asked for without their last stop. Raises ValueError on a
table row it cannot read.
"""
from __future__ import annotations

from functools import lru_cache
from typing import Literal

from attache.resources import cell_list, table

Stop = Literal["inside", "unless number", "before opener"]
_STOPS: tuple[Stop, ...] = ("inside", "unless number", "before opener")


def stop_of(form: str) -> Stop | None:
    """What the stop after `form` does, or None where `form` is no short form of the table. Letter case counts, but all may be capitals."""
    return _stops().get(form)


def opens_sentence(word: str) -> bool:
    """Whether `word` is one that opens sentences but does not go on a name."""
    return word.lower() in _openers()


@lru_cache(maxsize=1)
def _stops() -> dict[str, Stop]:
    stops: dict[str, Stop] = {}
    for row in table("abbreviations"):
        for form in cell_list(row["forms"]):
            stops.setdefault(form, _stop(row["stop"]))
            if len(form) > 2:  # "NO" and "LA" in capitals are words
                stops.setdefault(form.upper(), _stop(row["stop"]))
    return stops


def _stop(name: str) -> Stop:
    for stop in _STOPS:
        if stop == name:
            return stop
    raise ValueError(f"abbreviations.tsv: unknown stop {name!r}")


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return frozenset(word for row in table("sentence_openers") for word in cell_list(row["words"]))
