"""Ctrl-C and SIGTERM finish the page in hand; a second one stops at once."""
from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether somebody asked to stop, and the exit status that says by which signal (0: nobody did)."""

    status = 0

    def asked(self, number: int, _: FrameType | None) -> None:
        """The signal handler: notes the wish and gives the signals back their usual effect."""
        self.status = 128 + number
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """While the block runs, the first signal only sets the `Stop`."""
    stop = Stop()
    before = {number: signal.signal(number, stop.asked) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
