"""What stands behind the address of a source: a feed, a sitemap, or a site that names its feed.

In: bytes fetched from the web. Out: their items, or the address of the feed. Raises InputError E-FEED and what `feeds` raises.
"""
from __future__ import annotations

from attache.errors import InputError
from attache.pages.tags import Tag, tokens
from attache.settings import LARGEST_FEED_BYTES
from attache.sources.addresses import address_of, joined
from attache.sources.feeds import Item, items_apart, items_of_feed, items_of_sitemap
from attache.sources.fetch import Fetcher
from attache.sources.kinds import SNIFFED_BYTES, kind_of
from attache.sources.unpacking import decoded

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def items_in(content: bytes, origin: str) -> list[Item]:
    """The items of a feed or sitemap."""
    content = decoded(content, "gzip", LARGEST_FEED_BYTES, origin)
    kind = kind_of(content[:SNIFFED_BYTES], "")
    if kind == "sitemap":
        return items_apart(items_of_sitemap, content, origin)
    if kind == "feed":
        return items_apart(items_of_feed, content, origin)
    raise InputError("E-FEED", origin, "no feed or sitemap")


def feed_address(fetcher: Fetcher, written: str) -> str:
    """The address of the feed or sitemap behind an address: its own, or the first feed that the page there names."""
    fetched = fetcher.get(written, largest=LARGEST_FEED_BYTES)
    content = fetched.content or b""
    if kind_of(decoded(content, "gzip", LARGEST_FEED_BYTES, written)[:SNIFFED_BYTES], "") in ("feed", "sitemap"):
        items_in(content, fetched.address)
        return written
    for tag in tokens(content.decode("utf-8", "replace")):
        if isinstance(tag, Tag) and _names_feed(tag):
            found = joined(address_of(fetched.address), tag.attributes.get("href", ""))
            items_in(fetcher.get(found, largest=LARGEST_FEED_BYTES).content or b"", found)
            return found
    raise InputError("E-FEED", written, "no feed or sitemap, and no page that names one")


def _names_feed(tag: Tag) -> bool:
    return (
        tag.name == "link" and "alternate" in tag.attributes.get("rel", "").lower().split()
        and tag.attributes.get("type", "").strip().lower() in _FEED_TYPES
    )
