"""Every resource in every form; records as the command line prints them and as the schema says."""
from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from attache.api import RESOURCES, Resource
from attache.api.negotiation import MEDIA_TYPES
from attache.api.schema import RECORDS
from attache.cli import main
from attache.errors import InputError
from attache.register.decisions import Said
from attache.register.store import open_register
from tests.api.desks import event_of
from tests.samples import fill


@pytest.fixture
def register_path(register_path: Path) -> Path:
    """With a copy of a report, a decision and a refusal in it."""
    fill(register_path, "A pact is near\nItaly met Kenya on 2021-03-04.\nItaly accused Ghana.\n")
    with open_register(register_path) as register:
        (event,) = register.connection.execute("SELECT event FROM events WHERE type = 'CONSULT' ORDER BY event LIMIT 1").fetchone()
        register.accept(event, Said("Ana", "seen"))
        register.link("Aldo Brenn", "Mirna Okoth", Said("Ana", "one and the same"))
        register.refuse(InputError("E-BINARY", "photo.jpg", "not text"))
    return register_path


def address(desk: TestClient, resource: Resource) -> str:
    """An address of the resource at which there is something."""
    event = event_of(desk, type="consult")
    ids = {"event": event["id"], "page": event["page"]["page_id"], "agreement": "0000"}
    path = resource.path.replace("{id}", ids.get(resource.name, "")).replace("{one}/{other}", "Italy/Kenya").replace("{name:path}", "Brenn")
    return f"{path}?q=italy" if resource.name == "search" else path


@pytest.mark.parametrize("resource", [each for each in RESOURCES if each.name not in {"agreement", "body"}], ids=lambda each: each.name)
def test_every_record_is_as_the_schema_says(desk: TestClient, resource: Resource) -> None:
    found = desk.get(f"/api/v1{address(desk, resource)}").json()
    items = [found["item"]] if resource.single else found["items"]
    assert items or resource.name in {"agreements", "bodies"}
    for item in items:
        msgspec.convert(item, RECORDS[resource.record])
    assert isinstance(found["revision"], int)


@pytest.mark.parametrize(("resource", "form"), [
    (resource, form) for resource in RESOURCES if resource.name not in {"agreement", "body"} for form in resource.forms
], ids=lambda each: getattr(each, "name", each))
def test_every_form_can_be_had_by_ending_and_by_accept(desk: TestClient, resource: Resource, form: Any) -> None:
    path, _, query = address(desk, resource).partition("?")
    media_type = MEDIA_TYPES[form]
    ended = desk.get(f"{path}.{form}?{query}")
    accepted = desk.get(f"/api/v1{path}?{query}", headers={"Accept": media_type})
    assert (ended.status_code, accepted.status_code) == (200, 200)
    assert ended.headers["content-type"] == accepted.headers["content-type"] == media_type


def test_the_command_line_prints_the_same(desk: TestClient, register_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["events"], ["people"], ["bodies"], ["timeline"], ["dyad", "Italy", "Kenya"], ["search", "italy"], ["people", "Brenn"]):
        with pytest.raises(SystemExit):
            main([*verb, "--format", "json", "--register", str(register_path)])
        printed = json.loads(capsys.readouterr().out)
        path = f"/search?q={verb[1]}" if verb[0] == "search" else "/" + "/".join(verb)
        assert desk.get(f"/api/v1{path}").json()["items"] == printed


def test_an_event_has_its_reports_and_what_was_decided(desk: TestClient) -> None:
    event = event_of(desk, verdict="accepted")
    full = desk.get(f"/api/v1/events/{event['id'][:8]}").json()["item"]
    assert full["id"] == event["id"]
    assert [(entry["kind"], entry["decided_by"], entry["standing"]) for entry in full["history"]] == [("accept", "Ana", "in force")]
    assert sum(1 + len(report["copies"]) for report in full["thread"]) == full["reports"] == 2
    about = desk.get("/api/v1/decisions", params={"about": event["id"]}).json()["items"]
    assert [entry["decision_id"] for entry in about] == [1]


def test_a_page_says_where_its_claims_stand(desk: TestClient) -> None:
    event = event_of(desk, type="CONSULT", status="happened")
    page = desk.get(f"/api/v1/pages/{event['page']['page_id'][:10]}").json()["item"]
    words = {excerpt["event"]: page["text"][excerpt["start"] : excerpt["end"]] for excerpt in page["excerpts"]}
    assert words[event["id"]] == event["quote"]
    assert desk.get("/api/v1/pages/00000000").json()["code"] == "E-NO-PAGE"


def test_sources_and_refusals(desk: TestClient) -> None:
    (outlet,) = desk.get("/api/v1/sources").json()["items"]
    assert (outlet["publisher"], outlet["pages"], outlet["copies"]) == ("The Harbour Courier", 3, 1)
    (refusal,) = desk.get("/api/v1/refusals").json()["items"]
    assert (refusal["code"], refusal["origin"]) == ("E-BINARY", "photo.jpg")


def test_a_person_is_found_by_identity_too(desk: TestClient) -> None:
    figure = desk.get("/api/v1/people").json()["items"][0]
    (profile,) = desk.get(f"/api/v1/people/{figure['id']}").json()["items"]
    assert profile["name"] == figure["name"]
    assert desk.get(f"/api/v1/bodies/{figure['id']}").json()["code"] == "E-NO-FIGURE"


def test_csv_holds_one_line_an_event_with_formulas_made_harmless(register_path: Path, desk: TestClient) -> None:
    with open_register(register_path) as register:
        register.connection.execute("UPDATE pages SET origin = '=HYPERLINK(\"http://evil\")'")
    rows = list(csv.DictReader(io.StringIO(desk.get("/events.csv").text)))
    assert len(rows) == len(desk.get("/events.json").json()["items"])
    assert {row["origin"] for row in rows} == {"'=HYPERLINK(\"http://evil\")"}
