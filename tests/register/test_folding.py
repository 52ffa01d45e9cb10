"""Words made comparable."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attache.register.folding import folded


def test_case_accents_apostrophes_and_spacing_do_not_count() -> None:
    assert folded("  Côte \n d’Ivoire") == "cote d'ivoire"
    assert folded("STRASSE") == folded("Straße")
    assert folded("Tshisekedi") != folded("Tshisekede")


@given(st.text())
def test_folding_twice_is_folding_once(words: str) -> None:
    assert folded(folded(words)) == folded(words)
