"""With whom a country has to do: how many events with each other country, and the sum of their scores.

In: a connection from `register.connection.reading`, a country as people name it. Out: `Neighbour` records, those with most events first.
Raises InputError E-COUNTRY for what is no country.
"""
from __future__ import annotations

import json
from functools import cache

from msgspec import Struct

from attache.errors import InputError
from attache.queries.countries import country_code
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection
from attache.register.migrations import UNDATED
from attache.resources import table


class Neighbour(Struct, frozen=True):
    """Another country: the events from the one asked for to it, from it, and of both together; the sum of all their PLOVER scores."""

    country: str
    there: int
    back: int
    together: int
    score: float

    @property
    def events(self) -> int:
        """All of them."""
        return self.there + self.back + self.together


class Pair(Struct, frozen=True):
    """Two countries, their events in all, the sum of the scores, and the last date."""

    one: str
    other: str
    events: int
    score: float
    last: str | None


_PAIRS = """SELECT CASE WHEN t.one < t.other THEN t.one ELSE t.other END AS lesser,
        CASE WHEN t.one < t.other THEN t.other ELSE t.one END AS greater, sum(t.events) AS events, sum(t.score) AS score
    FROM ties t WHERE t.other > '' AND t.events > 0 AND NOT (t.joint = 1 AND t.one > t.other)
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT :limit"""  # what both do together stands under either: counted once
_LAST = f"SELECT max(d.date) FROM dyads d WHERE d.one = {{one}} AND d.other = {{other}} AND {NOW.held('d')} AND d.date < '{UNDATED}'"  # noqa: S608
_BUSIEST_PAIRS = f"""SELECT lesser, greater, events, score, ({_LAST.format(one='lesser', other='greater')}),
    ({_LAST.format(one='greater', other='lesser')}) FROM ({_PAIRS}) AS pairs ORDER BY events DESC, lesser, greater"""  # noqa: S608 - our words
_THOUSANDTHS = 1_000
_BUSIEST = "SELECT one, events FROM ties WHERE other = '' AND events > 0 ORDER BY 2 DESC, 1 LIMIT ?"
_COUNTED = """SELECT d.one, d.other, d.joint, count(*), sum(d.score) FROM dyads d WHERE {side} AND d.other != '' AND {held}{since}
    GROUP BY d.one, d.other, d.joint"""
_TIED = "SELECT d.one, d.other, d.joint, d.events, d.score FROM ties d WHERE {side} AND d.other != '' AND d.events > 0"
_BACK = "d.one IN (SELECT value FROM json_each(:codes)) AND d.other = :code"  # few look-ups; nothing finds the recipient first
_SINCE = " AND d.date >= :since"


def neighbours(register: Connection, country: str, limit: int, since: str | None = None, at: Moment = NOW) -> list[Neighbour]:
    """The countries that have most events with `country`, begun in `since` (a day, month or year) or later; no more than `limit`."""
    code = country_code(country)
    if code is None:
        raise InputError("E-COUNTRY", country, "no country of this name")
    found: dict[str, list[float]] = {}
    counted, whole = (_TIED, _THOUSANDTHS) if at.now and not since else (_COUNTED, 1)
    for side in ("d.one = :code", _BACK):
        statement = counted.format(side=side, held=at.held("d"), since=_SINCE if since else "")
        asked = {"code": code, "since": since, "codes": _codes()}
        for one, other, joint, events, score in register.execute(statement, asked).fetchall():
            if joint and one != code:
                continue  # what both do together stands under either: counted once
            counts = found.setdefault(other if one == code else one, [0, 0, 0, 0.0])
            counts[2 if joint else 0 if one == code else 1] += events
            counts[3] += score / whole
    made = [Neighbour(code, int(there), int(back), int(both), round(score, 3)) for code, (there, back, both, score) in found.items()]
    return sorted(made, key=lambda each: (-each.events, each.country))[:limit]


def busiest(register: Connection, limit: int) -> list[tuple[str, int]]:
    """The countries in most events, with how many."""
    return [(code, int(events)) for code, events in register.execute(_BUSIEST, (limit,))]


def busiest_pairs(register: Connection, limit: int) -> list[Pair]:
    """The dyads with most events; what both do together stands under either, and counts once."""
    return [
        Pair(one, other, int(events), score / _THOUSANDTHS, max(filter(None, lasts), default=None))
        for one, other, events, score, *lasts in register.execute(_BUSIEST_PAIRS, {"limit": limit})
    ]


@cache
def _codes() -> str:
    return json.dumps([row["iso3"] for row in table("countries")])
