"""Agreements: who agreed what with whom, how far it has come, and the words that say so at each stage.

In: a connection from `register.connection.reading`. Out: `Pact` records, the latest first. Raises InputError E-NO-AGREEMENT or E-AMBIGUOUS
for an identity that names none or several.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from attache.errors import InputError
from attache.queries.countries import country_code
from attache.queries.events import PageFacts
from attache.queries.moments import NOW, Moment
from attache.register.accords import Stage
from attache.register.database import Connection
from attache.register.folding import folded

_IDENTITY = re.compile(r"[0-9a-f]{4,64}")
_SHOWN_CANDIDATES = 5


class Proof(Struct, frozen=True, kw_only=True):
    """A stage the agreement came to, the date of it, and the words of a page that say so."""

    stage: Stage
    date: str | None
    quote: str
    quote_start: int
    quote_end: int
    page: PageFacts


class Pact(Struct, frozen=True, kw_only=True):
    """One agreement: kind, proper name where it has one, what it is about in words of a quote, parties (codes of states, else names), how
    long it is to last, how far it has come and since when, the proof of each stage, and how many claims tell of it.
    """

    id: str
    kind: str
    name: str | None
    subject: str
    parties: tuple[str, ...]
    duration: str | None
    stage: Stage
    date: str | None
    claims: int
    since: int
    stages: tuple[Proof, ...]


_SELECT = """SELECT a.agreement, a.kind, a.name, a.subject, a.duration, a.stage, a.stage_date, a.claims, a.since, a.steps,
    (SELECT json_group_array(party) FROM
        (SELECT party FROM agreement_parties p WHERE p.agreement_no = a.agreement_no ORDER BY position) AS ordered)
    FROM agreements a WHERE """
_PARTY = "EXISTS (SELECT 1 FROM agreement_parties p WHERE p.agreement_no = a.agreement_no AND p.party = ?)"
_ORDER = " ORDER BY a.stage_date DESC NULLS LAST, a.agreement LIMIT ?"  # the undated last
# what has no date comes after everything that has one
_FOLLOWING = "(coalesce(a.stage_date, '') < ? OR (coalesce(a.stage_date, '') = ? AND a.agreement > ?))"
_PROOF = """SELECT c.quote, c.quote_start, c.quote_end, p.page_id, p.name, p.origin, r.title, r.publisher, r.credit, r.published
    FROM claims c JOIN readings r USING (reading_no) JOIN pages p USING (page_id) WHERE c.claim_id = ? AND """


def agreements(
    register: Connection, parties: Sequence[str] = (), stage: Stage | None = None, limit: int | None = None, at: Moment = NOW,
    *, after: str | None = None,
) -> Iterator[Pact]:
    """The agreements between all of `parties` (a state's code or name, else a party's name), at a stage; the latest first. `after` an
    agreement gives those that follow it. Raises InputError E-CURSOR for an `after` that is none.
    """
    conditions = [at.held("a"), *(_PARTY for _ in parties), *(["a.stage = ?"] if stage else []), *([_FOLLOWING] if after else [])]
    given = [*(country_code(party) or folded(party) for party in parties), *([stage] if stage else [])]
    place = _place(register, after, at) if after else ()
    for row in register.execute(_SELECT + " AND ".join(conditions) + _ORDER, [*given, *place, -1 if limit is None else limit]).fetchall():
        yield _pact(register, row, at)


def agreement(register: Connection, identity: str, at: Moment = NOW) -> Pact:
    """The agreement whose identity, or that of any claim of it, begins with `identity` (four characters or more)."""
    start = identity.lower()
    if not _IDENTITY.fullmatch(start):
        raise InputError("E-NO-AGREEMENT", identity, "not an identity: four or more of 0-9 and a-f")
    named = [row[0] for row in register.execute(
        f"""SELECT DISTINCT m.agreement FROM claims c JOIN accords m USING (claim_no)
            WHERE c.claim_id >= ? AND c.claim_id < ? AND {at.held('m')} ORDER BY m.agreement""", (start, start + "g"),  # noqa: S608
    )]
    if not named:
        raise InputError("E-NO-AGREEMENT", identity, "no agreement with this identity")
    if len(named) > 1:
        some = ", ".join(each[: len(start) + 4] for each in named[:_SHOWN_CANDIDATES])
        raise InputError("E-AMBIGUOUS", identity, f"begins the identity of {len(named)} agreements: {some}")
    return _pact(register, register.execute(f"{_SELECT} a.agreement = ? AND {at.held('a')}", named).fetchone(), at)


def _place(register: Connection, after: str, at: Moment) -> tuple[str, str, str]:
    row = register.execute(
        f"SELECT coalesce(a.stage_date, '') FROM agreements a WHERE a.agreement = ? AND {at.held('a')}", (after,)  # noqa: S608 - our words
    ).fetchone()
    if row is None:
        raise InputError("E-CURSOR", after, "no agreement from which a list could go on")
    return row[0], row[0], after


def _pact(register: Connection, row: Sequence[Any], at: Moment) -> Pact:
    identity, kind, name, subject, duration, stage, date, claims, since, steps, parties = row
    proofs = tuple(_proof(register, at, *step) for step in msgspec.json.decode(steps))
    return Pact(
        id=identity, kind=kind, name=name, subject=subject, parties=tuple(msgspec.json.decode(parties)), duration=duration, stage=stage,
        date=date, claims=claims, since=since, stages=proofs,
    )


def _proof(register: Connection, at: Moment, stage: Stage, date: str | None, claim_id: str) -> Proof:
    quote, start, end, *page = register.execute(_PROOF + at.held("c"), (claim_id,)).fetchone()
    facts = PageFacts(**dict(zip(PageFacts.__struct_fields__, page, strict=True)))
    return Proof(stage=stage, date=date, quote=quote, quote_start=start, quote_end=end, page=facts)
