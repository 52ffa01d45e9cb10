"""Which party a nominal means: states, persons, bodies, groups, pronouns, descriptions."""
from __future__ import annotations

import pytest

from attache.model import Party
from tests.reading.coded import at as index_of
from tests.reading.coded import one, page_state, told, tree_of


def at(text: str, word: str, sentence: int = -1) -> Party | None:
    """The party that a word of the text's last sentence means."""
    parties = page_state(text).sentences[sentence].parties
    return parties.at(index_of(parties.tree, word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kenya opened its border.", "Kenya", ("Kenya", "KEN", "GOV")),
        ("Paris opened talks with Rome.", "Paris", ("Paris", "FRA", "GOV")),
        ("The Kenyan government fell.", "government", ("Kenyan government", "KEN", "GOV")),
        ("Kenya's army advanced.", "army", ("Kenya's army", "KEN", "MIL")),
        ("The army of Kenya advanced.", "army", ("army", "KEN", "MIL")),
        ("Chadian rebels advanced.", "rebels", ("Chadian rebels", "TCD", "REB")),
        ("Police in Chad fired.", "Police", ("Police", "TCD", "COP")),
        ("The Maoists in Nepal killed two men.", "Maoists", ("Maoists", "NPL", "REB")),
        ("Paramilitary Rangers in Karachi arrested two men.", "Rangers", ("Paramilitary Rangers", "PAK", "MIL")),
        ("Kenya's military seized power on Monday.", "military", ("Kenya's military", "KEN", "MIL")),
        ("Belgian peacekeepers in Kigali opened fire.", "peacekeepers", ("Belgian peacekeepers", "BEL", "MIL")),
        ("Kenyan and Ugandan agencies in Nairobi shared intelligence.", "agencies", ("Kenyan and Ugandan agencies", "KEN", "SPY")),
        ("On Monday the opposition Green Dawn Party in Kenya rejected it.", "Party", ("Green Dawn Party", "KEN", "OPP")),
        ("Local Conservative councillors in Leeds resigned.", "councillors", ("Local Conservative councillors", "GBR", "PTY")),
        ("Opposition lawmakers in Chad resigned.", "lawmakers", ("Opposition lawmakers", "TCD", "OPP")),
        ("The Chadian foreign minister resigned.", "minister", ("Chadian foreign minister", "TCD", "GOV")),
        ("The United Nations left Chad.", "Nations", ("United Nations", None, "IGO")),
        ("United Nations inspectors left Chad.", "inspectors", ("United Nations inspectors", None, "IGO")),
        ("A Ghanaian court freed the general.", "court", ("Ghanaian court", "GHA", "JUD")),
        ("Kenya votes in May. The regional legislature met.", "legislature", ("regional legislature", "KEN", "LEG")),
        ("Kenya votes in May. The regional leaders met.", "leaders", ("regional leaders", None, "GOV")),
        ("Kenya votes in May. The union representatives met.", "representatives", ("union representatives", "KEN", "NGO")),
        ("Kosovo freed nine ethnic Serbs.", "Serbs", ("Serbs", "XKX", "CVL")),
        ("Kosovo freed nine Serbs.", "Serbs", ("Serbs", "SRB", "CVL")),
        ("Kenya stopped a Malian trawler and burned it.", "it", ("Malian trawler", "MLI", "GOV")),
        ("Ibo elders met.", "elders", ("Ibo elders", "NGA", "CVL")),
        ("The Bosnian Serb mayor fell.", "mayor", ("Bosnian Serb mayor", "BIH", "GOV")),
    ],
)
def test_states_their_bodies_and_groups(text: str, word: str, expected: tuple[str, str | None, str]) -> None:
    party = at(text, word)
    assert party is not None
    assert (party.name, party.country, party.sector) == expected


@pytest.mark.parametrize(("text", "word"), [("The weather in Kenya improved.", "weather"), ("A bridge in Chad fell.", "bridge")])
def test_things_are_no_parties(text: str, word: str) -> None:
    assert at(text, word) is None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Luc Armand, the French president, flew to Cairo. Armand praised Egypt.", "Armand", "Luc Armand"),
        ("French President Luc Armand flew to Cairo. He praised Egypt.", "He", "Luc Armand"),
        ("French President Luc Armand flew to Cairo. Egypt praised him.", "him", "Luc Armand"),
        ("The French defence minister Claire Vasseur visited Mali. She praised its army.", "She", "Claire Vasseur"),
        ("French President Luc Armand flew to Cairo. The president praised Egypt.", "president", "Luc Armand"),
        ("Jordan's King Samir Haddad visited Doha. The king praised Qatar.", "king", "Samir Haddad"),
    ],
)
def test_short_mentions_of_persons(text: str, word: str, name: str) -> None:
    party = at(text, word)
    assert party is not None
    assert party.name == name


def test_of_two_ministers_the_named_office_is_meant() -> None:
    text = ("Foreign Minister Amadou Keita of Mali spoke. Defence Minister Oumar Sidibe spoke too. "
            "The foreign minister expelled the French ambassador.")
    party = at(text, "minister")
    assert party is not None
    assert party.name == "Amadou Keita"


def test_he_is_nobody_named_only_later() -> None:
    text = "He flew to Cairo. French President Luc Armand praised Egypt."
    parties = page_state(text).sentences[0].parties
    assert parties.at(0) is None


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Morocco signed an accord with France. The kingdom expelled the Algerian envoy.", "kingdom", "MAR"),
        ("Qatar praised Turkey. The emirate condemned Iran.", "emirate", "QAT"),
        ("Oman received an envoy from Iran. The sultanate condemned the attack.", "sultanate", "OMN"),
        ("Kenya praised Somalia. The country expelled a Ugandan envoy.", "country", "KEN"),
        ("Germany praised Greece. It condemned Turkey.", "It", "DEU"),
        ("Kenya joined the African Union. The African Union then praised the country.", "country", "KEN"),
        ("Kenya quarrelled with Ghana. Kenya invaded the country.", "country", "GHA"),
    ],
)
def test_a_state_named_before(text: str, word: str, country: str) -> None:
    party = at(text, word)
    assert party is not None
    assert party.country == country


def test_a_kingdom_nobody_named_is_no_party() -> None:
    assert at("Kenya praised Somalia. The kingdom expelled the envoy.", "kingdom") is None


def test_the_armed_group_named_before() -> None:
    party = at("Al-Shabab fighters attacked a base in Somalia. The militants killed nine soldiers.", "militants")
    assert party == Party("Al-Shabab", "SOM", "REB")


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("During his visit to Cairo, French President Luc Armand met the Egyptian premier.", "CONSULT", {"Luc Armand", "Egyptian premier"}),
        ("Chadian President Moussa Gali met Sudanese President Adil Hamdan and his foreign minister.", "CONSULT",
         {"Moussa Gali", "Adil Hamdan", "his foreign minister"}),
        ("Tony Wells said he wrote a letter to Sam Benton and he was arrested by police on the way.", "COERCE", {"police"}),
        ("The Sudanese army said it had killed thirty rebels.", "ASSAULT", {"Sudanese army"}),
        ("The foreign minister said he had expelled the Egyptian ambassador.", "SANCTION", {"foreign minister"}),
        ("Malian officials said they had arrested two rebels.", "COERCE", {"Malian officials"}),
    ],
)
def test_pronouns_that_point_within_the_sentence(text: str, kind: str, actors: set[str]) -> None:
    met = [claim for claim in told(text) if claim.type == kind and claim.mode != "visit"]
    assert [{party.name for party in claim.actors} for claim in met] == [actors]


def test_a_fronted_pronoun_means_the_subject_that_follows() -> None:
    party = at("During his visit to Cairo, French President Luc Armand met the Egyptian premier.", "his")
    assert party is not None
    assert party.name == "Luc Armand"


def test_a_conjuncts_possessive_means_the_conjunct_before_it() -> None:
    party = at("Chadian President Moussa Gali met Sudanese President Adil Hamdan and his foreign minister.", "minister")
    assert party is not None
    assert party.country == "SDN"


def test_a_counterpart_is_of_the_state_it_is_given_not_of_its_owner() -> None:
    party = at("French President Luc Armand met his Egyptian counterpart.", "counterpart")
    assert party is not None
    assert party.country == "EGY"


def test_a_plural_office_of_two_states_is_a_party_each() -> None:
    tree = tree_of("The foreign ministers of Chad and Sudan met in Abeche.")
    parties = page_state("The foreign ministers of Chad and Sudan met in Abeche.").sentences[0].parties
    assert [party.country for party in parties.each_at(index_of(tree, "ministers"))] == ["TCD", "SDN"]


def test_ministers_of_the_two_countries_are_of_both() -> None:
    text = "Chad accused Sudan of theft. The foreign ministers of the two countries spoke by telephone."
    assert {party.country for claim in told(text) if claim.type == "CONSULT" for party in claim.actors} == {"TCD", "SDN"}


def test_apposed_names_are_the_parties() -> None:
    claim = one("Kenya condemned regional rivals Uganda and Rwanda.", "ACCUSE")
    assert {party.country for party in claim.recipients} == {"UGA", "RWA"}


def test_a_bodys_sector_is_in_the_words_of_its_name() -> None:
    claim = one("The Teloria Liberation Front kidnapped two French engineers in Chad.", "ASSAULT")
    assert claim.actors[0].sector == "REB"
    assert {party.country for party in claim.recipients} == {"FRA"}


def test_unmarked_groups_are_of_the_place_told() -> None:
    claim = one("Police arrested nine opposition activists in Kampala.", "COERCE")
    assert {party.country for party in claim.actors + claim.recipients} == {"UGA"}


def test_unmarked_groups_are_of_the_datelines_state() -> None:
    claim = one("Police arrested nine opposition activists on Monday.", "COERCE", dateline="Kampala")
    assert {party.country for party in claim.actors + claim.recipients} == {"UGA"}


def test_we_means_the_party_that_speaks() -> None:
    claim = one("Kenya said: \"We condemn the raid.\"", "ACCUSE")
    assert [party.country for party in claim.actors] == ["KEN"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The African Union suspended Chad. The union sent a mission to Chad.", "union", (None, "IGO")),
        ("Al-Shabab attacked a base in Somalia. The group released a video.", "group", ("SOM", "REB")),
        ("Members of the African Union met in Accra.", "Members", (None, "IGO")),
        ("A spokesman for Kenya's army resigned. Hundreds of rebels surrendered in Kenya.", "Hundreds", ("KEN", "REB")),
        ("In Chad, police fired. Chad's premier resigned. In Ghana, police fired.", "police", ("GHA", "COP")),
        ("Exports from Ghana fell. Brussels then warned Ghana.", "Brussels", (None, "IGO")),
        ("Belgium held a vote. The vote in Belgium was close. Brussels then warned Ghana.", "Brussels", ("BEL", "GOV")),
    ],
)
def test_bodies_and_groups_by_what_the_page_said(text: str, word: str, expected: tuple[str | None, str]) -> None:
    party = at(text, word)
    assert party is not None
    assert (party.country, party.sector) == expected


def test_gunmen_are_of_gangs_where_the_page_is_about_gangs() -> None:
    gangs = at("A gang in Haiti burned two buses. Gunmen shot two drivers.", "Gunmen")
    rebels = at("Rebels in Chad burned two buses. Gunmen shot two drivers.", "Gunmen")
    assert gangs is not None
    assert rebels is not None
    assert (gangs.sector, rebels.sector) == ("CRM", "REB")


def test_a_body_no_table_names_is_what_it_is_called() -> None:
    party = at("Oil company Petrolumo signed a deal in Gabon.", "Petrolumo")
    assert party is not None
    assert party.sector == "BUS"


def test_the_people_of_a_body_are_its_own() -> None:
    party = at("Activists from Greenpeace boarded a ship.", "Activists")
    assert party is not None
    assert (party.country, party.sector) == (None, "NGO")


def test_a_short_name_is_the_body_named_in_full_before() -> None:
    party = at("The Tamil Tigers killed a soldier in Sri Lanka. The Tigers also mined a road.", "Tigers")
    assert party is not None
    assert (party.country, party.sector) == ("LKA", "REB")


def test_a_body_with_the_blocs_name_before_its_own_is_the_blocs() -> None:
    party = at("The United Nations Harbour Programme thanked South Korea.", "Programme")
    assert party is not None
    assert (party.country, party.sector) == (None, "IGO")


def test_they_are_the_group_named_last() -> None:
    party = at("Kenya's police freed nine fishermen. Rebels attacked a village in Kenya. They burned a church.", "They")
    assert party is not None
    assert party.sector == "REB"


def test_a_pronoun_is_not_the_subject_of_its_clause() -> None:
    party = at("French President Luc Armand met German Chancellor Otto Brandis. Armand thanked him.", "him")
    assert party is not None
    assert party.name == "Otto Brandis"


def test_a_title_or_dateline_tells_what_the_page_is_about() -> None:
    state = page_state("The minister resigned. Ghana praised her.", None, "Nairobi")
    assert state.cast.focus() == "KEN"


def test_a_town_named_behind_its_noun_is_of_the_state_it_is_told_to_be_of() -> None:
    parties = page_state("Rebels took the Venezuelan city of Merida.").sentences[0].parties
    assert parties.place_party(index_of(parties.tree, "city")) == Party("Merida", "VEN", "GOV")


def test_what_a_paper_is_about_is_no_party_to_it() -> None:
    assert at("Chad signed a customs treaty with Mali.", "customs") is None


def test_envoys_of_two_states_are_of_both_however_the_two_are_joined() -> None:
    parties = page_state("U.S. and Russian negotiators met in Geneva.").sentences[0].parties
    assert parties.countries_of(index_of(parties.tree, "negotiators")) == ("USA", "RUS")
