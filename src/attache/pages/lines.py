"""The short lines around a report: "The Harbour Post - 3 May 2019", "By Ana Lindqvist", "Source: AFP".

Takes a line; gives the names in it, what follows its label, whether it is an outlet's name or a date with a few names.
"""
from __future__ import annotations

import re
from functools import lru_cache

from attache.model import Span
from attache.pages.cues import fold
from attache.pages.dateline import slugs
from attache.pages.dates import dates_in, weekdays
from attache.pages.outlets import is_outlet, known_outlet
from attache.pages.prose import WORD, word_count
from attache.resources import cell_list, table

SEPARATOR = re.compile(r"\s+[-–—|•·/]\s+|\s*[|•·]\s*|\s+:\s+|,\s+|\n")
CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?(?: ?\(?[A-Z]{2,4}\)?(?!\w))?(?: ?[+-]\d{1,2}:?\d{0,2})?", re.IGNORECASE,
)
AUTHORS = re.compile(r",| and | et | y | und | e | with | for |\||/| - | – | — ", re.IGNORECASE)
NAME_WORD = re.compile(r"[^\W\d_]")
LONGEST_LINE_WORDS = 18
LONGEST_NAME_WORDS = 5
MOST_WORDS_BESIDE_DATE = 6


def is_outlet_line(piece: str) -> bool:
    """Whether a line is an outlet's name and nothing else."""
    name = piece.strip(" -–—|:.")
    if word_count(piece) > LONGEST_NAME_WORDS or name.casefold() in slugs() or byline_of(piece) is not None:
        return False
    return is_outlet(name)


def is_information(line: str) -> bool:
    """Whether a line holds a date, with or without names, clock times and labels, and little else."""
    if word_count(line) > LONGEST_LINE_WORDS or not dates_in(line, Span(0, len(line))):
        return False
    return sum(word_count(name) for name in names_in(line)) <= MOST_WORDS_BESIDE_DATE


def names_in(line: str) -> list[str]:
    """What is left of a line without dates, weekdays, clock times and labels."""
    rest = line
    for written in reversed(dates_in(line, Span(0, len(line)))):
        rest = rest[:written.start] + " | " + rest[written.end:]
    pieces = (_without_weekday(name.strip(" \u00a0-–—|:,.()")) for name in SEPARATOR.split(CLOCK.sub(" | ", rest)))
    return [name for name in pieces if NAME_WORD.search(name) and not is_label(name)]


def _without_weekday(name: str) -> str:
    """A name without the weekday that belongs to the date behind it."""
    words = name.split()
    return " ".join(words[:-1]) if words and words[-1].casefold().strip(".,") in weekdays() else name


def is_label(name: str) -> bool:
    """Whether a piece is made of the words that stand beside a date ("Published on") and names nobody."""
    words = WORD.findall(fold(name))
    return all(word in _label_words() for word in words)


def first_name(piece: str) -> str | None:
    """The first of the names in a piece, or None when it begins with none."""
    name = re.split(r"\s*[|,]\s*|\s[-–—]\s", piece.strip())[0].strip(" .:-–—")
    return name if name and not name[0].islower() and word_count(name) <= LONGEST_NAME_WORDS else None


def is_name(piece: str) -> bool:
    """Whether every word of a piece is capitalised, as in a name and unlike a caption."""
    return all(not word[0].islower() for word in piece.split())


def labelled(piece: str, kind: str) -> str | None:
    """What follows a label of that kind at the head of the piece, or None."""
    match = _labels(kind).match(piece.strip(" \u00a0([–—-/•*·"))
    return match.group(1).strip(" \u00a0:") if match else None


def byline_of(piece: str) -> str | None:
    """What a byline names, or None: "By" and capitalised names, no sentence."""
    if word_count(piece) > LONGEST_LINE_WORDS:
        return None
    names = labelled(piece, "byline")
    if names is None or not names or names[0].islower() or names.endswith((".", "?", "!")):
        return None
    return ", ".join(names_in(names)) or None if dates_in(names, Span(0, len(names))) else names


def outlet_in(byline: str) -> str | None:
    """The outlet a byline names: as its only name, or behind a writer's."""
    names = [name for name in (name.strip(" .") for name in AUTHORS.split(byline)) if name]
    known = [name for name in (byline.strip(" ."), *names) if known_outlet(name)]
    return next(iter(known), None) or next((name for name in names if is_outlet(name)), None)


@lru_cache(maxsize=1)
def _label_words() -> frozenset[str]:
    return frozenset(word for row in table("date_labels") for word in cell_list(row["words"]))


@lru_cache(maxsize=4)
def _labels(kind: str) -> re.Pattern[str]:
    found = {label for row in table("labels") if row["kind"] == kind for label in cell_list(row["labels"])}
    alternatives = "|".join(re.escape(label).replace(r"\ ", "[ \u00a0]") for label in sorted(found, key=lambda label: -len(label)))
    return re.compile(rf"(?:{alternatives})(?:(?<=:)|(?=[\s:]))(.*)", re.IGNORECASE | re.DOTALL)
