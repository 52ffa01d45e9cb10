"""What joins claims to one event, and what keeps them apart."""
from __future__ import annotations

import random
from typing import Any

import pytest

from attache.model import Party
from attache.register.linking import groups, sameness, undecided
from attache.register.tellings import Telling, telling
from tests.samples import sample_claim


def told(name: str, published: str = "2021-03-05", **changes: Any) -> Telling:
    return telling(sample_claim(**changes), int(name, 36), name, f"page {name}", "courier", published)


def test_a_plan_and_what_came_of_it_are_one_event() -> None:
    plan = told("a", "2021-03-01", status="planned", date="2021-03-02")
    assert sameness(plan, told("b", "2021-03-05")).holds
    assert sameness(plan, told("c", "2021-03-03", status="called_off", date="2021-03-02")).holds


@pytest.mark.parametrize(("why", "changes"), [
    ("other time", {"date": "2021-03-11"}), ("other type", {"type": "ASSAULT"}),
    ("other parties", {"actors": (Party("Peru", "PER", "GOV"),), "recipients": (Party("Chad", "TCD", "GOV"),)}),
])
def test_what_rules_one_event_out(why: str, changes: dict[str, Any]) -> None:
    assert sameness(told("a"), told("b", "2021-03-12", **changes)).evidence[-1][0] == why


def test_one_report_tells_an_event_once() -> None:
    one = told("a")
    again = telling(sample_claim(), 99, "again", one.page_id, "courier", one.published)
    assert sameness(one, again).evidence[-1][0] == "same report"


def test_groups_do_not_depend_on_the_order_of_arrival() -> None:
    days = ("2021-03-04", "2021-03-04", "2021-03-20", "2021-03-20", "2021-03")
    all_told = [told("abcde"[place], f"2021-03-{20 + place}", date=day) for place, day in enumerate(days)]
    expected = groups(all_told, undecided)
    assert len(expected) > 1
    for seed in range(5):
        mixed = list(all_told)
        random.Random(seed).shuffle(mixed)  # noqa: S311 - the same orders every time
        assert groups(mixed, undecided) == expected


def test_two_acts_of_one_page_are_two_events_whatever_words_they_share() -> None:
    quote = "She met the president in Accra and visited a school."
    met = told("a", quote=quote)
    visited = telling(sample_claim(mode="visit", quote=quote), 99, "again", met.page_id, "courier", met.published)
    assert len(groups([met, visited], undecided)) == 2
    assert len(groups([met, visited], lambda *_: True)) == 1
