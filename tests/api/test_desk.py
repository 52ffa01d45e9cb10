"""Answers as HTTP: forms, tags, problems, methods."""
from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attache.api.negotiation import accepted_form, accepted_language
from attache.errors import InputError
from attache.register.database import Connection
from tests.api.desks import desk_over, event_of

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(("accept", "form"), [
    (BROWSER, "html"), ("*/*", "json"), ("", "json"), ("text/csv", "csv"), ("application/*;q=0.5, text/csv;q=0.1", "json"),
    ("text/html;q=0.2, application/jsonl", "jsonl"), ("application/json;q=0, text/*", "csv"), ("text/html;q=nan;x, */*;q=0.1", "json"),
])
def test_the_form_that_is_liked_best(accept: str, form: str) -> None:
    assert accepted_form(accept, ("json", "jsonl", "csv", "html")) == form


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/json;q=0.0", ";;;,,"])
def test_a_form_that_cannot_be_had(accept: str, desk: TestClient) -> None:
    with pytest.raises(InputError, match="E-FORMAT"):
        accepted_form(accept, ("json",))
    assert desk.get("/api/v1/events", headers={"Accept": accept}).status_code == 406


def test_languages() -> None:
    assert accepted_language("fr-CA,fr;q=0.9,en;q=0.8") == "fr"
    assert [accepted_language(words) for words in ("", "de", "en-GB,fr;q=0.5", "fr;q=x, en;q=0.1")] == ["en"] * 4


def test_pages_for_people_and_records_for_programs(desk: TestClient) -> None:
    page = desk.get("/events?actor=&type=consult&lang=fr&decided=3", headers={"Accept": BROWSER})
    assert (page.headers["content-type"], page.text) == ("text/html; charset=utf-8", "<p lang=fr>events 2 3")
    assert desk.get("/events", headers={"Accept": BROWSER, "Accept-Language": "fr"}).text.startswith("<p lang=fr>")
    desk.cookies.set("lang", "fr")
    assert desk.get("/events", headers={"Accept": BROWSER}).text.startswith("<p lang=fr>")
    assert desk.get("/events").headers["content-type"] == "application/json"
    assert desk.get("/api/v1/events", headers={"Accept": BROWSER}).headers["content-type"] == "application/json"


def test_an_answer_that_is_known_is_not_sent_again(desk: TestClient, register_path: Path) -> None:
    first = desk.get("/api/v1/events?limit=2")
    tag = first.headers["etag"]
    known = desk.get("/api/v1/events?limit=2", headers={"If-None-Match": f'"x", {tag}'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert desk.get("/api/v1/events?limit=3", headers={"If-None-Match": tag}).status_code == 200
    assert desk.get("/events.csv?limit=2", headers={"If-None-Match": tag}).status_code == 200
    event = event_of(desk)
    desk.post("/api/v1/decisions", json={"kind": "accept", "claim": event["id"], "reason": "seen"}, headers={"If-Match": tag})
    assert desk.get("/api/v1/events?limit=2", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_is_other_in_another_language(desk: TestClient) -> None:
    tags = {desk.get("/events", headers={"Accept": BROWSER, "Accept-Language": each}).headers["etag"] for each in ("fr", "en")}
    assert len(tags) == 2


@pytest.mark.parametrize(("address", "status", "code"), [
    ("/nowhere", 404, "E-NO-ADDRESS"), ("/api/v1/events.ics", 404, "E-NO-ADDRESS"), ("/api/v1/events/00ff", 404, "E-NO-EVENT"),
    ("/api/v1/events/%00", 400, "E-PARAMETER"), ("/api/v1/dyad/Kenya/Kenya", 404, "E-COUNTRY"), ("/api/v1/events?x=1", 400, "E-PARAMETER"),
    ("/api/v1/events?limit=1001", 400, "E-PARAMETER"), ("/api/v1/events?limit=1&limit=2", 400, "E-PARAMETER"),
    ("/api/v1/events?since=2021-13", 400, "E-PARAMETER"), ("/api/v1/events?type=NO", 400, "E-PARAMETER"),
    ("/api/v1/events?as_of=tomorrow", 400, "E-PARAMETER"), ("/api/v1/events?as_of=2021-99-01", 404, "E-NO-REVISION"),
    ("/api/v1/events?as_of=99", 404, "E-NO-REVISION"), ("/api/v1/search", 400, "E-PARAMETER"), ("/api/v1/search?q=!", 422, "E-NO-WORDS"),
    ("/api/v1/timeline?counts=yes", 400, "E-PARAMETER"), ("/api/v1/people/", 400, "E-PARAMETER"),
    ("/api/v1/people/x%2Fy", 404, "E-NO-FIGURE"),
    ("/api/v1/events?actor=" + "x" * 10_000, 400, "E-PARAMETER"), ("/api/v1/events/", 404, "E-NO-ADDRESS"),
])
def test_problems(desk: TestClient, address: str, status: int, code: str) -> None:
    answer = desk.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["type"]) == (status, code, f"/api/v1/docs#{code}")
    assert problem["title"]
    assert problem["detail"]


def test_problems_are_pages_to_people(desk: TestClient) -> None:
    answer = desk.get("/events/00ff", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.text == "<p lang=en>no event with this identity"


def test_methods(desk: TestClient) -> None:
    assert desk.head("/api/v1/events").status_code == 200
    for address in ("/api/v1/events", "/events", "/api/v1/decisions"):
        refused = desk.put(address)
        assert (refused.status_code, refused.json()["code"]) == (405, "E-METHOD")
        assert "GET" in refused.headers["allow"]


def test_a_register_that_is_not_there_or_broken(tmp_path: Path) -> None:
    missing = desk_over(tmp_path / "none.db")
    answer = missing.get("/api/v1/events")
    assert (answer.status_code, answer.json()["code"]) == (503, "E-NOT-FOUND")
    assert str(tmp_path) not in answer.text
    decided = missing.post("/api/v1/decisions", json={"kind": "undo", "decision": 1, "reason": "x"}, headers={"If-Match": "0"})
    assert decided.status_code == 503
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "broken.db").write_bytes(b"no register" * 500)
    assert desk_over(tmp_path / "broken.db").get("/api/v1/events").json()["code"] == "E-DB-CORRUPT"


def test_a_fault_of_ours_says_nothing_of_itself_and_is_as_safe_as_any_answer(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attache.api.desk.newest", lambda register: 1 / 0)
    answer = desk.get("/api/v1/events")
    assert (answer.status_code, answer.json()["code"]) == (500, "E-INTERNAL")
    assert "division" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_questions_cannot_write(register_path: Path) -> None:
    from attache.api.questions import questions
    from attache.errors import RegisterError

    with pytest.raises(RegisterError, match="E-READ-ONLY"), questions(register_path) as register:
        register.execute("DELETE FROM refusals")


def test_row_41_a_question_that_takes_too_long_is_stopped_and_says_so(
    desk: TestClient, register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(register: Connection, *_: object, **__: object) -> list[object]:
        count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return register.execute(count).fetchall()

    monkeypatch.setattr("attache.api.questions.QUESTION_SECONDS", 0.05)
    monkeypatch.setattr("attache.api.answering.asked_sources.outlets", endless)
    answer = desk.get("/api/v1/sources")
    assert (answer.status_code, answer.json()["code"]) == (503, "E-TIME-LIMIT")
    assert answer.headers["retry-after"]
