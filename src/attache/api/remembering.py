"""Answers that cost a walk through much of the register, kept for as long as it does not change.

In: the register, a name for the answer, how to get it. Out: the answer, of the revision that the register is open at. One answer a name and
register is kept: memory stays bounded by what is asked.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from attache.api.cursors import newest
from attache.register.connection import name_of
from attache.register.database import Connection

Given = TypeVar("Given")
_kept: dict[tuple[str, str], tuple[int, Any]] = {}  # with the revision it is of


def remembered(register: Connection, name: str, ask: Callable[[], Given]) -> Given:
    """The answer, asked for again only when the register has changed since."""
    key, revision = (name_of(register), name), newest(register)
    known = _kept.get(key)
    if known is None or known[0] != revision:
        known = _kept[key] = (revision, ask())
    found: Given = known[1]
    return found
