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


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's foreign minister said Nairobi would send maize to Somalia.",
        "Kenya will supply Somalia with rifles, the Kenyan defence minister said.",
        "“We will send Somalia two hundred doctors on 5 July,” the Kenyan health minister, Sela Marchetti, told reporters.",
    ],
)
def test_who_says_that_the_own_side_will_help_promises_it(text: str) -> None:
    assert ("AGREE", ["KEN"], ["SOM"], "happened") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya will send maize to Somalia.",
        "Kenya will share intelligence with Somalia",  # a headline: its last word is nobody who speaks
        "Uganda's foreign minister said Kenya would send maize to Somalia.",
        "Kenya's army said Kenya will hold a joint exercise with Somalia.",
    ],
)
def test_what_others_say_and_what_is_to_be_held_is_only_planned(text: str) -> None:
    assert {status for *_, status in told(text)} == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "The Turkish foreign minister called off a visit to Poland.",
        "The Turkish foreign minister's visit to Poland has been postponed.",
    ],
)
def test_a_visit_called_off_is_no_refusal(text: str) -> None:
    assert told(text) == [("CONSULT", ["TUR"], ["POL"], "called_off")]


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

@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two militants were neutralised in northern Iraq, the Turkish defence ministry said.", ("ASSAULT", ["TUR"], "happened")),
        ("The Armed Forces will continue to destroy camps, the Algerian defence ministry said.", ("THREATEN", ["DZA"], "happened")),
        ("Vietnam protested over the beating of its fishermen by China.", ("ACCUSE", ["VNM"], "happened")),
        ("Moscow said it would consider changes to the grain accord with Turkey.", ("AGREE", ["RUS"], "happened")),
        ("Moscow would not consider changes to the accord with Turkey, its foreign minister said.", ("REJECT", ["RUS"], "happened")),
        ("Mali accused Chad of spying, urging the African Union to act.", ("REQUEST", ["MLI"], "happened")),
        ("The raid prompted Japan to recall its ambassador from Manila.", ("SANCTION", ["JPN"], "happened")),
        ("The threats pushed Zambia into recalling its ambassador from Harare.", ("SANCTION", ["ZMB"], "happened")),
        ("The unrest led thousands of Kenyans to march on parliament.", ("PROTEST", ["KEN"], "happened")),
        ("The Danish minister said it was shameful that Sweden had walked out of the talks.", ("ACCUSE", ["DNK"], "happened")),
        ("The Danish minister said it was shameful that Sweden had walked out of the talks.", ("SANCTION", ["SWE"], "happened")),
        ("The Ghanaian president said it was essential that Togo release the sailors.", ("REQUEST", ["GHA"], "happened")),
        ("The IMF stressed that Zambia would have to publish its contracts in order to get aid.", ("REQUEST", [None], "happened")),
    ],
)
def test_who_speaks_and_who_is_made_to_act(text: str, expected: tuple[object, ...]) -> None:
    assert expected in [(kind, actors, status) for kind, actors, _, status in told(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The two Libyan rivals have never met.", "CONSULT"),
        ("Mali accused Chad of shelling a village, killing nine people.", "ASSAULT"),
        ("The Ghanaian president said it was essential that Togo release the sailors.", "RETREAT"),
        ("The minister led a delegation to Oslo to sign the treaty with Norway.", "SUPPORT"),
    ],
)
def test_what_is_only_said_wished_or_never_was_is_no_act(text: str, kind: str) -> None:
    assert kind not in {told_kind for told_kind, *_ in told(text)}
