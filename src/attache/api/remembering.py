"""Answers that cost a walk through much of the register, kept for as long as it does not change.

In: the register, a name for the answer, how to get it. Out: the answer, of the register's newest revision; of a large register it may be
some seconds older, so that readers do not wait while pages are added. One answer a name and register is kept: memory stays bounded by what
is asked.
"""
from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from msgspec import Struct

from attache.api.cursors import newest
from attache.api.questions import unhurried
from attache.register.connection import name_of
from attache.register.database import Connection
from attache.settings import LARGE_REGISTER_PAGES, OLD_SECONDS

Given = TypeVar("Given")


class _Kept(Struct):
    """An answer, the revision it is of, and until when it is good enough whatever was added."""

    revision: int
    until: float
    answer: Any


_kept: dict[tuple[str, str], _Kept] = {}


def remembered(register: Connection, name: str, ask: Callable[[], Given]) -> Given:
    """The answer, asked for again only when the register has changed since; of a large one, no sooner than after some seconds."""
    key, revision = (name_of(register), name), newest(register)
    known = _kept.get(key)
    if known is None or (known.revision != revision and monotonic() >= known.until):
        if known is not None:
            known.until = _good_until(register)  # others take the old answer while this one is made
        with unhurried(register):
            known = _Kept(revision, 0.0, ask())
        known.until = _good_until(register)
        _kept[key] = known
    found: Given = known.answer
    return found


def _good_until(register: Connection) -> float:
    (pages,) = register.execute("SELECT value FROM meta WHERE key = 'pages'").fetchone()
    return monotonic() + OLD_SECONDS if int(pages) > LARGE_REGISTER_PAGES else 0.0
