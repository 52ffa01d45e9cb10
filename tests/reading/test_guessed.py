"""Whom the event heads' guesses mean: words of a sentence that are known to take part in an act."""
from __future__ import annotations

import pytest

from attache.model import EventType, Guess, Part, Party
from attache.reading.arguments import Arguments
from attache.reading.fillers import Fillers
from attache.reading.guessed import LEAST_PART, Guessed
from tests.reading.coded import at, page_state


def misread(text: str, word: str, kind: EventType, actor: Party) -> bool:
    state = page_state(text).sentences[-1]
    guessed = Guessed(state.tree, Fillers(state.tree, state.parties, Arguments(state.tree)))
    return guessed.is_misread(Guess(at(state.tree, word), kind, 0.9, 0.9, "happened", 0.9, None, ()), (actor,), ())


def test_neither_a_private_journey_nor_a_parade_is_an_act() -> None:
    bakers, minister, cadets = Party("bakers", "KEN", "CVL"), Party("minister", "KEN", "GOV"), Party("cadets", "KEN", "MIL")
    assert misread("The bakers flew to Accra.", "flew", "CONSULT", bakers)
    assert not misread("The minister flew to Accra.", "flew", "CONSULT", minister)
    assert misread("A parade of cadets began.", "parade", "PROTEST", cadets)
    assert not misread("A march of bakers began.", "march", "PROTEST", bakers)


def side(text: str, word: str, probability: float = 0.9) -> tuple[Party, ...]:
    """The parties of a guess whose actor is a word of the text's last sentence."""
    state = page_state(text).sentences[-1]
    guessed = Guessed(state.tree, Fillers(state.tree, state.parties, Arguments(state.tree)))
    guess = Guess(0, "ASSAULT", 0.9, 0.9, "happened", 0.9, None, (Part(at(state.tree, word), "actor", probability),))
    return guessed.side(guess, "actor")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kenya shelled the town.", "Kenya", [("KEN", "GOV")]),
        ("Two Kenyan warships left Mombasa.", "warships", [("KEN", "MIL")]),
        ("Ghanaian and Malian warplanes bombed the camp.", "warplanes", [("GHA", "MIL"), ("MLI", "MIL")]),
        ("Hundreds of Kenyans gathered in Nairobi.", "Hundreds", [("KEN", "CVL")]),
        ("Three Kenyans were hurt in Nairobi.", "Kenyans", [("KEN", "CVL")]),
        ("Hundreds of rebels marched into Bamako.", "Hundreds", [("MLI", "REB")]),
        ("In Accra the bakers closed their shops.", "bakers", [("GHA", "CVL")]),
        ("Two foreign tourists vanished in Mali.", "tourists", [(None, "CVL")]),
        ("Mali said two foreign tourists had vanished.", "tourists", [(None, "CVL")]),
        ("Kenya received three United Nations monitors.", "monitors", [(None, "IGO")]),
        ("The mosque in Bamako burned down.", "mosque", [("MLI", "REL")]),
        ("Europe closed its ports to Mali.", "Europe", [(None, "GOV")]),
    ],
)
def test_words_that_take_part(text: str, word: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(party.country, party.sector) for party in side(text, word)] == expected


def test_a_pronoun_nobody_can_be_found_for_is_of_the_pages_country() -> None:
    assert side("Mali burned. He closed the ports.", "He") == (Party("He", "MLI", "GOV"),)


def test_an_unlikely_word_takes_no_part() -> None:
    assert side("Kenya shelled the town.", "Kenya", LEAST_PART / 2) == ()


def test_both_sides_are_the_two_states_of_the_page() -> None:
    text = "Kenya and Somalia met in Kenya. Somalia thanked Kenya. Both countries pledged restraint."
    assert {party.country for party in side(text, "countries")} == {"KEN", "SOM"}
