"""Where a register on a PostgreSQL server is: `postgresql://USER@HOST/DATABASE`, as libpq has it, and the schema with `?schema=NAME`.

In: the words of a `--register`. Out: a `ServerAddress`, which is never shown with its password. Raises RegisterError E-DB-ADDRESS.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from attache.errors import RegisterError

DEFAULT_SCHEMA = "attache"
_SCHEMES = ("postgresql://", "postgres://")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)
_SHOWN = frozenset({"dbname", "host", "port", "schema", "service", "user"})
_SHORTEST_SECRET = 3  # characters; what is shorter stands in too many words


@dataclass(frozen=True)
class ServerAddress:
    """A schema of a database: `conninfo` is for libpq and may hold a password, `shown` is for people."""

    conninfo: str = field(repr=False)
    shown: str
    schema: str

    def __str__(self) -> str:
        return self.shown

    def without_secrets(self, words: str) -> str:
        """`words` of a server or of libpq on one line, without what the address keeps to itself."""
        for secret in sorted(_secrets(urlsplit(self.conninfo)), key=len, reverse=True):
            words = words.replace(secret, "…")
        return " ".join(words.split())


def is_server(words: str) -> bool:
    """Whether the words are the address of a server and no path."""
    return words.startswith(_SCHEMES)


def server_address(words: str) -> ServerAddress:
    """The address that the words are."""
    try:
        found = urlsplit(words)
    except ValueError as error:
        raise _refused("no address of a server") from error
    if found.fragment or "@" in found.path + found.query:
        raise _refused("a name or password with / ? # @ in it has them written %2F %3F %23 %40")
    given = [pair.partition("=") for pair in found.query.split("&") if pair]
    schema = next((unquote(value) for name, _, value in given if name == "schema"), DEFAULT_SCHEMA)
    if not _SCHEMA.fullmatch(schema) or schema.startswith("pg_"):
        raise _refused("a schema's name has up to 63 of a-z, 0-9 and _, begins with none of 0-9, and not with pg_")
    query = "&".join(f"{name}={value}" for name, _, value in given if name != "schema")
    return ServerAddress(f"{words.partition('?')[0]}?{query}".rstrip("?"), _shown(found, given), schema)


def _shown(found: SplitResult, given: list[tuple[str, str, str]]) -> str:
    """The address without a password, and without anything else that may be one."""
    user, at, host = found.netloc.rpartition("@")
    query = "&".join(f"{name}={value}" for name, _, value in given if name in _SHOWN)
    return f"postgresql://{user.partition(':')[0]}{at}{host}{found.path}?{query}".rstrip("?")


def _secrets(found: SplitResult) -> set[str]:
    """A password as it is written and as it is meant, and all that is given by name: among it may be others."""
    password = found.netloc.rpartition("@")[0].partition(":")[2]
    named = [pair.partition("=") for pair in found.query.split("&")]
    written = [password, *(value for name, _, value in named if "pass" in name)]
    return {each for word in written for each in (word, unquote(word)) if len(each) >= _SHORTEST_SECRET}


def _refused(message: str) -> RegisterError:
    return RegisterError("E-DB-ADDRESS", "postgresql://…", message)
