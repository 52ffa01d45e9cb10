"""What stands around a report: the cues of chrome.tsv and the words of site menus.

Takes one paragraph's text; gives the first cue that fits it. A cue says what the paragraph is and how far its reach goes.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

from msgspec import Struct

from attache.pages.prose import WORD, word_count
from attache.resources import cell_list, table

Reach = Literal["line", "list", "end"]
REACHES: tuple[Reach, ...] = get_args(Reach)
LONGEST_CUE_CHARACTERS = 900
PLAIN = str.maketrans("’‘“”–—\u00a0\u202f", "''\"\"--  ", "\u200e\u200f")
SPACES = re.compile(r"\s+")
BULLETS = "•·*▶►▸■●-+>|#✓☰× "
MENU_SEPARATOR = re.compile(r"\s[|·•/»›]\s|[|•»›]")
MENU_SHARE = 0.75


class Cue(Struct, frozen=True):
    """One row of chrome.tsv."""

    kind: str
    reach: Reach
    pattern: re.Pattern[str]
    at: str
    longest: int

    def fits(self, folded: str, words: int) -> bool:
        """Whether a folded paragraph of so many words is what this cue describes."""
        if words > self.longest:
            return False
        if self.at == "whole":
            return self.pattern.fullmatch(folded) is not None
        return (self.pattern.match if self.at == "start" else self.pattern.search)(folded) is not None


def fold(text: str) -> str:
    """A paragraph as cues see it: lower case, plain quotes and hyphens, single spaces, no bullet in front."""
    return SPACES.sub(" ", text.translate(PLAIN)).casefold().strip(" \t").lstrip(BULLETS)


def cue_of(text: str) -> Cue | None:
    """The first cue of the table that fits the paragraph."""
    if len(text) > LONGEST_CUE_CHARACTERS:
        return None
    folded = fold(text)
    if not _may_fit(folded):
        return None
    words = word_count(text)
    return next((cue for cue in cues() if cue.fits(folded, words)), None)


def is_menu(text: str) -> bool:
    """Whether the line is a site's menu: separated short labels, or menu words one after the other."""
    labels = [label for label in MENU_SEPARATOR.split(text) if label.strip()]
    if len(labels) >= 4 and all(word_count(label) <= 4 for label in labels):
        return True
    words = WORD.findall(fold(text))
    known = sum(word in menu_words() for word in words)
    return bool(words) and known >= MENU_SHARE * len(words) and (len(words) > 2 or known == len(words))


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """The rows of chrome.tsv, in its order."""
    return tuple(_cue(row) for row in table("chrome"))


@lru_cache(maxsize=1)
def menu_words() -> frozenset[str]:
    """The words site menus are made of."""
    return frozenset(word for row in table("menu_words") for word in cell_list(row["words"]))


def _may_fit(folded: str) -> bool:
    """All patterns at once: most paragraphs fit none, and are told so in three matches instead of one for every row."""
    start, anywhere, whole = (_union(at) for at in ("start", "any", "whole"))
    return bool(start.match(folded) or anywhere.search(folded) or whole.fullmatch(folded))


@lru_cache(maxsize=3)
def _union(at: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in cues() if cue.at == at))


def _cue(row: dict[str, str]) -> Cue:
    reach = next(known for known in REACHES if known == row["reach"])
    return Cue(row["kind"], reach, re.compile(row["pattern"]), row["at"], int(row["longest"]))
