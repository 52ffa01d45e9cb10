"""Web archives as pages."""
from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from warcio.warcwriter import WARCWriter

from attache.errors import InputError
from attache.model import Page
from attache.sources import warc, warc_records
from attache.sources.warc import wacz_pages, warc_pages
from tests.sources.archives import ADDRESS, answer, archive, contents, story, told

STORIES = [story(number) for number in range(6)]


@pytest.mark.parametrize("compressed", [True, False])
def test_every_answer_is_a_page_with_its_address_and_charset(compressed: bool) -> None:
    found = list(warc_pages(io.BytesIO(archive(STORIES, gzip=compressed)), "crawl.warc"))
    assert contents(found) == STORIES
    first = found[0]
    assert isinstance(first, Page)
    assert (first.origin, first.name, first.media_type, first.charset) == (ADDRESS.format(number=0), "0", "text/html", "utf-8")


def test_archive_compressed_as_a_whole() -> None:
    whole = gzip.compress(archive(STORIES, gzip=False))
    assert contents(warc_pages(io.BytesIO(whole), "crawl.warc.gz")) == STORIES
    assert told(warc_pages(io.BytesIO(whole[:-20]), "crawl.warc.gz"))[-1] == "E-ARCHIVE"


def test_what_is_no_page_is_passed_over() -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number, (status, media) in enumerate([("200 OK", "image/png"), ("301 Moved", "text/html"), ("404 Not Found", "text/html")]):
        writer.write_record(answer(writer, number, b"x" * 200, status=status, media=media))
    writer.write_record(answer(writer, 7, STORIES[0], media="text/plain"))
    assert told(warc_pages(io.BytesIO(out.getvalue()), "crawl.warc")) == [ADDRESS.format(number=7)]


def test_body_is_taken_out_of_its_encoding() -> None:
    packed = [gzip.compress(page) for page in STORIES]
    assert contents(warc_pages(io.BytesIO(archive(packed, encoding="gzip")), "crawl.warc")) == STORIES
    assert contents(warc_pages(io.BytesIO(archive(STORIES, encoding="gzip")), "crawl.warc")) == STORIES  # taken off already
    cut = [packed[0][:-9], packed[1]]
    assert told(warc_pages(io.BytesIO(archive(cut, encoding="gzip")), "crawl.warc")) == ["E-ARCHIVE", ADDRESS.format(number=1)]


def test_chunked_body_is_joined() -> None:
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPeace\r\n7\r\n by day\r\n0\r\n\r\n"
    head = warc_records.Head({"warc-type": "response", "warc-target-uri": "<https://harbour.example/a.html>"}, 0)
    page = warc_records.page_in(head, block, "crawl.warc#0")
    assert page
    assert (page.content, page.origin, page.name) == (b"Peace by day", "https://harbour.example/a.html", "a")


@pytest.mark.parametrize("compressed", [True, False])
def test_record_too_large_is_refused_and_the_next_read(compressed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST_RECORD_BYTES", 50_000)
    made = archive([STORIES[0], b"<p>" + b"x" * 80_000, STORIES[1]], gzip=compressed)
    expected = [ADDRESS.format(number=0), "E-TOO-LARGE", ADDRESS.format(number=2)]
    assert told(warc_pages(io.BytesIO(made), "crawl.warc")) == expected


def test_wrong_digest_is_refused() -> None:
    made = archive(STORIES, gzip=False).replace(b"Report 2", b"Report 9")
    found = told(warc_pages(io.BytesIO(made), "crawl.warc"))
    assert found.index("E-WARC") == 2
    assert len(found) == 6


def test_archive_of_damage_alone_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_DAMAGES", 3)
    broken = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * 50
    assert told(warc_pages(io.BytesIO(broken), "crawl.warc")) == ["E-WARC"] * 4


def package(**members: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out


def test_package_of_archives() -> None:
    made = package(**{
        "datapackage.json": b"{}", "archive/one.warc.gz": archive(STORIES[:3]), "archive/two.warc": archive(STORIES[3:], gzip=False),
    })
    assert contents(wacz_pages(made, "crawl.wacz")) == STORIES


def test_damaged_package_is_one_error() -> None:
    made = package(**{"archive/one.warc.gz": archive(STORIES)}).getvalue()
    assert told(wacz_pages(io.BytesIO(made[:-30]), "crawl.wacz")) == ["E-ARCHIVE"]
    at = made.index(b"archive/one.warc.gz") + 200
    found = list(wacz_pages(io.BytesIO(made[:at] + b"\xff\xff\xff\xff" + made[at + 4:]), "crawl.wacz"))
    assert [one.code for one in found if isinstance(one, InputError)][:1] == ["E-ARCHIVE"]


def test_package_with_too_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_MEMBERS", 5)
    with pytest.raises(InputError, match="E-TOO-LARGE"):
        list(wacz_pages(package(**{f"{number}.txt": b"" for number in range(6)}), "crawl.wacz"))


def test_package_whose_members_lie_before_its_beginning() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("archive/a.warc", archive(STORIES, gzip=False))
    assert told(wacz_pages(io.BytesIO(packed.getvalue()[10:]), "a.wacz")) == ["E-ARCHIVE"]
    assert told(wacz_pages(io.BytesIO(packed.getvalue()[-70:]), "a.wacz")) == ["E-ARCHIVE"]
