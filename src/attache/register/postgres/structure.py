"""Whether a schema still has the tables, columns, indexes, triggers and functions that were made in it.

In: a connection to a register on a server. Out: what is missing or changed, and rows that refer to none. What is in the rows is for
`register.verify` to look at, and the server's own files are for its checksums and `pg_amcheck`.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from attache.register.database import Connection
from attache.register.postgres.shape import parts, shape

_FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(.*?AS (\$\w*\$)(.*?)\2", re.DOTALL)
_COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
_INDEXES = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
_TRIGGERS = """SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = to_regnamespace(current_schema()) AND t.tgenabled = 'O'"""
_FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = to_regnamespace(current_schema())"


def missing(connection: Connection) -> Iterator[str]:
    """What is not as it was made, in words."""
    columns, functions = _found(connection, _COLUMNS), _found(connection, _FUNCTIONS)
    for part in parts():
        yield from (f"column {part.name}.{name} is" for name in part.columns if (part.name, name) not in columns)
    for kind, found in (("index", _found(connection, _INDEXES)), ("trigger", _found(connection, _TRIGGERS))):
        yield from (f"{kind} {part.name} is" for part in parts() if part.kind == kind and (part.name,) not in found)
    for name, _, body in _FUNCTION.findall("\n".join(shape())):
        if (name, body) not in functions:
            yield f"function {name} is"


def orphans(connection: Connection) -> Iterator[tuple[str, str]]:
    """(table, the table it refers to) where there are rows that refer to one that is not there."""
    for part in parts():
        for column, parent, key in part.refers:
            strays = f"""SELECT 1 FROM {part.name} t WHERE t.{column} IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.{key} = t.{column}) LIMIT 1"""  # noqa: S608 - our names
            if connection.execute(strays).fetchone():
                yield part.name, parent


def _found(connection: Connection, question: str) -> frozenset[tuple[str, ...]]:
    rows = connection.execute(question).fetchall()
    return frozenset(tuple(cell.decode() if isinstance(cell, bytes) else cell for cell in row) for row in rows)
