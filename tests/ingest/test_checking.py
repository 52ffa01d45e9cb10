"""Nothing goes into the register from a file that no page could have said."""
from __future__ import annotations

import math
from typing import Any

import pytest
from msgspec.structs import replace

from attache.errors import InputError
from attache.ingest.checking import page_trouble, reading_trouble, refusal_trouble, version_of
from attache.model import Claim, Party, Place, PlaceMention, Reading, Role, TimeMention
from tests.samples import TALKS, page, reading

READING = reading(page(TALKS), TALKS)
TIME = TimeMention(start=0, end=5, text=TALKS[:5], type="DATE", value="2021")
PLACE = PlaceMention(start=0, end=5, name="Nairobi", country="KEN", lat=-1.3, lon=36.8)


def claim(**changes: Any) -> Reading:
    found: Claim = replace(READING.events[0], **changes)
    return replace(READING, events=(found,))


def role(**changes: Any) -> Reading:
    found: Role = replace(READING.roles[0], **changes)
    return replace(READING, roles=(found,))


def test_what_pages_say_is_taken() -> None:
    assert page_trouble(page(TALKS)) is None
    assert reading_trouble(TALKS, replace(READING, times=(TIME,), places=(PLACE,))) is None
    assert refusal_trouble(InputError("E-TOO-LARGE", "page", "words")) is None
    assert version_of("12/spacy:en/core") == 12


@pytest.mark.parametrize("wrong", [
    replace(READING, reader="newest"), replace(READING, reader="2"), replace(READING, published="yesterday"),
    replace(READING, relations=(replace(READING.relations[0], quote="other words"),)),
    claim(quote_start=-4), claim(quote_end=len(TALKS) + 1), claim(quote_start=40, quote_end=30, quote=""), claim(quote="Italy met Peru."),
    claim(date="2021-3-4"), claim(date_end="2021-03-04T10:00"), claim(dead=-1), claim(injured=10**15), claim(score=math.nan),
    claim(score=math.inf), claim(confidence=1.5), claim(confidence=math.nan), claim(actors=(Party("Italy", "Italia", "GOV"),)),
    claim(recipients=(Party("Italy", "ITA", "GOV"),) * 300), claim(place=Place("Nairobi", "ke")),
    role(quote_end=9_999), role(since="before"), role(country="K"),
    replace(READING, times=(replace(TIME, text="other"),)), replace(READING, times=(replace(TIME, end=99_999),)),
    replace(READING, times=(replace(TIME, last="then"),)), replace(READING, places=(replace(PLACE, end=99_999),)),
    replace(READING, places=(replace(PLACE, lat=math.nan),)), replace(READING, events=READING.events * 20_000),
])
def test_what_no_page_says_is_told(wrong: Reading) -> None:
    assert reading_trouble(TALKS, wrong)


def test_page_under_a_hash_of_other_bytes_is_told() -> None:
    assert page_trouble(replace(page(TALKS), page_id="0" * 64))
    assert page_trouble(replace(page(TALKS), content=b"others"))
    assert page_trouble(replace(page(TALKS), published="soon"))
    assert page_trouble(page("x" * 20_000_001))


@pytest.mark.parametrize("code", ["", "E", "e-binary", "E-BINARY\n", "\x1b[31mE-RED"])
def test_refusal_without_a_code_is_told(code: str) -> None:
    assert refusal_trouble(InputError(code, "page", "words"))
