"""Opening a register on a server: for writing (made when missing) or for questions (never changed).

In: a `ServerAddress`. Out: a `ServerConnection` inside a `with` block that closes it. Raises RegisterError.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

from attache.errors import RegisterError
from attache.register.migrations import NEWEST
from attache.register.postgres.address import ServerAddress
from attache.register.postgres.connection import ServerConnection
from attache.register.postgres.shape import shape
from attache.settings import REGISTER_WAIT_SECONDS

_OLDEST_SERVER = 130_000  # the first that takes letters apart
_MARK = "attache register, version {}"  # said of table meta, so that no other program's table is taken for it
_MARKED = re.compile(_MARK.format(r"(\d+)"))
_LOOK = """SELECT current_setting('server_encoding'), current_setting('server_version_num')::integer,
    obj_description(to_regclass('meta'), 'pg_class'),
    (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v', 'm', 'f'))"""


@contextmanager
def server_writing(address: ServerAddress) -> Iterator[ServerConnection]:
    """The register, open for writing; the schema and its tables are made where they are missing."""
    with _opened(address) as connection:
        if version_of(connection) == 0:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                if version_of(connection) == 0:  # asked again under the lock: another program may have been faster
                    _make(connection)
        yield connection


@contextmanager
def server_reading(address: ServerAddress) -> Iterator[ServerConnection]:
    """The register, open for questions only. Raises RegisterError E-NOT-FOUND where there is none yet."""
    with _opened(address) as connection:
        connection.run("SET default_transaction_read_only = on")
        if version_of(connection) == 0:
            raise RegisterError("E-NOT-FOUND", str(address), "no register here yet; `attache add PATH…` makes one")
        yield connection


def version_of(connection: ServerConnection) -> int:
    """The version of the register, 0 where there is none. Raises RegisterError for what is no register, or cannot be one."""
    address = connection.address
    encoding, server, mark, tables = connection.run(_LOOK, address.schema).fetchone()
    if encoding != "UTF8" or server < _OLDEST_SERVER:
        raise RegisterError("E-DB-SERVER", str(address), "needs PostgreSQL 13 or later and a database in UTF8")
    found = _MARKED.fullmatch(mark or "")
    if found is None:
        if tables:
            raise RegisterError("E-DB-FOREIGN", str(address), "a schema with tables of another program; add ?schema=NAME")
        return 0
    version = int(found[1])
    if version > NEWEST:
        raise RegisterError("E-DB-NEWER", str(address), f"written by a newer attache (version {version}, this one knows {NEWEST}); untouched")
    return version


@contextmanager
def _opened(address: ServerAddress) -> Iterator[ServerConnection]:
    with closing(ServerConnection(address)) as connection:
        connection.run("SELECT set_config('search_path', $1, false), set_config('lock_timeout', $2, false)",
                       address.schema, f"{REGISTER_WAIT_SECONDS * 1000:.0f}")
        yield connection


def _make(connection: ServerConnection) -> None:
    connection.run(f"CREATE SCHEMA IF NOT EXISTS {connection.address.schema}")
    for statement in shape():
        connection.run(statement)
    connection.run(f"COMMENT ON TABLE meta IS '{_MARK.format(NEWEST)}'")
