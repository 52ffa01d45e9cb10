"""One input inside limits: no exception, no hang, no flood of memory.

In: a target's `check` and bytes. Raises what the target raises, and `BrokenLimitError` when one input takes too much processor time or
memory. Time is that of the processor, so that a busy machine breaks no limit; a hang that never comes back is libFuzzer's to end
(`fuzz.run`).
"""
from __future__ import annotations

import resource
import time
from collections.abc import Callable

SECONDS = 5.0
MEMORY_KILOBYTES = 500_000


class BrokenLimitError(AssertionError):
    """An input that takes too much."""


def inside_limits(check: Callable[[bytes], None], data: bytes) -> None:
    """Checks one input."""
    began, held = time.process_time(), _peak()
    check(data)
    taken, grown = time.process_time() - began, _peak() - held
    if taken > SECONDS:
        raise BrokenLimitError(f"{taken:.1f} seconds for {len(data)} bytes")
    if grown > MEMORY_KILOBYTES:
        raise BrokenLimitError(f"{grown // 1000} MB for {len(data)} bytes")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
