"""A web archive or compressed file that ends too early: what was wholly there is kept, what was not is told and never kept as empty."""
from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.sources.containers import Manner, pages_in
from attache.sources.warc import warc_pages
from tests.sources.archives import ADDRESS, archive_with_ends, contents, story, told

STEP = 1_000
STORIES = [story(number, words=2_000) for number in range(30)]


@pytest.mark.parametrize("compressed", [True, False])
def test_cut_anywhere_keeps_the_records_wholly_there(compressed: bool) -> None:
    whole, ends = archive_with_ends(STORIES, gzip=compressed)
    assert len(whole) > 40_000
    for cut in range(STEP, len(whole), STEP):
        found = list(warc_pages(io.BytesIO(whole[:cut]), "crawl.warc"))
        there = sum(1 for end in ends if end <= cut + (0 if compressed else 4))  # the blank lines behind a plain record say nothing
        assert contents(found) == STORIES[:there], f"cut at {cut}"
        clean = cut in ends  # identifiers differ from run to run, and with them where a compressed record ends
        assert [one.code for one in found if isinstance(one, InputError)] == ([] if clean else ["E-WARC-TRUNCATED"]), f"cut at {cut}"


def test_cut_at_the_end_of_a_record_is_whole() -> None:
    whole, ends = archive_with_ends(STORIES)
    assert told(warc_pages(io.BytesIO(whole[: ends[3]]), "crawl.warc")) == [ADDRESS.format(number=number) for number in range(4)]


def test_error_says_where(tmp_path: Path) -> None:
    whole, ends = archive_with_ends(STORIES)
    (tmp_path / "crawl.warc.gz").write_bytes(whole[:-1])
    *_, last = pages_in(tmp_path / "crawl.warc.gz", Manner())
    assert isinstance(last, InputError)
    assert last.subject == f"{tmp_path / 'crawl.warc.gz'}#{ends[-2]}"


def test_compressed_page_cut_short_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(STORIES[0])
    for cut in range(20, len(whole), 50):
        (tmp_path / "page.html.gz").write_bytes(whole[:cut])
        assert told(pages_in(tmp_path / "page.html.gz", Manner())) == ["E-ARCHIVE"]
    (tmp_path / "page.html.gz").write_bytes(whole)
    assert contents(pages_in(tmp_path / "page.html.gz", Manner())) == [STORIES[0]]
