"""Members of packages with names that lead elsewhere: nothing is written by name, whatever the name."""
from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from attache.sources.containers import Manner, pages_in
from tests.sources.archives import archive, contents, story

HOSTILE = ["../escaped.warc", "/tmp/absolute.warc", "a/../../b.warc", "C:\\windows.warc", "/dev/null.warc", f"{'x' * 4_000}.warc"]  # noqa: S108


@pytest.mark.parametrize("name", HOSTILE)
def test_member_is_read_and_nothing_written(name: str, tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    with zipfile.ZipFile(inside / "crawl.wacz", "w") as package:
        package.writestr(name, archive([story(1)], gzip=False))
    before = sorted(tmp_path.rglob("*"))
    assert contents(pages_in(inside / "crawl.wacz", Manner())) == [story(1)]
    assert sorted(tmp_path.rglob("*")) == before


def test_member_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.warc").write_bytes(archive([story(2)], gzip=False))
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as package:
        link = zipfile.ZipInfo("archive/link.warc")
        link.external_attr = 0o120777 << 16
        package.writestr(link, str(tmp_path / "secret.warc"))
    assert contents(pages_in(tmp_path / "crawl.wacz", Manner())) == []
