"""Row 33: whatever is asked for is looked for as words; nothing of it becomes a statement, an operator or a name of a column."""
from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from attache.register.export import canonical_hash

HOSTILE = (
    "'", '"', "' OR 1=1 --", '" OR ""="', "'; DROP TABLE events; --", "') UNION SELECT * FROM pages --", "%", "_", "*", "a*", "NEAR(a b)",
    "a-b", "quote:italy", "parties : x", "^italy", "italy AND NOT kenya", "(", ")", "{a b} : c", "+", "\\", "\\'", "1; ATTACH 'x' AS y",
    "/*", "*/", ";", "Italy' AND '1'='1", 'Italy" OR "1"="1', "x' || (SELECT name FROM sqlite_master) || '", "0x27", "%27", "＇", "ʼ",
    "\u202e", "🙂", "é" * 500,
    "../../etc/passwd", "${7*7}", "{{7*7}}", "<script>", "\r\nX: y", "NULL", "true", "-1", "1e999", "٠", "A" * 2000,
)
FIELDS = ("actor", "recipient", "country", "page")
NAMED = ("people?name=", "people?of=", "bodies?name=", "agreements?party=", "search?q=")
PARTS = ("people/", "bodies/", "dyad/Italy/", "events/", "pages/")
CHOSEN = ("order", "type", "status", "verdict", "limit", "since", "as_of")


def fits(event: dict[str, Any], field: str, words: str) -> bool:
    """What the register should find, said in Python for the small register of these tests."""
    if field == "page":
        return words in (event["page"]["name"], event["page"]["origin"])
    sides = {"actor": ("actors",), "recipient": ("recipients",), "country": ("actors", "recipients")}[field]
    return any(words.casefold() == party["name"].casefold() for side in sides for party in event[side])


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: repr(words[:20]))
def test_hostile_words_find_what_has_them_and_change_nothing(desk: TestClient, register_path: Path, words: str) -> None:
    before = canonical_hash(register_path)
    everything = desk.get("/api/v1/events").json()["items"]
    for field in FIELDS:
        found = desk.get("/api/v1/events", params={field: words}).json()["items"]
        assert found == [event for event in everything if fits(event, field, words)]
    for address in (*NAMED, *PARTS):
        assert desk.get(f"/api/v1/{address}{quote(words, safe='')}").status_code in {200, 400, 404, 422}, address
    assert canonical_hash(register_path) == before


@pytest.mark.parametrize(("name", "words"), list(itertools.product(CHOSEN, HOSTILE[:12])))
def test_orders_and_kinds_are_from_lists(desk: TestClient, name: str, words: str) -> None:
    assert desk.get("/api/v1/events", params={name: words}).json()["code"] == "E-PARAMETER"


@pytest.mark.parametrize("name", ["sort", "fields", "e.event", "1=1", "actor;", "Actor", ""])
def test_names_of_parameters_are_from_a_list(desk: TestClient, name: str) -> None:
    assert desk.get("/api/v1/events", params={name: "x"}).json()["code"] == "E-PARAMETER"
