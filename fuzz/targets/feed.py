"""Feeds and sitemaps to items, and items to pages."""
from __future__ import annotations

import re
from contextlib import suppress

import msgspec

from attache.errors import InputError
from attache.sources.feeds import Item, items_of_feed, items_of_sitemap, page_of_item
from attache.sources.kinds import kind_of

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def check(data: bytes) -> None:
    """Items are words that can be kept and sent between processes; links lead to the web; dates are dates."""
    items_of = items_of_sitemap if kind_of(data, "") == "sitemap" else items_of_feed
    with suppress(InputError):
        found = items_of(data, "feed")
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=list[Item]) == found
        for item in found:
            assert item.id
            assert not item.link or item.link.lower().startswith(("http://", "https://"))
            assert item.published is None or _DAY.fullmatch(item.published)
            with suppress(InputError):
                page_of_item(item, "feed#1")
