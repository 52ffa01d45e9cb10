"""Events and roles in a person's words."""
from __future__ import annotations

from typing import get_args

import pytest

from attache.model import Party, Place, Role, Status
from attache.outputs.wording import MARKS, according, losses, office, standing, what, when, where, who
from tests.samples import sample_claim

ITALY, KENYA, UNION = Party("Italy", "ITA", "GOV"), Party("Kenya", "KEN", "GOV"), Party("African Union", None, "IGO")
BRENN = Party("Aldo Brenn", "ITA", "GOV")


def test_every_status_has_a_mark_and_a_word() -> None:
    assert set(MARKS) == set(get_args(Status))
    assert len(set(MARKS.values())) == len(MARKS)
    assert standing("called_off") == "✗ called off"


@pytest.mark.parametrize(("date", "end", "words"), [
    ("2020-10-02", None, "2020-10-02"), ("2020-09", None, "2020-09"), (None, None, "?"), ("2020-10-02", "2020-10-02", "2020-10-02"),
    ("2020-09-28", "2020-10-02", "2020-09-28 – 2020-10-02"), (None, "2020-10-02", "? – 2020-10-02"),
])
def test_when(date: str | None, end: str | None, words: str) -> None:
    assert when(sample_claim(date=date, date_end=end)) == words


@pytest.mark.parametrize(("kind", "actors", "recipients", "words"), [
    ("CONSULT", (ITALY,), (KENYA,), "Italy → Kenya"),
    ("CONSULT", (BRENN,), (KENYA,), "Aldo Brenn (ITA) → Kenya"),
    ("CONSULT", (ITALY, UNION), (), "Italy ↔ African Union"),
    ("ACCUSE", (ITALY, UNION), (), "Italy, African Union"),
    ("ACCUSE", (), (KENYA, UNION), "→ Kenya, African Union"),
    ("PROTEST", (KENYA,), (), "Kenya"),
    ("PROTEST", (), (), "?"),
])
def test_who(kind: str, actors: tuple[Party, ...], recipients: tuple[Party, ...], words: str) -> None:
    assert who(sample_claim(type=kind, actors=actors, recipients=recipients)) == words


def test_what_where_according_losses() -> None:
    assert what(sample_claim(type="CONSULT", mode="visit")) == "CONSULT visit"
    assert what(sample_claim(type="CONSULT", mode=None)) == "CONSULT"
    assert (where(Place("Nairobi", "KEN")), where(Place("Jerusalem", None)), where(None)) == ("Nairobi (KEN)", "Jerusalem", "")
    assert according(sample_claim(attributed_to="a harbour master")) == "according to a harbour master"
    assert according(sample_claim()) == ""
    assert losses(sample_claim(dead=0, injured=7)) == "0 dead, 7 injured"


@pytest.mark.parametrize(("former", "of", "since", "until", "words"), [
    (False, "Italy", None, None, "envoy of Italy"), (True, None, "2017", "2019", "former envoy, 2017 – 2019"),
    (False, None, "2017", None, "envoy, 2017 –"),
])
def test_office(former: bool, of: str | None, since: str | None, until: str | None, words: str) -> None:
    role = Role(
        person="A", role="envoy", of=of, country=None, former=former, since=since, until=until, quote="", quote_start=0, quote_end=0,
    )
    assert office(role) == words
