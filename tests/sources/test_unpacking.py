"""Compressed bytes inside limits."""
from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from hashlib import sha256

import pytest

from attache.errors import InputError
from attache.sources import unpacking
from attache.sources.unpacking import decoded, unpacked

WORDS = b"".join(sha256(bytes([number % 256, number // 256])).digest() for number in range(9_000)) + b"words " * 50_000


def test_members_are_joined_whatever_stands_between() -> None:
    packed = gzip.compress(WORDS) + b"\0" * 100_000 + gzip.compress(b"more") + b"\0\0"
    stream = unpacked(io.BytesIO(packed), "page.gz")
    assert stream.read() == WORDS + b"more"


@pytest.mark.parametrize("cut", [1, 5, 12, 1_000])
def test_cut_short_is_an_error_and_not_an_end(cut: int) -> None:
    with pytest.raises(InputError, match="E-ARCHIVE"):
        unpacked(io.BytesIO(gzip.compress(WORDS)[:-cut]), "page.gz").read()


def test_damage_is_an_error() -> None:
    packed = bytearray(gzip.compress(WORDS))
    packed[-6] ^= 1
    with pytest.raises(InputError, match="E-ARCHIVE"):
        unpacked(io.BytesIO(packed), "page.gz").read()


def test_what_unpacks_out_of_all_proportion_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "UNPACKED_FREELY_BYTES", 1_000_000)
    sizes: list[int] = []
    stream = unpacked(io.BytesIO(gzip.compress(bytes(100_000_000))), "bomb.gz")
    pieces: Iterator[bytes] = iter(lambda: stream.read(100_000), b"")
    with pytest.raises(InputError, match="E-TOO-LARGE"):
        sizes.extend(map(len, pieces))
    assert sum(sizes) < 21_000_000  # LARGEST_RATIO times the 97 KB that it has


@pytest.mark.parametrize(("encoding", "packed"), [
    ("gzip", gzip.compress(WORDS)), ("x-gzip", gzip.compress(WORDS[:10]) + gzip.compress(WORDS[10:])), ("Deflate", zlib.compress(WORDS)),
    ("deflate", zlib.compress(WORDS, wbits=-15)), ("", WORDS), ("identity", WORDS), ("gzip", WORDS),
])
def test_encodings(encoding: str, packed: bytes) -> None:
    assert decoded(packed, encoding, 1_000_000, "page") == WORDS


@pytest.mark.parametrize(("encoding", "packed", "code"), [
    ("gzip", gzip.compress(bytes(50_000_000)), "E-TOO-LARGE"), ("deflate", zlib.compress(bytes(50_000_000)), "E-TOO-LARGE"),
    ("gzip", gzip.compress(WORDS)[:-4], "E-ARCHIVE"), ("deflate", b"rubbish", "E-ARCHIVE"), ("br", b"anything", "E-ARCHIVE"),
])
def test_encodings_that_do_not_hold(encoding: str, packed: bytes, code: str) -> None:
    with pytest.raises(InputError, match=code):
        decoded(packed, encoding, 1_000_000, "page")
