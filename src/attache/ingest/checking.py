"""Readings that come from a file are somebody else's: whether one may go into the register.

In: a page, its text, what is said to be read from it. Out: what is wrong, in words, or None. Types are checked before; here it is that
offsets lie in the text, quotes are the words there, hashes hold, numbers and dates are some, and nothing is more than a page can have.
"""
from __future__ import annotations

import math
import re
from collections.abc import Iterator
from hashlib import sha256

from attache.errors import InputError
from attache.model import Claim, Page, PlaceMention, Reading, Relation, Role, TimeMention
from attache.settings import LARGEST_PAGE_BYTES, LARGEST_TEXT_CHARACTERS, LONGEST_SENTENCE_TOKENS, MOST_PARAGRAPHS

Found = tuple[bool, str]
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"E-[A-Z]+(?:-[A-Z]+)*")
_READER = re.compile(r"\d{1,6}/.{1,200}")
_MOST_OF_A_KIND = MOST_PARAGRAPHS  # claims, roles, times …; a page has far fewer
_MOST_PARTIES = LONGEST_SENTENCE_TOKENS  # of a side of a claim
_LARGEST_NUMBER = 10**12


def page_trouble(page: Page) -> str | None:
    """What is wrong with a page, None when nothing is."""
    return _first_wrong(_page(page))


def reading_trouble(text: str, reading: Reading) -> str | None:
    """What is wrong with a reading of a text, None when nothing is."""
    return _first_wrong(_reading(text, reading))


def refusal_trouble(error: InputError) -> str | None:
    """What is wrong with a refusal, None when nothing is."""
    return None if _CODE.fullmatch(error.code) else "no code of an error"


def version_of(reader: str) -> int:
    """The number of the reader's version, by which older readings are told from newer ones."""
    return int(reader.partition("/")[0])


def _first_wrong(found: Iterator[Found]) -> str | None:
    return next((words for holds, words in found if not holds), None)


def _page(page: Page) -> Iterator[Found]:
    yield len(page.content) <= LARGEST_PAGE_BYTES, "a page that is too large"
    yield sha256(page.content).hexdigest() == page.page_id, "the page's bytes do not have the hash it is known by"
    yield _is_day(page.published), "no date"


def _reading(text: str, reading: Reading) -> Iterator[Found]:
    yield len(text) <= LARGEST_TEXT_CHARACTERS, "a text that is too long"
    yield _READER.fullmatch(reading.reader) is not None, "no version of a reader"
    yield _is_day(reading.published), "no date"
    for some in (reading.events, reading.roles, reading.relations, reading.times, reading.places):
        yield len(some) <= _MOST_OF_A_KIND, "more entries than a page can have"
    for claim in reading.events:
        yield from _claim(text, claim)
    for relation in reading.relations:
        yield _is_quoted(text, relation), "a quote that is not in the text at its place"
    for role in reading.roles:
        yield _is_quoted(text, role), "a quote that is not in the text at its place"
        yield all(map(_is_day, (role.since, role.until))) and _is_country(role.country), "a role of no date or country"
    for time in reading.times:
        yield text[time.start : time.end] == time.text and _is_inside(text, time), "a time that is not in the text at its place"
        yield all(map(_is_day, (time.first, time.last))), "no date"
    for place in reading.places:
        yield _is_inside(text, place) and _is_country(place.country), "a place that is not in the text, or of no country"
        yield all(number is None or abs(number) <= 360 for number in (place.lat, place.lon)), "a place that is not on the earth"


def _claim(text: str, claim: Claim) -> Iterator[Found]:
    yield _is_quoted(text, claim), "a quote that is not in the text at its place"
    yield all(map(_is_day, (claim.date, claim.date_end))), "no date"
    yield all(number is None or 0 <= number <= _LARGEST_NUMBER for number in (claim.dead, claim.injured)), "no number of people"
    yield math.isfinite(claim.score) and 0 <= claim.confidence <= 1, "no score or confidence"
    for side in (claim.actors, claim.recipients):
        yield len(side) <= _MOST_PARTIES and all(_is_country(party.country) for party in side), "too many parties, or of no country"
    yield claim.place is None or _is_country(claim.place.country), "a place of no country"


def _is_quoted(text: str, quoted: Claim | Role | Relation) -> bool:
    return 0 <= quoted.quote_start < quoted.quote_end <= len(text) and text[quoted.quote_start : quoted.quote_end] == quoted.quote


def _is_inside(text: str, mention: TimeMention | PlaceMention) -> bool:
    return 0 <= mention.start < mention.end <= len(text)


def _is_day(value: str | None) -> bool:
    return value is None or _DAY.fullmatch(value) is not None


def _is_country(value: str | None) -> bool:
    return value is None or _COUNTRY.fullmatch(value) is not None
