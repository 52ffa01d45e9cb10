"""The lexicon's examples as training sentences."""
from __future__ import annotations

from msgspec.structs import replace

from tests.reading.coded import parsed
from training.acts import ActSentence
from training.lexicon_examples import LexiconExample, labelled, lexicon_examples


def of(text: str, status: str | None = "happened") -> ActSentence | None:
    (sentence,) = parsed([text])[0]
    return labelled(LexiconExample(text, "ACCUSE", "ACCUSE: accuse (obj)", status), replace(sentence, guesses=None))


def test_example_says_which_word_tells_what() -> None:
    made = of("Rwanda accused the Congolese army of stealing cattle.")
    assert made is not None
    assert (made.acts, made.statuses, made.modes) == ({1: "ACCUSE"}, {1: "happened"}, {1: "allege"})
    assert not made.parts_known


def test_counter_example_tells_nothing() -> None:
    made = of("The wind slammed the door as if accusing nobody.", None)
    assert made is not None
    assert made.acts == {}


def test_words_other_rows_take_for_acts_are_left_open() -> None:
    made = of("Rwanda accused the Congolese army, and Kenya invaded Somalia.")
    assert made is not None
    assert made.acts == {1: "ACCUSE"}
    assert [made.forms[word] for word in made.unsure] == ["invaded"]


def test_example_that_is_not_read_as_it_says_is_left_out() -> None:
    assert of("Rwanda praised the Congolese army.") is None


def test_every_row_gives_examples() -> None:
    rows = {example.row for example in lexicon_examples()}
    assert len(rows) > 3000
    assert {example.status for example in lexicon_examples()} >= {None, "happened", "planned"}
