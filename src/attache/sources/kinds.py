"""What kind of input some bytes are: a page, or a container of pages.

In: the first bytes of it, and its name. Out: a `Kind`. What is nothing else is a page: whether HTML or text is the reader's to see.
"""
from __future__ import annotations

import re
import zlib
from typing import Literal, get_args

import msgspec

from attache.sources.unpacking import GZIP_HEAD
from attache.sources.warc_records import RECORD_START

Kind = Literal["page", "jsonl", "csv", "parquet", "warc", "wacz", "feed", "sitemap"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SNIFFED_BYTES = 65_536
_BY_SUFFIX: dict[str, Kind] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".wacz": "wacz"}
_ROOT = re.compile(rb"(?:\s|<\?[^>]{0,2000}\?>|<!--(?:[^-]|-(?!->)){0,4000}-->|<!DOCTYPE[^>\[]{0,2000}>)*<([A-Za-z][\w:.-]{0,40})")
_BY_ROOT: dict[bytes, Kind] = {b"rss": "feed", b"feed": "feed", b"rdf:rdf": "feed", b"urlset": "sitemap", b"sitemapindex": "sitemap"}
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_ZIP_HEAD = b"PK\x03\x04"
_PARQUET_HEAD = b"PAR1"
_WARC_MEMBER = re.compile(rb"(?:archive/[^/\x00]{1,200}\.warc|datapackage\.json)")


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of what begins with `head` and is called `name`. Compressed as a whole, it is looked at unpacked."""
    if head.startswith(GZIP_HEAD):
        head, name = _unpacked(head), name.removesuffix(".gz")
    head = head.removeprefix(b"\xef\xbb\xbf")
    suffix = f".{name.lower().rpartition('.')[2]}"
    if RECORD_START.match(head):
        return "warc"
    if head.startswith(_PARQUET_HEAD):
        return "parquet"
    if head.startswith(_ZIP_HEAD):
        return "wacz" if suffix == ".wacz" or _WARC_MEMBER.search(head) else "page"
    if root := _ROOT.match(head):
        return _BY_ROOT.get(root[1].lower(), "page")
    if head.lstrip().startswith(b"{"):
        return _json_kind(head, suffix)
    return _BY_SUFFIX.get(suffix, "page")


def _json_kind(head: bytes, suffix: str) -> Kind:
    if _JSON_FEED.search(head):
        return "feed"
    first, more, _ = head.lstrip().partition(b"\n")
    return "jsonl" if suffix in (".jsonl", ".ndjson") or (more and _is_object(first)) else "page"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, SNIFFED_BYTES)
    except zlib.error:
        return head
