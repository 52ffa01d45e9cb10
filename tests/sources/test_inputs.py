"""Whatever a person names, as pages in order."""
from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from attache.sources import containers
from attache.sources.containers import Given, Manner
from attache.sources.fetch import Fetcher
from attache.sources.inputs import Inputs
from tests.sources.archives import ADDRESS, archive, contents, story, told
from tests.sources.test_feeds import RSS


def pages(inputs: list[str], manner: Manner) -> Iterator[Given]:
    return Inputs(Fetcher(), manner).pages(inputs)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Talks.")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "One."}\nrubbish\n{"text": "Two."}\n')
    (tmp_path / "in" / "c.warc.gz").write_bytes(archive([story(1)]))
    (tmp_path / "in" / "d.csv.gz").write_bytes(gzip.compress(b"body\nThree.\n"))
    (tmp_path / "in" / "e.xml").write_text(RSS)
    (tmp_path / "in" / "f.html").write_bytes(story(2))
    (tmp_path / "in" / "g.txt").touch()
    return tmp_path


def test_folder_of_everything(folder: Path) -> None:
    assert told(pages(["in", "none"], Manner())) == [
        "in/a.txt", "in/b.jsonl#1", "E-RECORD", "in/b.jsonl#3", ADDRESS.format(number=0), "in/d.csv.gz#1", "https://harbour.example/1",
        "E-NO-TEXT", "in/f.html", "E-EMPTY", "E-NOT-FOUND",
    ]


def test_kind_said_is_the_kind_taken(folder: Path) -> None:
    assert told(pages(["in/b.jsonl"], Manner("page"))) == ["in/b.jsonl"]
    assert told(pages(["in/a.txt"], Manner("jsonl"))) == ["E-RECORD"]
    assert told(pages(["in/a.txt"], Manner("warc"))) == ["E-WARC-TRUNCATED"]
    assert told(pages(["in/a.txt"], Manner("wacz"))) == ["E-ARCHIVE"]
    assert told(pages(["in/a.txt"], Manner("feed"))) == ["E-FEED"]
    assert told(pages(["in/a.txt"], Manner("sitemap"))) == ["E-FEED"]


@pytest.mark.parametrize(("content", "expected"), [
    (b"Talks.", ["-"]), (archive([story(1), story(2)]), [ADDRESS.format(number=0), ADDRESS.format(number=1)]),
    (b'{"text": "One."}\n{"text": "Two."}\n', ["-#1", "-#2"]), (b"", ["E-EMPTY"]), (gzip.compress(b"Talks."), ["-"]),
])
def test_standard_input(content: bytes, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert told(pages(["-"], Manner())) == expected


def test_page_on_standard_input_is_bounded_and_a_container_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "LARGEST_PAGE_BYTES", 100)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 101)))
    assert told(pages(["-"], Manner())) == ["E-TOO-LARGE"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n' * 50)))
    assert len(contents(pages(["-"], Manner()))) == 50


def test_compressed_page_has_the_bytes_unpacked(folder: Path) -> None:
    (folder / "f.html.gz").write_bytes(gzip.compress(story(2)))
    assert contents(pages(["f.html.gz"], Manner())) == [story(2)]
