"""Bytes of a web archive flipped, blotted out or lost: the damaged record is lost and told, every other one is read."""
from __future__ import annotations

import io
import random

import pytest

from attache.errors import InputError
from attache.sources.warc import warc_pages
from benchmarks.damaged_archives import DAMAGES, damaged
from tests.sources.archives import archive, contents, story

STORIES = [story(number, words=400) for number in range(40)]
TRIES = 100


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("compressed", [True, False])
def test_one_damage_costs_one_record_at_most(compressed: bool, kind: str) -> None:
    whole, draws = archive(STORIES, gzip=compressed), random.Random(15)  # noqa: S311 - draws, not secrets
    for _ in range(TRIES):
        broken, hit = damaged(whole, kind, draws)
        found = list(warc_pages(io.BytesIO(broken), "crawl.warc"))
        kept = contents(found)
        assert len(kept) >= len(STORIES) - 2, f"{kind} at {hit}"  # a damage may lie across the border of two
        assert all(content for content in kept)
        if len(kept) < len(STORIES):
            assert any(isinstance(one, InputError) for one in found), f"{kind} at {hit}: lost without a word"
        assert sum(content not in STORIES for content in kept) == 0, f"{kind} at {hit}: kept what is not as it was"
