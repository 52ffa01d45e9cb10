"""What an English word of the gloss names: a person, a stretch of time, a quantity; and which names stand without an article."""
from __future__ import annotations

from functools import cache

from attache.resources import cell_list, table

TIME_NOUNS = frozenset({
    "week", "month", "year", "day", "night", "weekend", "evening", "morning", "summer", "century", "decade", "hour", "minute",
})
DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
MONTHS = frozenset({
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
})
QUANTITIES = frozenset({
    "dozen", "ten", "hundred", "thousand", "million", "billion", "twenty", "thirty", "forty", "fifty", "sixty", "fifteen",
})
_PERSON_ENDINGS = (
    "er", "or", "ist", "ian", "man", "woman", "president", "chief", "head", "general", "colonel", "captain", "king", "queen", "pope",
    "envoy", "deputy", "premier", "emir", "sheikh", "prince", "princess", "journalist", "official", "chairman", "resident", "son",
    "militant", "migrant", "student", "agent", "counterpart", "lieutenant", "sergeant", "candidate", "citizen", "national", "civilian",
    "people", "child", "diplomat", "hostage", "suspect", "jihadist", "imam", "bishop", "judge", "mayor", "person", "relative",
)
_THINGS = frozenset({
    "power", "paper", "order", "border", "river", "water", "tower", "number", "matter", "weather", "centre", "quarter", "error",
    "sector", "factor", "corridor", "motor", "harbour", "terror", "war", "letter", "chapter", "offer", "character", "theatre",
})
_ARTICLED = frozenset({
    "United", "Netherlands", "Philippines", "Republic", "Central", "Democratic", "Dominican", "Comoros", "Gambia", "Maldives", "DRC",
    "DR",
})
_LONGEST_ARTICLED_ACRONYM = 3  # "the UN", "the EU", but NATO


def is_person(english: str) -> bool:
    """Whether a noun of the gloss is one for people."""
    word = english.rpartition(" ")[2].lower()
    singular = word.removesuffix("s")
    return singular not in _THINGS and (word.endswith(_PERSON_ENDINGS) or singular.endswith(_PERSON_ENDINGS))


def stands_bare(name: str) -> bool:
    """Whether an English name has no article: towns, most states and long acronyms."""
    first, *rest = name.split()
    if first in _ARTICLED:
        return False
    if name.isupper():
        return len(name) > _LONGEST_ARTICLED_ACRONYM
    return not rest or name in _states()


@cache
def _states() -> frozenset[str]:
    return frozenset(name for row in table("countries") for name in (row["name"], *cell_list(row["aliases"]), *cell_list(row["capitals"])))


@cache
def known_names() -> frozenset[str]:
    """Names of one word, of states and their capitals, as French pages may have them."""
    keys = ("name", "aliases", "foreign", "capitals")
    names = (name for row in table("countries") for key in keys for name in (row[key], *cell_list(row[key])))
    return frozenset(name for name in names if name and " " not in name)
