"""Writing: pages kept as they came, what was read from them, what was refused and why, what people decided.

Every method is one transaction; what it changed counts as one revision, and nothing changed is no revision. Adding anything twice changes
nothing, because identities are hashes of content. Nothing that was kept is ever taken out: what no longer holds ends at a revision.
Raises RegisterError.
"""
from __future__ import annotations

import gc
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from attache.errors import InputError
from attache.model import Page, Reading
from attache.register.connection import transaction, writing
from attache.register.database import Connection, Location
from attache.register.decisions import (
    Judgement,
    Said,
    apply,
    check_seen,
    enter_decision,
    judge_edit,
    judge_merge,
    judge_split,
    judge_tie,
    judge_undo,
    judge_verdict,
)
from attache.register.joining import Joiner
from attache.register.keeping import Keeper
from attache.register.migrations import STILL
from attache.register.rows import Row, digest, page_seal, reading_row, refusal_id

_TAKEN = f"""INSERT INTO pages VALUES ((SELECT coalesce(max(page_no), 0) + 1 FROM pages), {', '.join('?' * 11)})
    ON CONFLICT DO NOTHING"""  # noqa: S608 - marks only
PageStatus = Literal["taken", "read", "refused"]


class Standing(Struct, frozen=True):
    """How far a page has come, and the version of the reader that read it."""

    status: PageStatus
    reader: str | None


class Register:
    """A register open for writing. Get one from `open_register`."""

    def __init__(self, connection: Connection, path: Location) -> None:
        self.connection, self.path = connection, path
        self._keeper, self._last = Keeper(connection), 0

    def standing(self, page_id: str) -> Standing | None:
        """How far the page has come; None when it was never taken."""
        found = self.connection.execute(
            "SELECT p.status, r.reader FROM pages p LEFT JOIN readings r ON r.page_id = p.page_id AND r.until = ? WHERE p.page_id = ?",
            (STILL, page_id),
        ).fetchone()
        return Standing(*found) if found else None

    def is_copy(self, page_id: str) -> bool:
        """Whether the page copies one that was there before."""
        found = self.connection.execute("SELECT story FROM stories WHERE page_id = ? AND until = ?", (page_id, STILL)).fetchone()
        return found is not None and found[0] != page_id

    def take(self, page: Page) -> None:
        """Keeps the page as it came, before anyone reads it. The first name and origin a content came under stay."""
        with self._changing(f"page {page.page_id}"):
            self._take(page, _now())

    def keep(self, page_id: str, text: str, reading: Reading) -> None:
        """Keeps what was read from a taken page, in place of what was read before; `text` is what all offsets count in."""
        with self._changing(f"reading {page_id}") as revision:
            self._keep(page_id, text, reading, revision)

    def keep_all(self, read: Sequence[tuple[Page, str, Reading]]) -> None:
        """Keeps several pages with what was read from them, all or none, as one revision: fewer waits for the disk. Adding them again, or
        after some of them, changes only what is missing. Of a page that comes twice the last reading is kept: one revision holds one.
        """
        taken_at, last = _now(), {page.page_id: (text, reading) for page, text, reading in read}
        with self._changing(f"{len(last)} pages") as revision:
            new = {page.page_id for page, _, _ in read if self._take(page, taken_at, "read")}
            for page_id, (text, reading) in last.items():
                if page_id in new:  # nothing was read from it or said of it before
                    self._keeper.enter_reading(text, reading, reading_row(reading), revision, first=True)
                else:
                    self._keep(page_id, text, reading, revision)

    def refuse(self, error: InputError, page: Page | None = None) -> None:
        """Notes that an input, or a page already taken, could not be read. A page that was read before keeps its reading."""
        page_id = page.page_id if page else None
        key = refusal_id(page_id, error.subject, error.code, error.message)
        with self._changing(f"refusal {key}"):
            refusal = (key, page_id, error.subject, error.code, error.message)
            self.connection.execute("INSERT INTO refusals VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", refusal)
            self.connection.execute("UPDATE pages SET status = 'refused' WHERE page_id = ? AND status = 'taken'", (page_id,))

    def accept(self, claim_id: str, said: Said) -> int | None:
        """Accepts the event that a claim belongs to; the decision's number, None when it is in force already (so all that follow)."""
        return self._decide(f"accept {claim_id}", lambda joiner: judge_verdict(joiner, "accept", claim_id), said)

    def reject(self, claim_id: str, said: Said) -> int | None:
        """Rejects the event that a claim belongs to: it is no longer listed."""
        return self._decide(f"reject {claim_id}", lambda joiner: judge_verdict(joiner, "reject", claim_id), said)

    def edit(self, claim_id: str, field: str, value: object, said: Said) -> int | None:
        """Sets one field (of `rulings.EDITABLE`) of the event that a claim belongs to."""
        return self._decide(f"edit {claim_id} {field}", lambda joiner: judge_edit(joiner, claim_id, field, value), said)

    def merge(self, one: str, other: str, said: Said) -> int | None:
        """Makes one event of those that two claims belong to."""
        return self._decide(f"merge {one} {other}", lambda joiner: judge_merge(joiner, one, other), said)

    def split(self, claim_id: str, said: Said) -> int | None:
        """Takes a claim out of its event; it becomes an event of its own."""
        return self._decide(f"split {claim_id}", lambda joiner: judge_split(joiner, claim_id), said)

    def link(self, one: str, other: str, said: Said) -> int | None:
        """Records that two names are of one person or body."""
        return self._decide("link", lambda joiner: judge_tie(joiner, "link", one, other), said)

    def unlink(self, one: str, other: str, said: Said) -> int | None:
        """Records that two names are of two persons or bodies."""
        return self._decide("unlink", lambda joiner: judge_tie(joiner, "unlink", one, other), said)

    def undo(self, decision_id: int, said: Said) -> int | None:
        """Takes a decision back, also one that took back another."""
        return self._decide(f"undo {decision_id}", lambda joiner: judge_undo(joiner, decision_id), said)

    def unread(self, reader: str) -> Iterator[Page]:
        """The pages kept here that this version of the reader has not read, in the order they were taken, one in memory at a time."""
        waiting = self.connection.execute(
            """SELECT p.page_id FROM pages p LEFT JOIN readings r ON r.page_id = p.page_id AND r.until = ?
                WHERE r.reader IS NOT ? ORDER BY p.page_no""",
            (STILL, reader),
        ).fetchall()
        for (page_id,) in waiting:
            yield page_kept(self.connection, page_id)

    def _decide(self, what: str, judge: Callable[[Joiner], Judgement | None], said: Said) -> int | None:
        with self._changing(f"decision {what}") as revision:
            judged = judge(self._keeper.joiner)
            if judged is None:
                return None
            check_seen(self.connection, judged, said)
            number = enter_decision(self.connection, judged, said, revision, _now())
            apply(self._keeper, judged)
            return number

    def _take(self, page: Page, taken_at: str, status: PageStatus = "taken") -> bool:
        """Keeps the page; whether it is new."""
        packed = zlib.compress(page.content)
        new = self.connection.execute(
            _TAKEN,
            (page.page_id, page.name, page.origin, page.media_type, page.charset, taken_at, packed, status, page_seal(page, taken_at),
             page.published, digest(packed)),
        ).rowcount
        if new:
            self.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'pages'")
        return new > 0

    def _keep(self, page_id: str, text: str, reading: Reading, revision: int) -> None:
        row = reading_row(reading)
        if self._same(page_id, text, row):  # asked under the lock: another writer may have read it meanwhile
            return
        again = self._keeper.end_reading(page_id, revision)
        self._keeper.enter_reading(text, reading, row, revision, first=not again)
        self.connection.execute("DELETE FROM refusals WHERE page_id = ?", (page_id,))
        self.connection.execute("UPDATE pages SET status = 'read' WHERE page_id = ? AND status != 'read'", (page_id,))

    @contextmanager
    def _changing(self, what: str) -> Iterator[int]:
        """One write; gives the revision it makes."""
        try:
            with _uncollected(), transaction(self.connection, self.path):
                before, revision = self.connection.total_changes, self._revision() + 1
                yield revision
                self._keeper.settle(revision)
                changed = self.connection.total_changes > before
                if changed:
                    self.connection.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (revision,))
                    self.connection.execute("INSERT INTO revisions VALUES (?, ?, ?)", (revision, _now(), what))
        except BaseException:
            self._keeper.forget()
            raise
        self._last = revision if changed else revision - 1

    def _revision(self) -> int:
        """The last revision. What was remembered is dropped when another connection has made one since, asked under the lock."""
        (revision,) = self.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        if revision != self._last:
            self._keeper.forget()
            self._last = revision
        return int(revision)

    def _same(self, page_id: str, text: str, row: Row) -> bool:
        found = self.connection.execute(
            "SELECT text_sha256, sha256 FROM readings WHERE page_id = ? AND until = ?", (page_id, STILL)
        ).fetchone()
        return bool(found == (digest(text), row[-1]))


@contextmanager
def open_register(path: Location) -> Iterator[Register]:
    """The register at `path`, made when there is none, for the length of a `with` block."""
    with writing(path) as connection:
        yield Register(connection, path)


def pages_kept(connection: Connection) -> Iterator[Page]:
    """All pages of a register open for questions, in the order they were taken, one in memory at a time."""
    for (page_id,) in connection.execute("SELECT page_id FROM pages ORDER BY page_no").fetchall():
        yield page_kept(connection, page_id)


def page_kept(connection: Connection, page_id: str) -> Page:
    """A page as it was received."""
    page_id, name, origin, content, *facts = connection.execute(
        "SELECT page_id, name, origin, content, media_type, charset, published FROM pages WHERE page_id = ?", (page_id,)
    ).fetchone()
    return Page(page_id, name, origin, zlib.decompress(content), *facts)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Lets no garbage be looked for: a write leaves none in circles, and all that is remembered would be looked through for it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
