"""Addresses of servers: what is refused, and that no password is ever shown."""
from __future__ import annotations

import pytest

from attache.errors import RegisterError
from attache.register.postgres.address import is_server, server_address

SECRET = "s3cret-Wort"  # noqa: S105 - of nothing


@pytest.mark.parametrize(("words", "shown", "schema", "conninfo"), [
    ("postgresql://ana@db.example/news", "postgresql://ana@db.example/news", "attache", "postgresql://ana@db.example/news"),
    (f"postgres://ana:{SECRET}@db:5433/news?schema=desk", "postgresql://ana@db:5433/news?schema=desk", "desk",
     f"postgres://ana:{SECRET}@db:5433/news"),
    ("postgresql://ana@/news?host=/run/pg&schema=desk&sslmode=require", "postgresql://ana@/news?host=/run/pg&schema=desk", "desk",
     "postgresql://ana@/news?host=/run/pg&sslmode=require"),
    (f"postgresql://db/news?user=ana&password={SECRET}", "postgresql://db/news?user=ana", "attache",
     f"postgresql://db/news?user=ana&password={SECRET}"),
    ("postgresql:///news", "postgresql:///news", "attache", "postgresql:///news"),
])
def test_address_and_how_it_is_shown(words: str, shown: str, schema: str, conninfo: str) -> None:
    found = server_address(words)
    assert (str(found), found.schema, found.conninfo) == (shown, schema, conninfo)
    assert SECRET not in repr(found)


@pytest.mark.parametrize("words", [
    f"postgresql://ana:{SECRET}/x@db/news", f"postgresql://ana:{SECRET}?x@db/news", f"postgresql://ana:{SECRET}#x@db/news",
    f"postgresql://ana:{SECRET}@db/news?schema=A", f"postgresql://ana:{SECRET}@db/news?schema=pg_x", f"postgresql://ana:{SECRET}@[db/news",
    f"postgresql://ana:{SECRET}@db/news?schema=a;drop", f"postgresql://ana:{SECRET}@db/news?schema=",
])
def test_what_is_no_address_is_refused_without_repeating_it(words: str) -> None:
    with pytest.raises(RegisterError, match="E-DB-ADDRESS") as caught:
        server_address(words)
    assert SECRET not in str(caught.value)


def test_secrets_are_taken_out_of_words() -> None:
    found = server_address("postgresql://ana:s3cret%2FWort@db/news?sslpassword=other%20one")
    said = found.without_secrets("no entry for s3cret/Wort\n nor s3cret%2FWort with other one")
    assert said == "no entry for … nor … with …"


def test_paths_are_no_servers() -> None:
    assert not any(map(is_server, ("attache.db", "/srv/postgresql/a.db", "postgresql:", "postgresql:/x")))
    assert all(map(is_server, ("postgres://x", "postgresql://x")))
