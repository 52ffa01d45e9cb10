"""Persons whom the news names by name alone, and whose they are: heads of state, ministers, commanders, leaders of movements.

In: a name as a page writes it and the page's date (ISO, any precision). Out: a `Leader`, or None for anybody else. A full name is enough; a
family name alone only of those whom it means by itself, in or near their time. Used where the page itself does not say whose a person is.
"""
from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import cast

from msgspec import Struct

from attache.model import Sector
from attache.reading.person_names import name_words
from attache.reading.phrases import fold
from attache.resources import cell_list, table

_YEARS_NEAR = 15  # after leaving office within which a family name alone still means somebody


class Leader(Struct, frozen=True):
    """One stretch of a person's career; dates are ISO of any precision, `until` is "" where it goes on."""

    country: str | None
    sector: Sector
    since: str
    until: str

    def held_on(self, date: str | None) -> bool:
        """Whether the stretch covers a date; without a date whether it goes on."""
        if date is None:
            return not self.until
        return self.since[: len(date)] <= date and (not self.until or date[: len(self.until)] <= self.until)


@lru_cache(maxsize=4096)
def leader(name: str, date: str | None) -> Leader | None:
    """The stretch of the named person's career that a page of that date means: the one it falls in, else the last before it."""
    words = name_words(name)
    found = _by_name().get(_key(words), []) if len(words) > 1 else [each for each in _alone().get(_key(words), []) if _is_near(each, date)]
    found = [each for each in found if date is None or each.since[: len(date)] <= date]
    if len({each.country for each in found}) > 1:
        found = [each for each in found if each.held_on(date)]
    if len({each.country for each in found}) != 1:
        return None
    return max(found, key=lambda each: (each.held_on(date), each.since))


def is_leader(name: str) -> bool:
    """Whether it is the full name of somebody in the table."""
    return _key(name_words(name)) in _by_name()


def _is_near(each: Leader, date: str | None) -> bool:
    """Whether a page of that date may mean somebody by the family name alone."""
    return date is None or not each.until or int(date[:4]) <= int(each.until[:4]) + _YEARS_NEAR


def _key(words: tuple[str, ...]) -> str:
    return " ".join(fold(word).letters for word in words)


@cache
def _by_name() -> dict[str, list[Leader]]:
    found: dict[str, list[Leader]] = defaultdict(list)
    for row in table("leaders"):
        for name in (row["name"], *cell_list(row["aliases"])):
            found[_key(name_words(name))].append(_leader(row))
    return dict(found)


@cache
def _alone() -> dict[str, list[Leader]]:
    """Leaders by the one name that means them."""
    found: dict[str, list[Leader]] = defaultdict(list)
    for row in table("leaders"):
        if row["alone"]:
            _, _, part = row["alone"].partition(":")
            found[_key(name_words(part or row["name"])[-1:])].append(_leader(row))
    return dict(found)


def _leader(row: dict[str, str]) -> Leader:
    return Leader(row["country"] or None, cast("Sector", row["sector"]), row["since"], row["until"])  # the table's test checks the sectors
