"""Countries as people type them."""
from __future__ import annotations

import pytest

from attache.queries.countries import country_code


@pytest.mark.parametrize(("words", "code"), [
    ("Kenya", "KEN"), ("ken", "KEN"), ("KENYA ", "KEN"), ("UAE", "ARE"), ("Cote d'Ivoire", "CIV"), ("Côte d’Ivoire", "CIV"), ("us", "USA"),
    ("Niger", "NER"), ("Nigeria", "NGA"), ("Georgia", "GEO"), ("PKK", None), ("Brenn", None), ("", None),
])
def test_country_code(words: str, code: str | None) -> None:
    assert country_code(words) == code
