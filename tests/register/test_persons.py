"""Who appears on a page, and which of those who appear are one."""
from __future__ import annotations

import pytest
from msgspec.structs import replace

from attache.model import Party
from attache.register.persons import Bearer, appearances, grouped, same_bearer, sector_of
from attache.resources import table
from tests.samples import TALKS, page, reading, sample_claim


def nobody(_: Bearer, __: Bearer) -> None:
    """No decision."""


def names(groups: list[list[Bearer]]) -> list[set[str]]:
    return [{bearer.name for bearer in group} for group in groups]


HAFTAR, HIFTER = Bearer("person", "Khalifa Haftar", "LBY", "MIL", number=1), Bearer("person", "Khalifa Hifter", "LBY", None, number=2)
SURNAME = Bearer("person", "Haftar", "LBY", "MIL", number=3)


@pytest.mark.parametrize("row", table("careers"), ids=lambda row: f"{row['one']} {row['other']}")
def test_careers_that_keep_homonyms_apart(row: dict[str, str]) -> None:
    one, other = (Bearer("person", "John Kelly", "IRL", row[column]) for column in ("one", "other"))
    assert not same_bearer(one, other).holds
    assert same_bearer(one, one).holds


@pytest.mark.parametrize("row", table("local_offices"), ids=lambda row: row["office"])
def test_local_offices_keep_homonyms_apart(row: dict[str, str]) -> None:
    text = "Aldo Brenn is {office} of {town}.\n"
    held = [appearances(reading(page(text), text.format(office=row["office"], town=town)))[0].bearer for town in ("Cork", "Sligo")]
    assert [bearer.seat for bearer in held] == ["cork", "sligo"]
    assert not same_bearer(*held).holds


def test_homonyms_of_two_countries_are_two() -> None:
    assert not same_bearer(Bearer("person", "John Kelly", "IRL", "GOV"), Bearer("person", "John Kelly", "USA", "MIL")).holds


def test_a_family_name_goes_to_its_only_bearer() -> None:
    assert names(grouped([HAFTAR, HIFTER, SURNAME], nobody)) == [{"Khalifa Haftar", "Khalifa Hifter", "Haftar"}]
    saddam = Bearer("person", "Saddam Haftar", "LBY", "MIL", number=4)
    assert names(grouped([HAFTAR, saddam, SURNAME], nobody)) == [{"Khalifa Haftar"}, {"Saddam Haftar"}, {"Haftar"}]


def test_decisions_override() -> None:
    assert len(grouped([HAFTAR, HIFTER], lambda one, other: False)) == 2
    other = Bearer("person", "Omar Brenn", "LBY", "MIL", number=5)
    assert len(grouped([HAFTAR, other], lambda one, other: True)) == 1


def test_order_of_arrival_does_not_matter() -> None:
    assert names(grouped([SURNAME, HIFTER, HAFTAR], nobody)) == names(grouped([HAFTAR, HIFTER, SURNAME], nobody))


def test_page_gives_each_person_once_with_parts_and_roles() -> None:
    read = reading(page(TALKS), TALKS)
    brenn = Party("Brenn", "ITA", "GOV")
    read = replace(read, events=(sample_claim(actors=(brenn, Party("Italy", "ITA", "GOV")), recipients=(Party("rebels", None, "REB"),)),))
    (person,) = appearances(replace(read, roles=(*read.roles, replace(read.roles[0], person="Brenn"))))
    assert (person.bearer.name, person.bearer.country, person.bearer.sector) == ("Aldo Brenn", "ITA", "GOV")
    assert person.names == ("Aldo Brenn", "Brenn")
    assert person.roles == (0, 1)
    assert person.parts == ((0, "actor"),)


@pytest.mark.parametrize(("party", "kind"), [
    (Party("Italy", "ITA", "GOV"), None), (Party("protesters", None, "CVL"), None), (Party("African Union", None, "IGO"), "body"),
    (Party("Northern Grain Company", "KEN", "BUS"), "body"), (Party("Mirna Okoth", "KEN", "CVL"), "person"),
    (Party("Okoth Foundation", "KEN", "CVL"), "body"), (Party("…", None, "UNK"), None),
])
def test_what_a_party_is(party: Party, kind: str | None) -> None:
    read = replace(reading(page(TALKS), TALKS), roles=(), events=(sample_claim(actors=(party,), recipients=()),))
    assert [each.bearer.kind for each in appearances(read)] == ([kind] if kind else [])


def test_bodies_go_by_all_their_names() -> None:
    one, other = Bearer("body", "African Union", None, "IGO"), Bearer("body", "the African Union", None, "IGO")
    assert same_bearer(one, other).holds
    assert not same_bearer(one, Bearer("body", "Arab League", None, "IGO")).holds


@pytest.mark.parametrize(("role", "sector"), [("foreign minister", "GOV"), ("army general", "MIL"), ("archbishop", "REL"), ("zzz", None),
                                               ("", None)])
def test_sector_of_an_office(role: str, sector: str | None) -> None:
    assert sector_of(role) == sector


def test_a_family_name_alone_asks_for_country_and_sector() -> None:
    assert same_bearer(HAFTAR, SURNAME).holds
    assert not same_bearer(HAFTAR, Bearer("person", "Haftar", "LBY", "MED")).holds
    assert not same_bearer(HAFTAR, Bearer("person", "Haftar", None, "GOV")).holds
