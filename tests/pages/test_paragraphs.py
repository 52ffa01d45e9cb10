"""Paragraphs and the shape of prose: wrapped and unwrapped texts, sentence ends, languages."""

from __future__ import annotations

import pytest

from attache.pages.paragraphs import paragraphs
from attache.pages.prose import ends_sentence, is_prose, language_of

WRAPPED = """\
The foreign minister of Albania said on Tuesday that her country
   would send two ships to the gulf, where they are to guard
   tankers.
   A brother of the minister was not on board, her office said later,
   denying reports that he had been seen on the bridge of the second
   ship.
"""


def _cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraphs(text)]


def test_hard_wrapped_lines_are_joined() -> None:
    assert [paragraph.split()[0] for paragraph in _cut(WRAPPED)] == ["The", "A"]


def test_a_line_a_paragraph() -> None:
    assert _cut("One went home.\nTwo stayed there.\n\nThree left, he said.") == [
        "One went home.",
        "Two stayed there.",
        "Three left, he said.",
    ]


def test_menu_lines_are_not_joined() -> None:
    assert len(_cut("Home\nWorld\nSport\nWeather\nBusiness")) == 5


@pytest.mark.parametrize(
    "text", ["He left.", "He left.”", "He left. (AFP)", "he said.-VNA", "Left?", "رحل؟", "« Il part. »", "They left…", "He left. – Reuters"]
)
def test_sentence_ends(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["He left", "Talks in Oslo (AFP)", "Read more:", "Editor-in-chief", "left,"])
def test_no_sentence_ends(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["Boats freed.", "Premier visits Lima to sign agreement on boats and nets", "Oslo Lima Paris Rome Cairo Tunis."]
)
def test_no_prose(text: str) -> None:
    assert not is_prose(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said that the army was ready and that it would not leave the city."),
        ("fr", "Le ministre a déclaré que l'armée était prête et qu'elle ne quitterait pas la ville."),
        ("es", "El ministro dijo que el ejército estaba listo y que no saldría de la ciudad."),
        ("pt", "O ministro disse que o exército estava pronto e que não deixaria a cidade, segundo o jornal."),
        ("de", "Der Minister sagte, dass die Armee bereit sei und die Stadt nicht verlassen werde."),
        ("it", "Il ministro ha detto che l'esercito è pronto e che non lascerà la città, secondo il giornale."),
        ("ru", "Министр сказал, что армия готова и что она не покинет город, как это было в мае."),
        ("ar", "قال الوزير إن الجيش مستعد وإنه لن يغادر المدينة في هذا الشهر بعد أن كان قد أعلن ذلك من قبل"),
        ("und", "Oslo 2019 Lima 2020"),
        ("und", ""),
    ],
)
def test_language(language: str, text: str) -> None:
    assert language_of(text) == language
