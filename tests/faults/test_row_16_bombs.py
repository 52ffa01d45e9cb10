"""Small files that unpack to endless ones: refused at the unpacked limit, with little memory."""
from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from attache.errors import InputError
from attache.pages import read_document
from attache.sources import sandbox
from attache.sources.containers import Manner, pages_in
from attache.sources.files import page_of
from tests.pages.pdfs import made
from tests.sources.archives import archive, told

BOMB_BYTES = 400_000_000
MOST_MEMORY_KB = 300_000
TELL = """
import sys
from pathlib import Path
from attache.errors import InputError
from attache.errors import InputError
from attache.pages import read_document
from attache.sources import sandbox
from attache.sources.containers import Manner, pages_in
found = [one.code if isinstance(one, InputError) else "kept" for one in pages_in(Path(sys.argv[1]), Manner())]
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(*found, most.split()[1])
"""


def bomb() -> bytes:
    """Much of nothing in little."""
    out, deflate = io.BytesIO(), zlib.compressobj(9, zlib.DEFLATED, 31)
    for _ in range(BOMB_BYTES // 10_000_000):
        out.write(deflate.compress(bytes(10_000_000)))
    out.write(deflate.flush())
    return out.getvalue()


@pytest.mark.parametrize("name", ["page.html.gz", "dump.jsonl.gz", "crawl.warc.gz"])
def test_bomb_is_refused_with_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(archive([bomb()], encoding="gzip") if "warc" in name else bomb())
    said = subprocess.run([sys.executable, "-c", TELL, str(path)], capture_output=True, text=True, check=True).stdout.split()
    assert set(said[:-1]) == {"E-TOO-LARGE"}
    assert int(said[-1]) < MOST_MEMORY_KB


def test_record_of_an_archive_that_is_a_bomb(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(archive([b"<p>words</p>", bytes(60_000_000), b"<p>more words</p>"]))
    assert [one[:5] for one in told(pages_in(tmp_path / "crawl.warc.gz", Manner()))] == ["https", "E-TOO", "https"]


def test_bomb_in_a_package_and_package_in_a_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("archive/a.warc.gz", bytes(120_000_000))
        package.writestr("archive/inner.wacz", b"PK\x03\x04")
    assert told(pages_in(tmp_path / "crawl.wacz", Manner())) == ["E-TOO-LARGE"]


def test_compressed_twice_is_unpacked_once(tmp_path: Path) -> None:
    (tmp_path / "page.gz").write_bytes(gzip.compress(gzip.compress(b"words")))
    (page,) = pages_in(tmp_path / "page.gz", Manner())
    assert getattr(page, "content", b"").startswith(b"\x1f\x8b")  # which no reader takes for text: E-BINARY


def test_pdf_that_would_take_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdf")
    monkeypatch.setattr(sandbox, "PARSING_SECONDS", 1.0)
    endless = made([[]], stream=b"BT ET " * 5_000_000)
    assert len(endless) < 100_000
    with pytest.raises(InputError, match="E-TIME"):
        sandbox.apart(lambda content: read_document(page_of("note.pdf", "note", content)).text.encode(), endless, "note.pdf")
