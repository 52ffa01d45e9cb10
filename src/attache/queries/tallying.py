"""How many events fit, by type, where that can be counted without reading them one by one.

In: a connection from `register.connection.reading`, an `EventFilter`. Out: counts by type, or None where counting would take as long as
listing.
"""
from __future__ import annotations

from msgspec.structs import replace

from attache.queries.filters import EventFilter, counting, given
from attache.queries.moments import NOW, Moment
from attache.register.database import Connection

_COUNTABLE = frozenset({"country"})  # of a period every day would have to be looked at


def tally(register: Connection, wanted: EventFilter, at: Moment = NOW) -> dict[str, int] | None:
    """How many of each type fit all that is asked for but the type."""
    asked = replace(wanted, type=None)
    if not given(asked).keys() <= _COUNTABLE or not at.now:
        return None
    found = counting(asked, at, days=False)
    table = found.source.split()[1]
    if table == "events":
        return None
    letter = found.source.split()[2]
    statement = f"SELECT {letter}.type, {found.count} {found.source} WHERE {found.where} GROUP BY {letter}.type"
    return {kind: int(number) for kind, number in register.execute(statement, found.parameters)}
