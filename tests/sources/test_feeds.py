"""Feeds and sitemaps as lists."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.sources import feeds
from attache.sources.feeds import Item, items_of_feed, items_of_sitemap, page_of_item

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Courier</title>
<item><guid>one</guid><title>Talks &lt;b&gt;begin&lt;/b&gt;</title><link>https://harbour.example/1</link>
<pubDate>Fri, 02 Oct 2020 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Italy met Kenya.</p>]]></content:encoded></item>
<item><title>Second</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title>
<entry><id>urn:1</id><title>Talks</title><link href="https://harbour.example/1"/><published>2020-10-02T10:00:00Z</published></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://harbour.example/1 </loc><news:news><news:publication_date>2020-10-02</news:publication_date>
<news:title>Talks</news:title></news:news></url><url><loc>file:///etc/passwd</loc></url></urlset>"""


def test_items_of_rss() -> None:
    first, second = items_of_feed(RSS.encode(), "feed")
    assert (first.id, first.link, first.published, first.content) == (
        "one", "https://harbour.example/1", "2020-10-02", "<p>Italy met Kenya.</p>",
    )
    assert first.title == "Talks <b>begin</b>"
    assert (second.link, second.title) == ("", "Second")  # only what can be fetched is a link
    assert second.id


def test_items_of_atom_and_json_feed() -> None:
    (entry,) = items_of_feed(ATOM.encode(), "feed")
    assert (entry.id, entry.link, entry.published) == ("urn:1", "https://harbour.example/1", "2020-10-02")
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": 5, "url": "https://harbour.example/5", "content_text": "Words"}]}
    (item,) = items_of_feed(json.dumps(feed).encode(), "feed")
    assert (item.id, item.link, item.content) == ("5", "https://harbour.example/5", "Words")


def test_items_of_sitemaps() -> None:
    first, second = items_of_sitemap(SITEMAP.encode(), "sitemap")
    assert (first.link, first.title, first.published, first.is_list) == ("https://harbour.example/1", "Talks", "2020-10-02", False)
    assert second.link == ""
    (part,) = items_of_sitemap(b"<sitemapindex><sitemap><loc>https://harbour.example/a.xml</loc></sitemap></sitemapindex>", "sitemap")
    assert part.is_list


def test_version_changes_with_what_the_feed_says() -> None:
    one, _ = items_of_feed(RSS.encode(), "feed")
    other, _ = items_of_feed(RSS.replace("met Kenya", "left Kenya").encode(), "feed")
    assert (one.id, one.version == other.version) == (other.id, False)


@pytest.mark.parametrize("content", [b"", b"<html><p>no feed</p></html>", b"words", b"{", b'{"items": 3}', b"{" * 200_000])
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="E-FEED "):
        items_of_feed(content, "feed")


def test_path_given_as_a_feed_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS)
    with pytest.raises(InputError, match="E-FEED "):
        items_of_feed(str(tmp_path / "feed.xml").encode(), "feed")


def test_more_items_than_allowed_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_FEED_ITEMS", 3)
    for content in (b"<rss><channel>" + b"<item><title>x</title></item>" * 4, b'{"items": [{}, {}, {}, {}]}'):
        with pytest.raises(InputError, match="E-FEED-LIMIT"):
            items_of_feed(content, "feed")
    with pytest.raises(InputError, match="E-FEED-LIMIT"):
        items_of_sitemap(b"<urlset>" + b"<url></url>" * 4 + b"</urlset>", "feed")


def test_item_with_content_is_a_page_and_its_title_is_words() -> None:
    first, second = items_of_feed(RSS.encode(), "feed")
    page = page_of_item(first, "feed#1")
    assert (page.origin, page.published) == ("https://harbour.example/1", "2020-10-02")
    assert b"<h1>Talks &lt;b&gt;begin&lt;/b&gt;</h1>" in page.content
    with pytest.raises(InputError, match="E-NO-TEXT"):
        page_of_item(second, "feed#2")
    assert page_of_item(Item("1", "", "Talks", None, "Plain words.", "v"), "feed#1").content == b"Talks\n\nPlain words.\n"


def test_feed_in_an_encoding_of_no_name_is_refused() -> None:
    feed = b'<?xml version="1.0" encoding="u\x83\x99-8"?><rss version="2.0"><channel><item><title>T</title></item></channel></rss>'
    with pytest.raises(InputError, match="E-FEED"):
        items_of_feed(feed, "feed.xml")
