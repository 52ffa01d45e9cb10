"""Row 36 (other sites, other hosts), row 37 (tokens), and what every answer carries."""
from __future__ import annotations

import base64
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attache.api import Access
from attache.api.safety import CONTENT_SECURITY_POLICY
from attache.api.tokens import hash_of, kept_hash, made_token
from attache.errors import InputError, SettingsError
from attache.register.connection import reading
from tests.api.desks import OWN, desk_over, event_of

TOKEN = "a-token-nobody-guesses-1234"  # noqa: S105 - of a desk that lives as long as a test
ACCEPT = {"kind": "accept", "reason": "seen", "revision": "9", "back": "/"}


def shown(token: str, user: str = "ana") -> dict[str, str]:
    """A Basic header with the token as password."""
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{token}'.encode()).decode()}"}


def decided(register_path: Path) -> int:
    with reading(register_path) as register:
        return int(register.execute("SELECT count(*) FROM decisions").fetchone()[0])


@pytest.mark.parametrize(("headers", "status"), [
    ({}, 303), ({"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, 303), ({"Origin": OWN}, 303), ({"Sec-Fetch-Site": "same-origin"}, 303),
    ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403), ({"Sec-Fetch-Site": "none"}, 403),
    ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Origin": "http://127.0.0.1:9999"}, 403),
    ({"Origin": "https://127.0.0.1:8321"}, 403), ({"Origin": f"{OWN}.evil.example"}, 403), ({"Origin": ""}, 403),
    ({"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, 403), ({"Origin": OWN, "Sec-Fetch-Site": "cross-site"}, 403),
])
def test_row_36_what_changes_the_register_comes_from_its_own_pages(
    desk: TestClient, register_path: Path, headers: dict[str, str], status: int
) -> None:
    claim = event_of(desk)["id"]
    assert desk.post("/decisions", data={**ACCEPT, "claim": claim}, headers=headers).status_code == status
    assert decided(register_path) == (status == 303)


def test_row_36_only_post_has_effects(desk: TestClient, register_path: Path) -> None:
    claim = event_of(desk)["id"]
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        for address in ("/decisions", "/api/v1/decisions"):
            desk.request(method, address, params={**ACCEPT, "claim": claim})
    assert decided(register_path) == 0


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1:8321", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:8321", 200), ("evil.example", 400),
    ("127.0.0.1.evil.example", 400), ("localhost.evil.example:8321", 400), ("", 400), ("[::1", 400), ("127.0.0.1@evil.example", 400),
    ("0.0.0.0", 400), ("127.0.0.1:8321:1", 400),  # noqa: S104 - what is asked for, not what is listened on
])
def test_row_36_no_other_host_is_answered_to(desk: TestClient, host: str, status: int) -> None:
    answer = desk.get("/api/v1/about", headers={"Host": host})
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["code"] == "E-HOST"


def test_every_answer_keeps_the_browser_in(desk: TestClient) -> None:
    for answer in (
        desk.get("/events", headers={"Accept": "text/html"}), desk.get("/api/v1/events"), desk.get("/nowhere"), desk.get("/events.csv"),
        desk.get("/about", headers={"Host": "evil.example"}), desk.put("/events"), desk.get("/api/v1/docs"), desk.get("/calendar.ics"),
    ):
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    for loose in ("unsafe", "*", "http", "data:"):
        assert loose not in CONTENT_SECURITY_POLICY


@pytest.fixture
def shared(register_path: Path) -> TestClient:
    """A desk that others come to under its name."""
    return desk_over(register_path, Access(("desk.example",), hash_of(TOKEN)), "http://desk.example")


def test_row_37_without_the_token_nothing_is_told(shared: TestClient) -> None:
    refused = [
        shared.get("/api/v1/events", headers=headers) for headers in (
            {}, shown("wrong"), shown(""), shown(TOKEN[:-1]), {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": "Basic %%%"},
            {"Authorization": TOKEN}, {"Authorization": f"Digest {TOKEN}"}, {"Authorization": "Basic /////w=="},
            {"Authorization": f"Bearer {sha256(TOKEN.encode()).hexdigest()}"},
        )
    ]
    refused += [shared.get(f"/nowhere?token={TOKEN}"), shared.get("/api/v1/docs"), shared.post("/decisions", data=ACCEPT)]
    assert {answer.status_code for answer in refused} == {401}
    assert len({answer.content for answer in refused}) == 1
    assert refused[0].headers["www-authenticate"].startswith("Basic ")


def test_row_37_with_the_token_all_is(shared: TestClient) -> None:
    assert shared.get("/api/v1/events", headers=shown(TOKEN)).status_code == 200
    assert shared.get("/api/v1/events", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_who_shows_the_token_decides(shared: TestClient) -> None:
    shared.headers.update(shown(TOKEN, "Ana Lima"))
    claim = event_of(shared)["id"]
    shared.post("/api/v1/decisions", json={"kind": "accept", "claim": claim, "reason": "seen"}, headers={"If-Match": '"9"'})
    assert shared.get("/api/v1/decisions").json()["items"][0]["decided_by"] == "Ana Lima"


@pytest.mark.of_files
def test_row_37_only_a_hash_of_the_token_is_kept(register_path: Path) -> None:
    token = made_token(register_path)
    kept = register_path.with_name("attache.db.token")
    assert kept.read_text() == kept_hash(register_path) == hash_of(token)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert made_token(register_path) != token
    kept.write_text("nonsense")
    assert kept_hash(register_path) is None


def test_a_token_that_could_be_guessed(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="E-WEAK-TOKEN"):
        hash_of("secret")
    with pytest.raises(InputError, match="E-OUTPUT"):
        made_token(tmp_path / "none" / "attache.db")
