"""Pages are hostile: five hundred and more strings in every field, and no page of the desk does anything but show them."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from attache.api import Access
from attache.outputs.cleaning import paragraphs
from attache.register.connection import reading
from attache.web import application
from tests.web import hostile
from tests.web.browser import Watched, browser, served
from tests.web.conftest import HTML

_LISTS = (
    "/", "/events", "/dyads", "/dyad/KEN/SOM", "/people", "/bodies", "/agreements", "/calendar", "/map", "/network?country=KEN", "/review",
    "/decisions", "/search?q=script", "/sources", "/about",
)
_OWN = frozenset({"/static/desk.js", "/static/desk.css", "/static/mark.svg", "/static/world.svg"})
# elements that no template has, or has only in the frame
_NEVER = ("iframe", "object", "embed", "base", "style", "img", "video", "audio", "marquee", "math", "animate", "picture", "template")


@pytest.fixture(scope="module")
def register_of_strings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The register, and what is in it."""
    path = tmp_path_factory.mktemp("hostile") / "attache.db"
    return path, hostile.make(path)


def addresses(path: Path) -> Iterator[str]:
    """Every list, every fortieth event, page, person and agreement, and the strings themselves as questions."""
    yield from _LISTS
    with reading(path) as register:
        for (event,) in register.execute("SELECT event FROM events WHERE until > 1e18 ORDER BY event_no").fetchall()[::40]:
            yield f"/events/{event[:16]}"
        for (page,) in register.execute("SELECT page_id FROM pages ORDER BY page_no").fetchall()[::10]:
            yield f"/pages/{page[:16]}"
        for (name,) in register.execute("SELECT name FROM figures WHERE kind = 'person' AND until > 1e18").fetchall()[::80]:
            yield f"/people/{quote(name, safe='')}"
        for (agreement,) in register.execute("SELECT agreement FROM agreements WHERE until > 1e18").fetchall()[::40]:
            yield f"/agreements/{agreement[:16]}"
    for words in hostile.strings()[::60]:
        asked = quote(words.replace("\0", ""), safe="")
        yield from (f"/events?actor={asked}", f"/search?q={asked}", f"/people?name={asked}", f"/map?place={asked}", f"/dyad/{asked}/KEN")


def test_there_are_five_hundred() -> None:
    assert len(set(hostile.strings())) >= 500


def test_no_string_becomes_markup(register_of_strings: tuple[Path, list[str]]) -> None:
    path, _ = register_of_strings
    with TestClient(application(path, Access()), base_url="http://127.0.0.1", headers=HTML) as desk:
        for address in addresses(path):
            answer = desk.get(address)
            assert answer.status_code in (200, 404), (address, answer.text)
            page = html.fromstring(answer.text)
            assert not [element.tag for element in page.iter(*_NEVER)], address
            assert not page.xpath("//@style | //@*[starts-with(name(), 'on')] | //@srcdoc | //@http-equiv"), address
            assert {*page.xpath("//*[not(self::a)]/@href | //@src")} <= _OWN, address
            assert all(action.startswith("/") and not action.startswith("//") for action in page.xpath("//@action")), address
            assert all(link.startswith(("/", "#", "?")) and not link.startswith("//") for link in page.xpath("//a/@href")), address


def test_what_is_shown_is_the_string(register_of_strings: tuple[Path, list[str]]) -> None:
    path, used = register_of_strings
    with TestClient(application(path, Access()), base_url="http://127.0.0.1", headers=HTML) as desk:
        with reading(path) as register:
            pages = [page for (page,) in register.execute("SELECT page_id FROM pages")]
        shown = "".join("".join(html.fromstring(desk.get(f"/pages/{page}").text).text_content().split()) for page in pages)
    assert not [words for words in used if "".join(paragraphs(words).split()) not in shown]
    assert "\u202e" not in shown
    assert "\x1b" not in shown


def test_a_browser_does_nothing_but_show_them(register_of_strings: tuple[Path, list[str]]) -> None:
    path, _ = register_of_strings
    with browser() as chromium, served(path) as desk:
        tab = Watched(chromium, desk)
        for address in [*_LISTS, *list(addresses(path))[len(_LISTS) :: 3]]:
            tab.page.goto(address)
        wrong = [each for each in tab.wrong if "status of 404" not in each]  # what there is no country of
        tab.page.context.close()
    assert wrong == []
