"""The tables of names: confusable states, bodies, offices, groups, and the sanity of every row."""
from __future__ import annotations

import re
from typing import get_args

import pytest

from attache.model import Sector
from attache.reading.gazetteer import Entry, Gazetteer, Match, Office
from attache.resources import cell_list, table

SECTORS = frozenset(get_args(Sector))
STATES = frozenset(row["iso3"] for row in table("countries"))
LEADS = frozenset({"", "state", "government", "ministry", "force", "party", "body", "company"})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _match(gazetteer: Gazetteer, phrase: str, at: int = 0) -> Match:
    match = gazetteer.match(phrase.split(), at)
    assert match is not None, phrase
    return match


def _office(gazetteer: Gazetteer, phrase: str, at: int = 0) -> Office:
    office = gazetteer.office(phrase.split(), at)
    assert office is not None, phrase
    return office


@pytest.mark.parametrize(("phrase", "country"), [
    ("Niger", "NER"), ("Nigerien", "NER"), ("Nigeria", "NGA"), ("Nigerian", "NGA"), ("Guinea", "GIN"), ("Guinea-Bissau", "GNB"),
    ("Bissau-Guinean", "GNB"), ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG"), ("DR Congo", "COD"), ("Congo-Brazzaville", "COG"),
    ("Republic of the Congo", "COG"), ("Zaire", "COD"), ("Dominica", "DMA"), ("Dominican Republic", "DOM"), ("North Korea", "PRK"),
    ("South Korean", "KOR"), ("Pyongyang", "PRK"), ("Seoul", "KOR"), ("Sudan", "SDN"), ("South Sudan", "SSD"), ("South Sudanese", "SSD"),
    ("Georgia", "GEO"), ("Jordan", "JOR"), ("Chad", "TCD"), ("Turkey", "TUR"), ("Türkiye", "TUR"), ("Côte d’Ivoire", "CIV"),
    ("Ivory Coast", "CIV"), ("Burma", "MMR"), ("Swaziland", "SWZ"), ("Kosovo", "XKX"), ("Palestine", "PSE"), ("Taiwan", "TWN"),
    ("Republic of China", "TWN"), ("People's Republic of China", "CHN"), ("Western Sahara", "ESH"), ("U.S.", "USA"), ("UK", "GBR"),
    ("Samoa", "WSM"), ("American Samoa", "ASM"), ("Dutch", "NLD"), ("Emirati", "ARE"), ("Malian", "MLI"), ("Mali", "MLI"),
    ("Malawi", "MWI"),
    ("Austria", "AUT"), ("Australia", "AUS"), ("Slovenia", "SVN"), ("Slovakia", "SVK"), ("Iran", "IRN"), ("Iraq", "IRQ"),
    ("Mauritania", "MRT"), ("Mauritius", "MUS"), ("Sana'a", "YEM"), ("N’Djamena", "TCD"), ("Allemagne", "DEU"), ("المغرب", "MAR"),
])
def test_country_of_names_adjectives_and_capitals(gazetteer: Gazetteer, phrase: str, country: str) -> None:
    assert gazetteer.country(phrase) == country
    assert gazetteer.country(phrase.upper()) == country


@pytest.mark.parametrize("phrase", ["Lagos", "Hezbollah", "turnip", "", "the"])
def test_what_names_no_state_has_no_country(gazetteer: Gazetteer, phrase: str) -> None:
    assert gazetteer.country(phrase) is None


@pytest.mark.parametrize(("phrase", "kind", "country", "sector", "length"), [
    ("Guinea - Bissau said", "country", "GNB", "GOV", 3),
    ("the Kremlin", "metonym", "RUS", "GOV", 1),
    ("Capitol Hill", "metonym", "USA", "LEG", 2),
    ("Rabat", "capital", "MAR", "GOV", 1),
    ("Moroccans", "demonym", "MAR", "GOV", 1),
    ("South American", "demonym", None, "CVL", 2),
    ("al - Shabab", "armed-group", "SOM", "REB", 3),
    ("Boko Haram", "armed-group", "NGA", "REB", 2),
    ("PKK", "armed-group", "TUR", "REB", 1),
    ("Islamic State", "armed-group", None, "REB", 2),
    ("United Nations Security Council", "igo", None, "IGO", 4),
    ("ECOWAS", "igo", None, "IGO", 1),
    ("Nato", "igo", None, "IGO", 1),
    ("Knesset", "legislature", "ISR", "LEG", 1),
    ("Mossad", "intelligence", "ISR", "SPY", 1),
    ("IDF", "force", "ISR", "MIL", 1),
    ("Gazprom", "company", "RUS", "BUS", 1),
    ("Washington Post", "media", "USA", "MED", 2),
    ("Kurdistan Workers ' Party", "armed-group", "TUR", "REB", 4),
    ("Kidal", "city", "MLI", None, 1),
    ("Darfur", "region", "SDN", None, 1),
    ("Kashmir", "region", None, None, 1),
    ("Red Sea", "place", None, None, 2),
])
def test_match(gazetteer: Gazetteer, phrase: str, kind: str, country: str | None, sector: str | None, length: int) -> None:
    match = _match(gazetteer, phrase, 1 if phrase.startswith("the ") else 0)
    assert (match.entry.kind, match.entry.country, match.entry.sector, match.length) == (kind, country, sector, length)


@pytest.mark.parametrize("phrase", ["us", "turkey", "who", "It", "may", "is", "white house", "polish", "Us", "Who", "said"])
def test_common_words_are_no_names(gazetteer: Gazetteer, phrase: str) -> None:
    assert gazetteer.match(phrase.split(), 0) is None


def test_an_ambiguous_name_keeps_its_other_readings(gazetteer: Gazetteer) -> None:
    match = _match(gazetteer, "Congo")
    assert (match.entry.country, [entry.country for entry in match.others]) == ("COD", ["COG"])
    assert {(entry.kind, entry.country) for entry in _match(gazetteer, "Georgia").others} == {("region", "USA")}


def test_a_locative_name_needs_a_place_word(gazetteer: Gazetteer) -> None:
    assert gazetteer.match(["Reading", "the", "verdict"], 0) is None
    assert gazetteer.match(["in", "Reading"], 1) is not None
    assert gazetteer.match(["Reading", ",", "England"], 0) is not None
    assert gazetteer.match(["Reading", ",", "Writing"], 0) is None
    assert gazetteer.match(["Parkland", ",", "Fla."], 2) is not None
    assert gazetteer.match(["Mass", "was", "held"], 0) is None


def test_a_reading_may_hold_for_a_time(gazetteer: Gazetteer) -> None:
    taliban = _match(gazetteer, "Taliban")
    assert taliban.on("2019-05").sector == "REB"
    assert taliban.on("2021-08-15").sector == "GOV"
    assert taliban.on("2024").sector == "GOV"
    assert taliban.on(None).sector == "GOV"
    assert _match(gazetteer, "Taleban").on("2024").sector == "GOV"


def test_a_reading_without_end_holds_always() -> None:
    entry = Entry(name="Somewhere", kind="city")
    assert entry.holds_on("1999")
    assert entry.holds_on(None)


@pytest.mark.parametrize(("phrase", "sector", "leads", "length"), [
    ("foreign minister", "GOV", "ministry", 2), ("Foreign Ministers", "GOV", "ministry", 2),
    ("minister of foreign affairs", "GOV", "ministry", 4),
    ("Defence Secretary", "GOV", "ministry", 2), ("secretary of state", "GOV", "ministry", 3),
    ("Secretaries of State", "GOV", "ministry", 3),
    ("prime minister", "GOV", "government", 2), ("president", "GOV", "state", 1), ("army chief", "MIL", "force", 2),
    ("chief of staff", "MIL", "force", 3), ("Field Marshal", "MIL", "", 2), ("Lt. Gen.", "MIL", "", 2), ("police chief", "COP", "force", 2),
    ("intelligence chief", "SPY", "force", 2), ("opposition leader", "OPP", "party", 2), ("rebel leader", "REB", "party", 2),
    ("secretary - general", "IGO", "body", 3), ("special envoys", "GOV", "", 2), ("attorneys general", "GOV", "ministry", 2),
    ("archbishop", "REL", "body", 1), ("lawmakers", "LEG", "", 1), ("spokeswomen", "GOV", "", 1), ("acting president", "GOV", "state", 2),
    ("transitional president", "GOV", "state", 2),
])
def test_office(gazetteer: Gazetteer, phrase: str, sector: str, leads: str, length: int) -> None:
    office = _office(gazetteer, phrase)
    assert (office.entry.sector, office.entry.leads, office.length) == (sector, leads, length)


def test_prefixes_of_offices(gazetteer: Gazetteer) -> None:
    deputy = _office(gazetteer, "deputy prime minister")
    assert (deputy.deputy, deputy.length) == (True, 3)
    assert _office(gazetteer, "vice - president").length == 3
    assert not _office(gazetteer, "acting foreign minister").deputy
    former = _office(gazetteer, "ex-president")
    assert (former.former, former.length, former.entry.name) == (True, 1, "president")
    assert gazetteer.office(["former", "president"], 0) is None
    assert gazetteer.prefix("Former") == "former"
    assert gazetteer.prefix("table") is None


@pytest.mark.parametrize("phrase", ["table", "the minister", "un", "-", "ex-", "deputy"])
def test_what_is_no_office(gazetteer: Gazetteer, phrase: str) -> None:
    office = gazetteer.office(phrase.split(), 0)
    assert office is None or phrase == "deputy"


@pytest.mark.parametrize(("phrase", "sector"), [
    ("government", "GOV"), ("soldier", "MIL"), ("police", "COP"), ("judge", "JUD"), ("lawmaker", "LEG"), ("rebel", "REB"),
    ("protester", "CVL"),
    ("refugee", "REF"), ("cartel", "CRM"), ("peacekeeper", "IGO"), ("charity", "NGO"), ("company", "BUS"), ("journalist", "MED"),
    ("university", "EDU"), ("cleric", "REL"), ("party", "PTY"), ("opposition", "OPP"), ("Spy", "SPY"), ("police force", "COP"),
])
def test_collective(gazetteer: Gazetteer, phrase: str, sector: str) -> None:
    assert gazetteer.collective(phrase) == sector


def test_the_longest_collective_wins(gazetteer: Gazetteer) -> None:
    assert gazetteer.collective_ending(["the", "police", "force"], 2) == ("COP", 2)
    assert gazetteer.collective_ending(["the", "force"], 1) == ("MIL", 1)
    assert gazetteer.collective_ending(["asylum", "-", "seeker"], 2) == ("REF", 3)
    assert gazetteer.collective_ending(["a", "table"], 1) is None
    assert gazetteer.collective("table") is None


def test_state_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.state_name("MAR") == "Morocco"
    assert gazetteer.state_name("ZZZ") is None


def test_the_gazetteer_is_loaded_once() -> None:
    assert Gazetteer.load() is Gazetteer.load()


@pytest.mark.parametrize("name", ["countries", "organisations", "places", "peoples"])
def test_states_and_sectors_are_valid(name: str) -> None:
    for row in table(name):
        country = row.get("country", row.get("iso3", ""))
        assert not country or country in STATES, row
        assert row.get("sector", "UNK") in SECTORS, row
        assert row["name"], row


def test_every_state_has_a_code_a_name_and_a_people_or_is_small() -> None:
    assert len(STATES) >= 245
    assert all(re.fullmatch("[A-Z]{3}", code) for code in STATES)
    assert all(row["demonyms"] and row["lat"] for row in table("countries") if row["kind"] == "country" and row["iso3"] != "VAT")


@pytest.mark.parametrize("name", ["offices", "collectives"])
def test_sectors_of_nouns_are_valid_and_rows_unique(name: str) -> None:
    rows = table(name)
    assert all(row["sector"] in SECTORS and row.get("leads", "") in LEADS for row in rows)
    assert len({row["phrase"].lower() for row in rows}) == len(rows)


def test_seats_name_valid_sectors() -> None:
    for row in table("countries"):
        for cell in cell_list(row["seats"]):
            assert (cell.partition(":")[2] or "GOV") in SECTORS, cell


def test_reading_times_are_dates() -> None:
    for row in table("organisations"):
        assert all(re.fullmatch(r"(\d{4}(-\d\d){0,2})?", row[bound]) for bound in ("since", "until")), row


def test_places_have_positions_and_sizes() -> None:
    for row in table("places"):
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert row["needs"] in {"", "locative", "comma"}, row
        assert row["size"] in "0123456", row


def test_no_name_has_two_strong_readings(gazetteer: Gazetteer) -> None:
    assert not list(gazetteer.clashes())


def test_portfolios_fill_the_patterns_of_offices(gazetteer: Gazetteer) -> None:
    for row in table("portfolios"):
        for field in cell_list(row["field"]):
            assert _office(gazetteer, f"{field} minister").length == len(field.split()) + 1
        for affairs in cell_list(row["affairs"]):
            assert _office(gazetteer, f"minister of {affairs}").entry.sector == "GOV"


def test_prefix_examples(gazetteer: Gazetteer) -> None:
    for row in table("office_prefixes"):
        assert row["effect"] in {"rank", "deputy", "former", "future"}
        assert row["example"].startswith(row["prefix"])
        office = gazetteer.office(row["example"].split(), 0)
        assert (office is not None) == (row["effect"] in {"rank", "deputy"}), row



def test_the_names_in_a_title(gazetteer: Gazetteer) -> None:
    assert [entry.country for entry in gazetteer.entries(["Kenya", "warns", "South", "Sudan", "over", "raid"])] == ["KEN", "SSD"]
