"""What two countries did to each other and together."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from attache.errors import InputError
from attache.model import Party
from attache.queries.dyads import Direction, Month, TimeOrder, dyad, ledger
from attache.queries.moments import Moment
from attache.register.connection import reading as open_for_reading
from attache.register.store import open_register
from tests.samples import TALKS, fill, page, reading, sample_claim

ITALY, KENYA = Party("Italy", "ITA", "GOV"), Party("Kenyan police", "KEN", "COP")
TEXT = """Dealings
Italy accused Kenya on 2021-03-04.
Italy accused Kenya on 2021-03-20.
Italy accused Kenya on 2021-05-20.
Italy accused Kenya on 2019.
Kenya accused Italy.
Kenya met Italy on 2021-03-11.
Italy accused Ghana on 2021-03-04.
"""


def directions(register_path: Path, *, revision: int | None = None, **wanted: Any) -> tuple[Direction, Direction, Direction]:
    with open_for_reading(register_path) as register:
        return dyad(register, "italy", "KEN", **wanted) if revision is None else dyad(register, "Italy", "Kenya", at=Moment(revision))


def test_each_direction_has_its_counts_months_and_events(register_path: Path) -> None:
    fill(register_path, TEXT)
    there, back, together = directions(register_path)
    assert (there.actor, there.recipient, there.events, there.score) == ("ITA", "KEN", 4, 4.0)
    assert there.months == (Month("2019", 1, 1.0), Month("2021-03", 2, 2.0), Month("2021-05", 1, 1.0))
    assert [event.claim.date for event in there.listed] == ["2019", "2021-03-04", "2021-03-20", "2021-05-20"]
    assert (back.actor, back.events, back.months) == ("KEN", 2, (Month("2021-03", 1, 1.0), Month(None, 1, 1.0)))
    assert [event.claim.date for event in back.listed] == ["2021-03-11", None]
    assert (together.joint, together.events, together.score, together.months, together.listed) == (True, 0, 0, (), ())


def test_what_parties_do_together_is_apart_and_the_same_from_both_ends(register_path: Path) -> None:
    source = page(TALKS)
    with open_register(register_path) as register:
        register.take(source)
        claim = sample_claim(actors=(KENYA, ITALY), recipients=(), score=-2.5)
        register.keep(source.page_id, TALKS, msgspec.structs.replace(reading(source, TALKS), events=(claim,)))
    with open_for_reading(register_path) as register:
        for one, other in (("Italy", "Kenya"), ("Kenya", "Italy")):
            there, back, together = dyad(register, one, other)
            assert (there.events, back.events, together.events, together.score) == (0, 0, 1, -2.5)


@pytest.mark.parametrize(("wanted", "events"), [
    ({"since": "2021-03-05"}, 2), ({"until": "2021-03"}, 3), ({"since": "2019-06", "until": "2021-03-04"}, 2), ({"since": "2022"}, 0),
])
def test_period(register_path: Path, wanted: dict[str, Any], events: int) -> None:
    fill(register_path, TEXT)
    there, _, _ = directions(register_path, **wanted)
    assert there.events == len(there.listed) == events


def test_limit_and_earlier_revision(register_path: Path) -> None:
    fill(register_path, "One\nItaly accused Kenya on 2021-03-04.\n", TEXT)
    with open_for_reading(register_path) as register:
        assert [(len(way.listed), way.events) for way in dyad(register, "Italy", "Kenya", limit=2)] == [(2, 4), (2, 2), (0, 0)]
    assert [way.events for way in directions(register_path, revision=2)] == [1, 0, 0]
    assert [way.events for way in directions(register_path, revision=0)] == [0, 0, 0]


@pytest.mark.parametrize(("one", "other"), [("Italy", "al-Shabab"), ("", "Italy"), ("Italy", "ITA"), ("' OR 1=1 --", "Italy")])
def test_what_is_no_pair_of_countries(register_path: Path, one: str, other: str) -> None:
    fill(register_path, TALKS)
    with open_for_reading(register_path) as register, pytest.raises(InputError, match="E-COUNTRY"):
        dyad(register, one, other)


def stretches(register_path: Path, limit: int, **wanted: Any) -> list[tuple[Direction, Direction, Direction]]:
    """The whole ledger of Italy and Kenya, taken `limit` events at a time."""
    found: list[tuple[Direction, Direction, Direction]] = []
    after = None
    with open_for_reading(register_path) as register:
        while not found or after:
            stretch = ledger(register, "Italy", "Kenya", limit=limit, after=after, **wanted)
            found.append(stretch.directions)
            after = stretch.next
            assert len(found) < 20, "the ledger never ends"
    return found


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 50])
@pytest.mark.parametrize("wanted", [{}, {"since": "2021-03", "until": "2021-03"}, {"since": "2021-03-12"}, {"at": Moment(1)}], ids=str)
def test_a_ledger_in_stretches_is_the_whole_ledger(register_path: Path, limit: int, wanted: dict[str, Any]) -> None:
    fill(register_path, TEXT)
    with open_for_reading(register_path) as register:
        whole = dyad(register, "Italy", "Kenya", **wanted)
    found = stretches(register_path, limit, **wanted)
    for column, way in enumerate(whole):
        assert [event for directions in found for event in directions[column].listed] == list(way.listed)
        assert all((directions[column].events, directions[column].months) == (way.events, way.months) for directions in found)
    sizes = [sum(len(way.listed) for way in directions) for directions in found]
    assert sizes[:-1] == [limit] * (len(sizes) - 1)


@pytest.mark.parametrize(("order", "dates"), [
    ("oldest", ["2019", "2021-03-04", "2021-03-11", "2021-03-20", "2021-05-20", None]),
    ("newest", ["2021-05-20", "2021-03-20", "2021-03-11", "2021-03-04", "2019", None]),
])
def test_a_ledger_goes_on_along_one_axis_of_time(register_path: Path, order: TimeOrder, dates: list[str | None]) -> None:
    fill(register_path, TEXT)
    found = [way.listed for directions in stretches(register_path, 1, order=order) for way in directions if way.listed]
    assert [event.claim.date for (event,) in found] == dates


def test_an_event_that_goes_both_ways_stands_on_both_sides_of_one_stretch(register_path: Path) -> None:
    source = page(TALKS)
    with open_register(register_path) as register:
        register.take(source)
        claim = sample_claim(type="ACCUSE", actors=(KENYA, ITALY), recipients=(Party("Rome", "ITA", "GOV"), Party("Nairobi", "KEN", "GOV")))
        register.keep(source.page_id, TALKS, msgspec.structs.replace(reading(source, TALKS), events=(claim,)))
    ((there, back, together),) = stretches(register_path, 1)
    assert [event.claim.actors for way in (there, back) for event in way.listed] == [(KENYA, ITALY)] * 2
    assert together.listed == ()


def test_a_ledger_goes_on_only_after_an_event(register_path: Path) -> None:
    fill(register_path, TEXT)
    with open_for_reading(register_path) as register, pytest.raises(InputError, match="E-CURSOR"):
        ledger(register, "Italy", "Kenya", limit=1, after="ffff")
