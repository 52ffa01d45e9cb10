"""Claims read back as reports: each with the story and the source of its page when it was read."""
from __future__ import annotations

from collections.abc import Sequence

from attache.register.assembly import Report
from attache.register.database import Connection
from attache.register.held import claims_kept
from attache.register.tellings import telling


def reports_kept(connection: Connection, numbers: Sequence[int]) -> dict[int, Report]:
    """Claims of any revision by number, with their pages' stories and sources then."""
    claims, made = claims_kept(connection, numbers), {}
    marks = ", ".join("?" * len(numbers))
    statement = f"""SELECT c.claim_no, c.claim_id, r.page_id, r.published, s.story, s.source FROM claims c
        JOIN readings r USING (reading_no) JOIN stories s ON s.page_id = r.page_id AND s.since = r.since
        WHERE c.claim_no IN ({marks}) ORDER BY c.claim_no"""  # noqa: S608 - numbers of ours only
    for number, claim_id, page_id, published, story, source in connection.execute(statement, numbers):
        claim = claims[number]
        made[number] = Report(telling(claim, number, claim_id, page_id, source, published), claim, story, source)
    return made
