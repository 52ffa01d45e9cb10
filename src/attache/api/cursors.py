"""Where a list goes on: after an item, in the register as it was when the list was begun, whatever came in since.

In: the items found, one more than wanted. Out: an opaque word for addresses. Raises InputError E-CURSOR.
"""
from __future__ import annotations

import base64
import binascii
import re

from msgspec import Struct

from attache.api.parameters import Values
from attache.errors import InputError
from attache.queries.moments import NOW, Moment, moment
from attache.register.database import Connection

_WRITTEN = re.compile(r"(\d{1,10})\.([0-9a-f]{1,64})", re.ASCII)


class Place(Struct, frozen=True):
    """Of which moment a list is, the number of its revision, and the item after which it goes on (None: the beginning)."""

    at: Moment
    revision: int
    after: str | None = None


def newest(register: Connection) -> int:
    """The last revision of the register."""
    return int(register.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])


def place(register: Connection, values: Values) -> Place:
    """What `as_of` and `cursor` mean; a cursor keeps to the revision it began with."""
    last = newest(register)
    if not values.get("cursor"):
        at = moment(register, values.get("as_of"))
        return Place(at, last if at.now else at.revision)
    revision, after = _read(values["cursor"])
    if revision > last:
        raise InputError("E-CURSOR", values["cursor"], "from another register")
    return Place(NOW if revision == last else Moment(revision), revision, after)


def cursor(at: Place, identity: str) -> str:
    """The word that goes on after the item with this identity."""
    return base64.urlsafe_b64encode(f"{at.revision}.{identity}".encode()).decode().rstrip("=")


def _read(written: str) -> tuple[int, str]:
    try:
        words = base64.b64decode(written + "=" * (-len(written) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        words = ""
    found = _WRITTEN.fullmatch(words)
    if found is None:
        raise InputError("E-CURSOR", written, "not the `next` of an answer")
    return int(found[1]), found[2]
