"""Inputs are cut into shards that hold everything once, and are known again by what is in them."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from attache.ingest import shards
from attache.ingest.shards import Shard, identity, shards_of
from attache.sources.containers import Manner, pages_in
from attache.sources.records import Mapping
from tests.sources.archives import archive, story

MANNER = Manner()


def make_files(folder: Path, number: int = 60, size: int = 20_000) -> Path:
    folder.mkdir()
    for count in range(number):
        (folder / f"{count:03}.txt").write_text(f"{count} " + "x" * size)
    return folder


def files(groups: Iterable[tuple[Shard, ...]]) -> list[str]:
    return [path for group in groups for shard in group for path in shard.paths]


def test_every_file_is_in_one_shard_and_in_order(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pages")
    groups = list(shards_of([str(folder)], 200_000))
    assert files(groups) == sorted(str(path) for path in folder.iterdir())
    assert 3 < len(groups) < 30
    assert len({shard.name for group in groups for shard in group}) == len(groups)


def test_file_more_changes_only_the_shards_beside_it(tmp_path: Path) -> None:
    folder = make_files(tmp_path / "pages")
    before = {shard.name for group in shards_of([str(folder)], 200_000) for shard in group}
    (folder / "030a.txt").write_text("x" * 20_000)
    after = {shard.name for group in shards_of([str(folder)], 200_000) for shard in group}
    assert 1 <= len(after - before) <= 3


@pytest.mark.parametrize(("name", "content"), [
    ("crawl.warc.gz", archive(story(number) for number in range(40))), ("crawl.warc", archive(map(story, range(40)), gzip=False)),
    ("dump.jsonl", b"".join(b'{"text": "Talks %d"}\n' % number for number in range(40)) + b"no record\n"),
    ("table.csv", b"text\n" + b"".join(b"Talks %d\n" % number for number in range(40))),
])
def test_parts_of_a_large_file_together_are_its_items(name: str, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    (group,) = shards_of([str(file)], len(content) // 5)
    assert len(group) > 4
    found = [list(shard.items(MANNER)) for shard in group]
    whole = list(pages_in(file, MANNER))
    together = [found[number % len(group)][number // len(group)] for number in range(len(whole))]
    assert list(map(str, together)) == list(map(str, whole))
    assert sum(map(len, found)) == len(whole)


def test_identity_changes_with_all_that_decides_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Talks began.")
    shard = Shard((str(file),))
    known = identity(shard, MANNER, "1/plain", "1")
    assert identity(shard, Manner(), "1/plain", "1") == known
    others = [
        identity(shard, MANNER, "2/plain", "1"), identity(shard, MANNER, "1/plain", "2"), identity(shard, Manner("jsonl"), "1/plain", "1"),
        identity(shard, Manner(mapping=Mapping(text=("words",))), "1/plain", "1"),
        identity(Shard((str(file),), 0, 2), MANNER, "1/plain", "1"),
    ]
    file.write_text("Talks ended.")
    others.append(identity(shard, MANNER, "1/plain", "1"))
    file.unlink()
    others.append(identity(shard, MANNER, "1/plain", "1"))
    assert len({known, *others}) == 8


def test_large_file_is_known_by_pieces_from_all_over_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "IDENTITY_BYTES", 6_400)
    file = tmp_path / "crawl.warc"
    content = bytearray(100_000)
    found = set()
    for place in (0, 33 * (100_000 - 100) // 63, 99_999):
        content[place] = 1
        file.write_bytes(content)
        found.add(identity(Shard((str(file),)), MANNER, "1/plain", "1"))
    assert len(found) == 3


def test_file_that_is_not_there_keeps_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks began.")
    ((shard,),) = shards_of([str(tmp_path / "a.txt"), str(tmp_path / "none.txt")], 1_000_000)
    assert [getattr(given, "code", "page") for given in shard.items(MANNER)] == ["page", "E-NOT-FOUND"]


@pytest.mark.parametrize("name", ["_hidden", ".dot", "a/../../b", "naïve ☂", "x" * 300, "-"])
def test_name_is_safe_for_a_file(name: str) -> None:
    made = Shard((f"{name}.warc.gz",), 3, 12).name
    assert made[0].isalnum()
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
    assert made.endswith("-0003")
    assert len(made) < 70
