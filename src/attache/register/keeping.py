"""A reading's rows and all that follows from them: claims, roles, relations, words to search, the page's story, events.

In: a connection inside a transaction and the revision that is being made. `derive` does it for every reading a register holds.
"""
from __future__ import annotations

from collections.abc import Sequence

import msgspec

from attache.model import Claim, Reading
from attache.register.assembly import Report
from attache.register.copies import Stories, body_span, shingles, source_of
from attache.register.database import Connection
from attache.register.figures import Figures
from attache.register.folding import TERM, folded
from attache.register.held import end, enter, enter_all, enter_numbered, next_number
from attache.register.joining import Joiner
from attache.register.migrations import STILL
from attache.register.pacts import Pacts
from attache.register.rows import COLUMNS, Row, claim_ids, claim_row, digest, party_rows, relation_row, role_row
from attache.register.tellings import telling

_WORDS = ("rowid", "quote", "parties", "place", "title")
_DERIVED_AT_ONCE = 100  # readings
_STORY = ("page_id", "story", "shared", "source", "body_start", "body_end", "since")


class Keeper:
    """Enters and ends readings."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.joiner, self.stories = connection, Joiner(connection), Stories(connection)
        self.figures, self.pacts = Figures(connection), Pacts(connection)

    def enter_reading(self, text: str, reading: Reading, row: Row, revision: int, *, first: bool) -> None:
        """Keeps a reading whose row is `row`, with all that follows from it; `first` says that its page was not read before."""
        text_sha256 = digest(text)
        self.connection.execute("INSERT INTO texts VALUES (?, ?) ON CONFLICT DO NOTHING", (text_sha256, text))
        columns = ("reading_no", *COLUMNS["readings"], "text_sha256", "since")
        (number,) = enter_numbered(self.connection, "readings", columns, [(*row, text_sha256, revision)])
        self.derive_reading(number, text, reading, revision, first=first)

    def derive_reading(self, number: int, text: str, reading: Reading, revision: int, *, first: bool) -> None:
        """Fills the tables that follow from the reading with that number."""
        story, source = self._enter_story(text, reading, revision)
        claims = self._enter_claims(number, reading, revision)
        reports = [
            Report(telling(claim, *named, reading.page_id, source, reading.published), claim, story, source)
            for named, claim in zip(claims.items(), reading.events, strict=True)
        ]
        roles = self._enter_roles(number, reading, revision)
        relations = [(number, *relation_row(position, relation), revision) for position, relation in enumerate(reading.relations)]
        enter_numbered(self.connection, "relations", ("relation_no", "reading_no", *COLUMNS["relations"], "since"), relations)
        self.joiner.take_in(reports, first=first)
        self.figures.take_in(number, reading, roles, list(claims))
        self.pacts.take_in(reports, revision)

    def end_reading(self, page_id: str, revision: int) -> bool:
        """Ends the page's reading and all that follows from it; whether it had one."""
        found = self.connection.execute("SELECT reading_no FROM readings WHERE page_id = ? AND until = ?", (page_id, STILL)).fetchone()
        if found is None:
            return False
        (number,) = found
        claims = self._claims_of(number)
        end(self.connection, "stories", "page_id", page_id, revision)  # while the reading holds, which says whose copy no longer counts
        for table in ("roles", "relations", "claims", "readings"):
            end(self.connection, table, "reading_no", number, revision)
        self.joiner.let_go(claims)
        self.figures.let_go(number)
        self.pacts.let_go(claims, revision)
        return True

    def settle(self, revision: int) -> None:
        """Writes what follows from all that was entered and ended; to be called before the transaction ends."""
        self.joiner.settle(revision)
        self.figures.settle(revision)

    def look_again(self) -> None:
        """Says that a decision was entered."""
        self.joiner.look_again()
        self.figures.look_again()

    def forget(self) -> None:
        """Drops what is remembered, after a write that failed or another writer's."""
        self.stories.forget()
        self.joiner.forget()
        self.figures.forget()

    def _claims_of(self, reading_no: int) -> list[int]:
        found = self.connection.execute("SELECT claim_no FROM claims WHERE reading_no = ? AND until = ?", (reading_no, STILL))
        return [row[0] for row in found]

    def _enter_story(self, text: str, reading: Reading, revision: int) -> tuple[str, str]:
        """Keeps the page's story and who stands behind the page, and returns both."""
        page_no, origin = self.connection.execute("SELECT page_no, origin FROM pages WHERE page_id = ?", (reading.page_id,)).fetchone()
        first, last = body_span(text, reading)
        found = self.stories.place(page_no, reading.page_id, shingles(text[first:last]))
        source = source_of(reading, origin)
        enter(self.connection, "stories", _STORY, (reading.page_id, found.story, found.shared, source, first, last, revision))
        return found.story, source

    def _enter_claims(self, reading_no: int, reading: Reading, revision: int) -> dict[int, str]:
        """Enters the claims of a reading; their numbers and identities in order."""
        first = next_number(self.connection, "claims", "claim_no")
        numbered = dict(enumerate(claim_ids(reading), first))
        entered = list(zip(numbered.items(), reading.events, strict=True))
        rows = [(number, reading_no, *claim_row(claim_id, number - first, claim), revision) for (number, claim_id), claim in entered]
        enter_all(self.connection, "claims", ("claim_no", "reading_no", *COLUMNS["claims"], "since"), rows)
        parties = [(number, *party) for (number, _), claim in entered for party in party_rows(claim.actors, claim.recipients)]
        enter_all(self.connection, "parties", ("claim_no", *COLUMNS["parties"]), parties)
        title = _terms(reading.title or "")
        enter_all(self.connection, "words", _WORDS, [(number, *_searched(claim, title)) for (number, _), claim in entered])
        return numbered

    def _enter_roles(self, reading_no: int, reading: Reading, revision: int) -> list[int]:
        """Enters the roles of a reading; their numbers in order."""
        rows = [(reading_no, *role_row(position, role), revision) for position, role in enumerate(reading.roles)]
        return enter_numbered(self.connection, "roles", ("role_no", "reading_no", *COLUMNS["roles"], "since"), rows)

def _searched(claim: Claim, title: str) -> tuple[str, str, str, str]:
    """Quote, parties, place and title as they are searched: terms alone, which any index of words takes for words."""
    parties = " ".join(_terms(party.name) for party in claim.actors + claim.recipients)
    return _terms(claim.quote), parties, _terms(claim.place.name if claim.place else ""), title


def _terms(words: str) -> str:
    return " ".join(TERM.findall(folded(words)))


def derive(connection: Connection) -> None:
    """Fills all tables that follow from the readings. A reading of a form no longer known waits to be read again."""
    keeper, waiting = Keeper(connection), []
    statement = """SELECT r.reading_no, r.page_id, t.text, r.json, r.since FROM readings r JOIN texts t ON t.sha256 = r.text_sha256
        WHERE r.until = ? ORDER BY r.reading_no"""
    revision = 0  # all readings of a register that comes from before are of one
    for done, (number, page_id, text, written, revision) in enumerate(connection.execute(statement, (STILL,)).fetchall(), 1):
        try:
            reading = msgspec.json.decode(written, type=Reading)
        except msgspec.ValidationError:
            waiting.append((number, page_id))
        else:
            keeper.derive_reading(number, text, reading, revision, first=True)
        if done % _DERIVED_AT_ONCE == 0:
            keeper.settle(revision)
    keeper.settle(revision)
    _read_again(connection, waiting)


def _read_again(connection: Connection, waiting: Sequence[tuple[int, str]]) -> None:
    for number, page_id in waiting:
        connection.execute("DELETE FROM readings WHERE reading_no = ?", (number,))
        connection.execute("UPDATE pages SET status = 'taken' WHERE page_id = ?", (page_id,))
