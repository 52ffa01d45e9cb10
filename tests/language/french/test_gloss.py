"""French sentences in English, and where each English word came from."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.language.french.gloss import Gloss, gloss
from attache.model import Span

ROWS = [line.split("\t") for line in (Path(__file__).parent / "cases.tsv").read_text(encoding="utf-8").splitlines() if line[:1] != "#"][1:]


def glossed(text: str) -> Gloss:
    return gloss(text, [(Span(0, len(text)), True)])


def source(told: Gloss, text: str, english: str) -> str:
    at = told.text.index(english)
    place = told.source(Span(at, at + len(english)))
    return text[place.start : place.end]


@pytest.mark.parametrize(("french", "english", "rule"), ROWS, ids=[row[2] for row in ROWS])
def test_a_sentence_becomes_plain_english(french: str, english: str, rule: str) -> None:
    assert glossed(french).text.strip() == english, rule


def test_words_lead_back_to_the_page() -> None:
    text = "Le président malien n'a pas condamné « l'attaque » de mercredi."
    told = glossed(text)
    assert source(told, text, "Malian president") == "président malien"
    assert source(told, text, "did not condemn") == "n'a pas condamné"
    assert source(told, text, "attack") == "attaque"
    assert source(told, text, told.text[: told.text.index(".") + 1]) == text


def test_every_stretch_lies_where_it_is_said_to() -> None:
    text = "BAMAKO — Le ministre a démissionné.\n\nMenu\n\nLe calme est revenu."
    first, second = text.index("Le ministre"), text.index("Le calme")
    body = [Span(first, text.index("\n")), Span(second, len(text))]
    told = gloss(text, [(Span(0, 6), False), *((span, True) for span in body)])
    assert [told.text[s.start : s.end].strip() for s in told.stretches] == ["BAMAKO", "The minister resigned.", "The calm returned."]
    assert "Menu" not in told.text


@pytest.mark.parametrize("text", [
    "", "…", "«»", "A", "l'", "-t-il", "12", "\u202f1", "qu'", "Ắ ’’’ d'", "a" * 5_000, "de " * 2_000, "l'" * 2_000,
])
def test_any_text_has_a_gloss(text: str) -> None:
    told = glossed(text)
    assert len(told.english) == len(told.french)
    assert all(0 <= place.start <= place.end <= len(text) for place in told.french)
