"""Events by words: of their quotes, parties, places and page titles.

In: a connection from `register.connection.reading`, words as people type them. Out: `Hit` records, best match first. Words are looked for
whatever their case, accents and spelling (`register.folding`); all must be there. "two words" in double quotes must follow each other, and
a word that ends in * may go on. Nothing else of what is typed means anything, so that no word can be an operator. Raises InputError
E-NO-WORDS.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from attache.errors import InputError
from attache.model import Span
from attache.queries.events import Event, fetch
from attache.queries.moments import NOW, Moment
from attache.queries.walks import last_claim_of
from attache.register.database import Connection
from attache.register.folding import TERM, folded
from attache.register.migrations import STILL

MOST_RANKED = 1_000  # claims; of more that match, the last read are ranked, or, where a word is only begun, come first
_FEW_LETTERS = 2  # of a beginning that words of most claims may have: the index gathers all of them before it gives the first
_LOOKED_AT_FIRST, _ONE_IN = 300, 5  # after so many claims, the index is asked all the same where not one in so many matches
_PIECE = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_WRITTEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670])*")  # a word in a page's own spelling
_WEIGHTS = "2.0, 3.0, 2.0, 1.0"  # quote, parties, place, title
_MATCHING = """FROM words w CROSS JOIN members m ON m.claim_no = w.rowid AND {members}
    WHERE words MATCH :match ORDER BY w.rowid DESC LIMIT :most"""
_RANKED = f"SELECT m.event, m.claim_no, bm25(words, {_WEIGHTS}) AS rank {_MATCHING}"
# what a word's beginning may match is not ranked where it is too much: bm25 would go through all of it once more
_LAST_READ = """SELECT m.event, m.claim_no, -m.claim_no AS rank
    FROM json_each(:last_read) j CROSS JOIN members m ON m.claim_no = CAST(j.value AS BIGINT) AND {members}"""
_NAMES = """(SELECT json_group_array(name) FROM
    (SELECT * FROM parties p WHERE p.claim_no = c.claim_no ORDER BY side, position) AS ordered)"""
_LOOKED_AT = f"""SELECT c.claim_no, c.quote, c.place, r.title, {_NAMES} FROM {{source}} CROSS JOIN claims c ON c.claim_no = m.claim_no
    CROSS JOIN readings r USING (reading_no) WHERE {{which}} ORDER BY {{number}} DESC LIMIT {MOST_RANKED * _ONE_IN}"""  # noqa: S608 - our words
_FOUND = """SELECT e.event_no, f.claim_no, f.rank, e.event FROM ({matching}) f
    CROSS JOIN events e INDEXED BY events_by_id ON e.event = f.event AND {events} WHERE e.verdict IS NOT 'rejected'
    ORDER BY f.rank, e.date DESC NULLS LAST, e.event, f.claim_no"""


class Phrase(Struct, frozen=True):
    """Folded words that must follow each other, the last one perhaps only begun (`open`)."""

    words: tuple[str, ...]
    open: bool = False


class Hit(Struct, frozen=True):
    """An event, the quote of the claim of it that fits best, and where in that quote the words stand."""

    event: Event
    quote: str
    marks: tuple[Span, ...]


def phrases(asked: str) -> tuple[Phrase, ...]:
    """What is looked for. Raises InputError E-NO-WORDS when no word is left."""
    found = []
    for quoted, open_quoted, plain in _PIECE.findall(asked):
        words = tuple(TERM.findall(folded(quoted or plain)))
        if words:
            found.append(Phrase(words, open=bool(open_quoted) or plain.endswith("*")))
    if not found:
        raise InputError("E-NO-WORDS", asked, "no word to look for")
    return tuple(found)


def search(
    register: Connection, asked: str, at: Moment = NOW, limit: int | None = None, *, after: str | None = None
) -> Iterator[Hit]:
    """The events that have the words, each once, the best match first; no more than `limit`, or those that follow `after` an event."""
    wanted = phrases(asked)
    parameters: dict[str, Any] = {"match": " AND ".join(map(_quoted, wanted)), "most": MOST_RANKED}
    some_open = any(phrase.open for phrase in wanted)
    last_read = _last_read(register, wanted, parameters, at) if some_open else []
    if some_open and not last_read:
        return
    matching = _LAST_READ if len(last_read) == MOST_RANKED else _RANKED
    statement = _FOUND.format(matching=matching.format(members=at.held("m")), events=at.held("e"))
    rows = register.execute(statement, {**parameters, "last_read": json.dumps(last_read)}).fetchall()
    best: dict[str, Any] = {}  # of each event the claim that fits best
    for row in rows:
        best.setdefault(row[3], row)
    found = list(best.values())
    if after:  # ranked all the same: no more than MOST_RANKED
        found = found[next((place for place, row in enumerate(found, 1) if row[3] == after), len(found)) :]
    found = found[:limit]
    for row, event in zip(found, fetch(register, ((row[0], None) for row in found)), strict=True):
        (quote,) = register.execute("SELECT quote FROM claims WHERE claim_no = ?", (row[1],)).fetchone()
        yield Hit(event, quote, marks(quote, wanted))


def _last_read(register: Connection, wanted: Sequence[Phrase], parameters: dict[str, Any], at: Moment) -> list[int]:
    """The claims that match, no more than are ranked, those read last."""
    begun = [phrase for phrase in wanted if phrase.open and len(phrase.words[-1]) <= _FEW_LETTERS]
    found = _looked_through(register, [phrase for phrase in wanted if phrase not in begun], begun, at) if begun else None
    if found is not None:
        return found
    return [row[0] for row in register.execute(f"SELECT m.claim_no {_MATCHING}".format(members=at.held("m")), parameters)]


def _looked_through(register: Connection, whole: Sequence[Phrase], begun: Sequence[Phrase], at: Moment) -> list[int] | None:
    """The claims that match by their own words, those read last, as far as there are any or are wanted; None where few match."""
    found: list[int] = []
    for looked_at, (number, quote, place, title, names) in enumerate(_claims(register, whole, at)):
        if looked_at >= _LOOKED_AT_FIRST and len(found) * _ONE_IN < looked_at:
            return None
        texts = [TERM.findall(folded(text or "")) for text in (quote, " ".join(json.loads(names)), place, title)]
        if all(any(_begins(text, phrase) for text in texts) for phrase in begun):
            found.append(number)
        if len(found) == MOST_RANKED:
            break
    return found


def _claims(register: Connection, whole: Sequence[Phrase], at: Moment) -> Iterator[tuple[Any, ...]]:
    """The claims that have the phrases (none: all claims), those read last first: number and all that is searched."""
    if whole:
        statement = _LOOKED_AT.format(
            source=f"words w CROSS JOIN members m ON m.claim_no = w.rowid AND {at.held('m')}", which="words MATCH :match", number="w.rowid"
        )
        yield from register.execute(statement, {"match": " AND ".join(map(_quoted, whole))})
    else:
        last = STILL if at.now else last_claim_of(register, at.revision)
        statement = _LOOKED_AT.format(source="members m", which=f"{at.held('m')} AND m.claim_no <= {last}", number="m.claim_no")
        yield from register.execute(statement)


def _begins(text: Sequence[str], phrase: Phrase) -> bool:
    """Whether the words of a phrase follow each other in a text, the last one at least begun."""
    *before, last = phrase.words
    length = len(before)
    return any(word.startswith(last) and text[at - length : at] == before for at, word in enumerate(text) if at >= length)


def marks(words: str, wanted: Sequence[Phrase]) -> tuple[Span, ...]:
    """Where the phrases stand in `words`, in order and without overlap."""
    written = [(match.start(), match.end(), part) for match in _WRITTEN.finditer(words) for part in TERM.findall(folded(match[0]))]
    taken: list[Span] = []
    places = {span for phrase in wanted for span in _places(written, phrase)}
    for span in sorted(places, key=lambda span: (span.start, -span.end)):
        if not taken or span.start >= taken[-1].end:
            taken.append(span)
    return tuple(taken)


def _places(written: Sequence[tuple[int, int, str]], phrase: Phrase) -> Iterator[Span]:
    length = len(phrase.words)
    for at in range(len(written) - length + 1):
        parts = [part for _, _, part in islice(written, at, at + length)]
        last = parts[-1].startswith(phrase.words[-1]) if phrase.open else parts[-1] == phrase.words[-1]
        if last and tuple(parts[:-1]) == phrase.words[:-1]:
            yield Span(written[at][0], written[at + length - 1][1])


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.open else ""}'
