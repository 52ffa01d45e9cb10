"""Desks with the plainest of pages."""
from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from attache.api import RESOURCES, Access, Answer, Asked, application

OWN = "http://127.0.0.1:8321"


def desk_over(register_path: Path, access: Access | None = None, own: str = OWN) -> TestClient:
    """A desk whose pages are the names of resources, asked under an address of its own; faults are answered, not raised."""
    pages = {resource.name: _page for resource in RESOURCES}
    made = application(register_path, access or Access(), pages, lambda found, language: f"<p lang={language}>{escape(found.detail)}")
    return TestClient(made, base_url=own, raise_server_exceptions=False, follow_redirects=False)


def event_of(desk: TestClient, **asked: Any) -> dict[str, Any]:
    """The first event that fits."""
    found: dict[str, Any] = desk.get("/api/v1/events", params=asked).json()["items"][0]
    return found


def _page(asked: Asked, answer: Answer[Any]) -> str:
    return f"<p lang={asked.language}>{asked.resource.name} {len(answer.items)} {asked.decided or ''}"
