"""One record of a web archive: its head, whether its digest holds, and the page it has in it.

In: a record's bytes, from `WARC/` on. Out: a Page, or None for what is no page (pictures, redirects, requests). Raises InputError E-ARCHIVE
and E-TOO-LARGE for a body that cannot be unpacked inside the limits, E-WARC for a digest that does not hold.
"""
from __future__ import annotations

import base64
import hashlib
import io
import re

import msgspec
from warcio.bufferedreaders import ChunkedDataReader

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_PAGE_BYTES
from attache.sources.addresses import name_of
from attache.sources.files import page_of
from attache.sources.media import charset_in, is_readable, media_type_in
from attache.sources.unpacking import decoded

LARGEST_HEAD_BYTES = 65_536
RECORD_START = re.compile(rb"WARC/\d\.\d\r?\n[A-Za-z-]+:")
_TYPES = frozenset({"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"})
_PAGE_TYPES = frozenset({"response", "resource", "conversion"})
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"^([A-Za-z-]{1,60}):[ \t]*([^\r\n]*)", re.MULTILINE)
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
_TAKEN_STATUS = b"200"
_DIGESTS = ("md5", "sha1", "sha256", "sha512")


class Head(msgspec.Struct, frozen=True):
    """Fields of a head in lower case, and how many bytes it takes."""

    fields: dict[str, str]
    size: int

    @property
    def length(self) -> int:
        """How many bytes follow; -1 where the head does not say."""
        said = self.fields.get("content-length", "")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else -1


def head_of(data: bytes) -> Head | None:
    """The head of the record that `data` begins with; None when there is no whole one of a known type."""
    head = _fields(data) if RECORD_START.match(data) else None
    return head if head and head.fields.get("warc-type", "").lower() in _TYPES and head.length >= 0 else None


def holds_page(head: Head, block: bytes) -> bool:
    """Whether the record, of whose block at least the beginning is given, is a web page or a text."""
    if head.fields["warc-type"].lower() not in _PAGE_TYPES:
        return False
    answer = _STATUS.match(block)
    if answer is None:
        return is_readable(media_type_in(head.fields.get("content-type", "")))
    http = _fields(block)
    return answer[1] == _TAKEN_STATUS and http is not None and is_readable(media_type_in(http.fields.get("content-type", "")))


def page_in(head: Head, block: bytes, where: str) -> Page | None:
    """The page in a record, `where` naming it if it has no address of its own."""
    if not holds_page(head, block):
        return None
    origin = head.fields.get("warc-target-uri", "").strip("<>") or where
    http = _fields(block) if _STATUS.match(block) else None
    content_type = (http or head).fields.get("content-type", "")
    content = _body(http, block, origin) if http else block
    if len(content) > LARGEST_PAGE_BYTES:
        raise InputError("E-TOO-LARGE", origin, f"over {LARGEST_PAGE_BYTES // 1_000_000} MB")
    if not content:
        raise InputError("E-EMPTY", origin, "nothing in it")
    page = page_of(origin, name_of(origin), content)
    return msgspec.structs.replace(page, media_type=media_type_in(content_type), charset=charset_in(content_type))


def has_digest(head: Head) -> bool:
    """Whether the head declares a digest."""
    return "warc-block-digest" in head.fields or "warc-payload-digest" in head.fields


def digest_holds(head: Head, block: bytes) -> bool:
    """Whether the block, or failing that its body, has the digest that the head declares; also when it declares none that is known."""
    declared, part = head.fields.get("warc-block-digest", ""), block
    if not declared and (http := _fields(block) if _STATUS.match(block) else None):
        declared, part = head.fields.get("warc-payload-digest", ""), block[http.size:]
    name, _, value = declared.partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in _DIGESTS:
        return True
    counted = hashlib.new(name, part, usedforsecurity=False).digest()
    return value.strip().upper().rstrip("=") in (base64.b32encode(counted).decode().rstrip("="), counted.hex().upper())


def _body(http: Head, block: bytes, origin: str) -> bytes:
    body = block[http.size:]
    if http.fields.get("transfer-encoding", "").lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read(len(body))
    return decoded(body, http.fields.get("content-encoding", ""), LARGEST_PAGE_BYTES, origin)


def _fields(data: bytes) -> Head | None:
    end = _HEAD_END.search(data, 0, LARGEST_HEAD_BYTES)
    if end is None:
        return None
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(data, 0, end.start()):
        found.setdefault(name.decode().lower(), value.strip().decode("utf-8", "replace"))
    return Head(found, end.end())
