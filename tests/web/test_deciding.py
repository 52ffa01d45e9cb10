"""Decisions made with the pages' own forms, and what a visitor's cookies keep."""
from __future__ import annotations

from lxml import html
from starlette.testclient import TestClient

from tests.web.test_pages import event_with, tree, words

Sent = dict[str, str]


def fields(form: html.HtmlElement, **typed: str) -> Sent:
    """What the form sends when these fields are filled in."""
    found = {each.get("name"): each.get("value", "") for each in form.xpath(".//input[@name]")}
    return {**found, **typed}


def forms(page: html.HtmlElement, kind: str) -> list[html.HtmlElement]:
    """The forms that enter decisions of a kind."""
    return list(page.xpath(f"//form[@action='/decisions'][.//*[@name='kind' and @value='{kind}']]"))


def test_accept_is_told_and_can_be_undone_at_once(desk: TestClient) -> None:
    form = forms(tree(desk, "/review"), "accept")[0]
    answer = desk.post("/decisions", data=fields(form, kind="accept", reason="checked with a second outlet"))
    assert answer.url.path == "/review"
    page = html.fromstring(answer.text)
    assert "is entered" in words(page.find_class("notice")[0])
    assert "checked with a second outlet" in words(tree(desk, "/decisions"))
    before = len(forms(page, "accept"))
    undone = html.fromstring(desk.post("/decisions", data=fields(forms(page, "undo")[0])).text)
    assert len(forms(undone, "accept")) == before + 1


def test_a_rejected_event_is_listed_only_when_asked_for(desk: TestClient) -> None:
    form = next(form for form in forms(tree(desk, "/review"), "reject") if "khat shipments since" in words(form.getparent()))
    desk.post("/decisions", data=fields(form, kind="reject", reason="hearsay"))
    assert "khat shipments since" not in words(tree(desk, "/events"))
    assert "khat shipments since" in words(tree(desk, "/events?verdict=rejected"))


def test_an_edit_is_shown_with_its_reason(desk: TestClient) -> None:
    address = event_with(desk, "Hundreds of traders rallied")
    form = next(form for form in forms(tree(desk, address), "edit") if form.xpath(".//input[@name='field' and @value='date']"))
    answer = desk.post("/decisions", data=fields(form, value="2026-06-23", reason="the warning came that day"))
    page = html.fromstring(answer.text)
    assert "23 June 2026" in words(page.find(".//article"))
    assert "the warning came that day" in words(page)


def test_a_decision_on_what_changed_meanwhile_is_refused_in_plain_words(desk: TestClient) -> None:
    address = event_with(desk, "Hundreds of traders rallied")
    stale = forms(tree(desk, address), "accept")[0]
    desk.post("/decisions", data=fields(stale, kind="reject", reason="first"))
    answer = desk.post("/decisions", data=fields(stale, kind="accept", reason="second"))
    assert answer.status_code == 412
    assert "That did not work" in answer.text


def test_two_names_are_said_to_be_one(desk: TestClient) -> None:
    form = forms(tree(desk, "/people/Yaw%20Brakatu"), "link")[0]
    answer = desk.post("/decisions", data=fields(form, kind="link", other_name="Kwabena Osei-Tannor", reason="invented"))
    assert answer.status_code == 200
    assert "link" in words(tree(desk, "/decisions"))


def test_a_report_is_taken_out_and_put_back(desk: TestClient) -> None:
    address = event_with(desk, "Garbahaarrey")
    denial = next(form for form in forms(tree(desk, address), "split") if "No Kenyan jets" in words(form.getparent().getparent()))
    answer = desk.post("/decisions", data=fields(denial, reason="another village"))
    assert "2 reports" in words(html.fromstring(answer.text).find(".//article"))
    other = event_with(desk, "No Kenyan jets").rpartition("/")[2]
    merge = forms(tree(desk, address), "merge")[0]
    answer = desk.post("/decisions", data=fields(merge, other=other, reason="the same after all"))
    page = words(html.fromstring(answer.text).find(".//article"))
    assert "No Kenyan jets" in page
    assert "Kenyan jets struck a village" in page


def test_today_shows_what_is_new_since_all_was_seen(desk: TestClient) -> None:
    page = tree(desk, "/")
    assert "Everything is new" in words(page)
    (seen,) = page.xpath("//form[@action='/seen']//button/@value")
    page = html.fromstring(desk.post("/seen", data={"revision": seen}).text)
    assert "Nothing new" in words(page)
    form = next(form for form in forms(tree(desk, event_with(desk, "Arubasa will visit Togo")), "edit")
                if form.xpath(".//input[@name='field' and @value='status']"))
    desk.post("/decisions", data=fields(form, value="called_off", reason="the ministry says so"))
    moved = tree(desk, "/").find_class("was")
    assert [words(each) for each in moved] == ["was ◷ planned → ✗ called off"]


def test_what_is_no_revision_is_not_kept(desk: TestClient) -> None:
    for nonsense in ("", "x", "9" * 12, "-1", "٣"):
        assert "seen" not in desk.post("/seen", data={"revision": nonsense}, follow_redirects=False).cookies
    desk.cookies.set("seen", "999999999")
    assert "Everything is new" in words(tree(desk, "/"))


def test_the_language_is_kept_and_nobody_is_led_away(desk: TestClient) -> None:
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/events\r\nSet-Cookie: x=y"):
        answer = desk.post("/language", data={"lang": "fr", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/", back
    assert tree(desk, "/events").get("lang") == "fr"


def test_only_posts_have_effects(desk: TestClient) -> None:
    assert desk.get("/seen?revision=3").status_code == 405
    assert desk.get("/language?lang=fr").status_code == 405
    assert desk.post("/seen", data={"revision": "3"}, headers={"Origin": "https://evil.example"}).status_code == 403
