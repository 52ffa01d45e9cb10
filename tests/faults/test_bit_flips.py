"""Single flipped bits: whenever any evidence reads otherwise than it was kept, `verify` says so (10,000: `python -m benchmarks.flips`)."""
from __future__ import annotations

from pathlib import Path

from benchmarks.flips import flipped, found_damaged, sample

FLIPS = 200


def test_no_flipped_bit_of_evidence_goes_unnoticed(tmp_path: Path) -> None:
    content, path = sample(tmp_path), tmp_path / "flipped.db"
    path.write_bytes(content)
    assert not found_damaged(path)
    tried, unnoticed = flipped(content, path, FLIPS)
    assert tried < FLIPS * 100
    assert unnoticed == 0
