"""Every page: there, in two languages, without script or style of its own, its links leading somewhere."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from attache.api import Access
from attache.register.connection import writing
from attache.web import application
from tests.web.addresses_of import addresses
from tests.web.conftest import HTML


def tree(desk: TestClient, address: str) -> html.HtmlElement:
    """The page at an address."""
    answer = desk.get(address)
    assert answer.status_code == 200, (address, answer.text)
    return html.fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    """What stands on it, in one line."""
    return " ".join(element.text_content().split())


def event_with(desk: TestClient, quoted: str) -> str:
    """The address of the event with these words in its quote."""
    row = next(row for row in tree(desk, "/events").iter("tr") if quoted in row.text_content())
    return str(row.find(".//a").get("href"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_is_there_and_sound(desk: TestClient, own_example: Path, language: str) -> None:
    for address in addresses(own_example):
        page = tree(desk, f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert page.get("lang") == language
        assert len(page.findall(".//h1")) == 1, address
        assert page.find(".//title").text.strip()
        assert [script.get("src") for script in page.iter("script")] == ["/static/desk.js"], address
        assert not list(page.iter("style")), address
        assert not page.xpath("//@style | //@*[starts-with(name(), 'on')]"), address
        identities = page.xpath("//@id")
        assert len(identities) == len(set(identities)), address
        for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            assert page.xpath(f"//label[@for='{field.get('id')}']") or next(field.iterancestors("label"), None) is not None, address


def test_every_link_within_the_desk_leads_somewhere(desk: TestClient, own_example: Path) -> None:
    waiting, seen = list(addresses(own_example)), set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 400:
            continue
        seen.add(address)
        answer = desk.get(address)
        assert answer.status_code == 200, address
        if "html" in answer.headers["content-type"]:
            for found in html.fromstring(answer.text).iter("a"):
                href = found.get("href")
                if href.startswith("/"):
                    waiting.append(href.partition("#")[0])
                elif not href.startswith("#"):
                    assert href.startswith(("http://", "https://")), href
                    assert "noreferrer" in found.get("rel"), href


def test_an_empty_register_teaches(tmp_path: Path) -> None:
    with writing(tmp_path / "attache.db"):
        pass
    with TestClient(application(tmp_path / "attache.db", Access()), base_url="http://127.0.0.1", headers=HTML) as desk:
        for address in ("/", "/events", "/dyads", "/network", "/sources"):
            assert "attache add" in words(tree(desk, address)), address
        for address in ("/people", "/bodies", "/agreements", "/calendar", "/map", "/review", "/decisions", "/search?q=war", "/about"):
            assert tree(desk, address) is not None


def test_what_went_wrong_is_a_page_too(desk: TestClient) -> None:
    answer = desk.get("/dyad/KEN/Atlantis?lang=fr")
    assert answer.status_code == 404
    assert "Cela n’a pas marché" in answer.text
    assert "E-COUNTRY" in answer.text


def test_a_claim_is_never_bare(desk: TestClient) -> None:
    for row in tree(desk, "/events").xpath("//tbody/tr"):
        assert row.findall(".//blockquote"), words(row)
        assert re.search("according to|stated by", words(row)), words(row)
        assert re.search("machine|accepted", words(row)), words(row)


def test_filters_stay_in_the_address(desk: TestClient) -> None:
    page = tree(desk, "/events?actor=Kenya&status=planned&since=2026")
    chips = {" ".join(chip.text_content().split()): chip.get("href") for chip in page.find_class("chips")[0].iter("a")}
    assert chips["Status: planned ×"] == "/events?actor=Kenya&since=2026"
    assert page.xpath("//select[@name='status']/option[@selected]/@value") == ["planned"]
    downloads = [link.get("href") for link in page.find_class("downloads")[0].iter("a")]
    assert "/events.csv?actor=Kenya&status=planned&since=2026" in downloads


def test_counts_lead_to_their_rows(desk: TestClient) -> None:
    options = tree(desk, "/events").xpath("//select[@name='type']/option[@value!='']")
    for option in options:
        number = int(re.search(r"\((\d+)\)", option.text)[1])  # type: ignore[index]
        assert len(tree(desk, f"/events?type={option.get('value')}").xpath("//tbody/tr")) == number, option.text
    for row in tree(desk, "/map").xpath("//tbody/tr"):
        there = tree(desk, row.find(".//a").get("href").partition("#")[0])
        assert len(there.xpath("//section[@id='there']//tbody/tr")) == int(row.xpath("td[2]")[0].text), words(row)
    for row in tree(desk, "/network?country=Kenya").xpath("//tbody/tr"):
        counts = [int(cell.text) for cell in row.xpath("td[position() > 1 and position() < 5]")]
        ledger = tree(desk, row.find(".//a").get("href"))
        heads = [int(re.match(r"\d+", head.text)[0]) for head in ledger.xpath("//div[@class='ledger-heads']//p")]  # type: ignore[index]
        assert [counts[0], counts[2], counts[1]] == heads


def test_a_long_ledger_goes_back_page_by_page(desk: TestClient) -> None:
    whole = [card.find(".//a").get("href") for card in tree(desk, "/dyad/KEN/SOM").iter("article")]
    address: str | None = "/dyad/KEN/SOM?limit=3"
    parts: list[list[str]] = []
    while address:
        page = tree(desk, address)
        parts.insert(0, [card.find(".//a").get("href") for card in page.iter("article")])
        ends = page.find_class("pager")
        assert [end.text_content() for end in ends[:1]] == [end.text_content() for end in ends[1:]]
        address = next((str(link.get("href")) for link in ends[0].iter("a") if link.get("rel") == "next"), None)
    assert len(parts) > 3
    assert {len(part) for part in parts[1:]} == {3}
    assert sorted(href for part in parts for href in part) == sorted(whole)
    assert "of them listed" not in words(tree(desk, "/dyad/KEN/SOM"))
    assert f"{len(whole)} events, 3 of them listed" in words(tree(desk, "/dyad/KEN/SOM?limit=3"))


def test_downloads_keep_the_filters(desk: TestClient) -> None:
    for address in ("/dyad/KEN/SOM?since=2026-03&limit=2", "/people?name=ruth", "/agreements?stage=signed"):
        links = [link.get("href") for link in tree(desk, address).find_class("downloads")[0].iter("a") if ".csv" in link.get("href")]
        assert links == [address.replace("?", ".csv?").replace("&limit=2", "")]
        assert desk.get(links[0]).status_code == 200


def test_watched_sources_say_how_they_fare(desk: TestClient) -> None:
    rows = tree(desk, "/sources").xpath("//section[1]//tbody/tr")
    assert [[words(cell) for cell in row.xpath("td")][1:4] for row in rows] == [
        ["well", "2026-06-25 08:00", "–"], ["failed 2 times E-TIME", "–", "–"], ["not looked at yet", "–", "–"],
    ]


@pytest.mark.parametrize(("path", "rows"), [
    ("/sources", "//main/table/tbody/tr"), ("/decisions", "//ol[@class='history']/li"), ("/review", "//li[@data-item]"),
])
def test_lists_that_are_cut_go_on(desk: TestClient, path: str, rows: str) -> None:
    whole, url, found = [words(row) for row in tree(desk, path).xpath(rows)], f"{path}?limit=1", list[str]()
    while url:
        page = tree(desk, url)
        found += [words(row) for row in page.xpath(rows)]
        url = next((link.get("href") for link in page.iter("a") if link.get("rel") == "next"), "")
    assert found == whole
    assert len(whole) > 1


def test_what_was_decided_leads_to_its_event(desk: TestClient) -> None:
    entries = tree(desk, "/decisions").xpath("//ol[@class='history']/li")
    assert words(entries[0]).startswith("2 ")
    assert re.search(r"R\. Imani edit [0-9a-f]{8} status = \"ongoing\"", words(entries[0])), words(entries[0])
    assert "pull back from the Mandera road" in words(tree(desk, entries[0].xpath(".//a/@href")[0]))


def test_a_found_event_without_the_words_in_its_quote_says_where_they_are(desk: TestClient) -> None:
    rows = tree(desk, "/search?q=khat").xpath("//tbody/tr")
    assert all(row.xpath(".//mark") or "on the page “Kenya warns over khat ban”" in words(row) for row in rows)
    assert not all(row.xpath(".//mark") for row in rows)


def test_what_is_new_comes_by_the_day_it_was_reported(desk: TestClient) -> None:
    latest = next(section for section in tree(desk, "/").iter("section") if words(section.find("h2")) == "Latest")
    said = [words(article.find(".//blockquote")) for article in latest.iter("article")]
    assert said[1] == "Ghana will host Kenya's defence staff in Accra from 12 to 14 January."
    assert said[2].startswith("اجتمع")  # of June, before the session that is planned for July and was reported earlier
    assert not any("first session" in each for each in said)


def test_an_event_shows_its_words_in_the_page(desk: TestClient) -> None:
    page = tree(desk, event_with(desk, "expelled two Kenyan"))
    copy = page.find_class("page-copy")[0]
    for shown in copy.xpath(".//rt | .//rp"):
        shown.text = ""
    assert words(copy.find("mark")).startswith("Mogadishu on Thursday expelled")
    assert "Officials gave no more details" in words(copy)
    assert "accepted" in words(page)
    assert "both capitals confirm" in words(page)


def test_an_edited_field_says_who_and_why(desk: TestClient) -> None:
    page = tree(desk, event_with(desk, "pull back from the Mandera road"))
    assert "set by R. Imani: “only begun, by its own words”" in words(page)


def test_copies_are_folded_and_contradictions_stand_side_by_side(desk: TestClient) -> None:
    page = words(tree(desk, event_with(desk, "five-year military training")))
    assert "2 reports, 1 independent" in page
    assert "and 1 copy of this report" in page
    disputed = tree(desk, event_with(desk, "Garbahaarrey"))
    versions = [words(each) for each in disputed.find_class("versions")]
    assert any("happened" in each and "denied" in each and "Kenyan defence ministry" in each for each in versions)
    assert any(re.fullmatch(r"6 ?Gedo.*Juba ?9 ?a hospital doctor.*", each) for each in versions), versions


def test_the_calendar_knows_what_is_still_open(desk: TestClient) -> None:
    page = tree(desk, "/calendar")
    open_still = next(section for section in page.iter("section") if "Still open" in words(section.find("h2")))
    assert "Arubasa will visit Togo" in words(open_still)
    assert "Djibouti on 9 April" not in words(open_still)  # called off: it has an outcome


def test_the_whole_page_marks_what_events_rest_on(desk: TestClient) -> None:
    event = tree(desk, event_with(desk, "pull back from the Mandera road"))
    page = tree(desk, event.xpath("//a[starts-with(@href, '/pages/')]/@href")[0])
    marked = [words(mark) for mark in page.iter("mark")]
    assert len(marked) == 2
    assert marked[0].startswith("Al-Shabab fighters ambushed")
