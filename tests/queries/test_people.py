"""People and their offices."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.queries.people import people
from attache.register.connection import reading
from tests.samples import TALKS, VISIT, fill


@pytest.mark.parametrize(("name", "of", "expected"), [
    (None, None, ["Aldo Brenn", "Mirna Okoth"]),
    ("okoth", None, ["Mirna Okoth"]),
    ("koth", None, []),
    (None, "Kenya", ["Mirna Okoth"]),
    (None, "ITA", ["Aldo Brenn"]),
    ("brenn", "Kenya", []),
    ("' OR 1=1 --", None, []),
])
def test_people_by_name_and_country(register_path: Path, name: str | None, of: str | None, expected: list[str]) -> None:
    fill(register_path, VISIT, TALKS)
    with reading(register_path) as register:
        assert [holding.role.person for holding in people(register, name, of)] == expected


def test_holding_carries_its_evidence(register_path: Path) -> None:
    fill(register_path, TALKS)
    with reading(register_path) as register:
        (holding,) = people(register)
    assert (holding.role.role, holding.role.of, holding.role.country, holding.role.former) == ("foreign minister", "Italy", "ITA", False)
    assert TALKS[holding.role.quote_start : holding.role.quote_end] == holding.role.quote
    assert (holding.page.name, holding.page.published) == ("page0", "2021-03-05")
