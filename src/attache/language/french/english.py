"""English forms: what a word of the glossary becomes in a tense or as a plural.

Of a verb of several words the first changes, of a noun the last.
"""
from __future__ import annotations

from functools import lru_cache

from attache.language.lemmas import inflected

_BE = {"VBZ": ("is", "are"), "VBD": ("was", "were"), "VBN": ("been", "been"), "VBG": ("being", "being"), "VB": ("be", "be")}
_INVARIABLE = frozenset({
    "damage", "spending", "data", "footage", "infrastructure", "intelligence", "land", "investment", "compensation", "praise", "grain",
    "ammunition", "medicine", "artillery", "shelling", "criticism", "interference", "wealth", "suffering", "weaponry", "fire", "gas",
    "oil", "food", "fuel", "mourning", "fighting", "information", "evidence", "aid", "equipment", "progress", "help", "violence",
    "research", "luggage", "funding", "training", "livestock", "unrest", "gunfire", "weather", "advice", "police", "people", "media",
    "personnel", "troops", "staff", "series", "headquarters", "talks", "news", "clergy", "cattle",
})


@lru_cache(maxsize=20_000)
def verb(base: str, tag: str, *, plural: bool = False) -> str:
    """`base` ("carry out") in the form of a Penn tag (VB, VBZ, VBD, VBN, VBG); VBZ in the plural is the bare form."""
    first, _, rest = base.partition(" ")
    if first == "be":
        told = _BE[tag][plural]
    elif tag == "VB" or (tag == "VBZ" and plural):
        told = first
    else:
        told = inflected(first, tag)
    return f"{told} {rest}".rstrip()


def capital(words: str) -> str:
    """The words with a capital first, the rest as it is."""
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=20_000)
def plural_noun(singular: str) -> str:
    """The plural of a noun of one or several words."""
    before, _, last = singular.rpartition(" ")
    if " of " in singular:
        head, _, rest = singular.partition(" of ")
        return f"{plural_noun(head)} of {rest}"
    told = last if last in _INVARIABLE or last.endswith(("s", "men", "people")) else inflected(last, "NNS")
    return f"{before} {told}".lstrip()
