"""Answers that cost a walk through much of the register, kept for as long as it does not change.

In: the register, a name for the answer, how to get it. Out: the answer, of the register's newest revision. One answer a name and register
is kept, so memory stays bounded by what pages ask.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from attache.api.cursors import newest
from attache.register.connection import name_of
from attache.register.database import Connection

Given = TypeVar("Given")
_kept: dict[tuple[str, str], tuple[int, Any]] = {}


def remembered(register: Connection, name: str, ask: Callable[[], Given]) -> Given:
    """The answer, asked for again only when the register has changed since."""
    file = name_of(register)
    revision = newest(register)
    known = _kept.get((file, name))
    if known is None or known[0] != revision:
        known = _kept[file, name] = (revision, ask())
    found: Given = known[1]
    return found
