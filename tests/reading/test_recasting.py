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
        ("Chad threatened to close the pipeline unless Sudan paid.", ("THREATEN", ["TCD"], ["SDN"], "happened")),
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


def test_a_treaty_that_people_march_against_is_only_spoken_of() -> None:
    found = told("Thousands of Ghanaian farmers protested on Monday against a customs treaty with Togo.")
    assert [(kind, recipients) for kind, _, recipients, _ in found] == [("PROTEST", ["TGO"])]


def test_handing_over_a_note_of_protest_stays_an_accusation() -> None:
    assert "ACCUSE" in {kind for kind, *_ in told("A note of protest was handed to the Turkish ambassador by Greece.")}


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Malian students kept up a hunger strike in protest of the Malian government's refusal to reopen the campus.", ["MLI"]),
        ("Demonstrators in Accra blocked a bridge to show their anger at the Malian government.", ["MLI"]),
        ("Hundreds of people blocked streets in Accra in defiance of Malian authorities.", ["MLI"]),
    ],
)
def test_a_protest_is_against_whom_its_cause_names_however_it_is_told(text: str, recipients: list[str]) -> None:
    assert [told for kind, _, told, _ in told(text) if kind == "PROTEST"] == [recipients]


@pytest.mark.parametrize(
    "text",
    [
        "After Chad expelled two Malian diplomats, Mali recalled its ambassador.",
        "Mali recalled its ambassador because Chad expelled two Malian diplomats.",
    ],
)
def test_what_answers_an_act_is_done_to_whoever_did_that(text: str) -> None:
    assert ("SANCTION", ["MLI"], ["TCD"], "happened") in told(text)


def test_what_comes_after_an_act_against_others_is_no_answer_to_it() -> None:
    assert ("COERCE", ["MLI"], [], "happened") in told("After Chad expelled two Ghanaian diplomats, Mali closed its border.")


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("Kenya condemned the shooting of three Somali farmers.", []),
        ("Kenya deplored the killing of Somali farmers by Ethiopian troops.", ["ETH"]),
    ],
)
def test_who_condemns_an_attack_does_not_blame_those_it_hit(text: str, blamed: list[str]) -> None:
    assert ("ACCUSE", ["KEN"], blamed, "happened") in told(text)
