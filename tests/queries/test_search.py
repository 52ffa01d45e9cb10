"""Events by words: all of them, whatever their spelling, and nothing but words."""
from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from attache.errors import InputError, RegisterError
from attache.model import Party, Place, Span
from attache.queries.countries import country_code
from attache.queries.events import Event, EventFilter, events
from attache.queries.moments import NOW, Moment
from attache.queries.search import marks, phrases, search
from attache.register.connection import reading as open_for_reading
from attache.register.database import Connection, Location
from attache.register.folding import folded
from attache.register.store import open_register
from tests.samples import TALKS, page, reading, sample_claim

WORD = re.compile(r"[^\W_]+")
FTS = (  # what means something to SQLite's search
    'Esper "', "NEAR(", "NEAR(a b, 5)", "*", "a-b", "col:val", "quote : met", "^met", "{quote parties} : met", "met AND", "OR", "NOT met",
    "met OR accused", "(met", "met + kenya", '"', '""', '"met', "met*", "me*t", "*met", '"met kenya"*', "rank", "words", "met NOT kenya",
)
SQL = (  # what means something to SQL, a terminal or a spreadsheet
    "' OR 1=1 --", "'; DROP TABLE events; --", "1) OR (1=1", "%", "_", "m_t", "%met%", "x' UNION SELECT 1 --", "\\", "\\'", "?", ":match",
    "@a", "$a", "`met`", "[met]", "a\0b", "\0", "met;", "/* met */", "-- met", "NULL", "''", "0x41", "1e999", "met\x1b[2J", "\u202emet",
    "\ud800", "m\u0301et", "MET", "ｍｅｔ", "met\u200b", "met\n", "=met", "+met", "-met", "@met", "\tmet",
    "x" * 5_000, "[" * 900, "(" * 900,
)
WORDS = ("met", "kenya", "italy", "accused", "sao", "général", "issa", "n'dour", "القاهرة", "пётр", "port", "tomé", "talks", "2021", "03")


def payloads() -> list[str]:
    """300 strings that mean something to SQLite, its search or a terminal, among and around words that are there."""
    chosen = random.Random(33)  # noqa: S311 - the same at every run
    hostile = [*FTS, *SQL]
    while len(hostile) < 300:
        pieces = [chosen.choice(WORDS if chosen.random() < 0.6 else hostile[:60]) for _ in range(chosen.randint(1, 3))]
        hostile.append(chosen.choice((" ", "", '"', "*", " AND ", ":")).join(pieces))
    return hostile


@pytest.fixture(scope="module")
def register(new_place: Callable[[], Location]) -> Iterator[Connection]:
    """Events of parties and places whose names are spelled in many ways."""
    path = new_place()
    parties = (
        "Général Issa N’Dour", "القاهرة", "Пётр Королёв", "Kenya", "Italy", "m_t %met% group", "DROP TABLE events", "NULL", "a-b OR c",
    )
    with open_register(path) as kept:
        for number, (one, other) in enumerate((one, other) for one in parties for other in parties if one != other):
            text = f"{TALKS}{number}\n"
            source = page(text, f"page{number}")
            claim = sample_claim(
                actors=(Party(one, None, "UNK"),), recipients=(Party(other, None, "UNK"),), type="ACCUSE" if number % 2 else "CONSULT",
                place=Place("São Tomé", "STP") if number % 3 else None, date=f"20{number:02}-01-01",
            )
            kept.take(source)
            kept.keep(source.page_id, text, msgspec.structs.replace(reading(source, text), events=(claim,)))
    with open_for_reading(path) as connection:
        yield connection


def named(register: Connection, words: str) -> list[str]:
    return [hit.event.id for hit in search(register, words)]


def fits(event: Event, asked: str) -> bool:
    """The same by Python: every phrase stands in one of the fields."""
    claim = event.claim
    names = " · ".join(party.name for party in claim.actors + claim.recipients)
    fields = [claim.quote, names, claim.place.name if claim.place else "", event.page.title or ""]
    texts = [f" {' '.join(WORD.findall(folded(field)))} " for field in fields]
    sought = [f" {' '.join(phrase.words)}{'' if phrase.open else ' '}" for phrase in phrases(asked)]
    return all(any(phrase in text for text in texts) for phrase in sought)


def test_payloads_find_what_a_filter_in_python_finds(register: Connection) -> None:
    everything = list(events(register))
    assert len(payloads()) == 300
    for payload in payloads():
        try:
            phrases(payload)
        except InputError:
            assert not WORD.findall(payload), payload
            continue
        assert sorted(named(register, payload)) == sorted(event.id for event in everything if fits(event, payload)), payload


def test_payloads_in_filters_are_only_words(register: Connection) -> None:
    everything = list(events(register))
    for payload in payloads():
        found = {event.id for event in events(register, EventFilter(actor=payload))}
        words = f" {folded(payload)}"
        fitting = {event.id for event in everything if words in f" {folded(event.claim.actors[0].name)}"}
        assert found == (set() if country_code(payload) else fitting), payload  # the parties here are of no country
        for wanted in (EventFilter(page=payload), EventFilter(recipient=payload), EventFilter(country=payload)):
            list(events(register, wanted))


@pytest.mark.parametrize("words", ["general ISSA", "n dour", "القاهره", "петр", "SAO TOME", "kor* queue*", '"issa n\'dour"', "gén*"])
def test_spelling_does_not_count(register: Connection, words: str) -> None:
    assert bool(named(register, words)) is (words != "kor* queue*")


def test_phrases_must_follow_each_other_and_prefixes_need_a_star(register: Connection) -> None:
    assert named(register, '"issa general"') == []
    assert named(register, "issa general")
    assert named(register, "gener") == []
    assert named(register, "gener*")
    assert named(register, '"general iss"') == []
    assert named(register, '"general iss"*')


@pytest.mark.parametrize("asked", ["", " ", "***", '""', "- : ( )", "_"])
def test_no_word_to_look_for(asked: str) -> None:
    with pytest.raises(InputError, match="E-NO-WORDS"):
        phrases(asked)


def test_names_weigh_more_than_quotes_and_limit_takes_the_best(register: Connection) -> None:
    ranked = list(search(register, "kenya"))  # every quote has it, some parties too
    assert len(ranked) == len(list(events(register)))
    best = [any(party.name == "Kenya" for party in hit.event.claim.actors + hit.event.claim.recipients) for hit in ranked]
    assert best == sorted(best, reverse=True)
    assert [hit.event for hit in search(register, "kenya", limit=3)] == [hit.event for hit in ranked[:3]]


def test_event_told_by_several_pages_is_found_once_with_the_quote_that_has_the_words(register_path: Path) -> None:
    with open_register(register_path) as kept:
        for number, words in enumerate(("Italy met Kenya on 2021-03-04.", "Italy met Kenya on 2021-03-04 by the old lighthouse.")):
            text = f"Talks\n{words}\n{number}"
            source = page(text, f"page{number}")
            claim = sample_claim(quote=words, quote_start=6, quote_end=6 + len(words))
            kept.take(source)
            kept.keep(source.page_id, text, msgspec.structs.replace(reading(source, text), events=(claim,)))
    with open_for_reading(register_path) as register:
        assert len(list(search(register, "kenya"))) == 1
        (hit,) = search(register, '"old light"* KENYA')
        assert [hit.quote[span.start : span.end] for span in hit.marks] == ["Kenya", "old lighthouse"]
        assert list(search(register, "lighthouse", Moment(2))) == []
        assert len(list(search(register, "lighthouse", Moment(4)))) == 1


@pytest.mark.parametrize(("words", "asked", "marked"), [
    ("Général N’Dour met", "general", [(0, 7)]), ("Général N’Dour met", '"n dour"', [(8, 14)]), ("ab a-b", "a", [(3, 4)]),
    ("مُحَمَّد", "محمد", [(0, 8)]), ("talks, talk", "talk*", [(0, 5), (7, 11)]), ("old old man", '"old man" old', [(0, 3), (4, 11)]),
    ("", "x", []), ("E\u0301mile", "emile", [(0, 6)]),
])
def test_marks_stand_where_the_words_stand(words: str, asked: str, marked: list[tuple[int, int]]) -> None:
    found = marks(words, phrases(asked))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found == tuple(Span(*span) for span in marked)


def test_of_too_many_claims_that_match_a_beginning_the_last_read_come_first(
    register: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attache.queries.search.MOST_RANKED", 5)
    (last,) = register.execute("SELECT max(claim_no) FROM claims").fetchone()
    read = dict(register.execute("SELECT m.event, m.claim_no FROM members m").fetchall())
    assert [read[hit.event.id] for hit in search(register, "me*")] == list(range(last, last - 5, -1))
    assert {read[hit.event.id] for hit in search(register, "met")} == set(range(last, last - 5, -1))


@pytest.mark.parametrize("most", [3, 1_000])
@pytest.mark.parametrize("first", [0, 300])
@pytest.mark.parametrize("asked", [
    "k*", "m* k*", "met k*", '"met k"*', '"italy k"*', "met zz*", "nobody k*", "n*", "q*", '"m t"* d*', "talks i* *", "ق*", "naïr*", "n'*",
])
def test_a_beginning_of_few_letters_finds_what_the_index_finds(
    register: Connection, monkeypatch: pytest.MonkeyPatch, asked: str, first: int, most: int
) -> None:
    monkeypatch.setattr("attache.queries.search.MOST_RANKED", most)
    monkeypatch.setattr("attache.queries.search._LOOKED_AT_FIRST", first)
    (last,) = register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    moments = NOW, Moment(last // 2)
    looked_through = [list(search(register, asked, at)) for at in moments]
    monkeypatch.setattr("attache.queries.search._FEW_LETTERS", 0)
    assert looked_through == [list(search(register, asked, at)) for at in moments]


def test_the_index_gathers_nothing_that_begins_with_a_letter_of_most_claims(register: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attache.queries.search.MOST_RANKED", 5)
    monkeypatch.setattr("attache.queries.search._MATCHING", "FROM nothing {members}")
    assert len(list(search(register, "m*"))) == len(list(search(register, "met k*"))) == 5
    assert list(search(register, "nobody k*")) == []
    with pytest.raises((sqlite3.Error, RegisterError), match="nothing"):
        list(search(register, "men*"))
