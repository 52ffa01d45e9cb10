"""Who is who: each way a page gives somebody an office, and what it lets the page know of them."""
from __future__ import annotations

import pytest

from attache.reading.roles import FoundRole
from tests.reading.coded import page_state


def roles(text: str) -> list[FoundRole]:
    return [role for sentence in page_state(text).sentences for role in sentence.roles]


Told = tuple[str, str, str | None, bool]


def told(text: str) -> list[Told]:
    return [(role.person.name, role.role.lower(), role.country, role.former) for role in roles(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moroccan Foreign Minister Karim Lahlou spoke in Rabat.", ("Karim Lahlou", "foreign minister", "MAR", False)),
        ("US Secretary of Defense Mark Helder praised Jordan.", ("Mark Helder", "secretary of defense", "USA", False)),
        ("US Secretary of State Alan Marsh visited Qatar.", ("Alan Marsh", "secretary of state", "USA", False)),
        ("Jordan's King Samir Haddad visited Doha.", ("Samir Haddad", "king", "JOR", False)),
        ("Foreign Minister Aldo Brenn of Italy visited Tunis.", ("Aldo Brenn", "foreign minister", "ITA", False)),
        ("The Kenyan minister in charge of ports, Peter Oduya, resigned.", ("Peter Oduya", "minister in charge of ports", "KEN", False)),
        ("The Malian president, Amadou Keita, resigned.", ("Amadou Keita", "president", "MLI", False)),
        ("Karim Lahlou, the foreign minister of Morocco, spoke on Monday.", ("Karim Lahlou", "foreign minister", "MAR", False)),
        ("Karim Lahlou (foreign minister of Morocco) spoke on Monday.", ("Karim Lahlou", "foreign minister", "MAR", False)),
        ("Karim Lahlou is the president of Chad.", ("Karim Lahlou", "president", "TCD", False)),
        ("Karim Lahlou became prime minister of Tunisia in May.", ("Karim Lahlou", "prime minister", "TUN", False)),
        ("Jordan's king appointed Samir Haddad as prime minister.", ("Samir Haddad", "prime minister", "JOR", False)),
        ("Amadou Keita was sworn in as president of Mali.", ("Amadou Keita", "president", "MLI", False)),
        ("Amadou Keita was elected president of Mali on Sunday.", ("Amadou Keita", "president", "MLI", False)),
        ("Hassan Odeh, who leads Hamas, spoke on Monday.", ("Hassan Odeh", "leader", "PSE", False)),
        ("Hamas, led by Hassan Odeh, rejected the plan.", ("Hassan Odeh", "leader", "PSE", False)),
        ("Former Sudanese President Adil Hamdan was arrested.", ("Adil Hamdan", "president", "SDN", True)),
        ("The ousted president, Adil Hamdan, was arrested in Khartoum.", ("Adil Hamdan", "president", "SDN", True)),
        ("UN envoy Paul Brenner met the rebels.", ("Paul Brenner", "un envoy", None, False)),
        ("Peter Oduya, Kenya Defence Forces (KDF) spokesman, praised the rebels.", ("Peter Oduya", "spokesman", "KEN", False)),
        ("Omar Hamdan UNITA secretary general blamed the army.", ("Omar Hamdan", "secretary general", "AGO", False)),
        ("Kofi Mensah, chairman of the ruling party, resigned in Ghana.", ("Kofi Mensah", "chairman of the ruling party", "GHA", False)),
        ("Karim Haddad, a member of the Hezbollah politburo, spoke.", ("Karim Haddad", "member", "LBN", False)),
        ("Karim Haddad, a Hezbollah member, spoke.", ("Karim Haddad", "member", "LBN", False)),
    ],
)
def test_one_pattern_each(text: str, expected: Told) -> None:
    assert told(text) == [expected]


def test_of_two_officials_each_has_the_own_office() -> None:
    assert told("German Chancellor Greta Vogel met Polish Prime Minister Jan Kowal.") == [
        ("Greta Vogel", "chancellor", "DEU", False), ("Jan Kowal", "prime minister", "POL", False),
    ]


def test_of_several_officials_each_is_of_the_own_state() -> None:
    assert told("French and Russian presidents Jean Morel and Ivan Petrov met in Geneva.") == [
        ("Jean Morel", "presidents", "FRA", False), ("Ivan Petrov", "presidents", "RUS", False),
    ]
    assert told("Presidents Carlos Vega of Colombia and Luis Rojas of Ecuador signed it.") == [
        ("Carlos Vega", "presidents", "COL", False), ("Luis Rojas", "presidents", "ECU", False),
    ]


def test_an_adviser_is_of_the_state_of_whom_he_advises() -> None:
    text = "German Chancellor Greta Vogel flew home. Paul Frost, Vogel's security adviser, spoke to reporters."
    assert ("Paul Frost", "security adviser", "DEU", False) in told(text)


def test_of_two_offices_the_one_that_names_a_state_tells_that_of_the_other() -> None:
    text = "Brigadier General Jan Visser, the chief of joint training at the army academy in the Netherlands, thanked Ghana."
    assert {country for _, _, country, _ in told(text)} == {"NLD"}


def test_a_member_of_a_family_holds_no_office() -> None:
    assert told("Ali Odeh, a member of the family, told reporters in Kenya.") == []


def test_an_officer_is_of_the_troops_he_speaks_of() -> None:
    text = "Kenyan troops in Kismayo lost two men in a clash with the rebels, Colonel Peter Oduya told reporters in Somalia."
    assert ("Peter Oduya", "colonel", "KEN", False) in told(text)


def test_a_predecessor_held_the_office_named_before() -> None:
    text = "Mark Helder was the first US defence secretary to visit Mali since Peter Lang."
    assert told(text) == [("Mark Helder", "defence secretary", "USA", False), ("Peter Lang", "defence secretary", "USA", True)]


def test_names_without_an_office_have_none() -> None:
    assert told("Karim Lahlou walked home with Jan Kowal.") == []


def test_the_body_is_named_where_the_page_names_it() -> None:
    [role] = roles("Karim Lahlou, the foreign minister of Morocco, spoke on Monday.")
    assert role.of == "Morocco"
    [role] = roles("UN envoy Paul Brenner met the rebels.")
    assert role.of == "United Nations"


def test_the_span_holds_name_and_office() -> None:
    text = "On Monday Karim Lahlou, the foreign minister of Morocco, spoke."
    [role] = roles(text)
    assert text[role.span.start : role.span.end] == "Karim Lahlou, the foreign minister of Morocco"


def test_an_office_gives_its_holder_state_and_sector() -> None:
    state = page_state("Ghanaian army chief Kofi Mensah resigned. Kenyan lawmaker James Oduya resigned.")
    assert [(person.country, person.sector) for person in state.cast.persons] == [("GHA", "MIL"), ("KEN", "LEG")]


def test_an_office_without_a_state_is_of_the_place_told() -> None:
    assert told("The French envoy flew to Bamako and met President Amadou Keita.") == [("Amadou Keita", "president", "MLI", False)]


def test_an_office_without_a_state_is_its_owners() -> None:
    text = "Chadian President Moussa Gali flew home with his foreign minister, Idris Saleh."
    assert ("Idris Saleh", "foreign minister", "TCD", False) in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana's prime minister, Kofi Mensah, resigned.", ("GHA", "GOV")),
        ("A Ghanaian army spokesman, Kofi Mensah, praised Mali.", ("GHA", "MIL")),
        ("The prime minister of Ghana, Sir Kofi Mensah, resigned.", ("GHA", "GOV")),
        ("UN envoy Kofi Mensah praised Ghana.", (None, "IGO")),
        ("Ghanaian opposition spokeswoman Ama Mensah resigned.", ("GHA", "OPP")),
    ],
)
def test_the_body_an_office_is_held_in_tells_the_sector(text: str, expected: tuple[str | None, str]) -> None:
    [person] = page_state(text).cast.persons
    assert (person.country, person.sector) == expected


def test_a_counterpart_holds_no_office_but_has_a_state() -> None:
    state = page_state("French President Luc Armand met his Malian counterpart, Amadou Keita.")
    assert [(person.name, person.country) for person in state.cast.persons] == [("Luc Armand", "FRA"), ("Amadou Keita", "MLI")]
    assert [role.person.name for sentence in state.sentences for role in sentence.roles] == ["Luc Armand"]


def test_a_subjects_own_state_is_not_the_one_it_deals_with() -> None:
    text = "Kenya and Somalia quarrel. Kenya blames Somalia. President Ahmed Warsame wrote to Kenya."
    assert ("Ahmed Warsame", "president", "SOM", False) in told(text)


def test_an_office_before_a_comma_and_a_rank() -> None:
    assert ("Amadou Keita", "chief of staff", "MLI", False) in told("Mali's chief of staff, General Amadou Keita, resigned.")


def test_a_bracket_that_is_left_open_at_the_end_is_no_acronym() -> None:
    assert ("Aldo Brenn", "envoy", "ITA", False) in told("Aldo Brenn, envoy of Italy (")
