"""Where an act took place: told, else implied by the kind of act, its parties and the dateline."""
from __future__ import annotations

import pytest
from msgspec.structs import replace

from attache.model import Block, Place
from attache.reading.page import first_pass
from tests.reading.coded import document, one


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("The Egyptian foreign minister met his Greek counterpart in Cairo on Thursday.", "CONSULT", Place("Cairo", "EGY")),
        ("Kenya and Uganda signed an agreement in Kampala.", "SUPPORT", Place("Kampala", "UGA")),
        ("Gunmen attacked a convoy near Maiduguri, killing nine soldiers.", "ASSAULT", Place("Maiduguri", "NGA")),
        ("Israeli jets bombed a depot near Damascus.", "ASSAULT", Place("Damascus", "SYR")),
        ("Israel struck targets in Syria.", "ASSAULT", Place("Syria", "SYR")),
        ("Security forces arrested the rebel leader in the village of Tamba near Gao.", "COERCE", Place("Gao", "MLI")),
        ("In Khartoum, the Egyptian envoy met the Sudanese premier.", "CONSULT", Place("Khartoum", "SDN")),
        ("Soldiers kidnapped a priest in Libya's capital.", "ASSAULT", Place("Libya", "LBY")),
        ("The Kenyan president held talks with Ethiopia's premier in Nairobi.", "CONSULT", Place("Nairobi", "KEN")),
    ],
)
def test_the_place_the_words_give(text: str, kind: str, place: Place) -> None:
    assert one(text, kind).place == place


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("The Russian foreign minister visited Egypt.", "CONSULT", "EGY"),
        ("The Russian president flew to Cairo.", "CONSULT", "EGY"),
        ("Kenyan police arrested the Kenyan union leader.", "COERCE", "KEN"),
        ("The Ugandan court convicted an opposition lawmaker.", "SANCTION", "UGA"),
        ("Russian forces shelled Ukrainian troops.", "ASSAULT", "UKR"),
    ],
)
def test_the_country_the_act_implies(text: str, kind: str, country: str) -> None:
    place = one(text, kind).place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("France urged Mali to release the hostages.", "REQUEST"),
        ("France called on Iran to free the professor.", "REQUEST"),
        ("The United States imposed sanctions on Belarus.", "SANCTION"),
        ("Ethiopia withdrew its troops from Somalia.", "RETREAT"),
        ("Turkey sent aid to Lebanon after the blast.", "AID"),
    ],
)
def test_a_party_is_no_place(text: str, kind: str) -> None:
    assert one(text, kind).place is None


def test_what_the_page_does_not_place_is_where_it_is_written() -> None:
    assert one("France urged Mali to release the hostages.", "REQUEST", dateline="DAKAR").place == Place("Dakar", "SEN")


def test_the_places_of_two_acts_are_not_mixed() -> None:
    text = "Rebels who kidnapped a priest in Bamako met the Chadian envoy in Abeche."
    assert one(text, "ASSAULT").place == Place("Bamako", "MLI")
    assert one(text, "CONSULT").place == Place("Abeche", "TCD")


@pytest.mark.parametrize(
    ("text", "kind", "dateline", "place"),
    [
        ("Rebels shelled Goma overnight.", "ASSAULT", "", Place("Goma", "COD")),
        ("France condemned a deadly militant attack on Bamako airport.", "ASSAULT", "", Place("Bamako", "MLI")),
        ("Gunmen attacked a convoy.", "ASSAULT", "LAGOS", Place("Lagos", "NGA")),
    ],
)
def test_towns_and_datelines(text: str, kind: str, dateline: str, place: Place) -> None:
    assert one(text, kind, dateline=dateline).place == place


@pytest.mark.parametrize(
    ("dateline", "town", "home"),
    [
        ("GORI, Georgia -", "GORI", "GEO"), ("ATLANTA, Georgia -", "ATLANTA", "USA"), ("TIRRENDA, Sweden -", "TIRRENDA", "SWE"),
        ("TIRRENDA -", "TIRRENDA", None),
    ],
)
def test_the_state_a_dateline_names(dateline: str, town: str, home: str | None) -> None:
    page = document(dateline, dateline=town)
    assert first_pass(replace(page, blocks=(Block(0, len(dateline), "dateline"),)), []).cast.home == home


def test_force_between_others_was_where_it_was_met_whoever_reports_it() -> None:
    assert one("Russian forces shelled Ukrainian troops.", "ASSAULT", dateline="Paris").place == Place("Ukraine", "UKR")


def test_force_of_an_earlier_time_was_where_it_was_met() -> None:
    claim = one("French forces overthrew the Malian president in 2012.", "COERCE", dateline="DAKAR")
    assert claim.place is not None
    assert claim.place.country == "MLI"
