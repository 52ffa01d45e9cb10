"""The register as lines that are the same whenever the same is held: for comparing registers, not for reading them.

In: a connection from `connection.reading`. Out: one JSON object a line, kind by kind and sorted by identity, of what holds now. Times,
revisions and row numbers are left out, so registers made of the same pages and decisions on other days, or with a kill between, are equal.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from attache.register.connection import reading
from attache.register.database import Connection, Cursor, Location
from attache.register.held import EVENT_COLUMNS
from attache.register.migrations import STILL
from attache.register.rows import COLUMNS

_CLAIM = ", ".join(f"c.{name}" for name in COLUMNS["claims"])
_EVENT = ", ".join(f"e.{name}" for name in EVENT_COLUMNS if name not in {"event", "lead_no"})
_PARTIES = """(SELECT json_group_array(json_array(side, name, country, sector)) FROM
    (SELECT * FROM {table} p WHERE p.{key} = {owner} ORDER BY side, position) AS ordered) AS parties"""
_STATEMENTS = {
    "claim": f"""SELECT {_CLAIM}, r.page_id, {_PARTIES.format(table="parties", key="claim_no", owner="c.claim_no")}
        FROM claims c JOIN readings r USING (reading_no) WHERE c.until = {STILL} ORDER BY c.claim_id""",  # noqa: S608 - our names
    "decision": """SELECT decision_id, decided_by, kind, subject, other, field, value, reason, undoes FROM decisions
        ORDER BY decision_id""",
    "event": f"""SELECT e.event, l.claim_id AS lead, {_EVENT}, {_PARTIES.format(table="event_parties", key="event_no", owner="e.event_no")},
        (SELECT json_group_array(json_array(claim_id, evidence)) FROM (SELECT c.claim_id, m.evidence FROM members m
            JOIN claims c USING (claim_no) WHERE m.event = e.event AND m.until = {STILL} ORDER BY c.claim_id) AS ordered) AS members
        FROM events e JOIN claims l ON l.claim_no = e.lead_no WHERE e.until = {STILL} ORDER BY e.event""",  # noqa: S608 - our names
    "page": "SELECT page_id, name, origin, media_type, charset, published, status FROM pages ORDER BY page_id",
    "reading": f"""SELECT page_id, reader, published, language, title, publisher, credit, text_sha256, sha256 FROM readings
        WHERE until = {STILL} ORDER BY page_id""",  # noqa: S608 - our names
    "refusal": "SELECT refusal_id, page_id, origin, code, message FROM refusals ORDER BY refusal_id",
    "story": f"""SELECT page_id, story, shared, source, body_start, body_end FROM stories
        WHERE until = {STILL} ORDER BY page_id""",  # noqa: S608 - our names
}
_NESTED = ("context", "members", "parties")


def canonical(register: Connection) -> Iterator[str]:
    """The lines, without their ends, all of one moment."""
    register.execute("BEGIN")  # what others write meanwhile stays out of sight
    try:
        for kind, statement in _STATEMENTS.items():
            yield from _lines(kind, register.execute(statement))
    finally:
        register.execute("ROLLBACK")


def canonical_hash(location: Location) -> str:
    """The SHA-256 of the lines of a register, each with its end. Raises RegisterError."""
    digest = sha256()
    with reading(location) as register:
        for line in canonical(register):
            digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _lines(kind: str, cursor: Cursor) -> Iterator[str]:
    names = [column[0] for column in cursor.description]
    for row in cursor:
        fields = dict(zip(names, row, strict=True))
        fields |= {name: json.loads(fields[name]) for name in _NESTED if name in fields}
        yield json.dumps({"kind": kind, **fields}, sort_keys=True, ensure_ascii=False)
