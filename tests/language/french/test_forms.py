"""Plurals and feminines of French nouns and adjectives."""
from __future__ import annotations

import pytest

from attache.language.french.forms import adjective_forms, noun_forms


@pytest.mark.parametrize(("singular", "plural"), [
    ("soldat", "soldats"), ("général", "généraux"), ("bureau", "bureaux"), ("pays", "pays"), ("feu", "feux"), ("voix", "voix"),
])
def test_plurals_of_nouns(singular: str, plural: str) -> None:
    assert (plural, True) in set(noun_forms(singular))


@pytest.mark.parametrize(("masculine", "feminine"), [
    ("malien", "malienne"), ("européen", "européenne"), ("offensif", "offensive"), ("dangereux", "dangereuse"), ("premier", "première"),
    ("public", "publique"), ("français", "française"), ("dernier", "dernière"), ("violent", "violente"), ("militaire", "militaire"),
    ("électoral", "électorale"), ("nouveau", "nouvelle"), ("destructeur", "destructrice"),
])
def test_feminines_of_adjectives(masculine: str, feminine: str) -> None:
    assert (feminine, False) in set(adjective_forms(masculine))


def test_people_have_a_feminine() -> None:
    assert ("directrice", False) in set(noun_forms("directeur"))
    assert ("Maliennes", True) in set(noun_forms("Malien"))
    assert ("accorde", False) not in set(noun_forms("accord"))
