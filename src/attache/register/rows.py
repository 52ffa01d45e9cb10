"""A reading as rows of the register's tables: pure, so that `verify` can derive them again and compare.

In: a Reading. Out: rows in the order of COLUMNS, without the numbers the register gives them. Identities are hashes of content, so the same
page read the same way gives the same rows.
"""
from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from hashlib import sha256

import msgspec

from attache.model import Claim, Page, Party, Reading, Relation, Role

Cell = str | int | float | None
Row = tuple[Cell, ...]

COLUMNS = {
    "readings": ("page_id", "reader", "published", "language", "title", "publisher", "credit", "json", "sha256"),
    "claims": (
        "claim_id", "position", "type", "mode", "status", "date", "date_end", "place", "place_country", "attributed_to",
        "context", "dead", "injured", "quote", "quote_start", "quote_end", "quote_sha256", "trigger", "cameo", "score", "confidence", "why",
    ),
    "parties": ("side", "position", "name", "country", "sector"),
    "roles": (
        "position", "person", "role", "of", "country", "former", "since_date", "until_date", "quote", "quote_start", "quote_end",
        "quote_sha256",
    ),
    "relations": ("position", "subject", "predicate", "object", "quote", "quote_start", "quote_end", "quote_sha256"),
}


def digest(text: str | bytes) -> str:
    """SHA-256 in hex, of the UTF-8 bytes when given text."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def page_seal(page: Page, taken_at: str) -> str:
    """What a page row must hash to: everything in it but the content, whose hash is the page's identity."""
    given = [page.published] if page.published else []  # version 2 had no such column
    return digest(json.dumps([page.page_id, page.name, page.origin, page.media_type, page.charset, taken_at, *given]))


def refusal_id(page_id: str | None, origin: str, code: str, message: str) -> str:
    """The same refusal of the same input is one row, however often it is tried."""
    return digest(json.dumps([page_id, origin, code, message]))


def decision_seal(previous: str, row: Row) -> str:
    """What a row of table decisions, without its seal, must hash to: each holds the one before it fast."""
    return digest(json.dumps([previous, *row]))


def reading_json(reading: Reading) -> str:
    """The reading as `attache read --json` prints it."""
    return msgspec.json.encode(reading).decode()


def claim_ids(reading: Reading) -> tuple[str, ...]:
    """An identity for each claim, from page, type, quote, trigger and parties: what stays when a better reader corrects date or status."""
    seen: Counter[str] = Counter()
    ids = []
    for claim in reading.events:
        key = json.dumps([reading.page_id, claim.type, claim.quote_start, claim.quote_end, claim.trigger, _sides(claim)])
        ids.append(digest(f"{key}{seen[key]}"))
        seen[key] += 1
    return tuple(ids)


def reading_row(reading: Reading) -> Row:
    """The row of table readings."""
    written = reading_json(reading)
    return (
        reading.page_id, reading.reader, reading.published, reading.language, reading.title, reading.publisher, reading.credit, written,
        digest(written),
    )


def claim_row(claim_id: str, position: int, claim: Claim) -> Row:
    """The row of table claims."""
    place, country = (claim.place.name, claim.place.country) if claim.place else (None, None)
    return (
        claim_id, position, claim.type, claim.mode, claim.status, claim.date, claim.date_end, place, country, claim.attributed_to,
        context_json(claim.context), claim.dead, claim.injured, claim.quote, claim.quote_start, claim.quote_end, digest(claim.quote),
        claim.trigger, claim.cameo, float(claim.score), float(claim.confidence), claim.why,
    )


@lru_cache(maxsize=4096)
def context_json(context: tuple[str, ...]) -> str:
    """The cell of a claim's or event's context; there are few."""
    return json.dumps(context)


def party_rows(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> list[Row]:
    """The rows of table parties, or event_parties, that belong to one claim or event."""
    return [
        (side, position, party.name, party.country, party.sector)
        for side, parties in (("actor", actors), ("recipient", recipients))
        for position, party in enumerate(parties)
    ]


def role_row(position: int, role: Role) -> Row:
    """The row of table roles."""
    return (
        position, role.person, role.role, role.of, role.country, int(role.former), role.since, role.until, role.quote, role.quote_start,
        role.quote_end, digest(role.quote),
    )


def relation_row(position: int, relation: Relation) -> Row:
    """The row of table relations."""
    return (
        position, relation.subject, relation.predicate, relation.object, relation.quote, relation.quote_start, relation.quote_end,
        digest(relation.quote),
    )


def _sides(claim: Claim) -> list[list[tuple[str, str | None, str]]]:
    return [[_party_key(party) for party in side] for side in (claim.actors, claim.recipients)]


def _party_key(party: Party) -> tuple[str, str | None, str]:
    return party.name, party.country, party.sector
