"""The register's tables on a server: those that SQLite has after the last of its numbered steps, in PostgreSQL's words.

In: nothing. Out: the statements that make them, in order, and what the catalogue of a server then lists. There is one source of the shape,
`register.migrations`, so nothing can be in one store and not in the other.
"""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from importlib.resources import files

from attache.register.migrations import build
from attache.register.postgres.dialect import in_other_words
from attache.register.postgres.folding import folded_function

# the first server had version 4: steps after it are to be run through the same words
_TYPES = (("TEXT", 'TEXT COLLATE "C"'), ("INTEGER", "BIGINT"), ("REAL", "DOUBLE PRECISION"), ("BLOB", "BYTEA"))
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) (.*? ON \w+)(?: WHEN (.*?))? BEGIN\s+(.*)\s+END", re.DOTALL)
_ABORTED = re.compile(r"SELECT RAISE\(ABORT, ('[^']*')\)")
_WORDS = ("CREATE TABLE words (rowid BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)", "CREATE INDEX words_by_terms ON words USING gin (terms)")
# SQLite counts on where only one key can clash
_TALLIED = ("ON CONFLICT DO UPDATE SET events = events + 1",
            "ON CONFLICT (one, date, date_end, type) DO UPDATE SET events = tallies.events + 1")


@cache
def shape() -> tuple[str, ...]:
    """The statements that make a register in an empty schema."""
    functions = files("attache.register.postgres").joinpath("functions.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as model:
        build(model)
        kept = [(key, value) for key, value in model.execute("SELECT key, value FROM meta")]
        made = model.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    own = [(kind, sql) for kind, name, sql in made if not re.fullmatch(r"words(_\w+)?", name)]
    counted = [f"INSERT INTO meta VALUES ('{key}', {value})" for key, value in kept]  # noqa: S608 - our words
    return (functions, folded_function(), *(words for kind, sql in own for words in _made(kind, sql)), *_WORDS, *counted)


def _made(kind: str, sql: str) -> Iterator[str]:
    if kind == "trigger":
        yield from _trigger(sql)
    elif kind == "table":
        yield _table(sql)
    else:
        yield in_other_words(sql)


def _table(sql: str) -> str:
    body = sql[: sql.rindex(")") + 1]  # behind it stands how SQLite is to keep it
    for theirs, ours in _TYPES:
        body = re.sub(rf"\b{theirs}\b", ours, body)
    return body


def _trigger(sql: str) -> Iterator[str]:
    found = _TRIGGER.fullmatch(sql)
    if found is None:
        raise ValueError(sql)
    name, when, condition, body = found.groups()
    body = _ABORTED.sub(r"RAISE EXCEPTION \1", in_other_words(body).replace(*_TALLIED))
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    holds = f" WHEN ({in_other_words(condition)})" if condition else ""
    yield f"CREATE TRIGGER {name} {when} FOR EACH ROW{holds} EXECUTE FUNCTION {name}()"
