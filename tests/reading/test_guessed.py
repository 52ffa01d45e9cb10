"""Whom the event heads' guesses mean: words of a sentence that are known to take part in an act."""
from __future__ import annotations

import pytest
from msgspec.structs import replace

from attache.model import EventType, Guess, Part, Party
from attache.reading.arguments import Arguments
from attache.reading.fillers import Fillers
from attache.reading.guessed import LEAST_PART, Guessed
from attache.reading.tree import Tree
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


def guessed(text: str, *acts: tuple[str, EventType, float]) -> Guessed:
    """A sentence of which words are taken for acts, so sure; the word behind each takes part in it."""
    state = page_state(text).sentences[-1]
    places = [(at(state.tree, word), kind, sure) for word, kind, sure in acts]
    guesses = [
        Guess(index, kind, sure, sure, "happened", 0.9, None, (Part(index + 1, "recipient", sure),)) for index, kind, sure in places
    ]
    tree = Tree(replace(state.tree.sentence, guesses=tuple(guesses)))
    return Guessed(tree, Fillers(tree, state.parties, Arguments(tree)))


def test_a_verb_and_its_object_tell_one_act_and_strengthen_each_other() -> None:
    one_act = guessed("Kenya voiced disappointment over Mali.", ("voiced", "ACCUSE", 0.5), ("disappointment", "ACCUSE", 0.4))
    [guess] = one_act.guesses.values()
    assert one_act.tree.tokens[guess.index].text == "voiced"
    assert guess.act == pytest.approx(0.7)
    assert [one_act.tree.tokens[part.index].text for part in guess.parts] == ["over"]  # the act's own words take no part in it


def test_acts_of_two_types_stay_two() -> None:
    text = "Kenya condemned the bombing of Gao."
    assert len(guessed(text, ("condemned", "ACCUSE", 0.9), ("bombing", "ASSAULT", 0.8)).guesses) == 2


def test_an_act_may_be_seen_in_the_words_it_speaks_of() -> None:
    text = "Kenya said the raid was an affront."
    seen = guessed(text, ("said", "ACCUSE", 0.1), ("affront", "ACCUSE", 0.6), ("raid", "ASSAULT", 0.5))
    said, raid, affront = (at(seen.tree, word) for word in ("said", "raid", "affront"))
    guess = seen.told("ACCUSE", said, {raid, affront})
    assert guess is not None
    assert guess.index == affront
    assert guess.act == pytest.approx(0.64)
    assert seen.told("ACCUSE", said, ()) == seen.at(said)
    assert seen.told("ACCUSE", raid, {said}) == seen.at(raid)  # which is surer of the trigger itself
