"""With whom a country has to do; where events are; how many fit, by type."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.errors import InputError
from attache.queries.events import events
from attache.queries.filters import EventFilter
from attache.queries.neighbours import Neighbour, busiest, busiest_pairs, neighbours
from attache.queries.places import events_at, last_day, spots
from attache.queries.tallying import tally
from attache.register.connection import reading
from tests.samples import TALKS, VISIT, fill

MORE = "More talks\nKenya accused Italy.\nGhana met Italy on 2021-05.\n"


@pytest.fixture
def filled(register_path: Path) -> Path:
    """A register of three pages."""
    fill(register_path, TALKS, VISIT, MORE)
    return register_path


def test_each_direction_is_counted_once(filled: Path) -> None:
    with reading(filled) as register:
        found = {each.country: each for each in neighbours(register, "Italy", 10)}
        assert found["KEN"] == Neighbour("KEN", 1, 1, 0, 2.0)
        assert found["GHA"] == Neighbour("GHA", 1, 1, 0, 2.0)
        assert {each.country for each in neighbours(register, "Ghana", 10)} == {"ITA"}
        assert neighbours(register, "Italy", 1) == [found["GHA"]]
        assert neighbours(register, "Fiji", 10) == []


def test_neighbours_since(filled: Path) -> None:
    with reading(filled) as register:
        assert [each.country for each in neighbours(register, "Italy", 10, since="2021-04")] == ["GHA", "KEN"]  # the undated may be later


def test_no_country_has_no_neighbours(filled: Path) -> None:
    with reading(filled) as register, pytest.raises(InputError, match="E-COUNTRY"):
        neighbours(register, "Atlantis", 10)


def test_the_busiest(filled: Path) -> None:
    with reading(filled) as register:
        pairs = {(pair.one, pair.other): pair.events for pair in busiest_pairs(register, 10)}
        assert pairs == {("GHA", "ITA"): 2, ("ITA", "KEN"): 2, ("NOR", "PER"): 1}
        assert dict(busiest(register, 10))["ITA"] == 4


def test_spots_and_what_is_there(filled: Path) -> None:
    with reading(filled) as register:
        (spot,) = spots(register, 10)
        assert (spot.name, spot.country, spot.events) == ("Nairobi", "KEN", 3)
        assert len(list(events_at(register, "Nairobi", "KEN", 10))) == 3
        assert [event.claim.date for event in events_at(register, "Nairobi", "KEN", 10, since="2021-05")] == ["2021-05", "2021-05"]
        assert list(events_at(register, "Nairobi", None, 10)) == []
        assert last_day(register) == "2021-05"  # what is planned does not count


@pytest.mark.parametrize("wanted", [EventFilter(), EventFilter(country="Italy"), EventFilter(type="ACCUSE")])
def test_tallies_are_what_listing_finds(filled: Path, wanted: EventFilter) -> None:
    with reading(filled) as register:
        counted = tally(register, wanted)
        assert counted is not None
        for kind in ("CONSULT", "ACCUSE", "AID"):
            one = EventFilter(type=kind, country=wanted.country)
            assert counted.get(kind, 0) == len(list(events(register, one)))


def test_what_cannot_be_counted_at_once_is_not(filled: Path) -> None:
    with reading(filled) as register:
        assert tally(register, EventFilter(status="planned")) is None
        assert tally(register, EventFilter(country="Brenn")) is None
        assert tally(register, EventFilter(since="2021")) is None
