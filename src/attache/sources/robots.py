"""robots.txt: what a host lets programs fetch (RFC 9309).

In: a way to fetch, and an address of the host. Out: its `Rules`. A host without the file allows everything; one that fails to give it,
nothing for now.
"""
from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from urllib.robotparser import RobotFileParser

from msgspec import Struct
from msgspec.structs import replace

from attache.errors import InputError
from attache.settings import LARGEST_ROBOTS_BYTES
from attache.sources.addresses import Address
from attache.sources.exchange import Answer

_PLAIN_PAUSE = 0.0


class Rules(Struct, frozen=True):
    """What may be fetched, and the seconds to leave between two requests."""

    allow: Callable[[str, str], bool]
    pause: float


def rules_from(fetch: Callable[[Address], Answer], address: Address, agent: str = "attache") -> Rules:
    """The rules of the address's host. Raises InputError where the host does not answer or may not be asked."""
    try:
        answer = fetch(replace(address, path="/robots.txt"))
    except InputError as error:
        if error.code not in ("E-ARCHIVE", "E-TOO-LARGE"):
            raise
        return Rules(_nothing, _PLAIN_PAUSE)
    if answer.status == 200:
        return _parsed(answer.body[:LARGEST_ROBOTS_BYTES].decode("utf-8", "replace"), agent)
    return Rules(_everything if 400 <= answer.status < 500 and answer.status != 429 else _nothing, _PLAIN_PAUSE)


def _parsed(text: str, agent: str) -> Rules:
    try:
        parser = _parser(text.splitlines())
    except ValueError:  # a line that Python's parser stumbles over says nothing (RFC 9309, 2.2); the others hold
        parser = _parser(line for line in text.splitlines() if _is_sound(line))
    return Rules(lambda who, where: _may_fetch(parser, who, where), _seconds(parser.crawl_delay(agent)))


def _parser(lines: Iterable[str]) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(lines)
    return parser


def _is_sound(line: str) -> bool:
    try:
        _parser(["User-agent: *", line])
    except ValueError:
        return False
    return True


def _may_fetch(parser: RobotFileParser, agent: str, address: str) -> bool:
    """What the rules say of an address; no to one that is none once its escapes are taken off, as they are to be compared."""
    try:
        return parser.can_fetch(agent, address)
    except ValueError:
        return False


def _seconds(delay: str | float | None) -> float:
    try:
        return float(delay or _PLAIN_PAUSE)
    except OverflowError:  # a number of hundreds of digits
        return math.inf


def _everything(_: str, __: str) -> bool:
    return True


def _nothing(_: str, __: str) -> bool:
    return False
