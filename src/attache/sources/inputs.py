"""Inputs as a person names them: files, folders, `-`, and addresses once there is somebody to fetch.

In: the words of a command line. Out, one at a time: a Page, or the InputError that stands in its place.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attache.errors import InputError
from attache.sources.addresses import is_address
from attache.sources.containers import Given, Manner, pages_in
from attache.sources.files import locate


def pages(inputs: Iterable[str], manner: Manner) -> Iterator[Given]:
    """The pages that the inputs are or hold, in their order."""
    for given in inputs:
        if is_address(given):
            yield InputError("E-FETCH-BLOCKED", given, "addresses are not fetched here")
        else:
            yield from _pages_at(Path(given), manner)


def _pages_at(path: Path, manner: Manner) -> Iterator[Given]:
    for located in locate([path]):
        if isinstance(located, InputError):
            yield located
        else:
            yield from pages_in(located, manner)
