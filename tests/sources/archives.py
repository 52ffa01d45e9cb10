"""Invented web archives for tests: written by warcio, as crawlers write them."""
from __future__ import annotations

import io
from collections.abc import Iterable

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from attache.errors import InputError
from attache.model import Page

ADDRESS = "https://harbour.example/news/{number}"


def story(number: int, words: int = 60) -> bytes:
    """An invented page, unlike the others."""
    sentences = " ".join(f"The harbour master counted {number * 7 + step} boats on day {step}." for step in range(words // 8))
    return f"<html><body><h1>Report {number}</h1><p>{sentences}</p></body></html>".encode()


def archive(pages: Iterable[bytes], *, gzip: bool = True, encoding: str = "") -> bytes:
    """A WARC file of answers with these bodies, after a record about the crawl."""
    return archive_with_ends(pages, gzip=gzip, encoding=encoding)[0]


def archive_with_ends(pages: Iterable[bytes], *, gzip: bool = True, encoding: str = "") -> tuple[bytes, list[int]]:
    """The same, and where the record of each page ends."""
    out, ends = io.BytesIO(), []
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("harbour.warc", {"software": "invented"}))
    for number, body in enumerate(pages):
        writer.write_record(answer(writer, number, body, encoding=encoding))
        ends.append(out.tell())
    return out.getvalue(), ends


def answer(writer: WARCWriter, number: int, body: bytes, *, status: str = "200 OK", media: str = "text/html", encoding: str = "") -> object:
    """One answer of a server as a record."""
    headers = [("Content-Type", f"{media}; charset=utf-8"), *([("Content-Encoding", encoding)] if encoding else [])]
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    return writer.create_warc_record(ADDRESS.format(number=number), "response", payload=io.BytesIO(body), http_headers=http)


def told(found: Iterable[Page | InputError]) -> list[str]:
    """Addresses of pages and codes of errors, in order."""
    return [one.code if isinstance(one, InputError) else one.origin for one in found]


def contents(found: Iterable[Page | InputError]) -> list[bytes]:
    """What the pages hold."""
    return [one.content for one in found if isinstance(one, Page)]
