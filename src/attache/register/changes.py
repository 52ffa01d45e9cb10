"""What another reading of a page would change in what is claimed from it.

In: a connection, and a reading that is not kept. Out: a `Change` for each claim gained, lost or told otherwise.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from attache.model import Claim, Reading
from attache.register.database import Connection
from attache.register.held import claims_kept
from attache.register.migrations import STILL
from attache.register.rows import claim_ids
from attache.register.rulings import in_force

_COMPARED = ("mode", "status", "date", "date_end", "place", "attributed_to", "context", "dead", "injured")


class Change(Struct, frozen=True):
    """One claim gained, lost, or changed in some fields; `decided` says that people's decisions are about it."""

    kind: Literal["gained", "lost", "changed"]
    claim_id: str
    claim: Claim
    fields: tuple[str, ...] = ()
    decided: bool = False


def changes(connection: Connection, reading: Reading) -> Iterator[Change]:
    """The changes to the page's claims, in the order of the reading, lost ones last. Confidence and reasons do not count."""
    kept = _kept(connection, reading.page_id)
    for claim_id, claim in zip(claim_ids(reading), reading.events, strict=True):
        before = kept.pop(claim_id, None)
        if before is None:
            yield Change("gained", claim_id, claim)
        elif fields := tuple(name for name in _COMPARED if getattr(before, name) != getattr(claim, name)):
            yield Change("changed", claim_id, claim, fields, bool(in_force(connection, [claim_id])))
    for claim_id, claim in kept.items():
        yield Change("lost", claim_id, claim, decided=bool(in_force(connection, [claim_id])))


def _kept(connection: Connection, page_id: str) -> dict[str, Claim]:
    rows = connection.execute(
        """SELECT c.claim_no, c.claim_id FROM claims c JOIN readings r USING (reading_no)
            WHERE r.page_id = ? AND c.until = ? ORDER BY position""",
        (page_id, STILL),
    ).fetchall()
    claims = claims_kept(connection, [number for number, _ in rows])
    return {claim_id: claims[number] for number, claim_id in rows}
