"""From predicates to candidates: who fills the slots, which acts are parts of others or only spoken of."""
from __future__ import annotations

import pytest
from msgspec.structs import replace

from attache.model import EventType, Guess, Part
from attache.reading.coding import Candidate, SentenceCoder
from attache.reading.frames import load_lexicon
from attache.reading.page import first_pass
from tests.reading.coded import at, document, page_state, parsed, summaries


def coder(text: str) -> SentenceCoder:
    [sentence] = page_state(text).sentences
    return SentenceCoder(sentence.tree, sentence.parties, load_lexicon())


def candidates(text: str) -> list[Candidate]:
    return coder(text).candidates()


def kinds(text: str) -> list[str]:
    return [told.split()[0] for told in summaries(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two ministers were arrested by Malian soldiers in Bamako.", ["COERCE MLI > MLI happened"]),
        ("The Turkish parliament was condemned by Greece.", ["ACCUSE GRC > TUR happened"]),
        ("Kenya, which condemned Uganda, recalled its envoy from Kampala.", ["ACCUSE KEN > UGA happened", "SANCTION KEN > UGA happened"]),
        ("The deal that Chad signed with Sudan was short.", ["SUPPORT SDN+TCD > - happened"]),
        ("Rebels killed by French soldiers in Mali were young.", ["ASSAULT FRA > MLI happened"]),
        ("Rebels shelled the Malian town of Gao, killing nine people, aid workers in Nairobi said.", ["ASSAULT MLI > MLI happened"]),
        ("Malian troops advanced towards the town of Gao.", ["MOBILIZE MLI > - happened"]),
        ("Rebels in Chad vowed to topple the president.", ["THREATEN TCD > TCD happened"]),
        ("Chad complained to the United Nations over Sudanese air raids.", ["ACCUSE TCD > SDN happened", "ASSAULT SDN > - happened"]),
        ("Chad's promise to train Sudan's pilots pleased the airlines.", ["AGREE TCD > SDN happened"]),
        ("Kenya and Uganda condemned Rwanda.", ["ACCUSE KEN+UGA > RWA happened"]),
        ("Germany, Poland and Sweden expelled Russian diplomats.", ["SANCTION DEU+POL+SWE > RUS happened"]),
        ("The United States imposed sanctions on Belarus and Russia.", ["SANCTION USA > BLR+RUS happened"]),
        ("Sanctions were imposed on Belarus by the United States.", ["SANCTION USA > BLR happened"]),
        ("Turkey threatened Greece and expelled the Greek ambassador.", ["THREATEN TUR > GRC happened", "SANCTION TUR > GRC happened"]),
        ("Kenya held talks with Uganda.", ["CONSULT KEN+UGA > - happened"]),
        ("The prime minister of Greece paid a visit to Egypt.", ["CONSULT GRC > EGY happened"]),
        ("The French president and the German chancellor met in Berlin.", ["CONSULT DEU+FRA > - happened"]),
        ("France, Germany and Italy urged Iran to halt enrichment.", ["REQUEST DEU+FRA+ITA > IRN happened"]),
        ("Mali's army killed eleven Chadian rebels.", ["ASSAULT MLI > TCD happened"]),
        ("Turkey sent aid to Lebanon after the blast.", ["AID TUR > LBN happened"]),
        ("Iran rejected the American offer.", ["REJECT IRN > USA happened"]),
        ("The African Union suspended Mali.", ["SANCTION IGO > MLI happened"]),
        ("Kenya accused Somalia of interfering in its elections.", ["ACCUSE KEN > SOM happened"]),
        ("Rwanda was accused by Congo of backing the rebels.", ["ACCUSE COD > RWA happened"]),
        ("Ethiopia withdrew its troops from Somalia.", ["RETREAT ETH > SOM happened"]),
        ("Nigerien protesters marched in Niamey against France.", ["PROTEST NER > FRA happened"]),
        ("Poland deployed troops to its border with Belarus.", ["MOBILIZE POL > BLR happened"]),
        ("Egypt and Turkey agreed to exchange ambassadors.", ["AGREE EGY+TUR > - happened"]),
        ("Tunisia and Libya reopened their border.", ["COOPERATE LBY+TUN > - happened"]),
        ("The United Arab Emirates and Israel signed a trade agreement in Dubai on Tuesday.", ["SUPPORT ARE+ISR > - happened"]),
        ("Egyptian President Karim Lahlou on Sunday received the French foreign minister in Cairo.", ["CONSULT FRA > EGY happened"]),
        ("A court in Tunis sentenced the former minister to ten years in prison.", ["SANCTION TUN > TUN happened"]),
        ("Ethiopia accused Egypt of obstructing talks on the dam, a charge Cairo denied.",
         ["ACCUSE ETH > EGY happened", "REJECT EGY > ETH happened"]),
        ("Russia expelled 20 Czech diplomats in retaliation for the expulsion of 18 Russians by Prague.",
         ["SANCTION RUS > CZE happened", "SANCTION CZE > RUS happened"]),
    ],
)
def test_who_did_what_to_whom(text: str, expected: list[str]) -> None:
    assert summaries(text) == expected


def test_parts_of_one_act_are_one_candidate() -> None:
    [attack] = candidates("Gunmen ambushed a Nigerian convoy, killing nine soldiers and wounding four.")
    assert attack.frame.type == "ASSAULT"
    assert [party.name for party in attack.actors] == ["Gunmen"]
    assert any(party.sector == "MIL" for party in attack.recipients)


def test_people_met_on_a_visit_are_visited() -> None:
    assert summaries("The Kenyan premier visited Mali, meeting the Malian president.") == ["CONSULT KEN > MLI happened"]


@pytest.mark.parametrize(
    "text",
    [
        "France urged Mali to release the hostages.",
        "Sweden called on Iran to free the professor.",
        "Turkey threatened to expel the Greek ambassador.",
        "Chad promised to withdraw its troops from Niger.",
        "Uganda demanded that Kenya release the traders.",
        "Uganda accused Kenya of kidnapping the traders.",
    ],
)
def test_acts_only_spoken_of_are_no_acts(text: str) -> None:
    assert len(summaries(text)) == 1


def test_the_act_spoken_of_is_noted() -> None:
    made = coder("France urged Mali to release the hostages.")
    made.candidates()
    assert any("is what 'urged' speaks of" in note for note in made.notes)


def test_a_clause_of_time_is_a_fact_of_its_own() -> None:
    assert kinds("Kenya condemned the raid three days after Uganda arrested nine Kenyan traders.") == ["ACCUSE", "COERCE"]


def test_who_condemns_an_attack_did_not_make_it() -> None:
    text = "The attack on the Malian base was condemned by France."
    assert summaries(text) == ["ASSAULT - > MLI happened", "ACCUSE FRA > - happened"]


def test_who_claims_an_attack_made_it() -> None:
    assert summaries("A deadly attack on Chadian troops was claimed by the Islamic State.") == ["ASSAULT REB > TCD happened"]


def test_who_foils_an_attack_did_not_make_it() -> None:
    [foiled] = candidates("Police in Kenya foiled an attack on a hotel in Mombasa.")
    assert foiled.actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Russia is the main supplier of Algeria, selling it ships.",
        "France stations troops in Chad.",
        "The minister ate lunch in Nairobi.",
        "The storm killed nine people.",
        "The teacher met the baker.",
    ],
)
def test_what_is_no_act_of_politics(text: str) -> None:
    assert summaries(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thai artillery shelled a Cambodian town on Monday, killing four people and damaging a school.", ["ASSAULT THA > KHM happened"]),
        ("Kenya's health minister, Anja Morell, handed over thirty generators to Chad for its clinics.", ["AID KEN > TCD happened"]),
        ("Kenya condemned Chad's sale of two islands to a mining company.", ["ACCUSE KEN > TCD happened"]),
        ("A diplomat who asked not to be named said Kenya had expelled the Chadian envoy.", ["SANCTION KEN > TCD happened"]),
        ("Kenya pulled the last of its soldiers out of Somalia on Monday.", ["RETREAT KEN > SOM happened"]),
    ],
)
def test_nobody_is_dragged_into_an_act(text: str, expected: list[str]) -> None:
    assert summaries(text) == expected


def test_a_meeting_that_is_told_something_is_no_meeting_in_the_news() -> None:
    assert "CONSULT" not in kinds("Norway's interior minister told a meeting of village elders that Sweden had arrested four shepherds.")


def test_what_preceded_a_refusal_or_promise_is_told_for_itself() -> None:
    text = "Egypt agreed to release the crew of a tanker after Tunisia threatened Egypt with war."
    assert set(kinds(text)) == {"CONCEDE", "THREATEN"}


def test_a_rejected_frame_says_why() -> None:
    made = coder("The teacher met the baker.")
    assert not any(candidate.lexical for candidate in made.candidates())
    assert any("'met' is no CONSULT: meet" in note for note in made.notes)


def test_each_state_takes_part_once() -> None:
    [talks] = candidates("The United States held talks with Iran, and the US and Iran held talks with Oman.")[:1]
    assert [party.country for party in talks.actors] == ["USA", "IRN"]


def test_whoever_is_in_talks_takes_part() -> None:
    assert "CONSULT CHE+GHA > - happened" in summaries("Ghana is in negotiations with Switzerland over its gold.")


def test_names_are_no_predicates() -> None:
    assert summaries("The Visit Rwanda company opened an office.") == []


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "doer", "other", "countries"),
    [
        ("The minister spoke of help for his country in Kenya.", "REQUEST", "spoke", "minister", "country", []),
        ("The minister spoke of help for Kenya.", "REQUEST", "spoke", "minister", "Kenya", []),
        ("Kenya spoke of help for the police of Kenya.", "REQUEST", "spoke", "Kenya", "police", ["KEN"]),
        ("Kenyan soldiers sat beside the farmers.", "MOBILIZE", "sat", "soldiers", "farmers", []),
        ("Kenyan bakers sat down before the farmers.", "PROTEST", "sat", "bakers", "farmers", []),
        ("Kenyan bakers sat down before the court.", "PROTEST", "sat", "bakers", "court", ["KEN"]),
    ],
)
def test_what_is_done_at_home(text: str, kind: EventType, trigger: str, doer: str, other: str, countries: list[str]) -> None:
    [[sentence]] = parsed([text])
    tree = page_state(text).sentences[0].tree
    parts = (Part(at(tree, doer), "actor", 0.9), Part(at(tree, other), "recipient", 0.9))
    guess = Guess(at(tree, trigger), kind, 0.9, 0.9, "happened", 0.9, None, parts)
    [state] = first_pass(document(text), [replace(sentence, guesses=(guess,))]).sentences
    [candidate] = SentenceCoder(state.tree, state.parties, load_lexicon()).candidates()
    assert [party.country for party in candidate.recipients] == countries


@pytest.mark.parametrize("text", ["The Kenyan tailors travelled to Ghana.", "Shell travelled to Ghana for talks."])
def test_private_journeys_are_no_visits(text: str) -> None:
    assert summaries(text) == []


def test_a_church_that_travels_visits() -> None:
    assert summaries("Kenya's bishops travelled to Ghana.") == ["CONSULT KEN > GHA happened"]
