"""Watching sources on a server of our own."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attache.ingest import Outcome
from attache.ingest.watching import Watcher
from attache.model import Page, Reading
from attache.register.connection import reading
from attache.register.sources import SourceBook, health
from attache.register.store import Register, open_register
from attache.register.verify import verify
from tests.samples import TALKS, VISIT, PlainReader
from tests.sources.servers import Site, fetcher, served

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        site.put("/1", TALKS)
        site.put("/2", VISIT)
        yield site


@pytest.fixture
def register(register_path: Path, site: Site) -> Iterator[Register]:
    with open_register(register_path) as register:
        SourceBook(register).add("Harbour", site.address("/feed"), (), ("sport",), NOON)
        yield register


def feed(site: Site, *items: tuple[int, str], **headers: str) -> None:
    """Puts up a feed of pages by number, with titles."""
    entries = "".join(
        f"<item><guid>{number}</guid><title>{title}</title><link>{site.address(f'/{number}')}</link>"
        "<pubDate>Fri, 02 Oct 2020 10:00:00 GMT</pubDate></item>" for number, title in items
    )
    site.put("/feed", f"<rss version='2.0'><channel>{entries}</channel></rss>", "application/rss+xml", **headers)


def look(register: Register, reader: PlainReader | None = None) -> list[str]:
    """One round, in kinds and codes."""
    found: list[Outcome] = list(Watcher(register, fetcher(), reader or PlainReader(), lambda: NOON).round())
    return [outcome.error.code if outcome.error else outcome.kind for outcome in found]


def test_new_items_are_read_once_with_the_day_the_feed_gives(site: Site, register: Register) -> None:
    feed(site, (1, "Talks"))
    assert look(register) == ["read"]
    assert look(register) == []
    feed(site, (2, "Visit"), (1, "Talks"))
    assert look(register) == ["read"]
    assert site.paths.count("/1") == 1
    assert register.connection.execute("SELECT origin, published FROM pages ORDER BY page_no").fetchall() == [
        (site.address("/1"), "2020-10-02"), (site.address("/2"), "2020-10-02"),
    ]


def test_item_with_an_old_date_that_comes_late_is_not_lost(site: Site, register: Register) -> None:
    feed(site, (2, "Visit"))
    look(register)
    feed(site, (2, "Visit"), (1, "Talks"))  # of the same second as the one before
    assert look(register) == ["read"]


def test_excluded_item_is_never_fetched(site: Site, register: Register) -> None:
    feed(site, (1, "Talks"), (2, "SPORT: the cup"))
    assert look(register) == ["read"]
    assert "/2" not in site.paths


def test_edited_page_is_kept_beside_the_first(site: Site, register: Register, register_path: Path) -> None:
    feed(site, (1, "Talks"))
    look(register)
    site.put("/1", TALKS.replace("accused", "met"))
    feed(site, (1, "Talks, corrected"))
    assert look(register) == ["read"]
    assert register.connection.execute("SELECT count(*), count(DISTINCT origin) FROM pages").fetchone() == (2, 1)
    assert list(verify(register_path)) == []


def test_page_that_cannot_be_had_is_tried_three_rounds(site: Site, register: Register) -> None:
    feed(site, (1, "Talks"), (9, "Gone"), ETag='"1"')
    assert look(register) == ["read", "E-HTTP"]
    assert [look(register) for _ in range(3)] == [["E-HTTP"], ["E-HTTP"], []]
    assert site.paths.count("/9") == 3


def test_page_that_can_be_had_later_is_read(site: Site, register: Register) -> None:
    feed(site, (9, "Late"))
    assert look(register) == ["E-HTTP"]
    site.put("/9", VISIT)
    assert look(register) == ["read"]


def test_feed_that_is_as_it_was_is_not_sent_again(site: Site, register: Register) -> None:
    feed(site, (1, "Talks"), ETag='"1"')
    look(register)
    look(register)
    asked = [headers.get("if-none-match") for path, headers in site.asked if path == "/feed"]
    assert asked == [None, '"1"']


@pytest.mark.parametrize(("body", "code"), [("words", "E-FEED"), ("<rss><!ENTITY x 'y'></rss>", "E-FEED")])
def test_source_that_fails_is_told_and_the_others_go_on(site: Site, register: Register, body: str, code: str) -> None:
    SourceBook(register).add("Zenith", site.address("/other"), (), (), NOON)
    site.put("/feed", body)
    site.put("/other", f"<urlset><url><loc>{site.address('/2')}</loc></url></urlset>", "application/xml")
    assert look(register) == [code, "read"]
    first, second = SourceBook(register).sources()
    assert (first.failures, first.failure, second.failures) == (1, code, 0)


def test_list_of_sitemaps_is_followed(site: Site, register: Register) -> None:
    site.put("/feed", f"<sitemapindex><sitemap><loc>{site.address('/news.xml')}</loc></sitemap></sitemapindex>", "application/xml")
    site.put("/news.xml", f"<urlset><url><loc>{site.address('/1')}</loc></url></urlset>", "application/xml")
    assert look(register) == ["read"]


def test_interrupted_round_goes_on_where_it_was(site: Site, register: Register) -> None:
    class Killed(PlainReader):
        def __call__(self, page: Page) -> tuple[str, Reading]:
            if page.origin.endswith("/2"):
                raise KeyboardInterrupt
            return super().__call__(page)

    feed(site, (1, "Talks"), (2, "Visit"), ETag='"1"')
    with pytest.raises(KeyboardInterrupt):
        look(register, Killed())
    assert look(register) == ["read"]
    assert site.paths.count("/1") == 1


def test_item_without_a_link_is_its_own_page(site: Site, register: Register) -> None:
    site.put("/feed", "<rss version='2.0'><channel><item><guid>a</guid><title>Talks</title>"
                      "<description>Italy met Kenya.</description></item></channel></rss>")
    assert look(register) == ["read"]
    assert register.connection.execute("SELECT origin FROM pages").fetchall() == [(f"{site.address('/feed')}#a",)]


def test_health_after_a_round(site: Site, register: Register, register_path: Path) -> None:
    feed(site, (1, "Talks"), (9, "Gone"))
    look(register)
    with reading(register_path) as connection:
        (found,) = health(connection, NOON)
    assert (found.items, found.pages, found.source.new_at, found.source.failures) == (2, 1, NOON.isoformat(), 0)
