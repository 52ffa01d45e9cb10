"""Named places of a sentence: the table of cases, and the ways a shared name is settled."""
from __future__ import annotations

from collections.abc import Mapping

import pytest

from attache.language import tokens
from attache.model import Name, PlaceMention, Token
from attache.reading.toponyms import find_places
from benchmarks.places import Case, from_table, load_cases


def _places(
    sentence: str, names: tuple[Name, ...] = (), context: Mapping[str, int] | None = None, deprel: str = "dep",
) -> list[PlaceMention]:
    spans = tokens.tokenize(sentence, 0, len(sentence))
    words = [Token(span.start, span.end, sentence[span.start : span.end], "", "X", "X", -1, deprel) for span in spans]
    return find_places(sentence, words, names, context)


def _countries(sentence: str, context: Mapping[str, int] | None = None) -> dict[str, str | None]:
    return {place.name: place.country for place in _places(sentence, context=context)}


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case[0][:40])
def test_cases(case: Case) -> None:
    assert {place.name: place.country for place in from_table(case)} == case[1]


def test_offsets_index_the_text_and_positions_are_near() -> None:
    sentence = "Talks in Bouznika, near Rabat, ended."
    found = _places(sentence)
    assert [sentence[place.start : place.end] for place in found] == ["Bouznika", "Rabat"]
    assert found[1].lat == pytest.approx(34.0, abs=0.2)
    assert found[1].lon == pytest.approx(-6.8, abs=0.2)


def test_the_page_settles_what_the_sentence_leaves_open() -> None:
    assert _countries("Crowds gathered in Valencia.", {"VEN": 9, "USA": 1}) == {"Valencia": "VEN"}
    assert _countries("Crowds gathered in Valencia.", {"ESP": 9}) == {"Valencia": "ESP"}


def test_a_bracket_settles_like_a_comma() -> None:
    assert _countries("Police in Tripoli (Lebanon) fired shots.") == {"Tripoli": "LBN", "Lebanon": "LBN"}


def test_a_list_of_places_is_not_an_address() -> None:
    assert _countries("He will visit London, Canada and Georgia.") == {"London": "GBR", "Canada": "CAN", "Georgia": "GEO"}


def test_a_region_is_told_from_a_state_by_its_neighbours() -> None:
    assert _countries("Leaders of Georgia and Ukraine met.")["Georgia"] == "GEO"
    assert _countries("Storms hit Georgia, Alabama and Florida.")["Georgia"] == "USA"
    assert _countries("The senator from Atlanta won Georgia.")["Georgia"] == "USA"


def test_an_exact_location_name_is_kept() -> None:
    assert [place.name for place in _places("Kidal fell.", (Name(0, 1, "LOC"),))] == ["Kidal"]


def test_a_person_tag_stops_a_town_but_not_a_state() -> None:
    assert _places("Kidal spoke.", (Name(0, 1, "PER"),)) == []
    assert [place.country for place in _places("Mali spoke.", (Name(0, 1, "PER"),))] == ["MLI"]
    assert [place.name for place in _places("They retook Kidal.", (Name(2, 3, "PER"),), deprel="obj")] == ["Kidal"]
    assert [place.name for place in _places("It began in Kidal.", (Name(3, 4, "PER"),))] == ["Kidal"]


def test_nothing_is_found_in_nothing() -> None:
    assert _places("") == []
    assert _places("... ,,, ---") == []
