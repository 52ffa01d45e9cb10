"""Whose side somebody without an office is on."""
from __future__ import annotations

import pytest

from tests.reading.coded import page_state


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ama Mensah of Amnesty International praised Ghana.", (None, "NGO")),
        ("Ilka Brenn, a Shining Path fighter, fled.", ("PER", "REB")),
        ("Ilka Brenn, a founder of the Shining Path, fled.", ("PER", "REB")),
        ("Ilka Brenn, a victim of the Shining Path, fled.", (None, "UNK")),
        ("The Kenyan officer, Mr James Oduya, fled.", ("KEN", "COP")),
        ("French President Luc Armand met his Malian counterpart, Amadou Keita.", ("MLI", "GOV")),
    ],
)
def test_whose_side_somebody_is_on(text: str, expected: tuple[str | None, str]) -> None:
    person = page_state(text).cast.persons[-1]
    assert (person.country, person.sector) == expected
