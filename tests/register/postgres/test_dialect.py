"""Statements in PostgreSQL's words."""
from __future__ import annotations

import pytest

from attache.register.postgres.dialect import said


@pytest.mark.parametrize(("statement", "words", "names"), [
    ("SELECT a FROM t WHERE b = ? AND c = ?", "SELECT a FROM t WHERE b = $1 AND c = $2", ()),
    ("SELECT a FROM t WHERE b = ?2 AND c = ?1", "SELECT a FROM t WHERE b = $2 AND c = $1", ()),
    ("SELECT :one, :two, :one FROM t", "SELECT $1, $2, $1 FROM t", ("one", "two")),
    ("SELECT a FROM t WHERE b = '?:x' AND c = :c", "SELECT a FROM t WHERE b = '?:x' AND c = $1", ("c",)),
    ("SELECT a FROM t x INDEXED BY i CROSS JOIN u NOT INDEXED USING (n)", "SELECT a FROM t x JOIN u USING (n)", ()),
    ("a IS NULL AND b IS NOT NULL AND c IS ? AND d IS NOT 'x'",
     "a IS NULL AND b IS NOT NULL AND c IS NOT DISTINCT FROM $1 AND d IS DISTINCT FROM 'x'", ()),
    ("(a, b) IS NOT (c, ?)", "(a, b) IS DISTINCT FROM (c, $1)", ()),
    ("SELECT a FROM t WHERE n IN () LIMIT -1", "SELECT a FROM t WHERE n IN (NULL) LIMIT ALL", ()),
    ("SELECT a FROM t LIMIT :most OFFSET :passed", "SELECT a FROM t LIMIT nullif($1, -1) OFFSET $2", ("most", "passed")),
    ("SELECT bm25(words, 2.0, 1.0) FROM words w WHERE words MATCH :m",
     "SELECT rank_of(w.terms, asked_terms($1)) FROM words w WHERE w.terms @@ asked_terms($1)", ("m",)),
    ("INSERT INTO words (rowid, quote, parties, place, title) VALUES (?, ?, ?, ?, ?)",
     "INSERT INTO words VALUES ($1, terms_of($2, $3, $4, $5))", ()),
])
def test_statement_in_other_words(statement: str, words: str, names: tuple[str, ...]) -> None:
    assert said(statement) == (words, names)
