"""A small archive of all that may come in, and a register of it that was made the plain way."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from attache.ingest import Outcome, add
from attache.ingest.bulk import Came, InProcesses, Stopped, Workers, bulk
from attache.ingest.gathering import gather
from attache.ingest.shards import shards_of
from attache.register.export import canonical_hash
from attache.register.store import open_register
from attache.sources.containers import Manner, pages_in
from attache.sources.files import locate
from tests.samples import VISIT, PlainReader, write_texts
from tests.sources.archives import archive

MANNER = Manner()
SHARD_BYTES = 30_000
WORDS = "Nothing else was said. " * 200


def make_archive(folder: Path) -> list[str]:
    """Pages, copies, pages that cannot be read, a web archive and JSON lines with copies of them all; and a file that is not there."""
    place = folder / "archive"
    place.mkdir()
    write_texts(place)
    filed = [f"{VISIT if number % 4 else ''}Filed {number % 12}. {WORDS}\n" for number in range(20)]
    lines = [json.dumps({"text": text, "url": f"https://gulf.example/{number}"}) for number, text in enumerate(filed)]
    (place / "dump.jsonl").write_text("\n".join([*lines, "no record", *lines[:3]]))
    (place / "crawl.warc").write_bytes(archive((f"Sent {number}. {WORDS}\n".encode() for number in range(14)), gzip=False)[:-900])
    return [str(place), str(place / "none.txt")]


def added(inputs: list[str], register_path: Path) -> list[str]:
    """What came of adding the inputs themselves."""
    found = locate(map(Path, inputs))
    items = (given for located in found for given in (pages_in(located, MANNER) if isinstance(located, Path) else [located]))
    with open_register(register_path) as register:
        return told(add(items, register, PlainReader()))


def read(inputs: list[str], out: Path, workers: Workers | None = None, stopped: Stopped = lambda: False) -> list[Came]:
    """What came of reading the inputs in bulk."""
    return list(bulk(list(shards_of(inputs, SHARD_BYTES)), out, MANNER, workers or InProcesses(PlainReader()), stopped))


def gathered(path: Path, register_path: Path) -> list[str]:
    """What came of taking readings into a register."""
    with open_register(register_path) as register:
        return told(gather(path, register))


def told(outcomes: Iterator[Outcome]) -> list[str]:
    """Outcomes in words."""
    return [f"{outcome.kind} {outcome.origin} {outcome.error or ''} {outcome.copy}" for outcome in outcomes]


def are_same(one: Path, other: Path) -> bool:
    """Whether two registers hold the same."""
    return canonical_hash(one) == canonical_hash(other)
