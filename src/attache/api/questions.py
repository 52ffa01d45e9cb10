"""The register open for the questions of one request, at one moment and not for ever."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from attache.register.connection import stop_after
from attache.register.database import Connection, Location
from attache.register.keeping_open import reading_again
from attache.settings import QUESTION_SECONDS


@contextmanager
def questions(location: Location) -> Iterator[Connection]:
    """The register as it is now, whatever others write meanwhile. Raises RegisterError, E-TIME-LIMIT when a statement runs too long."""
    with reading_again(location) as register:
        stop_after(register, QUESTION_SECONDS)
        register.execute("BEGIN")
        yield register
