"""The value of an event's field as people write it, on a command line or in a form.

In: a field's name and words: parties "Naomi Arubasa (KEN GOV); Togo (TGO)", a place "Lomé (TGO)", nothing for an empty field. Out: a plain
value for `editing.checked`, which says whether it will do.
"""
from __future__ import annotations

import re
from typing import get_args

from attache.model import Sector

_PARTY = re.compile(r"(?P<name>.*?)(?:\s*\((?P<codes>[A-Z]{3}(?:[ ,]+[A-Z]{3})?)\))?", re.DOTALL)
_NUMBERS = ("dead", "injured")
_MOST_DIGITS = 18  # Python refuses to make numbers of thousands of digits; what is longer stays words, which are refused


def plain_value(field: str, words: str) -> object:
    """The value that the words mean."""
    if field in ("actors", "recipients"):
        return [_party(part) for part in words.split(";") if part.strip()]
    if not words:
        return None
    if field == "place":
        return {key: value for key, value in _party(words).items() if key != "sector"}
    is_number = field in _NUMBERS and len(words) <= _MOST_DIGITS and words.isascii() and words.isdecimal()
    return int(words) if is_number else words


def _party(words: str) -> dict[str, str | None]:
    """A party as people write it: a name, then in brackets country and sector, or one of them."""
    found = _PARTY.fullmatch(words.strip())
    name, codes = (found["name"], re.findall(r"[A-Z]{3}", found["codes"] or "")) if found else (words, [])
    sector = next((code for code in codes if code in get_args(Sector)), None)
    country = next((code for code in codes if code != sector), None)
    return {"name": name, "country": country, "sector": sector or ("GOV" if country else "UNK")}
