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
from typing import NamedTuple

from attache.register import migrations
from attache.register.postgres.dialect import in_other_words
from attache.register.postgres.folding import folded_function

_TYPES = (("TEXT", 'TEXT COLLATE "C"'), ("INTEGER", "BIGINT"), ("REAL", "DOUBLE PRECISION"), ("BLOB", "BYTEA"))
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) (.*? ON \w+)(?: WHEN (.*?))? BEGIN\s+(.*)\s+END", re.DOTALL)
_HASHED = re.compile(r"(CREATE INDEX pages_by_(?:name|origin) ON pages) ")  # a tree holds no address of thousands of letters
_ABORTED = re.compile(r"SELECT RAISE\(ABORT, ('[^']*')\)")
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_REFERS = """SELECT f."from", f."table", coalesce(f."to", (SELECT name FROM pragma_table_info(f."table") WHERE pk = 1))
    FROM pragma_foreign_key_list(?) f"""
_OF_WORDS = re.compile(r"words(_\w+)?")
_COUNTED = ("INSERT INTO meta VALUES ('revision', 0), ('pages', 0)",)
_WORDS = ("CREATE TABLE words (rowid BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)",
          "CREATE INDEX words_by_terms ON words USING gin (terms)")
# SQLite counts on where only one key can clash
_TALLIED = ("ON CONFLICT DO UPDATE SET events = events + 1",
            "ON CONFLICT (one, date, date_end, type) DO UPDATE SET events = tallies.events + 1")


class Part(NamedTuple):
    """A table, index or trigger as SQLite has it; a table's `columns`, and what it `refers` to as (column, table, column there)."""

    kind: str
    name: str
    sql: str
    columns: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...]


@cache
def shape() -> tuple[str, ...]:
    """The statements that make a register in an empty schema."""
    functions = files("attache.register.postgres").joinpath("functions.sql").read_text(encoding="utf-8")
    return (functions, folded_function(), *(words for part in parts() for words in _in_its_words(part.sql)), *_WORDS, *_COUNTED)


@cache
def parts() -> tuple[Part, ...]:
    """All that a register in a file is made of but its index of words."""
    with closing(sqlite3.connect(":memory:")) as model:
        migrations.build(model)
        made = model.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        return tuple(
            Part(kind, name, sql, tuple(row[0] for row in model.execute(_COLUMNS, (name,))), tuple(model.execute(_REFERS, (name,))))
            for kind, name, sql in made if not _OF_WORDS.fullmatch(name)
        )


def steps_after(version: int) -> tuple[str, ...]:
    """The statements that bring a register of that version up to date. The first on a server had version 4."""
    steps = migrations.MIGRATIONS[version:]
    return tuple(words for step in steps for statement in step for words in _in_its_words(statement))


def _in_its_words(statement: str) -> Iterator[str]:
    if statement.startswith("CREATE TRIGGER"):
        yield from _trigger(statement)
    elif statement.startswith("CREATE TABLE"):
        yield _table(statement)
    else:
        yield _HASHED.sub(r"\1 USING hash ", in_other_words(statement))


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
