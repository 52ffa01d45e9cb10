"""The desk in a real browser: an analyst's hour, reading aids, and nothing done that must not be."""
from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.addresses_of import addresses
from tests.web.browser import Watched, browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1400, "height": 900}
_EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
_COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all."""
    with browser() as one:
        yield one


@pytest.fixture
def tab(chromium: Browser, own_example: Path) -> Iterator[Watched]:
    """A tab before the desk, which did nothing wrong by the end."""
    with served(own_example) as desk:
        watched = Watched(chromium, desk, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
        yield watched
        watched.page.context.close()
        assert watched.wrong == []


def test_an_analysts_hour(tab: Watched) -> None:
    page = tab.page
    page.goto("/")
    page.get_by_role("heading", name="Disputed").wait_for()
    page.get_by_role("link", name="Dyads").click()
    page.get_by_label("One country").fill("Kenya")
    page.get_by_label("The other").fill("Somalia")
    page.get_by_role("button", name="Open the ledger").click()
    card = page.locator("article.called_off")
    assert "◷ planned" in card.inner_text()
    assert "according to Ruth Chelanga" in card.inner_text()
    page.locator("summary", has_text="Copy as brief").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("Copied.").wait_for()
    brief = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"called off: Kenya ↔ Somalia · .*“The meeting of Kenya and Somalia.*” \[\d+\]", brief)

    page.keyboard.press("/")
    page.keyboard.type("khat shipments since")
    page.keyboard.press("Enter")
    assert page.locator("mark").first.inner_text() == "khat"
    page.locator("a.who").first.click()
    page.wait_for_url("**/events/*")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "value"


def _decide(page: Page, key: str) -> None:
    """Press a key that decides, and wait for the whole answer: a long queue is shown before its end has come."""
    with page.expect_event("load"):
        page.keyboard.press(key)
    page.get_by_role("status").wait_for()


def test_review_by_keys_with_undo(tab: Watched) -> None:
    page = tab.page
    page.goto("/review")
    waiting = page.locator("[data-item]").count()
    page.keyboard.press("j")
    second = page.locator("[data-item].current").get_attribute("id")
    _decide(page, "x")
    assert page.locator("[data-item]").count() == waiting - 1
    assert page.locator(f"#{second}").count() == 0
    _decide(page, "u")
    assert page.locator(f"#{second}").count() == 1
    _decide(page, "a")
    page.goto("/decisions")
    assert page.locator(".history li").count() == 5
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.wait_for_url("**/events/*")


def test_lists_of_events_are_walked_by_keys(tab: Watched) -> None:
    page = tab.page
    for address in ("/events", "/search?q=khat", "/dyad/KEN/SOM", "/"):
        page.goto(address)
        for key in "jjk":
            page.keyboard.press(key)
        first = page.locator("[data-item]").first
        assert first.evaluate("item => item.classList.contains('current')"), address
        wanted = first.locator("[data-open]").get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{wanted}")


def test_the_section_one_is_in_can_be_seen_on_a_telephone(chromium: Browser, own_example: Path) -> None:
    with served(own_example) as desk:
        watched = Watched(chromium, desk, viewport=NARROW)
        for address in ("/", "/map", "/sources"):
            watched.page.goto(address)
            place = watched.page.locator(".sections [aria-current]").bounding_box()
            assert place is not None
            assert place["x"] >= 0, address
            assert place["x"] + place["width"] <= NARROW["width"], address
        watched.page.context.close()


def one_is_enough(address: str, scheme: str) -> bool:
    """Whether to look at a page closely: one of each kind, and in the dark those where most colours are."""
    if scheme == "dark":
        return address.startswith(("/events/", "/dyad/KEN/SOM", "/review", "/network?country=Kenya"))
    return "?" not in address or address.endswith(("Nobody", "Kenya", "khat"))


@pytest.mark.parametrize(("scheme", "rules"), [("light", _EVERYTHING), ("dark", _COLOURS)])
def test_every_page_can_be_read_by_everybody(chromium: Browser, own_example: Path, scheme: str, rules: dict[str, list[str]]) -> None:
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core-python is not installed")
    axe = Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    with served(own_example) as desk:
        watched = Watched(chromium, desk, viewport=WIDE, color_scheme=scheme)
        for address in [address for address in addresses(own_example) if one_is_enough(address, scheme)]:
            watched.page.goto(address)
            watched.page.evaluate(axe)
            found = watched.page.evaluate("rules => axe.run(document, rules)", rules)
            assert found["passes"], address
            bad = [(each["id"], node["html"][:120]) for each in found["violations"] for node in each["nodes"]
                   if each["impact"] in ("serious", "critical")]
            assert bad == [], address
        watched.page.context.close()


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_no_page_is_wider_than_the_screen(chromium: Browser, own_example: Path, size: dict[str, int]) -> None:
    with served(own_example) as desk:
        watched = Watched(chromium, desk, viewport=size)
        for address in addresses(own_example):
            watched.page.goto(address)
            over = watched.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, address
        watched.page.context.close()
        assert watched.wrong == []


def test_all_but_keys_works_without_scripts(chromium: Browser, own_example: Path) -> None:
    with served(own_example) as desk:
        page = Watched(chromium, desk, java_script_enabled=False).page
        page.goto("/review")
        page.get_by_role("button", name="Accept").first.click()
        page.get_by_role("button", name="Undo").click()
        page.goto("/dyad/KEN/SOM")
        page.locator("summary", has_text="Copy as brief").click()
        assert page.get_by_label("The brief").input_value().startswith("# Kenya – Somalia")
        page.context.close()
