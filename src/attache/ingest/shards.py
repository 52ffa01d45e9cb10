"""Inputs cut into shards: what one worker reads in one go, and what is done again when it fails.

In: files and folders. Out: shards in the order of the inputs, each with a name and, on asking, an identity that changes with its content.
A file larger than a shard is read in parts that take turns at its items, whatever kind it is of; smaller ones share a shard. Where one
ends is drawn from the names of the files, so that a file more or less changes only its own.
"""
from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO

import msgspec

from attache.errors import InputError
from attache.settings import IDENTITY_BYTES, MOST_PARTS
from attache.sources.containers import Given, Manner, pages_in
from attache.sources.files import locate, opened, printable

_LEAST_WEIGHT = 10_000
_PIECES = 64  # of a large file, by which it is known
_CUT_BITS = 1 << 32
_NAME = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST_STEM = 40


class Shard(msgspec.Struct, frozen=True):
    """Every `of`-th item, from item `part` on, of the files at `paths`."""

    paths: tuple[str, ...]
    part: int = 0
    of: int = 1

    @property
    def name(self) -> str:
        """A file name, the same as long as the files are called, and the parts cut, the same."""
        stem = _NAME.sub("-", Path(self.inputs[0]).stem)[:_LONGEST_STEM].lstrip(".-") or "shard"
        number = f"-{self.part:04}" if self.of > 1 else ""
        return f"{stem}-{sha256(json.dumps([self.of, *self.inputs]).encode()).hexdigest()[:12]}{number}"

    @property
    def inputs(self) -> tuple[str, ...]:
        """Its files, as text."""
        return tuple(printable(Path(path)) for path in self.paths)

    def items(self, manner: Manner) -> Iterator[Given]:
        """Its pages, and the refusals that stand in the place of some."""
        every = (given for path in self.paths for given in pages_in(Path(path), manner))
        return islice(every, self.part, None, self.of)


def shards_of(inputs: Iterable[str], shard_bytes: int) -> Iterator[tuple[Shard, ...]]:
    """Shards of about so many bytes each; those that are parts of the same files together."""
    small, size = list[str](), 0
    for path in _paths(inputs):
        weight = _weight(path)
        if small and (weight > shard_bytes or size + weight > 2 * shard_bytes or _cuts(path, weight / shard_bytes)):
            yield (Shard(tuple(small)),)
            small, size = [], 0
        if weight > shard_bytes:
            parts = min(MOST_PARTS, -(-weight // shard_bytes))
            yield tuple(Shard((path,), part, parts) for part in range(parts))
        else:
            small, size = [*small, path], size + weight
    if small:
        yield (Shard(tuple(small)),)


def identity(shard: Shard, manner: Manner, reader: str, form: str) -> str:
    """A hash over all that decides what reading the shard gives: the files, how they are taken, the versions of reader and form."""
    given = [shard.part, shard.of, reader, form, manner.kind, msgspec.to_builtins(manner.mapping), [_content(path) for path in shard.paths]]
    return sha256(json.dumps(given).encode()).hexdigest()


def _paths(inputs: Iterable[str]) -> Iterator[str]:
    """The files; one that cannot be had keeps its place, for whoever reads the shard to be told the same."""
    for located in locate(map(Path, inputs)):
        yield located.subject if isinstance(located, InputError) else str(located)


def _weight(path: str) -> int:
    """The size of a file, or what the work with the smallest of files comes to."""
    try:
        return max(Path(path).stat().st_size, _LEAST_WEIGHT)
    except OSError:
        return _LEAST_WEIGHT


def _cuts(path: str, chance: float) -> bool:
    """Whether a shard ends before this file: drawn from its name, the likelier the larger it is."""
    return int.from_bytes(sha256(os.fsencode(path)).digest()[:4], "big") < chance * _CUT_BITS


def _content(path: str) -> list[str | int]:
    """What a file is known by: its name, size, and a hash of it, or of pieces from all over a large one."""
    name = printable(Path(path))
    try:
        with opened(Path(path)) as file:
            return [name, size := os.fstat(file.fileno()).st_size, _digest(file, size)]
    except InputError as error:
        return [name, -1, error.code]


def _digest(file: IO[bytes], size: int) -> str:
    if size <= IDENTITY_BYTES:
        return sha256(file.read()).hexdigest()
    found, piece = sha256(), IDENTITY_BYTES // _PIECES
    for number in range(_PIECES):
        file.seek(number * (size - piece) // (_PIECES - 1))
        found.update(file.read(piece))
    return found.hexdigest()
