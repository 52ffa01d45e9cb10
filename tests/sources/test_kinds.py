"""What kind of input some bytes are."""
from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from attache.sources.kinds import kind_of
from tests.sources.archives import archive, story
from tests.sources.test_feeds import ATOM, RSS, SITEMAP


def package(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, b"words")
    return out.getvalue()


@pytest.mark.parametrize(("head", "name", "kind"), [
    (b"Talks began in Accra.", "page.txt", "page"), (story(1), "page", "page"), (b"", "page.txt", "page"),
    (b"<?xml version='1.0'?><!DOCTYPE html><html>", "page.xhtml", "page"), (b"%PDF-1.7", "page.pdf", "page"),
    (RSS.encode(), "feed", "feed"), (b"\xef\xbb\xbf <!-- made by hand -->" + ATOM.encode(), "page.html", "feed"),
    (b"<rdf:RDF xmlns='x'>", "index", "feed"), (SITEMAP.encode(), "sitemap.xml", "sitemap"), (b"<sitemapindex>", "x", "sitemap"),
    (b'{"version": "https://jsonfeed.org/version/1.1"', "feed.json", "feed"),
    (b'{"text": "one"}\n{"text": "two"}\n', "dump.txt", "jsonl"), (b'{"text": "cut', "dump.jsonl", "jsonl"),
    (b'{\n  "text": "one"\n}\n', "note.json", "page"), (b'{"text": "one"}', "note.json", "page"), (b"{brace} opens\nthis", "note", "page"),
    (b"body,date\n", "dump.csv", "csv"), (b"body\tdate\n", "dump.tsv", "csv"), (b"body,date\n", "dump.txt", "page"),
    (archive([story(1)]), "crawl", "warc"), (archive([story(1)], gzip=False), "page.txt", "warc"),
    (gzip.compress(b'{"text": 1}'), "dump.jsonl.gz", "jsonl"), (gzip.compress(story(1)), "page.html.gz", "page"),
    (gzip.compress(RSS.encode())[:100], "feed.gz", "feed"), (b"\x1f\x8b\x08rubbish", "x.gz", "page"),
    (package("archive/a.warc"), "crawl.zip", "wacz"), (package("word/document.xml"), "report.docx", "page"),
    (package("x"), "a.wacz", "wacz"),
])
def test_kind(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind
