"""What people may put in the place of what was read: one field of an event at a time, checked against the model.

In: a field's name and a plain value (text, number, list, dict, None). Out: the value as JSON, in one spelling. Raises InputError E-DECISION
for what the field cannot hold.
"""
from __future__ import annotations

import re
from functools import cache
from typing import Any, get_type_hints

import msgspec

from attache.errors import InputError
from attache.model import Claim, Party, Place
from attache.reading.scores import codes
from attache.register.rulings import EDITABLE, edited
from attache.register.tellings import interval
from attache.resources import table

LONGEST_WORDS = 300  # characters of a name or speaker
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_NUMBERS = ("dead", "injured")


def checked(field: str, value: object) -> str:
    """The value as JSON."""
    if field not in EDITABLE:
        raise refused(field, f"not a field that can be edited: {', '.join(EDITABLE)}")
    try:
        held = msgspec.convert(value, _kinds()[field])
    except msgspec.ValidationError as error:
        raise refused(field, str(error)) from error
    _check(field, held)
    return msgspec.json.encode(held).decode()


def fitting(claim: Claim, field: str, value: str) -> None:
    """Refuses a value that does not fit the rest of the event: a mode of another type, an end before the beginning."""
    changed = edited(claim, {field: msgspec.json.decode(value)})
    if field in ("type", "mode") and changed.mode and (changed.type, changed.mode) not in codes():
        raise refused(field, f"{changed.type} has no mode {changed.mode!r}; empty the mode first, or name one of its own")
    if field in ("date", "date_end") and changed.date_end and not _in_order(changed.date, changed.date_end):
        raise refused(field, f"ends ({changed.date_end}) before it begins ({changed.date or 'no date'})")


def refused(subject: str, message: str) -> InputError:
    """The error for a decision that cannot be made."""
    return InputError("E-DECISION", subject, message)


def sound_words(field: str, words: str, longest: int = LONGEST_WORDS) -> str:
    """`words`, when they are some, not too many, and text."""
    if not words.strip() or len(words) > longest:
        raise refused(field, f"must have 1 to {longest} characters")
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in words):
        raise refused(field, "not text")
    return words.strip()


def _check(field: str, held: Any) -> None:
    if field in ("date", "date_end") and held is not None:
        _check_date(field, held)
    elif field in _NUMBERS and held is not None and not 0 <= held < 10**9:
        raise refused(field, "not a number of people")
    for named in held if isinstance(held, tuple) else (held,):
        if isinstance(named, Party | Place):
            sound_words(field, named.name)
            _check_country(field, named.country)
        elif isinstance(named, str):
            sound_words(field, named)


def _check_date(field: str, date: str) -> None:
    try:
        possible = bool(_DATE.fullmatch(date)) and interval(date) is not None
    except ValueError:  # no such day
        possible = False
    if not possible:
        raise refused(field, f"{date!r} is not a date like 2020-10-02, 2020-10 or 2020")


def _in_order(date: str | None, date_end: str) -> bool:
    return date is not None and interval(date)[0] <= interval(date_end)[1]


def _check_country(field: str, country: str | None) -> None:
    if country is not None and country not in _countries():
        raise refused(field, f"{country!r} is no ISO 3166 alpha-3 code")


@cache
def _kinds() -> dict[str, Any]:
    return get_type_hints(Claim)


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["iso3"] for row in table("countries"))
