"""Readings as rows."""
from __future__ import annotations

import msgspec

from attache.model import Claim, Party, Reading
from attache.register.rows import COLUMNS, claim_ids, claim_row, digest, party_rows, reading_row, relation_row, role_row
from tests.samples import TALKS, page, reading, sample_claim


def with_claims(*claims: Claim) -> Reading:
    return msgspec.structs.replace(reading(page(TALKS), TALKS), events=claims)


def test_every_row_has_a_cell_a_column() -> None:
    found = reading(page(TALKS), TALKS)
    claim = found.events[0]
    rows = {
        "readings": reading_row(found), "claims": claim_row("a", 0, claim), "parties": party_rows(claim.actors, claim.recipients)[0],
        "roles": role_row(0, found.roles[0]), "relations": relation_row(0, found.relations[0]),
    }
    assert {table: len(row) for table, row in rows.items()} == {table: len(columns) for table, columns in COLUMNS.items()}


def test_every_field_of_a_claim_has_a_column() -> None:
    kept_elsewhere = {"actors", "recipients"}
    assert set(Claim.__struct_fields__) - kept_elsewhere <= set(COLUMNS["claims"])


def test_quotes_carry_their_hash() -> None:
    row = dict(zip(COLUMNS["claims"], claim_row("a", 0, sample_claim()), strict=True))
    assert row["quote_sha256"] == digest("Italy met Kenya on 2021-03-04.")


def test_identity_depends_on_what_makes_a_claim_itself() -> None:
    other_party = (Party("Ghana", "GHA", "GOV"),)
    variants = [
        sample_claim(), sample_claim(type="REJECT"), sample_claim(quote_start=1), sample_claim(quote_end=2), sample_claim(trigger="saw"),
        sample_claim(actors=other_party), sample_claim(recipients=other_party), sample_claim(actors=(), recipients=sample_claim().actors),
    ]
    assert len({claim_ids(with_claims(variant)) for variant in variants}) == len(variants)


def test_the_same_claim_on_another_page_is_another() -> None:
    first = with_claims(sample_claim())
    assert claim_ids(first) != claim_ids(msgspec.structs.replace(first, page_id="0" * 64))
