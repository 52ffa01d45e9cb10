"""Feeds (RSS, Atom, JSON Feed) and sitemaps as lists of what they name.

In: the bytes of one. Out: an `Item` for each entry, in its order. Everything in a feed is words: nothing is fetched, no entity is expanded,
no path is opened. Raises InputError E-FEED (not to be read), E-FEED-LIMIT (more items than the settings allow).
"""
from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import feedparser
import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from attache.errors import InputError
from attache.model import Page
from attache.pages.metadata import declared_day
from attache.settings import LARGEST_FEED_BYTES, LARGEST_PAGE_BYTES, MOST_FEED_ITEMS
from attache.sources.addresses import name_of
from attache.sources.files import page_of
from attache.sources.sandbox import apart

_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry|url|sitemap)[\s>]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!]")
_JSON_NAMES = {"id": "id", "link": "url", "title": "title", "published": "date_published", "updated": "date_modified"}
_SITEMAP_NAMES = {"id": "loc", "link": "loc", "title": "title", "published": "publication_date", "updated": "lastmod"}
_LONGEST_WORDS = 2_000


class Item(msgspec.Struct, frozen=True):
    """One entry: `id` tells it from others of its feed, `version` changes when the feed changes what it says of it, `published` is an ISO
    date; `content` is HTML or text, "" where there is none. An item of a list of sitemaps is itself a sitemap (`is_list`).
    """

    id: str
    link: str
    title: str
    published: str | None
    content: str
    version: str
    is_list: bool = False


def items_of_feed(content: bytes, origin: str) -> list[Item]:
    """The entries of an RSS, Atom or JSON feed."""
    _check(content, origin)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return list(_json_items(content, origin))
    found = _parsed(content, origin)
    if not found.entries and not found.get("version"):
        raise InputError("E-FEED", origin, "no RSS, Atom or JSON feed")
    return [_feed_item(entry) for entry in found.entries]


def items_apart(items_of: Callable[[bytes, str], list[Item]], content: bytes, origin: str) -> list[Item]:
    """What `items_of_feed` or `items_of_sitemap` gives, parsed in a process of its own inside limits."""
    told = apart(lambda given: msgspec.msgpack.encode(items_of(given, origin)), content, origin)
    return msgspec.msgpack.decode(told, type=list[Item])


def items_of_sitemap(content: bytes, origin: str) -> list[Item]:
    """What a sitemap, or a list of sitemaps, names."""
    _check(content, origin)
    try:
        return list(_sitemap_items(content))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise InputError("E-FEED", origin, f"no sitemap that can be read: {error}") from error


def page_of_item(item: Item, where: str) -> Page:
    """The page that an item with content of its own makes. Raises InputError E-NO-TEXT, E-TOO-LARGE."""
    if not item.content.strip():
        raise InputError("E-NO-TEXT", item.link or where, "the feed has no text of it; --follow fetches the page")
    title = escape(item.title)
    markup = f"<!doctype html>\n<title>{title}</title>\n<article>\n<h1>{title}</h1>\n{item.content}\n</article>\n"
    content = (markup if _TAG.search(item.content) else f"{item.title}\n\n{item.content}\n").encode("utf-8", "replace")
    if len(content) > LARGEST_PAGE_BYTES:
        raise InputError("E-TOO-LARGE", item.link or where, f"over {LARGEST_PAGE_BYTES // 1_000_000} MB")
    page = page_of(item.link or where, name_of(item.link or where), content)
    return msgspec.structs.replace(page, charset="utf-8", published=item.published)


def _check(content: bytes, origin: str) -> None:
    if len(content) > LARGEST_FEED_BYTES:
        raise InputError("E-TOO-LARGE", origin, f"a feed over {LARGEST_FEED_BYTES // 1_000_000} MB")
    if _ENTITY.search(content):
        raise InputError("E-FEED", origin, "declares entities, which no feed needs")
    if sum(1 for _ in _ENTRY.finditer(content)) > MOST_FEED_ITEMS:
        raise InputError("E-FEED-LIMIT", origin, f"more than {MOST_FEED_ITEMS:,} items")


def _parsed(content: bytes, origin: str) -> Any:
    try:
        return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)  # bytes only: it would open a path
    except MemoryError:
        raise
    except Exception as error:  # it stumbles over what is broken in ways without end: an encoding of no name, a date of year 0
        raise InputError("E-FEED", origin, f"no feed that can be read: {type(error).__name__}: {error}") from error


def _feed_item(entry: Any) -> Item:
    said = dict(entry)  # its own kind of dict answers for fields that the feed does not have
    contents = [_words(part.get("value"), None) for part in said.get("content", ())]
    content = max([*contents, _words(said.get("summary"), None)], key=len)
    return _item({ours: _words(said.get(ours)) for ours in ("id", "link", "title", "published", "updated")}, content)


def _json_items(content: bytes, origin: str) -> Iterator[Item]:
    try:
        feed = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("E-FEED", origin, f"no JSON feed that can be read: {error}") from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise InputError("E-FEED", origin, "a JSON feed has a list of items")
    if len(entries) > MOST_FEED_ITEMS:
        raise InputError("E-FEED-LIMIT", origin, f"more than {MOST_FEED_ITEMS:,} items")
    for entry in entries:
        if isinstance(entry, dict):
            said = {ours: _words(entry.get(theirs)) for ours, theirs in _JSON_NAMES.items()}
            yield _item(said, _words(entry.get("content_html") or entry.get("content_text"), None))


def _sitemap_items(content: bytes) -> Iterator[Item]:
    for _, element in iterparse(io.BytesIO(content), forbid_dtd=True):
        name = _local(element)
        if name in ("url", "sitemap"):
            facts = {_local(part): _words(part.text) for part in element.iter()}
            item = _item({ours: facts.get(theirs, "") for ours, theirs in _SITEMAP_NAMES.items()}, "")
            yield msgspec.structs.replace(item, is_list=name == "sitemap")
            element.clear()


def _item(said: dict[str, str], content: str) -> Item:
    link = said["link"] if said["link"].lower().startswith(("http://", "https://")) else ""
    version = sha256("\0".join((said["title"], said["published"], said["updated"], content)).encode("utf-8", "replace")).hexdigest()[:16]
    return Item(said["id"] or link or version, link, said["title"], declared_day(said["published"]), content, version)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(value: object, longest: int | None = _LONGEST_WORDS) -> str:
    """What a feed says in a place, as text that can be kept; one line unless it is content."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) else ""
    text = value.encode("utf-8", "replace").decode()
    return " ".join(text[:longest].split()) if longest else text
