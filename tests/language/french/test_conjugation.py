"""The forms of French verbs are those the grammar has."""
from __future__ import annotations

import pytest

from attache.language.french.conjugation import forms_of
from attache.resources import table

CASES = [
    ("condamner", "condamne", "present", False), ("condamner", "condamnent", "present", True), ("condamner", "condamna", "past", False),
    ("condamner", "condamnèrent", "past", True), ("condamner", "condamnera", "future", False),
    ("condamner", "condamneraient", "conditional", True), ("condamner", "condamnées", "participle", True),
    ("condamner", "condamnant", "gerund", False), ("menacer", "menaçait", "imperfect", False), ("engager", "engageons", "present", True),
    ("rejeter", "rejette", "present", False), ("appeler", "appellera", "future", False), ("libérer", "libère", "present", False),
    ("employer", "emploie", "present", False), ("bannir", "bannissent", "present", True), ("bannir", "banni", "participle", False),
    ("rendre", "rendu", "participle", False), ("rendre", "rendront", "future", True), ("être", "était", "imperfect", False),
    ("être", "furent", "past", True), ("aller", "iront", "future", True), ("avoir", "eu", "participle", False),
    ("remettre", "remis", "participle", False), ("soutenir", "soutient", "present", False), ("soutenir", "soutiennent", "present", True),
    ("conduire", "conduisent", "present", True), ("détruire", "détruit", "participle", False), ("recevoir", "reçu", "participle", False),
    ("craindre", "craignent", "present", True), ("interdire", "interdit", "participle", False),
    ("pouvoir", "pourrait", "conditional", False),
    ("installer", "installe", "present", False), ("devoir", "doivent", "present", True),
]


@pytest.mark.parametrize(("infinitive", "form", "tense", "plural"), CASES)
def test_a_form_tells_its_tense_and_number(infinitive: str, form: str, tense: str, *, plural: bool) -> None:
    assert (form, tense, plural) in set(forms_of(infinitive))


def test_forms_of_other_verbs_are_not_made() -> None:
    assert "inst" + "va" not in {form for form, _, _ in forms_of("installer")}  # "installer" does not go like "aller"


def test_every_model_is_whole() -> None:
    for row in table("french_verbs"):
        assert (len(row["present"].split()), len(row["past"].split()), len(row["subjunctive"].split())) == (6, 2, 2), row
        assert all(row.values()), row
