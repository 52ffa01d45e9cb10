"""A register's tables, changed behind its back."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from attache.register.database import Connection, Location
from attache.register.postgres.address import ServerAddress
from attache.register.postgres.shape import parts


def dumped(connection: Connection) -> list[object]:
    """All that a register holds."""
    if isinstance(connection, sqlite3.Connection):
        return list(connection.iterdump())
    return [sorted(connection.execute(f"SELECT * FROM {part.name}"), key=repr) for part in parts() if part.kind == "table"]  # noqa: S608


@contextmanager
def behind(location: Location) -> Iterator[Connection]:
    """A connection that no key and no trigger of a server hinders; in a file triggers run."""
    if isinstance(location, ServerAddress):
        from attache.register.postgres.connection import ServerConnection

        with closing(ServerConnection(location)) as server:
            server.run("SET session_replication_role = replica")
            yield server
    else:
        with closing(sqlite3.connect(location)) as plain, plain:
            yield plain
