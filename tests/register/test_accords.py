"""What claims say of agreements, and which of them tell of one."""
from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from attache.model import Party
from attache.register.accords import Accord, accord, accord_groups, accord_keys, agreed, duration_of, searched_accord_keys
from attache.resources import table
from benchmarks.agreements import UNSEEN, load_quotes, measure
from tests.samples import sample_claim


def told(quote: str, *countries: str, number: int = 0, published: str | None = "2021-03-05", **changes: Any) -> Accord | None:
    actors = tuple(Party(country, country, "GOV") for country in countries or ("KEN", "GHA"))
    fields = {"type": "SUPPORT", "quote": quote, "actors": actors, "recipients": (), "trigger": "", "date": None} | changes
    return accord(sample_claim(**fields), number, f"{number:04x}", published)


def read(quote: str, *countries: str, **changes: Any) -> Accord:
    found = told(quote, *countries, **changes)
    assert found is not None
    return found


@pytest.mark.parametrize("row", table("agreement_stages"), ids=lambda row: row["stage"])
def test_examples_of_stages(row: dict[str, str]) -> None:
    assert read(row["example"]).stage == row["stage"]
    other = told(row["counterexample"])
    assert other is None or other.stage != row["stage"]


@pytest.mark.parametrize("row", table("agreement_kinds")[1:], ids=lambda row: row["kind"])
def test_examples_of_kinds(row: dict[str, str]) -> None:
    signed: dict[str, Any] = {"trigger": "signed"}
    assert read(f"They signed: {row['example']}", **signed).kind == row["kind"]
    other = told(f"They signed: {row['counterexample']}", **signed)
    assert other is None or other.kind != row["kind"]


def test_examples_of_agreements_words() -> None:
    assert read(table("agreement_kinds")[0]["example"]).kind == "agreement"
    assert told(table("agreement_kinds")[0]["counterexample"]) is None


@pytest.mark.parametrize(("quote", "duration"), [
    ("a ten-year pact", "10 years"), ("a 10-year-long pact", "10 years"), ("a pact for five years", "5 years"),
    ("a 72-hour truce", "72 hours"),
    ("extended the truce by another two weeks", "2 weeks"), ("a 12-year-old signed the pact", None), ("after two years of talks", None),
    ("a pact signed ten years ago", None), ("an end to the ten-year war", None), ("a year-end pact", None),
])
def test_duration(quote: str, duration: str | None) -> None:
    assert duration_of(quote) == duration


@pytest.mark.parametrize(("quote", "changes", "stage"), [
    ("Kenya will sign a pact with Ghana.", {"trigger": "sign"}, "announced"),
    ("Kenya signs a pact with Ghana next week.", {"trigger": "signs", "status": "planned"}, "announced"),
    ("Kenya ratified the pact that it signed with Ghana in 2019.", {"trigger": "ratified"}, "ratified"),
    ("Kenya ratified the pact that it signed with Ghana in 2019.", {"trigger": "signed"}, "signed"),
    ("Kenya has not signed the pact with Ghana.", {"trigger": "signed"}, None),
    ("Kenya refused to sign the pact.", {"trigger": "sign"}, None),
    ("Kenya will scrap its pact with Ghana.", {"trigger": "scrap", "status": "planned"}, "ended"),
    ("Kenya and Ghana signed a pact.", {"type": "ACCUSE"}, None),
    ("Kenya praised the pact.", {}, None),
    ("", {}, None),
])
def test_stage_by_trigger_future_and_negation(quote: str, changes: dict[str, Any], stage: str | None) -> None:
    found = told(quote, **changes)
    assert (found.stage if found else None) == stage


def test_two_dated_signings_are_of_two_papers() -> None:
    one = read("Kenya and Ghana signed a trade deal.", number=1, date="2021-03-05")
    other = read("Kenya and Ghana signed a trade deal.", number=2, date="2022-03-05", published="2022-03-06")
    assert len(accord_groups([one, other])) == 2


def test_order_does_not_matter_and_kinds_and_parties_part() -> None:
    accords = [
        read("Kenya and Ghana signed a trade deal.", number=1),
        read("Kenya ratified the trade deal.", "KEN", number=2, published="2021-06-01"),
        read("Kenya and Ghana signed a defence pact.", number=3), read("Peru and Chile signed a trade deal.", "PER", "CHL", number=4),
    ]
    expected = [[1, 2], [3], [4]]
    for order in permutations(accords):
        assert [[each.claim_no for each in group] for group in accord_groups(order)] == expected


def test_accords_of_one_agreement_share_a_key() -> None:
    whole, half = read("Kenya and Ghana signed a deal.", "KEN", "GHA"), read("Kenya ratified the deal.", "KEN")
    assert set(searched_accord_keys(half)) & set(accord_keys(whole))
    assert set(searched_accord_keys(whole)) & set(accord_keys(half))


def test_stages_stand_once_and_the_furthest_counts() -> None:
    whole = agreed([
        read("Kenya and Ghana signed a 5-year trade deal.", number=1, date="2021-03-04"),
        read("Kenya and Ghana signed a trade deal.", number=2, published="2021-03-09"),
        read("Ghana suspended the trade deal with Kenya.", number=3, date="2021-05-01"),
        read("The trade deal between Kenya and Ghana is in force again.", number=4, date="2021-08-01"),
    ])
    assert [(step.stage, step.date, step.claim_id) for step in whole.steps] == [
        ("signed", "2021-03-04", "0001"), ("in force", "2021-08-01", "0004"), ("suspended", "2021-05-01", "0003"),
    ]
    assert (whole.stage, whole.date, whole.duration, whole.kind, whole.parties) == (
        "in force", "2021-08-01", "5 years", "trade deal", ("GHA", "KEN"),
    )


def test_quotes_are_read_and_joined_as_well_as_before() -> None:
    scores, unseen = measure(load_quotes()), measure(load_quotes(UNSEEN))
    assert min(scores.values()) >= 0.98
    assert (unseen["stage"], unseen["kind"] >= 0.9, unseen["f1"] >= 0.9) == (1.0, True, True)


@pytest.mark.parametrize(("quote", "topic"), [
    ("Kenya and Ghana signed a five-year military training agreement.", "military training"),
    ("Kenya and Ghana signed a new Kenyan defence and security cooperation pact in Accra.", "defence and security cooperation"),
    ("Kenya and Ghana signed a deal on wheat, fishing, barley, cotton and timber.", "wheat, fishing, barley, cotton and timber"),
    ("Kenya sealed a ten-year gas deal with Ghana on Friday.", "gas"),
    ("Kenya signed an agreement with Ghana on a second bridge over the lake.", "bridge"),
    ("Kenya signed a treaty with Ghana on the waters of the Volta river.", "waters of the Volta river"),
    ("Kenya and Ghana signed a ceasefire.", ""), ("Kenya and Ghana signed a deal on Friday for 10 years.", ""),
    ("Kenya’s envoy signed Ghana’s déjà-vu accord on élite training.", "déjà-vu"),
])
def test_topic_is_in_words_of_the_quote(quote: str, topic: str) -> None:
    assert read(quote, trigger="signed").topic == topic


def test_subject_is_the_topic_that_says_most_of_what_is_told() -> None:
    quotes = (
        "Kenya and Ghana signed a security deal.", "Kenya and Ghana ratified the coastal security deal.",
        "The deal with Ghana is in force.",
    )
    told = [read(quote, number=number) for number, quote in enumerate(quotes)]
    assert agreed(told).subject == "coastal security"
