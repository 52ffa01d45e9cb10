"""What is remembered of pages changes nothing in which stories they are told to belong to."""
from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from attache.register.copies import shingles
from attache.register.migrations import STILL
from attache.register.store import open_register
from tests.samples import PlainReader, page

BODY = "The envoys of both coasts sat down again in the old customs house and spoke until dusk about fishing rights and ferries"


def test_shingles_are_runs_of_four_words_whatever_their_case() -> None:
    one, two, three, four = (crc32(word) for word in (b"four", b"plain", b"words", b"here"))
    mixed = (one * 0x1B8F5D63 + two * 0x0F3A9C11 + three * 0x15E4A7D9 + four) >> 16 & 0xFFFFFFFF
    assert shingles("Four plain, words HERE!") == {mixed}
    assert len(shingles(BODY)) == len(BODY.split()) - 3
    assert len(shingles("two words")) == 1


@pytest.mark.parametrize("remembered", [1, 500_000])
def test_a_copy_is_found_whether_its_page_is_remembered_or_read_back(
    register_path: Path, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    monkeypatch.setattr("attache.register.copies._REMEMBERED", remembered)
    texts = (f"{BODY}\n", "Nothing of it stands on this page, which tells of rain over the hills all week long\n", f"Again: {BODY}\n")
    with open_register(register_path) as register:
        for number, text in enumerate(texts):
            kept = page(text, f"page{number}")
            register.take(kept)
            register.keep(kept.page_id, *PlainReader()(kept))
        rows = register.connection.execute("SELECT p.name, f.name FROM stories s JOIN pages p USING (page_id) "
                                           "JOIN pages f ON f.page_id = s.story WHERE until = ?", (STILL,))
        assert dict(rows.fetchall()) == {"page0": "page0", "page1": "page1", "page2": "page0"}
