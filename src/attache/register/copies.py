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
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

from attache.model import Reading
from attache.register.folding import folded
from attache.register.migrations import STILL

WORDS = 4
SAMPLED = 8
MOST_POSTED = 20
LEAST_SHARED = 0.5
_CANDIDATES = 4
_LEAST_SKETCHED = 0.1  # of the page's sketch in a candidate's
_FEW_SHINGLES = 8  # below this a text is too short to be told from others by its words
_MIX = (0x1B8F5D63, 0x0F3A9C11, 0x15E4A7D9)  # odd numbers that keep the sums below 64 bits
_MASK = 0xFFFFFFFF
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
    runs = zip(*(words[skipped:] for skipped in range(WORDS)), strict=False)
    mixed = frozenset((a * _MIX[0] + b * _MIX[1] + c * _MIX[2] + d) >> 16 & _MASK for a, b, c, d in runs)
    return mixed or frozenset({crc32(" ".join(map(str, words)).encode())})


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that stands in the other."""
    smaller = min(len(one), len(other))
    if smaller < _FEW_SHINGLES:
        return float(one == other)
    return len(one & other) / smaller


def find_story(connection: sqlite3.Connection, page_id: str, mine: frozenset[int]) -> Story:
    """The story of the page kept here that has most in common with a body of these shingles; a story of its own where none has enough."""
    compared = [
        (share, story) for other, story in _candidates(connection, page_id, mine)
        if (share := shared(mine, shingles(_body_kept(connection, other)))) >= LEAST_SHARED
    ]
    if not compared:
        return Story(page_id, 1.0)
    share, story = max(compared, key=lambda found: (found[0], found[1]))
    return Story(story, round(share, 3))


def post(connection: sqlite3.Connection, page_no: int, numbers: frozenset[int]) -> None:
    """Enters the sketch of a page with these shingles in the index."""
    sketch = _sketch(numbers)
    posted = Counter(number for number, _ in _posted(connection, sketch))
    rows = [(number, page_no) for number in sketch if posted[number] < MOST_POSTED]
    connection.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", rows)


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


def _posted(connection: sqlite3.Connection, sketch: Sequence[int]) -> list[tuple[int, int]]:
    """(shingle, page) for the pages kept under these shingles."""
    return connection.execute(
        "SELECT hash, page_no FROM shingles WHERE hash IN (SELECT value FROM json_each(?))", (json.dumps(sketch),)
    ).fetchall()


def _candidates(connection: sqlite3.Connection, page_id: str, mine: frozenset[int]) -> list[tuple[int, str]]:
    """(page number, story) of the pages that share most of the sketch."""
    counted = Counter(page_no for _, page_no in _posted(connection, _sketch(mine)))
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


def _body_kept(connection: sqlite3.Connection, page_no: int) -> str:
    """The body of a page in the register."""
    text, first, last = connection.execute(
        """SELECT t.text, s.body_start, s.body_end FROM pages p JOIN readings r ON r.page_id = p.page_id AND r.until = :still
            JOIN texts t ON t.sha256 = r.text_sha256 JOIN stories s ON s.page_id = p.page_id AND s.until = :still
            WHERE p.page_no = :page""",
        {"page": page_no, "still": STILL},
    ).fetchone()
    return str(text[first:last])
