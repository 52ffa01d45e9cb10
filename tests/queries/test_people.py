"""People with their offices over time, names and events."""
from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from attache.errors import InputError
from attache.model import Role
from attache.queries.people import Tenure, figures, profiles
from attache.register.connection import reading
from attache.register.store import open_register
from tests.samples import TALKS, VISIT, fill, page
from tests.samples import reading as read


def keep(register_path: Path, published: str, *roles: tuple[str, bool, str | None, str | None]) -> None:
    """Adds a page of a day that gives Aldo Brenn roles: (role, former, from, to)."""
    text = f"Aldo Brenn, {published}"
    made = tuple(
        Role(person="Aldo Brenn", role=role, of="Italy", country="ITA", former=former, since=since, until=until, quote=text,
             quote_start=0, quote_end=len(text))
        for role, former, since, until in roles
    )
    source = page(text, published)
    with open_register(register_path) as register:
        register.take(source)
        register.keep(source.page_id, text, replace(read(source, text), published=published, roles=made))


def offices(register_path: Path) -> list[Tenure]:
    with reading(register_path) as register:
        (profile,) = profiles(register, "aldo brenn")
    return list(profile.offices)


@pytest.mark.parametrize(("name", "of", "expected"), [
    (None, None, ["Aldo Brenn", "Mirna Okoth"]),
    ("okoth", None, ["Mirna Okoth"]),
    ("koth", None, []),
    (None, "Kenya", ["Mirna Okoth"]),
    (None, "ITA", ["Aldo Brenn"]),
    ("brenn", "Kenya", []),
    ("' OR 1=1 --", None, []),
])
def test_people_by_name_and_country(register_path: Path, name: str | None, of: str | None, expected: list[str]) -> None:
    fill(register_path, VISIT, TALKS)
    with reading(register_path) as register:
        assert [figure.name for figure in figures(register, name=name, of=of)] == expected


def test_those_of_most_pages_first_and_no_more_than_asked(register_path: Path) -> None:
    fill(register_path, VISIT, TALKS)
    with reading(register_path) as register:
        (first,) = figures(register, limit=1)
    assert (first.name, first.office, first.of, first.country, first.pages) == ("Aldo Brenn", "foreign minister", "Italy", "ITA", 2)


def test_office_is_known_from_the_first_to_the_last_page_that_gives_it(register_path: Path) -> None:
    keep(register_path, "2021-03-01", ("minister", False, None, None))
    keep(register_path, "2022-05-01", ("minister", False, None, None))
    (office,) = offices(register_path)
    assert (office.known_from, office.from_said, office.known_to, office.to_said, office.ended_by) == (
        "2021-03-01", False, "2022-05-01", False, None,
    )
    assert [quoted.quote for quoted in office.quotes] == ["Aldo Brenn, 2021-03-01", "Aldo Brenn, 2022-05-01"]
    assert office.pages == 2


def test_what_a_page_says_of_the_time_goes_before(register_path: Path) -> None:
    keep(register_path, "2021-03-01", ("minister", False, "2019", None))
    keep(register_path, "2022-05-01", ("minister", True, None, "2021-12"))
    (office,) = offices(register_path)
    assert (office.known_from, office.from_said, office.known_to, office.to_said, office.ended_by) == (
        "2019", True, "2021-12", True, "2022-05-01",
    )


def test_offices_stand_in_order_and_the_last_is_the_one_held(register_path: Path) -> None:
    keep(register_path, "2023-01-01", ("president", False, None, None), ("general", True, None, None))
    keep(register_path, "2020-01-01", ("general", False, None, None))
    assert [(office.role, office.ended_by) for office in offices(register_path)] == [("general", "2023-01-01"), ("president", None)]
    with reading(register_path) as register:
        (figure,) = figures(register)
    assert figure.office == "president"


def test_whoever_is_asked_for_by_another_spelling_is_found_with_events(register_path: Path) -> None:
    fill(register_path, "A\nKhalifa Haftar is commander of Chad.\nKhalifa Haftar accused Italy on 2020-02-03.\n")
    with reading(register_path) as register:
        (profile,) = profiles(register, "Khalifah Heftar")
    (deed,) = profile.events
    assert (profile.figure.name, deed.side, deed.country, deed.event.claim.date) == ("Khalifa Haftar", "actor", "TCD", "2020-02-03")


@pytest.mark.parametrize("name", ["zzz", "", "%", "'"])
def test_nobody_of_this_name(register_path: Path, name: str) -> None:
    fill(register_path, TALKS)
    with reading(register_path) as register, pytest.raises(InputError) as caught:
        profiles(register, name or "?")
    assert caught.value.code == "E-NO-FIGURE"
