"""What clauses make of acts: refusals, threats, and demands that belong to a protest."""
from __future__ import annotations

import pytest

from tests.reading.coded import claims_by_rows


def told(text: str) -> list[tuple[str, list[str | None], list[str | None], str]]:
    """(type, actors' countries, recipients' countries, status) of every claim."""
    (claims,) = claims_by_rows([text])
    return [(c.type, [p.country for p in c.actors], [p.country for p in c.recipients], c.status) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ethiopia said it would not sign the accord with Egypt.", ("REJECT", ["ETH"], ["EGY"], "happened")),
        ("Norway will not attend the talks with Serbia.", ("REJECT", ["NOR"], ["SRB"], "happened")),
        ("Turkey will close its border with Syria unless Damascus hands over the suspects.", ("THREATEN", ["TUR"], ["SYR"], "happened")),
    ],
)
def test_what_is_said_not_to_be_done_or_only_under_a_condition(text: str, expected: tuple[object, ...]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize("text", ["Ethiopia did not sign the accord with Egypt.", "Turkey closed its border with Syria."])
def test_what_did_not_happen_is_no_refusal_and_what_did_no_threat(text: str) -> None:
    assert not {kind for kind, *_ in told(text)} & {"REJECT", "THREATEN"}


def test_a_protest_s_demand_is_no_request_and_says_whom_it_is_against() -> None:
    found = told("Hundreds of Ghanaian teachers marched in Accra to demand higher pay from the Ghanaian government.")
    assert [(kind, recipients) for kind, _, recipients, _ in found] == [("PROTEST", ["GHA"])]


def test_handing_over_a_note_of_protest_stays_an_accusation() -> None:
    assert "ACCUSE" in {kind for kind, *_ in told("A note of protest was handed to the Turkish ambassador by Greece.")}
