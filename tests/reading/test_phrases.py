"""Phrases in running words: spellings, capitals, tokenisers, strength."""
from __future__ import annotations

import pytest

from attache.reading.phrases import PhraseIndex, fold, is_short_acronym


def _index(*phrases: str) -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for phrase in phrases:
        index.add(phrase, phrase)
    return index


@pytest.mark.parametrize("words", [
    ["Côte", "d’Ivoire"], ["Cote", "d'Ivoire"], ["Côte", "d'", "Ivoire"], ["COTE", "D'IVOIRE"], ["Cote", "d", "’", "Ivoire"],
    ["Côte-d’Ivoire"],
])
def test_accents_apostrophes_and_tokenisers_do_not_matter(words: list[str]) -> None:
    found = _index("Cote d'Ivoire").longest(words, 0)
    assert found is not None
    assert found.length == len(words)


@pytest.mark.parametrize(("phrase", "word", "expected"), [
    ("Turkey", "Turkey", True), ("Turkey", "TURKEY", True), ("Turkey", "turkey", False),
    ("US", "US", True), ("US", "U.S.", True), ("US", "us", False), ("US", "Us", False),
    ("NATO", "Nato", True), ("NATO", "nato", False), ("=CARE", "Care", False), ("=CARE", "CARE", True),
    ("president", "President", True), ("president", "president", True),
])
def test_capitals(phrase: str, word: str, expected: bool) -> None:
    assert (_index(phrase).longest([word], 0) is not None) is expected


@pytest.mark.parametrize(("phrase", "words"), [
    ("Iran", ["I", "ran"]), ("White House", ["Whitehouse"]), ("Wasit", ["Was", "it"]), ("No 10", ["No10"]), ("New York", ["Newyork"]),
])
def test_words_part_where_the_phrase_does(phrase: str, words: list[str]) -> None:
    assert _index(phrase).longest(words, 0) is None


@pytest.mark.parametrize(("phrase", "words"), [
    ("Sana'a", ["Sana", "'a"]), ("Sana'a", ["Sanaa"]), ("South Korea", ["South-Korea"]), ("vice-president", ["vice", "president"]),
    ("Washington, D.C.", ["Washington", ",", "D.C."]), ("U.S.", ["U", ".", "S", "."]), ("D.R. Congo", ["DR", "Congo"]),
])
def test_signs_join_and_part_alike(phrase: str, words: list[str]) -> None:
    assert _index(phrase).longest(words, 0) is not None


def test_particles_keep_their_small_letters() -> None:
    index = _index("al-Shabab")
    assert index.longest(["al", "-", "Shabab"], 0) is not None
    assert index.longest(["Al-Shabab"], 0) is not None
    assert index.longest(["al-shabab"], 0) is None


def test_the_longest_phrase_wins_and_shorter_ones_follow() -> None:
    index = _index("Guinea", "Guinea-Bissau")
    assert [found.length for found in index.all(["Guinea", "-", "Bissau", "said"], 0)] == [3, 1]


def test_a_phrase_never_ends_in_a_possessive() -> None:
    found = _index("Turk", "Turks").longest(["Turk", "'s"], 0)
    assert found is not None
    assert found.length == 1


@pytest.mark.parametrize("after", ["-", "--", "’", "‘", "."])
def test_a_phrase_never_ends_in_a_sign(after: str) -> None:
    found = _index("US").longest(["US", after], 0)
    assert found is not None
    assert found.length == 1


def test_punctuation_parts_phrases() -> None:
    assert _index("New York").longest(["New", ",", "York"], 0) is None
    assert _index("New York").longest(["New", "(", "York"], 0) is None


def test_a_weak_reading_comes_last() -> None:
    index = PhraseIndex[str]()
    index.add("~Congo", "Republic")
    index.add("Congo", "Democratic Republic")
    found = index.longest(["Congo"], 0)
    assert found is not None
    assert found.values == ("Democratic Republic", "Republic")
    assert not list(index.clashes())


def test_clashes_name_two_strong_readings_of_one_spelling() -> None:
    index = PhraseIndex[str]()
    index.add("Congo", "one")
    index.add("Congo", "two")
    index.add("=JeM", "three")
    index.add("=JEM", "four")
    assert list(index.clashes()) == [("congo", ("one", "two"))]


def test_other_scripts() -> None:
    assert _index("المغرب").longest(["المغرب"], 0) is not None
    assert _index("أمريكا").longest(["امريكا"], 0) is not None


def test_fold_of_hostile_text_is_quick_and_total() -> None:
    assert fold("").letters == ""
    assert fold("'" * 50_000).letters == ""
    assert fold("\x00é1A").letters == "\x00e1a"


def test_short_acronyms() -> None:
    assert is_short_acronym("U.S.")
    assert not is_short_acronym("NATO")
    assert not is_short_acronym("Us")
