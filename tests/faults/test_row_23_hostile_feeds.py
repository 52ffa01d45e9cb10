"""Feeds that want to open files, reach the network, swell or run in a page: they are words, and no more."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.errors import InputError
from attache.sources import sandbox
from attache.sources.containers import Manner, pages_in
from attache.sources.feeds import items_of_feed, items_of_sitemap
from tests.sources.archives import told
from tests.sources.servers import served

LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
) + "]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>"


@pytest.mark.parametrize("parse", [items_of_feed, items_of_sitemap])
def test_entities_are_not_expanded(parse: object, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    item = "<rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>"
    outside = f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]>{item}"
    for hostile in (LAUGHS, outside, outside.replace("<!ENTITY x", "<!entity % x")):
        with pytest.raises(InputError, match="E-FEED"):
            parse(hostile.encode(), "feed")  # type: ignore[operator]


def test_nothing_is_fetched_that_a_feed_names(tmp_path: Path) -> None:
    with served() as site:
        feed = (
            f"<!DOCTYPE rss SYSTEM '{site.address('/dtd')}'><?xml-stylesheet href='{site.address('/style')}'?><rss version='2.0'>"
            f"<channel xml:base='{site.address('/base')}'><image><url>{site.address('/image')}</url></image><item><title>Talks</title>"
            f"<link>{site.address('/page')}</link><enclosure url='{site.address('/sound')}'/><description>Words.</description></item>"
            "</channel></rss>"
        )
        (tmp_path / "feed.xml").write_text(feed)
        assert told(pages_in(tmp_path / "feed.xml", Manner())) == [site.address("/page")]
        assert site.asked == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/etc/passwd", "ftp://harbour.example/"])
def test_links_that_are_no_pages_are_no_links(link: str) -> None:
    (item,) = items_of_feed(f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>".encode(), "feed")
    assert item.link == ""


def test_hundred_thousand_items_are_refused(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss version='2.0'><channel>" + "<item><title>x</title></item>" * 100_000 + "</channel></rss>")
    assert told(pages_in(tmp_path / "feed.xml", Manner())) == ["E-FEED-LIMIT"]


def test_feed_that_takes_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PARSING_SECONDS", 0.2)
    (tmp_path / "feed.xml").write_text("<rss version='2.0'><channel>" + "<a>" * 200_000)
    assert told(pages_in(tmp_path / "feed.xml", Manner())) == ["E-TIME"]
