"""Web archives to pages. The first byte chooses how they are packed, since no chance change survives a checksum: as they are, each part
between blank lines and dashes a gzip member, all of it one member, or members of a package.
"""
from __future__ import annotations

import gzip
import io
import zipfile
from contextlib import suppress

from attache.errors import InputError
from attache.model import Page
from attache.sources.unpacking import decoded
from attache.sources.warc import wacz_pages, warc_pages

_BETWEEN = b"\n--\n"
_MOST = 4_000_000
_ENCODINGS = ("gzip", "deflate", "identity", "br")


def check(data: bytes) -> None:
    """Every page has content, inside the limits; reading ends."""
    if not data:
        return
    pages_of, packed = (wacz_pages if data[0] % 8 in (3, 7) else warc_pages), _packed(data[0] % 8, data[1:])
    for found in pages_of(io.BytesIO(packed), "archive"):
        if isinstance(found, Page):
            assert found.content
            found.origin.encode()
            found.name.encode()
    with suppress(InputError):
        assert len(decoded(data[1:], _ENCODINGS[data[0] % len(_ENCODINGS)], _MOST, "body")) <= max(_MOST, len(data))


def _packed(how: int, data: bytes) -> bytes:
    parts = data.split(_BETWEEN)
    if how == 1:
        return b"".join(gzip.compress(part, 1, mtime=0) for part in parts)
    if how == 2:
        return gzip.compress(data, 1, mtime=0)
    if how == 3:
        return _package(parts)
    return data


def _package(parts: list[bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number, part in enumerate(parts):
            package.writestr(f"archive/{number}.warc", part)
    return out.getvalue()
