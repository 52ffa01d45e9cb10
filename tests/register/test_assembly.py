"""An event put together from its reports."""
from __future__ import annotations

from typing import Any

from attache.model import Party
from attache.register.assembly import Report, assembled
from attache.register.tellings import telling
from tests.samples import sample_claim

NAOMI, GHANA, KENYA = Party("Naomi Arubasa", "KEN", "GOV"), Party("Ghana", "GHA", "GOV"), Party("Kenya", "KEN", "GOV")


def report(name: str, **changes: Any) -> Report:
    claim = sample_claim(**changes)
    return Report(telling(claim, int(name, 36), name, f"page {name}", "courier", "2021-03-05"), claim, name, name)


def sides(*reports: Report) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    claim = assembled(reports).claim
    return claim.actors, claim.recipients


def test_sides_come_from_one_report() -> None:
    together = report("a", actors=(NAOMI, GHANA), recipients=(), confidence=0.95)
    directed = report("b", actors=(GHANA,), recipients=(NAOMI,))
    assert sides(together, directed) == ((NAOMI, GHANA), ())
    half = report("a", type="ACCUSE", actors=(NAOMI,), recipients=())
    full = report("b", type="ACCUSE", actors=(KENYA,), recipients=(GHANA,))
    assert sides(half, full) == ((KENYA,), (GHANA,))


def test_a_side_nobody_names_stays_empty() -> None:
    one, other = report("a", actors=(), recipients=(GHANA,), type="ACCUSE"), report("b", actors=(NAOMI,), recipients=(), type="ACCUSE")
    assert () in sides(one, other)


def test_a_party_stands_on_one_side_only() -> None:
    assert sides(report("a", actors=(NAOMI, GHANA), recipients=(NAOMI,))) == ((NAOMI, GHANA), ())
