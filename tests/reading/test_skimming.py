"""Which sentences are parsed: all of political pages, of others those that speak of politics themselves."""
from __future__ import annotations

import pytest

from attache.language import load_engine
from attache.language.sentences import split
from attache.reading.reader import explain_page, read_text, reader_version, sentences_of
from attache.reading.skimming import score, terms, to_read
from attache.sources.files import page_of
from tests.reading.coded import document

QUIET = (
    "Beat the butter with the sugar until pale. Add the eggs one after another and fold in the flour. Spoon the batter into a tin lined "
    "with paper. Bake the cake for forty minutes, until a skewer comes out clean. Let it cool before you spread the icing on it."
)
POLITICAL = "Kenyan police arrested nine opposition protesters in Nairobi after rebels attacked an army convoy."


def read_in(text: str) -> list[bool]:
    return to_read(text, split(text, 0, len(text)))


def test_nothing_of_a_recipe_is_read() -> None:
    assert read_in(QUIET) == [False] * 5


def test_what_a_quiet_page_tells_of_politics_is_read() -> None:
    assert read_in(f"{QUIET} {POLITICAL} {QUIET} {QUIET}") == [False] * 5 + [True] + [False] * 10


def test_all_of_a_political_page_is_read() -> None:
    page = f"{POLITICAL} {POLITICAL} The weather was fine. {POLITICAL} {POLITICAL} Spoon the batter into a tin lined with paper."
    assert read_in(page) == [True] * 6


def test_a_short_page_is_read_whatever_it_tells() -> None:
    assert read_in("Add the eggs one after another. Bake the cake for forty minutes.") == [True, True]


def test_no_sentence_at_all() -> None:
    assert read_in("") == []


@pytest.mark.parametrize(("one", "other"), [
    ("attacked", "attacks"), ("planned", "planning"), ("Kenyan", "Chadian"), ("threaten", "Threatened"), ("pass", "passed"),
])
def test_forms_of_a_word_count_alike(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_politics_scores_above_cooking() -> None:
    assert score(POLITICAL) > 0 > score("Spoon the batter into a tin lined with paper.")


def test_skipped_sentences_keep_their_place_but_have_no_words() -> None:
    text = f"{QUIET} {POLITICAL} {QUIET} {QUIET}"
    found = sentences_of(document(text), load_engine())
    assert [sentence.start for sentence in found] == [span.start for span in split(text, 0, len(text))]
    assert [bool(sentence.tokens) for sentence in found] == read_in(text)


def test_claims_on_a_quiet_page_are_those_of_its_political_sentence() -> None:
    text = f"{QUIET} {POLITICAL} {QUIET} {QUIET}"
    skimmed, whole = read_text(document(text), load_engine()), read_text(document(text), load_engine(), every=True)
    assert {event.type for event in skimmed.events} == {event.type for event in whole.events if event.quote_start >= len(QUIET)}
    assert skimmed.events


def test_the_version_tells_whether_all_was_read() -> None:
    assert reader_version(load_engine()) != reader_version(load_engine(), every=True)
    assert read_text(document(QUIET), load_engine(), every=True).reader == reader_version(load_engine(), every=True)


def test_explain_says_what_was_not_read() -> None:
    page = page_of("cake.txt", "cake", f"A cake for Sunday\n\n{QUIET}\n".encode())
    skipped = [line for sentence in explain_page(page, load_engine()) for line in sentence.lines if line.startswith("not read")]
    assert len(skipped) == 5
    assert not [s for s in explain_page(page, load_engine(), every=True) if any(line.startswith("not read") for line in s.lines)]
