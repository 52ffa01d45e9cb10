"""Opening a register on a server: for writing (made when missing) or for questions (never changed).

In: a `ServerAddress`. Out: a `ServerConnection` inside a `with` block that closes it. Raises RegisterError.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

from attache.errors import RegisterError
from attache.register import migrations
from attache.register.postgres.address import ServerAddress
from attache.register.postgres.connection import ServerConnection
from attache.register.postgres.shape import shape, steps_after

_OLDEST_SERVER = 130_000  # the first that takes letters apart
_MARK = "attache register, version {}"  # said of table meta, so that no other program's table is taken for it
_MARKED = re.compile(_MARK.format(r"(\d+)"))
_LOOK = """SELECT current_setting('server_encoding'), current_setting('server_version_num')::integer,
    obj_description(to_regclass('meta'), 'pg_class'), has_schema_privilege(to_regnamespace($1)::oid, 'USAGE'),
    (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v', 'm', 'f'))"""


@contextmanager
def server_writing(address: ServerAddress) -> Iterator[ServerConnection]:
    """The register, open for writing; the schema and its tables are made where they are missing."""
    with closing(ServerConnection(address)) as connection:
        if version_of(connection) < migrations.NEWEST:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                before = version_of(connection)  # asked again under the lock: another program may have been faster
                if before < migrations.NEWEST:
                    _bring_up_to_date(connection, before)
        yield connection


@contextmanager
def server_reading(address: ServerAddress) -> Iterator[ServerConnection]:
    """The register, open for questions only. Raises RegisterError E-NOT-FOUND where there is none yet, E-DB-OLDER."""
    with closing(ServerConnection(address)) as connection:
        connection.run("SET default_transaction_read_only = on")
        version = version_of(connection)
        if version == 0:
            raise RegisterError("E-NOT-FOUND", str(address), "no register here yet; `attache add PATH…` makes one")
        if version < migrations.NEWEST:
            raise RegisterError("E-DB-OLDER", str(address), "written by an older attache; `attache add --again` brings it up to date")
        yield connection


def version_of(connection: ServerConnection) -> int:
    """The version of the register, 0 where there is none. Raises RegisterError for what is no register, or cannot be one."""
    address = connection.address
    encoding, server, mark, may_look, tables = connection.run(_LOOK, address.schema).fetchone()
    if encoding != "UTF8" or server < _OLDEST_SERVER:
        raise RegisterError("E-DB-SERVER", str(address), "needs PostgreSQL 13 or later and a database in UTF8")
    if may_look is False:
        raise RegisterError("E-DB-SERVER", str(address), "this user may not look into its schema; the owner can GRANT USAGE on it")
    found = _MARKED.fullmatch(mark or "")
    if found is None:
        if tables:
            raise RegisterError("E-DB-FOREIGN", str(address), "a schema with tables of another program; add ?schema=NAME")
        return 0
    version, newest = int(found[1]), migrations.NEWEST
    if version > newest:
        message = f"written by a newer attache (version {version}, this one knows {newest}); untouched"
        raise RegisterError("E-DB-NEWER", str(address), message)
    return version


def _bring_up_to_date(connection: ServerConnection, before: int) -> None:
    if before == 0:
        connection.run(f"CREATE SCHEMA IF NOT EXISTS {connection.address.schema}")
    connection.run(";\n".join(steps_after(before) if before else shape()))
    connection.run(f"COMMENT ON TABLE meta IS '{_MARK.format(migrations.NEWEST)}'")
