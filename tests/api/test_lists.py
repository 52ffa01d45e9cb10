"""Lists over several answers: nothing twice, nothing left out, always of the moment they were begun."""
from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import attache.api.desk as desk_module
from attache.register.decisions import Said
from attache.register.store import open_register
from tests.api.desks import desk_over
from tests.samples import fill

COUNTRIES = ("Italy", "Kenya", "Ghana", "Peru", "Norway", "Chad")
DATES = (" on 2021-03-04", " on 2021-03", " on 2020", "", " on 2021-03-05")


@pytest.fixture
def desk(tmp_path: Path) -> TestClient:
    """Twenty-odd events, some of one day, some without a date; as many people as offices."""
    pairs = [(one, other) for one in COUNTRIES for other in COUNTRIES if one < other]
    texts = [
        f"{one} and {other}\n{one} accused {other}{DATES[number % 5]}.\n{other} will meet {one}{DATES[(number + 2) % 5]}.\n"
        f"Aldo {one}son is foreign minister of {one}.\n"
        for number, (one, other) in enumerate(pairs)
    ]
    fill(tmp_path / "attache.db", *texts)
    with open_register(tmp_path / "attache.db") as register:
        for (event,) in register.connection.execute("SELECT event FROM events WHERE type = 'ACCUSE' LIMIT 7").fetchall():
            register.accept(event, Said("Ana", "seen"))
    return desk_over(tmp_path / "attache.db")


def walked(desk: TestClient, address: str, limit: int) -> list[dict[str, Any]]:
    """All items of a list, taken `limit` at a time."""
    found, url = [], f"{address}{'&' if '?' in address else '?'}limit={limit}"
    while url:
        answer = desk.get(url).json()
        assert len(answer["items"]) <= limit
        found += answer["items"]
        assert len(found) <= 100, "the list never ends"
        url = answer["next_url"]
    return found


@pytest.mark.parametrize("address", [
    "/api/v1/events", "/api/v1/events?order=newest", "/api/v1/events?order=changed", "/api/v1/events?country=Italy",
    "/api/v1/events?country=Italy&order=newest", "/api/v1/events?actor=Kenya&order=changed", "/api/v1/events?type=ACCUSE&order=newest",
    "/api/v1/events?changed_since=3", "/api/v1/events?as_of=9", "/api/v1/events?as_of=9&order=newest", "/api/v1/people",
    "/api/v1/people?name=aldo", "/api/v1/calendar", "/api/v1/review", "/api/v1/review?all=true", "/api/v1/decisions",
    "/api/v1/search?q=italy",
])
@pytest.mark.parametrize("limit", [1, 4])
def test_a_list_in_parts_is_the_whole_list(desk: TestClient, address: str, limit: int) -> None:
    whole = desk.get(f"{address}{'&' if '?' in address else '?'}limit=1000").json()
    assert whole["next"] is whole["next_url"] is None
    assert len(whole["items"]) > 2 * limit or limit > 1
    assert walked(desk, address, limit) == whole["items"]


def joined(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Periods or directions with what is listed in them: of one that stands in several answers all of it together."""
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        known = found.setdefault(json.dumps({**item, "listed": None}), {**item, "listed": []})
        known["listed"] += item["listed"]
    return list(found.values())


@pytest.mark.parametrize("address", [
    "/api/v1/timeline", "/api/v1/timeline?by=day", "/api/v1/timeline?country=Italy&by=year", "/api/v1/timeline?since=2021&type=accuse",
    "/api/v1/timeline?as_of=9", "/api/v1/dyad/Italy/Kenya", "/api/v1/dyad/Peru/Italy?order=newest", "/api/v1/dyad/Italy/Kenya?as_of=9",
])
@pytest.mark.parametrize("limit", [1, 3])
def test_events_listed_in_parts_are_the_whole(desk: TestClient, address: str, limit: int) -> None:
    asked = f"{address}{'&' if '?' in address else '?'}limit="
    whole = desk.get(f"{asked}1000").json()
    assert whole["next"] is whole["next_url"] is None
    parts, url = [], f"{asked}{limit}"
    while url:
        answer = desk.get(url).json()
        assert sum(len(item["listed"]) for item in answer["items"]) == limit or answer["next"] is None
        parts += answer["items"]
        assert len(parts) <= 100, "the list never ends"
        url = answer["next_url"]
    assert len(parts) > len(whole["items"]) or limit > 1
    assert joined(parts) == whole["items"]
    assert sum(item["events"] for item in whole["items"]) == sum(len(item["listed"]) for item in whole["items"])


@pytest.mark.parametrize("address", ["/timeline?", "/timeline?by=day&country=Italy", "/dyad/Italy/Kenya", "/dyad/Italy/Kenya?order=newest"])
def test_rows_of_events_without_a_limit_are_whole(desk: TestClient, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = desk.get(f"/api/v1{address}").json()["items"]
    monkeypatch.setattr(desk_module, "MOST_ON_A_PAGE", 2)
    path, _, query = address.partition("?")
    rows = list(csv.DictReader(desk.get(f"{path}.csv?{query}").text.splitlines()))
    assert sorted(row["id"] for row in rows) == sorted(event["id"] for item in whole for event in item["listed"])
    assert joined([json.loads(line) for line in desk.get(f"{path}.jsonl?{query}").text.splitlines()]) == whole


def test_counts_are_of_all_periods_at_once(desk: TestClient) -> None:
    for address in ("/api/v1/timeline", "/api/v1/dyad/Italy/Kenya"):
        counted = desk.get(f"{address}?counts=true&limit=1").json()
        assert counted["next"] is None
        whole = desk.get(f"{address}?limit=1000").json()["items"]
        assert counted["items"] == [{**item, "listed": []} for item in whole]


def test_orders(desk: TestClient) -> None:
    dates = [event["date"] for event in desk.get("/api/v1/events?order=newest").json()["items"]]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates == dated + [None] * (len(dates) - len(dated))
    assert None in dates
    changed = [event["revision"] for event in desk.get("/api/v1/events?order=changed").json()["items"]]
    assert changed == sorted(changed, reverse=True)


def test_a_list_stays_at_the_moment_it_was_begun(desk: TestClient, tmp_path: Path) -> None:
    whole = desk.get("/api/v1/events?limit=1000").json()["items"]
    first = desk.get("/api/v1/events?limit=5").json()
    with open_register(tmp_path / "attache.db") as register:
        register.reject(whole[7]["id"], Said("Ana", "wrong"))
    rest = desk.get(f"/api/v1/events?limit=1000&cursor={first['next']}").json()
    assert first["items"] + rest["items"] == whole
    assert rest["revision"] == first["revision"]
    assert whole[7]["id"] not in [event["id"] for event in desk.get("/api/v1/events?limit=1000").json()["items"]]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_lines_without_a_limit_are_whole(desk: TestClient, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "MOST_ON_A_PAGE", 4)
    whole = desk.get("/api/v1/events?limit=1000").json()["items"]
    text = desk.get(f"/events.{form}").text
    if form == "jsonl":
        assert [json.loads(line) for line in text.splitlines()] == whole
    else:
        heading, *lines = text.splitlines()
        assert [line.partition(",")[0] for line in lines] == [event["id"] for event in whole]
        assert heading.startswith("id,date,")
    assert len(desk.get(f"/events.{form}?limit=3").text.splitlines()) == 3 + (form == "csv")


@pytest.mark.parametrize("cursor", ["zz", "", "a" * 3000, "MTAuZmZmZg", "OTk5OTk5OS5mZmZm", "é", "NC44\n"])
@pytest.mark.parametrize("address", ["events", "people", "agreements", "review", "timeline", "dyad/Italy/Kenya"])
def test_a_cursor_that_nobody_gave(desk: TestClient, cursor: str, address: str) -> None:
    answer = desk.get(f"/api/v1/{address}", params={"cursor": cursor})
    assert answer.status_code in {400, 404}
    assert answer.json()["code"] in {"E-CURSOR", "E-PARAMETER"}
