"""Whatever a page says, it is read without a fault and every quote is the page's own words."""
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from attache.language import load_engine
from attache.reading.reader import read_text
from tests.reading.coded import document

SALAD = """
Kenya Chad ’s al - President Brenn the a minister he she it they who which said signed attacked was by with of to in deal talks . , “ ” ( )
and not will would if Friday 2011 two days after before visited troops rebels – U.S. United Nations deputy , former first since since
"""
WORDS = st.sampled_from(SALAD.split())



@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_word_salad_is_read_without_a_fault(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_text(document(text, "2020-10-02"), load_engine())
    found = [(x.quote_start, x.quote_end, x.quote) for x in reading.events]
    found += [(x.quote_start, x.quote_end, x.quote) for x in reading.roles]
    found += [(x.quote_start, x.quote_end, x.quote) for x in reading.relations]
    assert all(quote and text[start:end] == quote for start, end, quote in found)
    for time in reading.times:
        assert text[time.start : time.end] == time.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_read_without_a_fault(text: str) -> None:
    read_text(document(text), load_engine())
