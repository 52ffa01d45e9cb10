"""Pages in French: their claims, in the page's own words."""
from __future__ import annotations

from attache.language import load_engine
from attache.model import Reading
from attache.reading.reader import explain_page, read_page
from tests.samples import page

TEXT = """Mali : la visite du ministre algérien reportée

La Gazette du Fleuve

Le ministre algérien de la Défense, Karim Belkacemi, a été reçu lundi 4 mars 2024 à Bamako par le colonel Moussa Traoré. Les deux pays ont
signé un accord de coopération militaire. L'armée malienne a annoncé avoir tué dix terroristes près de Gao. Le gouvernement du Niger a
démenti avoir fermé sa frontière avec le Bénin.
"""


def reading() -> Reading:
    return read_page(page(TEXT), load_engine())


def test_a_page_in_french_gives_claims_in_its_own_words() -> None:
    read = reading()
    assert read.language == "fr"
    assert {"CONSULT", "ASSAULT", "REJECT"} <= {claim.type for claim in read.events}
    for claim in read.events:
        assert TEXT[claim.quote_start : claim.quote_end] == claim.quote
        assert claim.trigger in " ".join(claim.quote.split())
    attack = next(claim for claim in read.events if claim.type == "ASSAULT")
    assert ({p.country for p in attack.actors}, attack.dead) == ({"MLI"}, 10)
    assert attack.recipients[0].name == "dix terroristes"


def test_times_places_and_roles_lie_where_the_page_has_them() -> None:
    read = reading()
    assert all(TEXT[time.start : time.end] == time.text for time in read.times)
    assert [time.value for time in read.times] == ["2024-03-04"]
    assert {"Bamako", "Gao"} <= {TEXT[place.start : place.end] for place in read.places}
    assert {(role.person, role.country) for role in read.roles} >= {("Karim Belkacemi", "DZA")}


def test_names_the_tables_know_are_those_of_english_pages() -> None:
    deny = next(claim for claim in reading().events if claim.type == "REJECT")
    assert {party.country for party in deny.actors} == {"NER"}


def test_an_explanation_shows_the_gloss() -> None:
    told = explain_page(page(TEXT), load_engine())
    assert told[1].text == "The two countries signed a military cooperation agreement."
