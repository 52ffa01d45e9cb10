"""What is fuzzed: the name of each target's module, what it follows the inputs through, and how long they may be.

No target is imported here: atheris has to see a module's import to follow inputs through it.
"""
from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """`followed` are the packages whose branches guide the choice of inputs, `longest` is in bytes, `cost` about what an input of it takes
    beside one of the quickest target: runs are shared out by it.
    """

    followed: tuple[str, ...] = ("attache",)
    longest: int = 1_000
    cost: int = 1


TARGETS: dict[str, Target] = {
    "addresses": Target(),
    "config": Target(),
    "dateline": Target(longest=400),
    "decoding": Target(longest=2_000),
    "feed": Target(followed=("attache", "feedparser"), longest=4_000, cost=4),
    "html": Target(longest=4_000, cost=20),
    "pdf": Target(followed=("attache.pages.pdf", "pypdf"), longest=3_000, cost=20),
    "query": Target(cost=4),
    "timex": Target(longest=400, cost=2),
    "warc": Target(followed=("attache", "warcio"), longest=4_000, cost=2),
}
