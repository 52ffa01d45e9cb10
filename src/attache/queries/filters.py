"""Which events are asked for, and how the register finds them without reading all.

In: an `EventFilter`, a `Moment`. Out: a `Selection`, the parts of SQL statements; every word of the asker is a parameter.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from msgspec import Struct

from attache.model import EventType, Status
from attache.queries.countries import country_code
from attache.queries.moments import Moment
from attache.register.folding import TERM, folded
from attache.register.migrations import UNDATED


class EventFilter(Struct, frozen=True, kw_only=True):
    """Which events are asked for. Parties (`country` on either side): a country's code or name, or words of a party's name. Dates: ISO
    8601, also "2020-09" or "2020". Page: its name, its origin, or the first eight characters or more of its identity; any page that
    reports the event. `changed_since`: a revision after which the event came to stand as it does. Rejected events are left out unless
    `verdict` asks for them.
    """

    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    type: EventType | None = None
    status: Status | None = None
    since: str | None = None
    until: str | None = None
    page: str | None = None
    changed_since: int | None = None
    verdict: Literal["accepted", "rejected", "none"] | None = None


EVERYTHING = EventFilter()


@dataclass(frozen=True)
class Selection:
    """The rows of `source` that fit `where`; `date` puts them in order of time, undated ones last, as its column `day` has them (there
    empty, or UNDATED); `count` is how to count them; `dates` is a source of their days alone where no index has them in order.
    """

    source: str
    where: str
    date: str
    parameters: dict[str, Any]
    count: str = "count(*)"
    day: str = "e.date"
    dates: str = ""


# parties that act together are all actors, so whoever asks for a recipient means these events too
_JOINT = """(e.type IN ('AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE')
    AND NOT EXISTS (SELECT 1 FROM event_parties WHERE event_no = e.event_no AND side = 'recipient')
    AND EXISTS (SELECT 1 FROM event_parties WHERE event_no = e.event_no AND side = 'actor' AND position = 1))"""
_PARTY = """EXISTS (SELECT 1 FROM event_parties p WHERE p.event_no = e.event_no AND {side}
    AND CASE WHEN CAST(:{name}_country AS TEXT) IS NOT NULL THEN p.country = :{name}_country
        ELSE instr(' ' || folded(p.name), ' ' || :{name}) > 0 END)"""
_SIDES = {"actor": "p.side = 'actor'", "recipient": f"(p.side = 'recipient' OR {_JOINT})", "country": "TRUE"}
# the events of which some claim has the words in a party's name, or whose parties people have set
_NAMED = """e.event IN (SELECT m.event FROM words w JOIN members m ON m.claim_no = w.rowid WHERE words MATCH :{name}_words AND {members}
    UNION SELECT m.event FROM decisions d CROSS JOIN claims dc ON dc.claim_id = d.subject CROSS JOIN members m USING (claim_no)
        WHERE d.kind = 'edit')"""
_BEGUN = "{date} || substr('0000-00-00', length({date}) + 1) <= :until || substr('9999-99-99', length(:until) + 1)"
_NOT_OVER = "coalesce({end}, {date}) || substr('9999-99-99', length(coalesce({end}, {date})) + 1) >= :since"
# a bound that an index can use: what has no last day began in that year or later, and nothing that lasted until then began earlier
_NOT_LONG_BEFORE = """e.date >= min(substr(:since, 1, 4),
    coalesce((SELECT min(o.date) FROM events o INDEXED BY events_by_end WHERE o.date_end >= substr(:since, 1, 4)), '9999'))"""
_NOT_AFTER = "e.date <= :until || '~'"  # so that walking by date ends; what the period says is in _BEGUN
_SAME_EVERYWHERE = {"type": "{table}.type = :type", "since": _NOT_OVER, "until": _BEGUN}
_CONDITIONS = {
    **{name: _PARTY.format(name=name, side=side) for name, side in _SIDES.items()},
    "status": "e.status = :status",
    "page": """e.event IN (SELECT m.event FROM members m JOIN claims mc USING (claim_no) JOIN readings mr USING (reading_no)
        WHERE {members} AND mr.page_id IN (SELECT page_id FROM pages WHERE name = :page UNION SELECT page_id FROM pages WHERE origin = :page
            UNION SELECT page_id FROM pages WHERE length(:page) >= 8 AND page_id BETWEEN :page AND :page || 'g'))""",
    "changed_since": "e.changed > :changed_since",
    "verdict": "coalesce(e.verdict, 'none') = :verdict",
}
_PAIR = "d.one = :one AND d.other = :other AND "


def selection(wanted: EventFilter, at: Moment) -> Selection:
    """How to find the events that fit: by their countries where these are asked for, else by date."""
    asked, parameters = given(wanted), _parameters(given(wanted))
    pair = None if wanted.verdict == "rejected" else _pair(parameters)
    if pair:
        sure = {"country"} if parameters.get("country_country") == pair[0] else set()  # what being in the table says already
        where = " AND ".join([_PAIR + at.held("d"), *(condition(name, "d", at) for name in asked if name not in sure)])
        source = "FROM dyads d CROSS JOIN events e ON e.event_no = d.event_no"
        dates = "FROM dyads d" if not at.now and asked.keys() - sure <= _SAME_EVERYWHERE.keys() else ""
        return Selection(source, where, "d.date", {**parameters, "one": pair[0], "other": pair[1]}, day="d.date", dates=dates)
    conditions = [condition(name, "e", at) for name in asked] + [_NAMED.format(name=name, members=at.held("m")) for name in _worded(wanted)]
    if wanted.verdict is None:
        conditions.append("e.verdict IS NOT 'rejected'")
    if wanted.since is not None:
        conditions.append(_NOT_LONG_BEFORE)
    if wanted.until is not None:
        conditions.append(_NOT_AFTER)
    source = f"FROM events e{_index(wanted, at)}"
    return Selection(source, " AND ".join([at.held("e"), *conditions]), "e.date NULLS LAST", parameters)


def _index(wanted: EventFilter, at: Moment) -> str:
    """The index to walk, where SQLite would choose one by which all events pass."""
    if wanted.changed_since is not None:
        return " INDEXED BY events_by_change"
    if wanted.page is not None or _worded(wanted):
        return " INDEXED BY events_by_id"
    if at.now and wanted.type is not None and wanted.status == "happened":  # as most of all types have
        return " INDEXED BY events_by_type"
    return "" if at.now else " INDEXED BY events_by_day"


def counting(wanted: EventFilter, at: Moment, *, days: bool = True) -> Selection:
    """As `selection`, but for counts only, from the smallest table that knows all that is asked for; `date` then is never empty, and a
    month where `days` are not told apart.
    """
    asked = given(wanted)
    if at.now and not days and asked.keys() <= {"type"}:
        return Selection("FROM months t", " AND ".join(["t.events > 0", *(condition(name, "t", at) for name in asked)]), "t.month", asked,
                         "sum(t.events)")
    if not asked.keys() <= {"country", "type", "since", "until"}:
        return _counted_one_by_one(wanted, at)
    parameters = _parameters(asked)
    pair = _pair(parameters)
    if at.now and (pair or "country" not in asked):
        conditions = ["t.one = :one AND t.events > 0", *(condition(name, "t", at) for name in asked if name != "country")]
        return Selection("FROM tallies t", " AND ".join(conditions), "t.date", {**parameters, "one": (pair or [""])[0]}, "sum(t.events)")
    if pair:
        conditions = [_PAIR + at.held("d"), *(condition(name, "d", at) for name in asked if name != "country")]
        return Selection("FROM dyads d", " AND ".join(conditions), "d.date", {**parameters, "one": pair[0], "other": pair[1]})
    return _counted_one_by_one(wanted, at)


def given(wanted: EventFilter) -> dict[str, Any]:
    """The fields that were asked for."""
    return {name: value for name, value in msgspec.structs.asdict(wanted).items() if value is not None}


def _counted_one_by_one(wanted: EventFilter, at: Moment) -> Selection:
    found = selection(wanted, at)
    return Selection(found.source, found.where, f"coalesce(e.date, '{UNDATED}')", found.parameters)


def condition(name: str, table: str, at: Moment) -> str:
    """One condition on events `e`, or on a table that repeats their dates and types under its own name."""
    if name not in _SAME_EVERYWHERE:
        return _CONDITIONS[name].format(members=at.held("m"))
    if table == "e":
        return _SAME_EVERYWHERE[name].format(table="e", date="e.date", end="e.date_end")
    return _SAME_EVERYWHERE[name].format(table=table, date=f"nullif({table}.date, '{UNDATED}')", end=f"nullif({table}.date_end, '')")


def _parameters(asked: dict[str, Any]) -> dict[str, Any]:
    parameters = {name: _storable(value) if isinstance(value, str) else value for name, value in asked.items()}
    for side in asked.keys() & _SIDES.keys():
        words = folded(parameters[side])
        parameters |= {side: words, f"{side}_country": country_code(words), f"{side}_words": _match(words)}
    return parameters


def _storable(words: str) -> str:
    """Bytes of a command line that are no text reach us as halves of characters, which no register holds and SQLite does not take."""
    return words.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _worded(wanted: EventFilter) -> list[str]:
    """The parties asked for by words that can be looked up: of a country or of mere marks there are none."""
    asked = given(wanted)
    return [side for side in _SIDES if side in asked and not country_code(asked[side]) and TERM.search(folded(asked[side]))]


def _match(words: str) -> str:
    """The words, the last one perhaps only begun, one after the other in a party's name."""
    return f'parties : "{" ".join(TERM.findall(words))}" *'


def _pair(parameters: dict[str, Any]) -> tuple[str, str] | None:
    """The row of table dyads under which the events stand: of two countries, or of one."""
    actor, recipient, country = (parameters.get(f"{side}_country") for side in ("actor", "recipient", "country"))
    if actor and recipient and actor != recipient:
        return actor, recipient
    one = actor or recipient or country
    return (one, "") if one else None
