"""Row 9: a register that is damaged, cut short or none at all: refused or told by `verify`, and never written to.

10,000 flipped bits: `python -m benchmarks.flips`.
"""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.connection import reading, writing
from attache.register.verify import verify
from benchmarks.flips import flipped, found_damaged, sample

FLIPS = 200


def test_no_flipped_bit_of_evidence_goes_unnoticed(tmp_path: Path) -> None:
    content, path = sample(tmp_path), tmp_path / "flipped.db"
    path.write_bytes(content)
    assert not found_damaged(path)
    tried, unnoticed = flipped(content, path, FLIPS)
    assert tried < FLIPS * 100
    assert unnoticed == 0


@pytest.mark.parametrize("part", [0.0005, 0.01, 0.3, 0.9, 0.999])
def test_register_cut_short_is_told_and_left_alone(part: float, tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    content = sample(tmp_path)
    path.write_bytes(content[: int(part * len(content))])
    assert found_damaged(path)
    assert path.read_bytes() == content[: int(part * len(content))]


@pytest.mark.parametrize("content", [b"Dear diary, " * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_file_that_is_no_register_is_refused_and_left_alone(content: bytes, register_path: Path) -> None:
    register_path.write_bytes(content)
    for way in (reading, writing):
        with pytest.raises(RegisterError, match="E-DB-CORRUPT"), way(register_path):
            pass
    with pytest.raises(RegisterError, match="E-DB-CORRUPT"):
        list(verify(register_path))
    assert register_path.read_bytes() == content


def test_what_is_not_damaged_can_still_be_read_and_verify_names_the_rest(tmp_path: Path) -> None:
    path, content = tmp_path / "damaged.db", sample(tmp_path)
    assert content.count(b"Italy met Kenya") > 3
    path.write_bytes(content.replace(b"Italy met Kenya", b"Italy hit Kenya", 1))
    damages = list(verify(path))
    assert damages
    with reading(path) as register:
        assert register.execute("SELECT count(*) FROM claims").fetchone()[0] > 3
