"""Bytes to reading: pure, exact, and silent where it cannot read."""
from __future__ import annotations

import pickle
from hashlib import sha256

import msgspec
import pytest

from attache.errors import InputError
from attache.language import load_engine
from attache.model import Page, Reading
from attache.reading.reader import READER_VERSION, explain_page, read_page, read_text
from tests.reading.coded import document

TEXT = """Kenya expels Somali ambassador

By Mirna Okoth
16 June 2021

NAIROBI – Kenya expelled the Somali ambassador on Monday, two days after it recalled its own envoy from Mogadishu.

Foreign Minister James Oduya said that Somalia had armed rebels along the border. He met the Ugandan premier, Peter Mukasa, in Kampala on \
Tuesday, and they agreed to hold talks.

“We will not be silent,” Oduya told reporters. Somali officials denied the accusation and urged Kenya to reopen the border.

The Somali ambassador was expelled on Monday because of remarks about a raid. Gunmen had killed nine Kenyan soldiers and \
wounded four.
"""


def page(text: str, name: str = "expulsion") -> Page:
    content = text.encode()
    return Page(sha256(content).hexdigest(), name, f"{name}.txt", content)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_page(page(TEXT), load_engine())


def test_the_reading_says_whose_it_is(reading: Reading) -> None:
    assert reading.id == "expulsion"
    assert reading.page_id == page(TEXT).page_id
    assert reading.reader == f"{READER_VERSION}/{load_engine().name}"
    assert (reading.language, reading.published, reading.dateline) == ("en", "2021-06-16", "NAIROBI")


def test_what_the_page_tells(reading: Reading) -> None:
    told = {(event.type, tuple(party.country for party in event.actors), tuple(party.country for party in event.recipients), event.date)
            for event in reading.events}
    assert ("SANCTION", ("KEN",), ("SOM",), "2021-06-14") in told
    assert ("CONSULT", ("KEN", "UGA"), (), "2021-06-15") in told


def test_an_act_told_twice_is_one_event(reading: Reading) -> None:
    assert len([event for event in reading.events if event.mode == "expel"]) == 1


def test_who_is_who(reading: Reading) -> None:
    roles = {role.person: (role.role, role.country) for role in reading.roles}
    assert roles["James Oduya"] == ("Foreign Minister", "KEN")
    assert roles["Peter Mukasa"] == ("premier", "UGA")


def test_all_quotes_are_the_pages_own_characters(reading: Reading) -> None:
    assert reading.events
    assert reading.roles
    quotes = [(event.quote, event.quote_start, event.quote_end) for event in reading.events]
    quotes += [(role.quote, role.quote_start, role.quote_end) for role in reading.roles]
    quotes += [(relation.quote, relation.quote_start, relation.quote_end) for relation in reading.relations]
    for quote, start, end in quotes:
        assert quote == TEXT[start:end]
    for time in reading.times:
        assert time.text == TEXT[time.start : time.end]
    for place in reading.places:
        assert TEXT[place.start : place.end].strip()


def test_the_ends_of_the_body_are_told(reading: Reading) -> None:
    assert reading.body_start is not None
    assert reading.body_end is not None
    assert TEXT.index(reading.body_start) < TEXT.index(reading.body_end)
    assert reading.body_end.endswith("wounded four.")


def test_reading_again_gives_the_same(reading: Reading) -> None:
    assert read_page(page(TEXT), load_engine()) == reading


def test_what_was_read_before_leaves_no_trace(reading: Reading) -> None:
    read_page(page(TEXT.replace("Kenya", "Ghana").replace("Oduya", "Mensah")), load_engine())
    assert read_page(page(TEXT), load_engine()) == reading


def test_readings_and_the_reader_can_be_sent_to_other_processes(reading: Reading) -> None:
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301  # our own bytes
    assert pickle.loads(pickle.dumps(read_page)) is read_page  # noqa: S301


def test_a_reading_survives_json(reading: Reading) -> None:
    encoded = msgspec.json.encode(reading)
    assert msgspec.json.decode(encoded, type=Reading) == reading
    assert b'"from":' in encoded


SPANISH = (
    "El ministro de Asuntos Exteriores de Kenia se reunió el lunes con su homólogo somalí en Nairobi. Los dos países firmaron un acuerdo "
    "sobre la pesca, dijo el portavoz del gobierno. El presidente expulsó al embajador de Somalia y condenó el ataque."
)


def test_a_page_in_another_language_makes_no_claims() -> None:
    found = read_page(page(SPANISH, "acuerdo"), load_engine())
    assert found.language == "es"
    assert (found.events, found.roles, found.relations, found.times, found.places) == ((), (), (), (), ())


@pytest.mark.parametrize("text", ["", " \n\n ", "\n"])
def test_an_empty_body_makes_no_claims(text: str) -> None:
    found = read_text(document(text), load_engine())
    assert found.events == ()
    assert found.roles == ()


def test_an_empty_page_is_refused_or_empty() -> None:
    try:
        found = read_page(page(""), load_engine())
    except InputError:
        return
    assert found.events == ()


def test_only_the_body_is_read() -> None:
    found = document("Kenya expelled the Somali ambassador.")
    chrome = msgspec.structs.replace(found, blocks=(msgspec.structs.replace(found.blocks[0], kind="chrome"),))
    assert len(read_text(found, load_engine()).events) == 1
    assert read_text(chrome, load_engine()).events == ()


def test_roles_of_a_person_are_joined_in_order_of_mention() -> None:
    text = "Kenyan lawmaker James Oduya resigned on Monday. Oduya, the party chairman, left for Kampala."
    [role] = read_text(document(text), load_engine()).roles
    assert role.role == "lawmaker; party chairman"
    assert role.quote == "Kenyan lawmaker James Oduya"


def test_every_sentence_is_explained() -> None:
    text = "Kenya expelled the Somali ambassador. Germany wants to expel two Russian diplomats. The weather was fine."
    explained = explain_page(page(text), load_engine())
    assert [sentence.text for sentence in explained] == [f"{sentence}." for sentence in text.rstrip(".").split(". ")]
    coded, spoken, nothing = (sentence.lines for sentence in explained)
    assert coded[0].startswith("SANCTION/expel happened: Kenya (KEN) > Somali ambassador (SOM)")
    assert any("only spoken of" in line for line in spoken)
    assert nothing == ("no predicate of the lexicon",)
