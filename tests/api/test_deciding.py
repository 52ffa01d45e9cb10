"""Decisions over HTTP. Row 38: nobody decides about what they have not seen."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.desks import event_of
from tests.samples import fill


def decide(desk: TestClient, seen: int | str | None = None, **decision: Any) -> tuple[int, dict[str, Any]]:
    """(status, answer); `seen` defaults to the newest revision."""
    if seen is None:
        seen = desk.get("/api/v1/about").json()["revision"]
    answer = desk.post("/api/v1/decisions", json={"reason": "seen", "by": "Ana", **decision}, headers={"If-Match": f'"{seen}"'})
    return answer.status_code, answer.json()


def test_every_kind_and_its_undoing(desk: TestClient, register_path: Path) -> None:
    fill(register_path, "Ministers meet again\nItaly met Kenya on 2021-03-04.\nPeru accused Chad.\n")
    event, other = event_of(desk, type="CONSULT", status="happened"), event_of(desk, actor="Chad")
    told = desk.get(f"/api/v1/events/{event['id']}").json()["item"]["thread"]
    claims = [each["id"] for report in told for each in (report, *report["copies"])]
    decisions: list[dict[str, Any]] = [
        {"kind": "accept", "claim": event["id"]}, {"kind": "reject", "claim": event["id"][:10]},
        {"kind": "edit", "claim": event["id"], "field": "place", "value": {"name": "Lomé", "country": "TGO"}},
        {"kind": "split", "claim": claims[-1]}, {"kind": "merge", "claim": event["id"], "other": other["id"]},
        {"kind": "link", "names": ["Aldo Brenn", "Mirna Okoth"]}, {"kind": "unlink", "names": ["Aldo Brenn", "Mirna Okoth"]},
    ]
    for number, decision in enumerate(decisions, 1):
        status, entered = decide(desk, **decision)
        assert (status, entered["decision"]) == (201, number), decision
    for number in range(len(decisions), 0, -1):
        assert decide(desk, kind="undo", decision=number)[0] == 201
    log = desk.get("/api/v1/decisions").json()["items"]
    assert [entry["standing"] for entry in log] == ["in force"] * 7 + ["undone"] * 7
    assert {entry["decided_by"] for entry in log} == {"Ana"}
    assert event_of(desk, type="CONSULT", status="happened")["place"] == event["place"]


def test_what_is_in_force_already_is_no_decision(desk: TestClient) -> None:
    claim = event_of(desk)["id"]
    assert decide(desk, kind="accept", claim=claim)[0] == 201
    assert decide(desk, kind="accept", claim=claim) == (200, {"decision": None, "revision": 5})


def test_row_38_of_two_who_saw_the_same_one_is_told_to_look_again(desk: TestClient) -> None:
    event = event_of(desk)
    seen = desk.get(f"/api/v1/events/{event['id']}").headers["etag"]
    bodies = [{"kind": kind, "claim": event["id"], "reason": "seen"} for kind in ("accept", "reject")]
    first, second = (desk.post("/api/v1/decisions", json=body, headers={"If-Match": seen}) for body in bodies)
    assert (first.status_code, second.status_code, second.json()["code"]) == (201, 412, "E-CHANGED")
    assert event_of(desk, verdict="accepted")["id"] == event["id"]
    assert decide(desk, seen=first.json()["revision"], kind="reject", claim=event["id"])[0] == 201


def test_row_38_what_came_in_about_others_hinders_nobody(desk: TestClient, register_path: Path) -> None:
    event, seen = event_of(desk), desk.get("/api/v1/about").json()["revision"]
    fill(register_path, "Elsewhere\nNorway accused Chad.\n")
    assert decide(desk, seen=seen, kind="accept", claim=event["id"])[0] == 201


def test_row_38_a_report_that_came_meanwhile_has_to_be_looked_at(desk: TestClient, register_path: Path) -> None:
    event, seen = event_of(desk, type="CONSULT", status="happened"), desk.get("/api/v1/about").json()["revision"]
    fill(register_path, "Another report of it\nItaly met Kenya on 2021-03-04.\n")
    assert decide(desk, seen=seen, kind="accept", claim=event["id"])[1]["code"] == "E-CHANGED"


def test_row_38_a_decision_about_an_event_that_became_part_of_another(desk: TestClient) -> None:
    one, other = desk.get("/api/v1/events").json()["items"][:2]
    for claim in (one["id"], other["id"]):
        assert decide(desk, kind="accept", claim=claim)[0] == 201
    merged = decide(desk, kind="merge", claim=one["id"], other=other["id"])[1]["revision"]
    assert decide(desk, kind="reject", claim=one["id"])[0] == 201
    for decision in (1, 2):
        assert decide(desk, seen=merged, kind="undo", decision=decision)[1]["code"] == "E-CHANGED"


def test_row_38_names_and_undoings_too(desk: TestClient) -> None:
    names = ["Aldo Brenn", "Mirna Okoth"]
    status, entered = decide(desk, seen=4, kind="link", names=names)
    assert status == 201
    assert decide(desk, seen=4, kind="unlink", names=names)[1]["code"] == "E-CHANGED"
    assert decide(desk, seen=4, kind="undo", decision=entered["decision"])[1]["code"] == "E-CHANGED"
    assert decide(desk, kind="undo", decision=entered["decision"])[0] == 201


def test_row_38_the_claim_named_is_the_one_decided_about(desk: TestClient) -> None:
    one, other = desk.get("/api/v1/events").json()["items"][:2]
    decide(desk, kind="reject", claim=one["id"])
    assert [event["id"] for event in desk.get("/api/v1/events?verdict=rejected").json()["items"]] == [one["id"]]
    assert other["id"] in [event["id"] for event in desk.get("/api/v1/events").json()["items"]]


@pytest.mark.parametrize(("body", "status", "code"), [
    ({"kind": "accept", "claim": "00ff"}, 404, "E-NO-EVENT"), ({"kind": "undo", "decision": 99}, 404, "E-NO-DECISION"),
    ({"kind": "undo", "decision": 10**30}, 422, "E-BODY"), ({"kind": "undo", "decision": "1"}, 422, "E-BODY"),
    ({"kind": "delete", "claim": "00ff"}, 422, "E-BODY"), ({"kind": "accept"}, 422, "E-BODY"), ({}, 422, "E-BODY"),
    ({"kind": "accept", "claim": "00ff", "also": 1}, 422, "E-BODY"), ({"kind": "link", "names": ["Ana"]}, 422, "E-BODY"),
    ({"kind": "link", "names": ["Ana", "ANA"]}, 422, "E-DECISION"), ({"kind": "edit", "claim": "00ff", "field": "id"}, 422, "E-BODY"),
    ({"kind": "link", "names": ["Ana", "Bea"], "reason": " "}, 422, "E-DECISION"),
    ({"kind": "link", "names": ["Ana\0", "Bea"]}, 422, "E-DECISION"),
])
def test_what_is_no_decision(desk: TestClient, body: dict[str, Any], status: int, code: str) -> None:
    refused, problem = decide(desk, **body)
    assert (refused, problem["code"]) == (status, code)


@pytest.mark.parametrize("value", ["yesterday", 5, {"name": "x"}, ["2021"], "2021-02-30"])
def test_a_value_that_the_field_cannot_hold(desk: TestClient, value: object) -> None:
    assert decide(desk, kind="edit", claim=event_of(desk)["id"], field="date", value=value)[1]["code"] == "E-DECISION"


@pytest.mark.parametrize(("content", "headers", "status"), [
    (b"{}", {"Content-Type": "application/json"}, 428), (b"{}", {"Content-Type": "text/plain", "If-Match": "1"}, 415),
    (b"{", {"Content-Type": "application/json", "If-Match": "1"}, 422),
    (b"\xff", {"Content-Type": "application/json", "If-Match": "1"}, 422),
    (b"[" * 200_000, {"Content-Type": "application/json", "If-Match": "1"}, 422),
    (b"{}", {"Content-Type": "application/json", "If-Match": "*"}, 422), (b"", {"Content-Type": "application/json", "If-Match": "x"}, 422),
    (b"x" * 1_000_001, {"Content-Type": "application/json", "If-Match": "1"}, 413),
])
def test_bodies_and_headers_that_are_not_understood(desk: TestClient, content: bytes, headers: dict[str, str], status: int) -> None:
    assert desk.post("/api/v1/decisions", content=content, headers=headers).status_code == status


def test_a_form_decides_and_goes_back_where_it_came_from(desk: TestClient) -> None:
    event = event_of(desk)
    form = {"kind": "edit", "claim": event["id"], "field": "actors", "value": "Naomi Arubasa (KEN GOV); Togo (TGO)", "reason": "misread"}
    answer = desk.post("/decisions", data={**form, "revision": "4", "back": "/events?status=planned&decided=3"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?status=planned&decided=1")
    edited = desk.get(f"/api/v1/events/{event['id']}").json()["item"]
    assert [(party["name"], party["country"]) for party in edited["actors"]] == [("Naomi Arubasa", "KEN"), ("Togo", "TGO")]
    emptied = desk.post("/decisions", data={**form, "field": "date", "value": "", "revision": "5", "back": "/review"})
    assert emptied.headers["location"] == "/review?decided=2"
    undone = desk.post("/decisions", data={"kind": "undo", "decision": "1", "reason": "x", "revision": "6"})
    assert undone.headers["location"] == "/?decided=3"
    tied = desk.post("/decisions", data={"kind": "link", "name": "Aldo Brenn", "other_name": "A. Brenn", "reason": "x", "revision": "7"})
    assert tied.status_code == 303


@pytest.mark.parametrize("back", [
    "//evil.example", "/\\evil.example", "http://evil.example", "javascript:x", "/a\r\nSet-Cookie: x=1", "", "x",
])
def test_nobody_is_sent_elsewhere(desk: TestClient, back: str) -> None:
    form = {"kind": "accept", "claim": event_of(desk)["id"], "reason": "seen", "revision": "4", "back": back}
    answer = desk.post("/decisions", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?decided=1")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("changes", [{"kind": "x"}, {"revision": ""}, {"reason": ""}, {"claim": ""}, {"decision": "x", "kind": "undo"}])
def test_a_form_that_is_no_decision(desk: TestClient, changes: dict[str, str]) -> None:
    form = {"kind": "accept", "claim": event_of(desk)["id"], "reason": "seen", "revision": "4", **changes}
    answer = desk.post("/decisions", data=form, headers={"Accept": "text/html"})
    assert answer.status_code in {422, 428}
    assert answer.text.startswith("<p lang=en>")


def test_a_form_is_a_form(desk: TestClient) -> None:
    assert desk.post("/decisions", json={"kind": "accept"}).status_code == 415
    for content in (b"", b"\xff", b"a&b", b"&".join(b"a%d=1" % number for number in range(50))):
        refused = desk.post("/decisions", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert refused.json()["code"] in {"E-BODY", "E-IF-MATCH"}
