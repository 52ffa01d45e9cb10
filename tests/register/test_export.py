"""The canonical export: equal for what is equal, different for what differs."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from attache.register.connection import reading as open_for_reading
from attache.register.export import canonical, canonical_hash
from attache.register.store import open_register
from tests.samples import TALKS, VISIT, PlainReader, fill, page


def lines(path: Path) -> list[dict[str, Any]]:
    with open_for_reading(path) as register:
        return [json.loads(line) for line in canonical(register)]


def test_every_kind_is_there_sorted(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    found = lines(register_path)
    kinds = [line["kind"] for line in found]
    assert kinds == sorted(kinds)
    assert {kind: kinds.count(kind) for kind in kinds} == {"claim": 4, "event": 4, "page": 2, "reading": 2, "story": 2}
    events = [line for line in found if line["kind"] == "event"]
    assert [event["members"] for event in events] == [[[event["event"], "{}"]] for event in events]
    assert events[0]["parties"] != []


def test_order_and_repetition_do_not_show(register_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    fill(register_path, TALKS, VISIT)
    with open_register(other) as register:
        for text, name in ((VISIT, "page1"), (TALKS, "page0"), (VISIT, "page1")):
            kept = page(text, name)
            register.take(kept)
            register.keep(kept.page_id, *PlainReader()(kept))
    assert canonical_hash(other) == canonical_hash(register_path)


def test_a_reading_that_came_and_went_does_not_show_but_another_does(register_path: Path) -> None:
    fill(register_path, TALKS)
    first = canonical_hash(register_path)
    talks = page(TALKS, "page0")
    text, read = PlainReader()(talks)
    with open_register(register_path) as register:
        register.keep(talks.page_id, text, msgspec.structs.replace(read, events=read.events[:1]))
        assert canonical_hash(register_path) != first
        register.keep(talks.page_id, text, read)
    assert canonical_hash(register_path) == first
