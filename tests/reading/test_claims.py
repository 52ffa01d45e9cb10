"""Candidates to claims: quotes, scores, confidence, forces, hosts, reasons."""
from __future__ import annotations

import pytest

from attache.model import Guess, Status
from attache.reading.claims import ClaimMaker
from attache.reading.coding import Candidate
from attache.reading.frames import load_lexicon
from tests.reading.coded import at, one, page_state, told

TEXTS = [
    "Kenya expelled the Somali ambassador.",
    "On Monday, Kenya condemned the coup, and Uganda recalled its envoy from Bamako.",
    "Kenya, which condemned Uganda, recalled its envoy.",
    "The Kenyan premier called it “a good day” – and signed an accord with Uganda.",
    "The army said:  rebels attacked a post near Gao .",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_quote_is_exactly_the_page_and_holds_the_trigger(text: str) -> None:
    claims = told(text)
    assert claims
    for claim in claims:
        assert claim.quote == text[claim.quote_start : claim.quote_end]
        assert claim.trigger in claim.quote


def test_a_quote_is_the_acts_clause_without_outer_punctuation() -> None:
    text = "On Monday, Kenya condemned the coup, and Uganda recalled its envoy from Bamako."
    assert [claim.quote for claim in told(text) if claim.type == "SANCTION"] == ["Uganda recalled its envoy from Bamako"]


def test_a_quote_has_no_full_stop() -> None:
    assert one("Kenya expelled the Somali ambassador.", "SANCTION").quote == "Kenya expelled the Somali ambassador"


def test_a_quote_of_a_very_long_sentence_is_cut() -> None:
    towns = ", ".join(["the town of Barala and the village of Tamba near the river"] * 8)
    text = f"The Kenyan premier visited Uganda on Monday and saw {towns}."
    claim = one(text, "CONSULT")
    assert claim.quote.startswith("The Kenyan premier visited Uganda")
    assert len(claim.quote) <= 300 < len(text)


@pytest.mark.parametrize(
    ("text", "kind", "mode", "score", "cameo"),
    [
        ("The Kenyan premier visited Uganda.", "CONSULT", "visit", 4.0, "042"),
        ("Kenya expelled the Somali ambassador.", "SANCTION", "expel", -5.5, "166"),
        ("Kenyan police arrested the lawmaker.", "COERCE", "arrest", -7.0, "173"),
        ("Kenya and Uganda signed an accord.", "SUPPORT", None, 5.0, "057"),
    ],
)
def test_a_claim_has_the_score_and_code_of_its_type_and_mode(text: str, kind: str, mode: str | None, score: float, cameo: str) -> None:
    claim = one(text, kind)
    assert (claim.mode, claim.score, claim.cameo) == (mode, score, cameo)


def test_talks_held_for_others_are_third_party() -> None:
    claim = one("The Kenyan president hosted talks between Ethiopia and Somalia in Nairobi.", "CONSULT")
    assert claim.mode == "third-party"
    assert {party.country for party in claim.actors} == {"ETH", "SOM"}
    assert {party.country for party in claim.recipients} == {"KEN"}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The Kenyan premier held talks in Cairo with the Egyptian president.", "visit"),
        ("The Kenyan premier held talks in Geneva with the Egyptian president.", None),
        ("The Kenyan premier held talks with the Egyptian president.", None),
    ],
)
def test_talks_in_the_country_of_one_of_two_are_a_visit(text: str, mode: str | None) -> None:
    assert one(text, "CONSULT").mode == mode


def test_a_state_s_people_protest() -> None:
    assert [party.sector for party in one("Syria's uprising began in the south.", "PROTEST").actors] == ["CVL"]


def test_a_state_uses_force_by_its_forces() -> None:
    assert [party.sector for party in one("Israel attacked Syrian troops.", "ASSAULT").actors] == ["MIL"]
    assert [party.sector for party in one("Israel condemned Syria.", "ACCUSE").actors] == ["GOV"]


def confidence(text: str, kind: str) -> float:
    return one(text, kind).confidence


def test_doubt_lowers_confidence() -> None:
    plain = confidence("Kenya expelled the Somali ambassador.", "SANCTION")
    assert 0 < plain <= 1
    assert confidence("The Somali ambassador was expelled.", "SANCTION") < plain
    assert confidence("Somalia said Kenya had expelled the Somali ambassador.", "SANCTION") < plain


def test_what_is_taken_from_outside_the_clause_lowers_confidence() -> None:
    told_whole = confidence("The Kenyan premier signed a trade deal with Uganda.", "SUPPORT")
    assert confidence("The Kenyan premier signed a trade deal in Kampala.", "SUPPORT") < told_whole


def test_the_reason_names_the_row_and_the_words_of_the_status() -> None:
    assert one("Kenya will expel the Somali ambassador.", "SANCTION").why.startswith("SANCTION: expel")
    assert one("Kenya will expel the Somali ambassador.", "SANCTION").why.endswith("; status: will")
    assert "status" not in one("Kenya expelled the Somali ambassador.", "SANCTION").why


def test_the_reason_tells_what_the_act_does_not_say_itself() -> None:
    assert one("Chad closed its border. Kenya condemned the move.", "ACCUSE").why.endswith("; a side from the page")
    assert "from the page" not in one("Kenya condemned Chad.", "ACCUSE").why


def test_claims_come_in_the_order_of_the_text() -> None:
    text = "Kenya expelled the Somali ambassador. Uganda condemned Kenya. Rwanda praised Uganda."
    starts = [claim.quote_start for claim in told(text)]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_what_is_left_out_is_noted() -> None:
    state = page_state("Mali might expel the French ambassador.")
    claims, notes = ClaimMaker(state).sentence_claims(state.sentences[0])
    assert claims == []
    assert any("is only spoken of: might" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("Kenya supports Uganda, the Kenyan foreign minister said.", "SUPPORT", None),  # he does it by saying so
        ("Kenya supports Uganda, the Malian foreign minister said.", "SUPPORT", "Malian foreign minister"),
        ("Kenyan bakers support Uganda, the Kenyan foreign minister said.", "SUPPORT", "Kenyan foreign minister"),
        ("Kenyan police arrested two bakers in Mombasa, the Kenyan foreign minister said.", "COERCE", "Kenyan foreign minister"),
    ],
)
def test_an_official_does_the_own_states_acts_of_word_by_saying_so(text: str, kind: str, speaker: str | None) -> None:
    assert one(text, kind).attributed_to == speaker


@pytest.mark.parametrize(
    ("lexical", "sure", "expected"), [(False, 0.9, "happened"), (False, 0.5, "denied"), (True, 0.9, "denied")],
)
def test_a_denied_word_the_lexicon_does_not_list_may_be_an_act(lexical: bool, sure: float, expected: Status) -> None:
    state = page_state("The Kenyan host was not gracious.")
    tree, [frame, *_] = state.sentences[0].tree, load_lexicon().triggered("praise", "V")
    index = at(tree, "gracious")
    guess = Guess(index, "SUPPORT", 0.9, 0.9, "happened", sure, None)
    candidate = Candidate(index, frame, (), (), guess=guess, lexical=lexical)
    assert ClaimMaker(state)._status(tree, candidate, {})[0] == expected


def test_an_announced_threat_is_made_now() -> None:
    state = page_state("The Kenyan host will respond.")
    tree, [frame, *_] = state.sentences[0].tree, load_lexicon().triggered("threaten", "V")
    threat = Candidate(at(tree, "respond"), frame, (), (), lexical=False)
    assert frame.type == "THREATEN"
    assert ClaimMaker(state)._status(tree, threat, {}) == ("happened", "")
