"""Fetching: an address to what it holds, politely and only from the public internet.

In: an address. Out: a `Fetched`. Every address resolved is checked and the connection made to the very one; each redirect is checked as the
first was; robots.txt is kept, one host is asked once a second, a busy server gets its time. No cookies, no credentials, no proxy, nothing
unverified. Raises InputError E-FETCH-BLOCKED, E-ROBOTS, E-HTTP, and what `exchange` raises.
"""
from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct
from msgspec.structs import replace

from attache.errors import InputError
from attache.model import Page
from attache.settings import FETCH_SECONDS, HOST_PAUSE_SECONDS, LARGEST_PAGE_BYTES, LONGEST_PAUSE_SECONDS, MOST_REDIRECTS, MOST_TRIES
from attache.sources.addresses import Address, address_of, is_public, joined, name_of
from attache.sources.exchange import Answer, Limits, exchange
from attache.sources.files import page_of
from attache.sources.media import charset_in, media_type_in
from attache.sources.robots import Rules, rules_from

AGENT = "attache"
Resolve = Callable[[str, int], list[str]]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_BACK_OFF_SECONDS = 2.0


class Fetched(Struct, frozen=True):
    """What an address holds: `address` is where redirects led; `content` is None when it is still what `etag` or `modified` stood for."""

    address: str
    content: bytes | None
    media_type: str | None
    charset: str | None
    etag: str | None
    modified: str | None

    def page(self) -> Page:
        """The page it is. Raises InputError E-EMPTY."""
        if not self.content:
            raise InputError("E-EMPTY", self.address, "nothing in it")
        page = page_of(self.address, name_of(self.address), self.content)
        return replace(page, media_type=self.media_type, charset=self.charset)


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system knows them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches for one run of the program, and remembers what each host asked for."""

    def __init__(
        self, *, private: bool = False, resolve: Resolve = resolved, context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep, pause: float = HOST_PAUSE_SECONDS,
    ) -> None:
        self._private, self._resolve, self._context, self._sleep, self._pause = private, resolve, context, sleep, pause
        self._next: dict[str, float] = {}
        self._rules: dict[tuple[str, str, int], Rules] = {}

    def get(self, written: str, etag: str | None = None, modified: str | None = None, largest: int = LARGEST_PAGE_BYTES) -> Fetched:
        """What the address holds; with `etag` or `modified` of the last time, only if it is something else now."""
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        address, answer = self._followed(address_of(written), headers, largest, robots=True)
        if answer.status == 304 and headers:
            return Fetched(str(address), None, None, None, etag, modified)
        if answer.status != 200:
            raise InputError("E-HTTP", str(address), f"the server says {answer.status} {answer.reason}".rstrip())
        content_type = answer.headers.get("content-type", "")
        return Fetched(
            str(address), answer.body, media_type_in(content_type), charset_in(content_type), answer.headers.get("etag"),
            answer.headers.get("last-modified"),
        )

    def _followed(self, address: Address, headers: dict[str, str], largest: int, *, robots: bool) -> tuple[Address, Answer]:
        """The answer at the end of all redirects, and where that is."""
        hops, left = [str(address)], FETCH_SECONDS
        while True:
            if robots:
                self._keep_rules(address)
            answer, left = self._patiently(address, headers, largest, left, hops)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return address, answer
            hops.append(joined(address, answer.headers["location"]))
            if len(hops) > MOST_REDIRECTS + 1:
                raise _blocked(hops, f"more than {MOST_REDIRECTS} redirects")
            try:
                address = address_of(hops[-1])
            except InputError as error:
                raise _blocked(hops, error.message) from error

    def _patiently(self, address: Address, headers: dict[str, str], largest: int, left: float, hops: list[str]) -> tuple[Answer, float]:
        """The answer, asked for again after a while where the server is busy; and how many seconds are left for what follows."""
        for tried in range(1, MOST_TRIES + 1):
            self._wait_for_turn(address)
            began = time.monotonic()
            limits = Limits(began + left, largest, self._context)
            answer = _answered(address, self._checked(address, hops), {**_HEADERS, **headers}, limits)
            left -= time.monotonic() - began
            seconds = _asked_pause(answer, _BACK_OFF_SECONDS * 2**tried)
            if answer.status not in _BUSY or seconds > LONGEST_PAUSE_SECONDS or tried == MOST_TRIES:
                break
            self._sleep(seconds)
        return answer, left

    def _checked(self, address: Address, hops: list[str]) -> list[str]:
        """The IP addresses of the host, all of which may be asked."""
        try:
            numbers = self._resolve(address.host, address.port)
        except (OSError, UnicodeError) as error:
            raise InputError("E-FETCH", str(address), f"no such host: {error}") from error
        if not numbers:
            raise InputError("E-FETCH", str(address), "no such host")
        if not self._private and not all(map(is_public, numbers)):
            raise _blocked(hops, "leads into a private network")
        return numbers

    def _wait_for_turn(self, address: Address) -> None:
        now = time.monotonic()
        turn = max(now, self._next.get(address.host, now))
        rules = self._rules.get(address.origin)
        self._next[address.host] = turn + max(self._pause, min(rules.pause, LONGEST_PAUSE_SECONDS) if rules else 0)
        if turn > now:
            self._sleep(turn - now)

    def _keep_rules(self, address: Address) -> None:
        """Sees to it that the host's robots.txt allows the address."""
        if address.origin not in self._rules:
            self._rules[address.origin] = rules_from(lambda where: self._followed(where, {}, LARGEST_PAGE_BYTES, robots=False)[1], address)
        if not self._rules[address.origin].allow(AGENT, str(address)):
            raise InputError("E-ROBOTS", str(address), "its robots.txt does not allow it")


def _answered(address: Address, numbers: list[str], headers: dict[str, str], limits: Limits) -> Answer:
    """The answer of the first of the numbers that gives one."""
    for number in numbers[:-1]:
        try:
            return exchange(address, number, headers, limits)
        except InputError as error:
            if error.code != "E-FETCH":
                raise
    return exchange(address, numbers[-1], headers, limits)


def _asked_pause(answer: Answer, usual: float) -> float:
    """The seconds that a busy server asks for."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()) if asked else usual
    except (ValueError, TypeError, OverflowError):  # no date, one without a zone, a zone of years
        return usual


def _blocked(hops: list[str], why: str) -> InputError:
    return InputError("E-FETCH-BLOCKED", hops[0], f"{why} (by way of {' → '.join(hops[1:])})" if len(hops) > 1 else why)


def _agent() -> str:
    try:
        return f"{AGENT}/{version('attache')}"
    except PackageNotFoundError:
        return AGENT


_HEADERS = {
    "User-Agent": _agent(), "Accept": "text/html,application/xhtml+xml,application/xml,*/*;q=0.5", "Accept-Encoding": "gzip, deflate",
}
