"""A plain reader that misbehaves where a page says so."""
from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections.abc import Callable

from attache.model import Page, Reading
from tests.samples import PlainReader


class UnrulyReader(PlainReader):
    """`!hog` takes more memory than it may, `!spin` never ends, `!sleep` does nothing, `!kill` and `!crash` die, `!leave` exits."""

    def __call__(self, page: Page) -> tuple[str, Reading]:
        for word, deed in _DEEDS.items():
            if word in page.content:
                deed()
        return super().__call__(page)


def _spin() -> None:
    while True:
        pass


def _crash() -> None:
    faulthandler.disable()  # the test's own, which would tell all of it
    os.kill(os.getpid(), signal.SIGSEGV)


_DEEDS: dict[bytes, Callable[[], object]] = {
    b"!hog": lambda: bytearray(3_000_000_000),
    b"!spin": _spin,
    b"!sleep": lambda: time.sleep(600),
    b"!kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"!crash": _crash,
    b"!leave": lambda: os._exit(0),
}
