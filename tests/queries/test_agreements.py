"""Agreements of the register, their stages and proofs."""
from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from attache.errors import InputError
from attache.model import Claim, Party
from attache.queries.agreements import agreement, agreements
from attache.queries.moments import Moment
from attache.register.connection import reading
from attache.register.store import open_register
from tests.samples import fill, page, sample_claim
from tests.samples import reading as read

KENYA, GHANA, PERU = Party("Kenya", "KEN", "GOV"), Party("Ghana", "GHA", "GOV"), Party("Peru", "PER", "GOV")


def keep(register_path: Path, quote: str, date: str, *parties: Party, trigger: str = "signed", name: str = "") -> str:
    """Adds a page of one claim, or puts another claim in the place of that of the page called so; its identity in the register."""
    source = page(name or quote, name or quote[:20])
    claim: Claim = sample_claim(type="SUPPORT", quote=quote, quote_start=0, quote_end=len(quote), trigger=trigger, actors=parties,
                                recipients=(), date=date)
    with open_register(register_path) as register:
        register.take(source)
        register.keep(source.page_id, quote, replace(read(source, quote), published=date, events=(claim,), title=quote))
        found = register.connection.execute("SELECT claim_id FROM claims ORDER BY claim_no DESC LIMIT 1").fetchone()
    return str(found[0])


def deal(register_path: Path) -> str:
    """A trade deal told on two pages: signed, ratified."""
    first = keep(register_path, "Kenya and Ghana signed a ten-year trade deal in Accra.", "2021-03-04", KENYA, GHANA)
    keep(register_path, "The Kenyan parliament ratified the trade deal with Ghana.", "2021-06-01", KENYA, GHANA, trigger="ratified")
    return first


def test_one_agreement_of_two_pages_with_the_proof_of_each_stage(register_path: Path) -> None:
    first = deal(register_path)
    with reading(register_path) as register:
        (pact,) = agreements(register)
        assert agreement(register, first[:8]) == pact
    assert (pact.id, pact.kind, pact.parties, pact.duration, pact.stage, pact.date, pact.claims) == (
        first, "trade deal", ("GHA", "KEN"), "10 years", "ratified", "2021-06-01", 2,
    )
    assert [(proof.stage, proof.quote[:16], proof.page.published) for proof in pact.stages] == [
        ("signed", "Kenya and Ghana ", "2021-03-04"), ("ratified", "The Kenyan parli", "2021-06-01"),
    ]


def test_the_past_is_kept(register_path: Path) -> None:
    deal(register_path)
    with reading(register_path) as register:
        (pact,) = agreements(register, at=Moment(2))
    assert (pact.stage, pact.claims) == ("signed", 1)


@pytest.mark.parametrize(("parties", "stage", "expected"), [
    ((), None, 2), (("Kenya",), None, 1), (("kenya", "GHA"), None, 1), (("Kenya", "Peru"), None, 0), ((), "signed", 1), ((), "ended", 0),
    (("' OR 1=1 --",), None, 0),
])
def test_by_party_and_stage(register_path: Path, parties: tuple[str, ...], stage: str | None, expected: int) -> None:
    deal(register_path)
    keep(register_path, "Peru signed a fishing accord.", "2021-04-01", PERU)
    with reading(register_path) as register:
        assert len(list(agreements(register, parties, stage))) == expected  # type: ignore[arg-type]


def test_what_is_read_otherwise_leaves_its_agreement(register_path: Path) -> None:
    keep(register_path, "Kenya and Ghana signed a trade deal.", "2021-03-04", KENYA, GHANA)
    keep(register_path, "Kenya and Ghana ratified the trade deal.", "2021-06-01", KENYA, GHANA, trigger="ratified", name="second")
    keep(register_path, "Kenya praised Ghana.", "2021-06-01", KENYA, GHANA, trigger="praised", name="second")
    with reading(register_path) as register:
        (pact,) = agreements(register)
    assert (pact.stage, pact.claims) == ("signed", 1)


def test_no_agreement_and_several(register_path: Path) -> None:
    fill(register_path)
    for identity in ("zz", "abcd", ""):
        with reading(register_path) as register, pytest.raises(InputError) as caught:
            agreement(register, identity)
        assert caught.value.code == "E-NO-AGREEMENT"


def test_subject_is_in_words_of_the_quotes(register_path: Path) -> None:
    keep(register_path, "Kenya and Ghana signed a ten-year defence cooperation agreement in Accra.", "2021-03-04", KENYA, GHANA)
    with reading(register_path) as register:
        assert [pact.subject for pact in agreements(register)] == ["defence cooperation"]
