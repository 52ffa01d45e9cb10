"""The first pass: every sentence with its tree, names, roles and times, and one cast for the page."""
from __future__ import annotations

import datetime

import pytest

from attache.reading.page import first_pass
from tests.reading.coded import document, page_state

TEXT = "French President Luc Armand flew to Cairo on Monday. In Bamako, soldiers shot a priest. Armand praised Egypt."


def test_sentences_come_in_order_and_share_the_cast() -> None:
    state = page_state(TEXT)
    assert [sentence.tree.number for sentence in state.sentences] == [0, 1, 2]
    assert all(sentence.parties.cast is state.cast for sentence in state.sentences)
    assert [person.name for person in state.cast.persons] == ["Luc Armand"]


def test_each_sentence_has_its_roles_times_and_places() -> None:
    first, second, third = page_state(TEXT).sentences
    assert [role.role for role in first.roles] == ["President"]
    assert [time.value for time in first.chronology.mentions()] == ["2021-06-14"]
    assert {place.country for place in second.places} == {"MLI"}
    assert third.roles == []


def test_the_cast_remembers_where_the_page_was() -> None:
    cast = page_state(TEXT).cast
    assert cast.scene(1) == "MLI"
    assert cast.countries["EGY"] == 2


def test_a_person_is_followed_by_short_names() -> None:
    state = page_state(TEXT)
    person = state.cast.last_person((2, 5))
    assert person is not None
    assert person.name == "Luc Armand"


@pytest.mark.parametrize(("dateline", "home"), [("Cairo", "EGY"), ("NAIROBI", "KEN"), ("Barala", None), (None, None)])
def test_home_is_the_datelines_country(dateline: str | None, home: str | None) -> None:
    assert page_state("The minister spoke.", None, dateline).cast.home == home


@pytest.mark.parametrize(
    ("published", "anchor"), [("2021-06-16", datetime.date(2021, 6, 16)), ("2021-06", None), ("2021", None), (None, None)],
)
def test_only_a_full_date_of_publication_anchors_times(published: str | None, anchor: datetime.date | None) -> None:
    [sentence] = page_state("Kenya condemned the coup on Monday.", published).sentences
    assert sentence.chronology.anchor.published == anchor


def test_a_page_without_sentences_is_empty() -> None:
    state = first_pass(document(""), [])
    assert state.sentences == []
    assert state.cast.focus() is None
