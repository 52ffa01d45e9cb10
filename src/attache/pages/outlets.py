"""News outlets by name: which names are agencies, which are outlets, and which words make a name an outlet's.

Takes names as pages print them; gives what agencies.tsv and outlet_words.tsv know of them.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from attache.resources import cell_list, table

DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){1,4}/?", re.IGNORECASE)
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
LONGEST_NAME_WORDS = 6
LONGEST_NAME = 60
LONGEST_ACRONYM = 5


class Outlet(Struct, frozen=True):
    """A row of agencies.tsv; `country` may be empty."""

    name: str
    is_agency: bool
    country: str


def known_outlet(name: str) -> Outlet | None:
    """The outlet or agency of that name, or None."""
    return _outlets().get(folded_name(name))


def is_outlet(name: str) -> bool:
    """Whether the name is a known outlet's, or made like one's ("The Harbour Post", "harbourpost.example", "Radio Kaya")."""
    if known_outlet(name) is not None or DOMAIN.fullmatch(name.strip()):
        return True
    words = name.replace("’", "'").split()
    if not 1 <= len(words) <= LONGEST_NAME_WORDS or len(name) > LONGEST_NAME or not _is_capitalised(words):
        return False
    return _is_coined(words) or _has_outlet_word([word.casefold().strip(".,'") for word in words])


def folded_name(name: str) -> str:
    """A name without case, accents, punctuation: what two spellings of it have in common."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return NOT_ALPHANUMERIC.sub(" ", kept.casefold()).strip()


def _is_capitalised(words: list[str]) -> bool:
    return not words[0][0].islower() and sum(not word[0].islower() for word in words) >= len(words) / 2


def _is_coined(words: list[str]) -> bool:
    """One word with capitals inside ("HarbourPlus") or a short one all in capitals ("CNN")."""
    word = words[0]
    if len(words) != 1 or not word.isalnum() or len(word) < 2 or (word.isupper() and len(word) > LONGEST_ACRONYM):
        return False
    return any(character.isupper() for character in word[1:])


def _has_outlet_word(words: list[str]) -> bool:
    known = _outlet_words()
    if any(word in known["any"] for word in words):
        return True
    return len(words) > 1 and (words[0] in known["first"] or words[-1] in known["last"])


@lru_cache(maxsize=1)
def _outlets() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for row in (row for row in table("agencies") if row["kind"] != "pictures"):
        outlet = Outlet(row["name"], row["kind"] == "agency", row["country"])
        for name in (row["name"], *cell_list(row["aliases"])):
            found.setdefault(folded_name(name), outlet)
    return found


@lru_cache(maxsize=1)
def _outlet_words() -> dict[str, frozenset[str]]:
    return {row["place"]: frozenset(cell_list(row["words"])) for row in table("outlet_words")}
