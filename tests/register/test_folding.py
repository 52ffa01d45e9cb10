"""Words made comparable."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.register.folding import folded


def test_case_accents_apostrophes_and_spacing_do_not_count() -> None:
    assert folded("  Côte \n d’Ivoire") == "cote d'ivoire"
    assert folded("Cote d`Ivoire") == "cote d'ivoire"
    assert folded("STRASSE") == folded("Straße")
    assert folded("Tshisekedi") != folded("Tshisekede")


@pytest.mark.parametrize(("one", "other"), [
    ("أحمد", "احمد"), ("إسرائيل", "اسراييل"), ("آمال", "امال"), ("ٱلله", "الله"), ("مؤتمر", "موتمر"),  # alef and hamza
    ("القاهرة", "القاهره"), ("غزة", "غزه"),  # taa marbuta
    ("مصطفى", "مصطفي"), ("علی", "علي"),  # alef maqsura, Persian yeh
    ("محـــمد", "محمد"), ("مُحَمَّد", "محمد"), ("مٰ", "م"),  # tatweel, harakat, dagger alef
    ("ﻻ", "لا"), ("ﷲ", "الله"), ("کابل", "كابل"),  # presentation forms, Persian kaf
    ("Пётр Королёв", "петр королев"), ("ЁЖ", "еж"),
    ("ﬁnance oﬃce", "finance office"), ("Œuvre Æthelred", "oeuvre aethelred"), ("Łódź", "lodz"), ("Tromsø", "tromso"), ("ĲSSEL", "ijssel"),
    ("Đà Nẵng", "da nang"), ("İstanbul Diyarbakır", "istanbul diyarbakir"), ("E\u0301mile", "émile"), ("Ｋｅｎｙａ", "kenya"),
    ("Al\u00adge\u200bria", "algeria"), ("می\u200cرود", "ميرود"), ("\u202fKenya", "kenya"),
])
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text())
def test_folding_twice_is_folding_once(words: str) -> None:
    assert folded(folded(words)) == folded(words)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_words_fold_as_all_others_do(words: str) -> None:
    assert folded(words) == folded(f"{words} é").removesuffix("e").rstrip()
