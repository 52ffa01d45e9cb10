"""A statement of the register in PostgreSQL's words.

In: a statement as it is written for SQLite. Out: the `Said` that a server understands. Everything that differs and is used stands here or
in `functions.sql`; what both understand is written so in the statements themselves.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_REMEMBERED = 2_000  # statements
_PARAMETER = re.compile(r"'[^']*'|\?(?P<number>\d*)|:(?P<name>[a-z]\w*)")
# by what each is: hints which index to walk, and joins in the order written, are for SQLite; an empty list, and "no limit"
_PATTERNS = tuple((re.compile(pattern), instead) for pattern, instead in (
    (r"\s(?:NOT INDEXED|INDEXED BY \w+)\b", ""),
    (r"\bCROSS JOIN\b", "JOIN"),
    (r"\bIS NOT (?!NULL\b|DISTINCT\b)", "IS DISTINCT FROM "),
    (r"\bIS (?!NULL\b|NOT\b|DISTINCT\b)", "IS NOT DISTINCT FROM "),
    (r"\bIN \(\)", "IN (NULL)"),
    (r"\bLIMIT -1\b", "LIMIT ALL"),
    (r"\bLIMIT (\$\d+)", r"LIMIT nullif(\1, -1)"),
    (r"\bjson_array\(", "json_build_array("),
    # the index of words: a vector of terms, asked in the language of SQLite's
    (r"\bwords MATCH (\$\d+|'[^']*')", r"w.terms @@ asked_terms(\1)"),
    (r"\bINSERT INTO words \(.*?\) VALUES \(\$1, (.*)\)", r"INSERT INTO words VALUES ($1, terms_of(\1))"),
))
_RANK = re.compile(r"\bbm25\(words, [^)]*\)")
_ASKED = re.compile(r"asked_terms\(\$\d+\)")


class Said(NamedTuple):
    """A statement with its parameters numbered; `names` are those of numbered parameters that are given by name."""

    words: str
    names: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def said(statement: str) -> Said:
    """The statement as a server is told it."""
    names: list[str] = []
    places = 0

    def numbered(match: re.Match[str]) -> str:
        nonlocal places
        if match["name"]:
            if match["name"] not in names:
                names.append(match["name"])
            return f"${names.index(match['name']) + 1}"
        if match["number"] is None:
            return match[0]  # a text
        places += 1
        return f"${match['number'] or places}"

    return Said(in_other_words(_PARAMETER.sub(numbered, statement)), tuple(names))


def in_other_words(statement: str) -> str:
    """The statement without what only SQLite understands."""
    for pattern, instead in _PATTERNS:
        statement = pattern.sub(instead, statement)
    asked = _ASKED.search(statement)
    return _RANK.sub(f"rank_of(w.terms, {asked[0]})", statement) if asked else statement
