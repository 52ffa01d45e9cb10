"""Which pages are copies of one report.

A page belongs to the story of the page it shares most with: of the shorter one's shingles (runs of WORDS words) at least LEAST_SHARED must
stand in the other. Containment and not resemblance, because sites cut reports and put others around them. Candidates come from an index of
one shingle in SAMPLED (a FracMinHash sketch, Irber et al. 2022), of which no more than MOST_POSTED pages are kept a shingle, so that
text that stands on every page of a site costs nothing.

In: the body of a page, a connection inside a transaction. Out: the page's story, named by the identity of its first page.
"""
from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np

from attache.model import Reading
from attache.register.database import Connection
from attache.register.folding import folded
from attache.register.migrations import STILL

WORDS = 4
SAMPLED = 8
MOST_POSTED = 20
LEAST_SHARED = 0.5
_CANDIDATES = 4
_LEAST_SKETCHED = 0.1  # of the page's sketch in a candidate's
_FEW_SHINGLES = 8  # below this a text is too short to be told from others by its words
_MIX = np.array([0x1B8F5D63, 0x0F3A9C11, 0x15E4A7D9], dtype=np.uint64)  # odd numbers that keep the sums below 64 bits
_MASK = np.uint64(0xFFFFFFFF)
_REMEMBERED = 500_000  # shingles of pages seen last
_WORD = re.compile(r"\w+")


class Story(NamedTuple):
    """The story a page belongs to, and the share of the shorter text's shingles that it has in common with a page of it."""

    story: str
    shared: float


def body_span(text: str, reading: Reading) -> tuple[int, int]:
    """Where the report stands in a page's text, without what the site puts around it."""
    first = text.find(reading.body_start) if reading.body_start else 0
    last = text.rfind(reading.body_end) if reading.body_end else -1
    end = last + len(reading.body_end or "") if last >= 0 else len(text)
    return (first, end) if 0 <= first < end else (0, len(text))


def shingles(body: str) -> frozenset[int]:
    """Every run of WORDS words as a 32-bit number; case, accents and punctuation do not count."""
    words = [crc32(word.encode()) for word in _WORD.findall(folded(body))]
    if len(words) < WORDS:
        return frozenset({crc32(" ".join(map(str, words)).encode())})
    numbers = np.array(words, dtype=np.uint64)
    runs = len(words) - WORDS + 1
    mixed = sum((numbers[skipped : skipped + runs] * mix for skipped, mix in enumerate(_MIX)), start=numbers[WORDS - 1 :])
    return frozenset((mixed >> np.uint64(16) & _MASK).tolist())


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that stands in the other."""
    smaller = min(len(one), len(other))
    if smaller < _FEW_SHINGLES:
        return float(one == other)
    return len(one & other) / smaller


class Stories:
    """The stories of one register. Remembers the shingles of the pages seen last, so keep it as long as the connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.forget()

    def forget(self) -> None:
        """Drops what is remembered, after a write that failed or another writer's."""
        self._bodies: dict[int, frozenset[int]] = {}
        self._remembered = 0

    def place(self, page_no: int, page_id: str, mine: frozenset[int]) -> Story:
        """The story of the page kept here that has most in common with a body of these shingles, or a story of its own where none has
        enough; enters the page in the index.
        """
        sketch = _sketch(mine)
        posted = _posted(self.connection, sketch)
        story = self._story(page_id, mine, Counter(page for _, page in posted))
        pages = Counter(number for number, _ in posted)
        rows = [(number, page_no) for number in sketch if pages[number] < MOST_POSTED]
        self.connection.executemany("INSERT INTO shingles VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
        self._remember(page_no, mine)
        return story

    def _story(self, page_id: str, mine: frozenset[int], counted: Counter[int]) -> Story:
        compared = [
            (share, story) for other, story in _candidates(self.connection, page_id, mine, counted)
            if (share := shared(mine, self._shingles_of(other))) >= LEAST_SHARED
        ]
        if not compared:
            return Story(page_id, 1.0)
        share, story = max(compared)
        return Story(story, round(share, 3))

    def _shingles_of(self, page_no: int) -> frozenset[int]:
        if page_no not in self._bodies:
            self._remember(page_no, shingles(_body_kept(self.connection, page_no)))
        return self._bodies[page_no]

    def _remember(self, page_no: int, numbers: frozenset[int]) -> None:
        self._remembered += len(numbers) - len(self._bodies.pop(page_no, ()))
        self._bodies[page_no] = numbers
        while self._remembered > _REMEMBERED and len(self._bodies) > 1:
            self._remembered -= len(self._bodies.pop(next(iter(self._bodies))))


def source_of(reading: Reading, origin: str) -> str:
    """Who stands behind a page: the agency it credits, else its publisher, else where it came from."""
    return folded(reading.credit or reading.publisher or origin)


def independent(pages: Iterable[tuple[str, str]]) -> int:
    """How many origins pages have, given as (story, source): pages that share a story or a source are one origin."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for story, source in pages:
        above[top(f"story {story}")] = top(f"source {source}")
    return len({top(name) for name in list(above)})


def _sketch(numbers: frozenset[int]) -> list[int]:
    return sorted(number for number in numbers if number % SAMPLED == 0)


def _posted(connection: Connection, sketch: Sequence[int]) -> list[tuple[int, int]]:
    """(shingle, page) for the pages kept under these shingles."""
    return connection.execute(
        "SELECT hash, page_no FROM shingles WHERE hash IN (SELECT CAST(value AS BIGINT) FROM json_each(?))", (json.dumps(sketch),)
    ).fetchall()


def _candidates(connection: Connection, page_id: str, mine: frozenset[int], counted: Counter[int]) -> list[tuple[int, str]]:
    """(page number, story) of the pages that share most of the sketch, given how much each shares."""
    found = []
    for page_no, common in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if common < _LEAST_SKETCHED * len(mine) / SAMPLED:
            break
        row = connection.execute(
            "SELECT s.story FROM pages p JOIN stories s USING (page_id) WHERE p.page_no = ? AND p.page_id != ? AND s.until = ?",
            (page_no, page_id, STILL),
        ).fetchone()
        found += [(page_no, row[0])] if row else []
        if len(found) == _CANDIDATES:
            break
    return found


def _body_kept(connection: Connection, page_no: int) -> str:
    """The body of a page in the register."""
    text, first, last = connection.execute(
        """SELECT t.text, s.body_start, s.body_end FROM pages p JOIN readings r ON r.page_id = p.page_id AND r.until = :still
            JOIN texts t ON t.sha256 = r.text_sha256 JOIN stories s ON s.page_id = p.page_id AND s.until = :still
            WHERE p.page_no = :page""",
        {"page": page_no, "still": STILL},
    ).fetchone()
    return str(text[first:last])
