"""The example register: one click away from an empty one, and never taken for it."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from attache.api import Access
from attache.errors import InputError
from attache.register.connection import reading, writing
from attache.web import application
from attache.web.example import MakeExample
from tests.samples import TALKS, fill
from tests.web.conftest import HTML
from tests.web.test_pages import tree, words

made: list[Path] = []


def make(path: Path) -> None:
    """An example of a page."""
    made.append(path)
    fill(path, TALKS)


def fail(path: Path) -> None:
    """An example that cannot be made."""
    raise InputError("E-UNREADABLE", str(path), "the disk is full")


def desk_over(register_path: Path, example: MakeExample | None) -> TestClient:
    """A browser before a desk over a register with nothing in it."""
    with writing(register_path):
        pass
    return TestClient(application(register_path, Access(), example), base_url="http://127.0.0.1", headers=HTML)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """That offers an example."""
    made.clear()
    with desk_over(tmp_path / "attache.db", make) as client:
        yield client


def test_an_empty_register_offers_an_example_and_one_comes_back_from_it(desk: TestClient) -> None:
    for address in ("/", "/events", "/people", "/map"):
        forms = tree(desk, address).xpath("//form[@action='/example' and @method='post']")
        assert [words(form.find("button")) for form in forms] == ["Look at an example"], address
    front = words(html.fromstring(desk.post("/example").text))
    assert "This is the example" in front
    assert "1 page read" in front
    assert len(desk.get("/events.csv").text.splitlines()) > 1
    assert "Nothing is in the register yet" in words(html.fromstring(desk.post("/example/leave").text))
    assert len(desk.get("/events.csv").text.splitlines()) == 1


def test_it_is_made_once_and_seen_by_nobody_who_did_not_ask(desk: TestClient) -> None:
    desk.post("/example")
    desk.cookies.clear()
    assert "Nothing is in the register yet" in desk.get("/").text
    desk.post("/example")
    assert len(made) == 1
    assert made[0].exists()


def test_an_answer_of_the_example_is_not_known_again_as_one_of_the_register(desk: TestClient) -> None:
    own = desk.get("/events.csv").headers["etag"]
    desk.post("/example")
    assert desk.get("/events.csv", headers={"If-None-Match": own}).status_code == 200
    assert desk.get("/events.csv").headers["etag"].partition("-")[2] != own.partition("-")[2]


def test_what_is_decided_and_seen_in_it_stays_there(desk: TestClient, tmp_path: Path) -> None:
    desk.post("/example")
    review = tree(desk, "/review")
    (event, *_), (revision, *_) = (review.xpath(f"//li//input[@name='{name}']/@value") for name in ("claim", "revision"))
    desk.post("/decisions", data={"kind": "accept", "claim": event, "revision": revision, "reason": "seen", "back": "/review"})
    assert "accepted" in tree(desk, f"/events/{event[:16]}").find_class("badge-accepted")[0].text
    desk.post("/seen", data={"revision": revision, "example": "shown"})
    assert "seen" not in desk.cookies
    with reading(tmp_path / "attache.db") as register:
        assert register.execute("SELECT count(*) FROM decisions").fetchone() == (0,)


def test_what_keeps_it_from_being_made_is_told(tmp_path: Path) -> None:
    with desk_over(tmp_path / "attache.db", fail) as desk:
        answer = desk.post("/example")
        assert "the disk is full" in answer.text
        assert answer.status_code >= 400
        assert "Nothing is in the register yet" in desk.get("/").text


def test_a_desk_that_has_none_offers_none(tmp_path: Path) -> None:
    with desk_over(tmp_path / "attache.db", None) as desk:
        assert "/example" not in desk.get("/").text
        assert desk.post("/example").status_code in {404, 405}


def test_it_comes_only_for_a_click_on_the_desk_itself(desk: TestClient) -> None:
    assert desk.post("/example", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert made == []
