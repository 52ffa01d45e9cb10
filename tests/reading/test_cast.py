"""The cast of a page: who a short mention means, by what the page has said so far."""
from __future__ import annotations

import pytest

from attache.model import Party
from attache.reading.cast import Cast

CHAD, SUDAN = Party("Chad", "TCD", "GOV"), Party("Sudan", "SDN", "GOV")
REBELS = Party("Azure Front", "SDN", "REB")


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Moussa Gali", "Gali"),
        ("Moussa Gali", "Moussa Gali"),
        ("Fayez al-Nouri", "Nouri"),
        ("Gali", "Moussa Gali"),
        ("Moussa Adam Gali", "Moussa Gali"),
    ],
)
def test_a_name_full_or_short_means_the_same_person(known: str, asked: str) -> None:
    cast = Cast()
    person = cast.person(known)
    assert cast.known_person(asked) is person


@pytest.mark.parametrize(("known", "asked"), [("Moussa Gali", "Adil Gali"), ("Moussa Gali", "Moussa Hamdan"), ("Moussa Gali", "Hamdan")])
def test_other_names_are_other_persons(known: str, asked: str) -> None:
    cast = Cast()
    cast.person(known)
    assert cast.known_person(asked) is None


def test_a_fuller_spelling_replaces_a_shorter_one() -> None:
    cast = Cast()
    cast.person("Gali")
    assert cast.person("Moussa Gali").name == "Moussa Gali"
    assert cast.person("Gali").name == "Moussa Gali"
    assert len(cast.persons) == 1


def test_of_two_that_fit_the_latest_is_meant() -> None:
    cast = Cast()
    cast.person("Moussa Gali")
    adil = cast.person("Adil Gali")
    assert cast.known_person("Gali") is adil


def test_a_person_without_an_office_is_a_citizen() -> None:
    person = Cast().person("Moussa Gali")
    assert person.party() == Party("Moussa Gali", None, "CVL")
    person.country, person.sector = "TCD", "GOV"
    assert person.party() == Party("Moussa Gali", "TCD", "GOV")


def test_a_pronoun_means_the_nearest_person_subjects_first() -> None:
    cast = Cast()
    gali, hamdan = cast.person("Moussa Gali"), cast.person("Adil Hamdan")
    cast.note((0, 1), gali, subject=True)
    cast.note((0, 5), hamdan, subject=False)
    assert cast.last_person((1, 0)) is gali
    cast.note((1, 3), hamdan, subject=False)
    assert cast.last_person((2, 0)) is hamdan


def test_a_pronoun_never_means_somebody_named_only_later() -> None:
    cast = Cast()
    cast.note((3, 0), cast.person("Moussa Gali"), subject=True)
    assert cast.last_person((2, 9)) is None
    assert cast.last_person((3, 1)) is not None


def test_mentions_fade() -> None:
    cast = Cast()
    cast.note((0, 0), cast.person("Moussa Gali"), subject=True)
    cast.note((0, 3), CHAD, subject=False)
    assert cast.last_person((6, 0)) is not None
    assert cast.last_person((7, 0)) is None
    assert cast.last_body((7, 0)) is None
    assert cast.last_of((7, 0), frozenset({"TCD"})) == CHAD


def test_persons_and_bodies_are_kept_apart() -> None:
    cast = Cast()
    cast.note((0, 0), cast.person("Moussa Gali"), subject=True)
    cast.note((0, 4), SUDAN, subject=False)
    assert cast.last_body((0, 9)) == SUDAN
    assert cast.last_person((0, 9)) is cast.persons[0]


def test_a_kind_of_state_means_the_nearest_one_of_that_kind() -> None:
    cast = Cast()
    cast.note((0, 0), CHAD, subject=True)
    cast.note((1, 0), SUDAN, subject=True)
    assert cast.last_of((2, 0), frozenset({"TCD"})) == CHAD
    assert cast.last_of((2, 0), frozenset({"MAR"})) is None


def test_the_armed_group_is_no_state() -> None:
    cast = Cast()
    cast.note((0, 0), REBELS, subject=False)
    cast.note((0, 4), CHAD, subject=True)
    assert cast.last_armed_group((1, 0)) == REBELS


def test_an_office_means_its_holder() -> None:
    cast = Cast()
    gali, hamdan = cast.person("Moussa Gali"), cast.person("Adil Hamdan")
    gali.roles.append(("foreign minister", "TCD"))
    hamdan.roles.append(("defence minister", "SDN"))
    cast.note((0, 0), gali, subject=True)
    cast.note((1, 0), hamdan, subject=True)
    assert cast.holder("minister", None, (2, 0)) is hamdan
    assert cast.holder("minister", "TCD", (2, 0)) is gali
    assert cast.holder("foreign minister", None, (2, 0)) is gali
    assert cast.holder("minister", None, (0, 5)) is gali
    assert cast.holder("premier", None, (2, 0)) is None


def test_the_focus_is_the_dateline_else_the_state_named_most() -> None:
    cast = Cast()
    assert cast.focus() is None
    for place, party in enumerate((CHAD, SUDAN, SUDAN)):
        cast.note((place, 0), party, subject=False)
    assert cast.focus() == "SDN"
    assert Cast(home="KEN").focus() == "KEN"


def test_the_same_mention_counts_once() -> None:
    cast = Cast()
    for _ in range(3):
        cast.note((0, 0), CHAD, subject=False)
    assert cast.countries == {"TCD": 1}


def test_a_scene_lasts_into_the_next_sentence() -> None:
    cast = Cast()
    cast.set_scene(4, "TCD")
    assert [cast.scene(number) for number in (3, 4, 5, 6)] == [None, "TCD", "TCD", None]


def test_the_page_is_about_its_weightiest_country() -> None:
    cast = Cast()
    cast.weigh("TCD", 2)
    cast.weigh("SDN", 3)
    cast.weigh(None, 9)
    assert cast.focus() == "SDN"
    assert cast.focus(frozenset({"SDN"})) == "TCD"
    assert cast.pair() == ("SDN", "TCD")


def test_of_two_about_as_weighty_the_page_means_the_one_it_is_written_from() -> None:
    cast = Cast(home="TCD")
    cast.weigh("SDN", 4)
    cast.weigh("TCD", 3)
    assert cast.focus() == "TCD"
    cast.weigh("SDN", 1)
    assert cast.focus() == "SDN"


def test_the_other_of_two_states_else_the_one_named_last() -> None:
    cast = Cast()
    assert cast.another("TCD", (9, 0)) is None
    cast.note((0, 0), CHAD, subject=True)
    cast.note((1, 0), Party("Kenya", "KEN", "GOV"), subject=True)
    cast.note((5, 0), Party("Ghana", "GHA", "GOV"), subject=True)
    assert (cast.another("TCD", (4, 0)), cast.another("TCD", (9, 0)), cast.another("GHA", (9, 0))) == ("KEN", "GHA", "KEN")
    cast.weigh("TCD", 2)
    cast.weigh("SDN", 3)
    assert (cast.another("TCD", (9, 0)), cast.another("KEN", (9, 0))) == ("SDN", "GHA")


def test_a_country_in_passing_makes_no_pair() -> None:
    cast = Cast()
    cast.weigh("TCD", 1)
    cast.weigh("SDN", 9)
    assert cast.pair() == ()
    assert cast.focus(frozenset({"SDN"})) == "SDN"


def test_groups_and_bodies_are_told_apart() -> None:
    cast = Cast()
    union = Party("Teachers' Union", "TCD", "NGO")
    cast.note((0, 0), union, subject=True, name="Teachers' Union")
    cast.note((0, 4), Party("rebels", "TCD", "REB"), subject=False, plural=True, counts=False)
    cast.note((0, 8), Party("premier", "TCD", "GOV"), subject=False, human=True, counts=False)
    assert cast.last_body((1, 0)) == union
    assert cast.last_called((1, 0), "union") == union
    assert cast.last_of_sector((1, 0), frozenset({"NGO"})) == union
    assert cast.last_group((1, 0)) == Party("rebels", "TCD", "REB")
    assert cast.last_person((1, 0)) == Party("premier", "TCD", "GOV")
    assert cast.last_person((1, 0), "premier") is None
    assert cast.countries == {"TCD": 1}
