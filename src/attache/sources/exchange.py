"""One request and its answer over one connection, inside limits: the only code that opens sockets.

In: an address, the IP address to connect to, and until when. Out: an `Answer` with its body unpacked. Nothing is resolved here: the
connection goes to the number that was checked, while the server is still asked for, and has to prove itself as, the name. Raises InputError
E-TIME, E-TLS, E-TOO-LARGE, E-ARCHIVE, E-FETCH.
"""
from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from typing import Self

from msgspec import Struct
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as Urllib3TimeoutError
from urllib3.response import BaseHTTPResponse, HTTPResponse
from urllib3.util import Timeout

from attache.errors import InputError
from attache.settings import FETCH_SECONDS, SLOW_START_SECONDS, SLOWEST_BYTES_A_SECOND
from attache.sources.addresses import Address
from attache.sources.unpacking import CHUNK_BYTES, decoded


class Answer(Struct, frozen=True):
    """What a server said; header names in lower case. The body of anything but a full answer (200) may be left out."""

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes


class Limits(Struct, frozen=True):
    """Until when (by `time.monotonic`) and how large; `context` says whose certificates are trusted."""

    until: float
    largest: int
    context: ssl.SSLContext | None = None


def exchange(address: Address, number: str, headers: Mapping[str, str], limits: Limits) -> Answer:
    """Asks for an address at the IP address `number`."""
    left = limits.until - time.monotonic()
    if left <= 0:
        raise _late(address)
    with _translated(address), closing(_connection(address, number, left, limits.context)) as connection, _Watch(connection, left) as watch:
        try:
            connection.connect()
            watch.hold()
            asked = {"Host": address.authority, **headers}
            connection.request("GET", address.path, headers=asked, preload_content=False, decode_content=False)
            answer = _answer(connection.getresponse(), address, limits.largest)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if watch.cut:
                raise _late(address) from error
            raise
        if watch.cut:  # to the reader it looks like the end of the body
            raise _late(address)
    return answer


def _connection(address: Address, number: str, left: float, context: ssl.SSLContext | None) -> HTTPConnection:
    timeout = Timeout(connect=left, read=left)
    if address.scheme == "http":
        return HTTPConnection(number, address.port, timeout=timeout.connect_timeout)
    trusted = context or ssl.create_default_context()
    return HTTPSConnection(number, address.port, timeout=timeout.connect_timeout, ssl_context=trusted, server_hostname=address.host)


class _Watch:
    """Cuts a connection off when the time is up: a server that sends a byte now and then never runs into the limit of a single read."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._connection, self._held = connection, connection.sock
        self._timer = threading.Timer(seconds, self._cut_off)
        self._timer.daemon = True
        self.cut = False

    def hold(self) -> None:
        """Keeps the socket in sight: the connection lets go of it when the server will close it."""
        self._held = self._connection.sock

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _cut_off(self) -> None:
        self.cut = True
        held = self._held or self._connection.sock
        if isinstance(held, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(held, socket.SHUT_RDWR)  # not TLS's own, which would wait for the other side


@contextmanager
def _translated(address: Address) -> Iterator[None]:
    """Turns what urllib3 and the system raise into InputErrors about the address."""
    try:
        yield
    except (SSLError, ssl.SSLError) as error:
        raise InputError("E-TLS", str(address), f"its certificate or encryption is not to be trusted: {error}") from error
    except NewConnectionError as error:  # which urllib3 counts among the timeouts
        raise InputError("E-FETCH", str(address), f"nobody answers: {error}") from error
    except (Urllib3TimeoutError, TimeoutError) as error:
        raise _late(address) from error
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise InputError("E-FETCH", str(address), f"no whole answer: {error or type(error).__name__}") from error


def _answer(response: BaseHTTPResponse, address: Address, largest: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    body = b""
    if response.status == 200 and isinstance(response, HTTPResponse):
        packed = _body(response, address, largest)
        body = decoded(packed, headers.get("content-encoding", ""), largest, str(address))
    return Answer(response.status, response.reason or "", headers, body)


def _body(response: HTTPResponse, address: Address, largest: int) -> bytes:
    body, began = bytearray(), time.monotonic()
    while piece := response.read1(CHUNK_BYTES):
        body += piece
        if len(body) > largest:
            raise InputError("E-TOO-LARGE", str(address), f"over {largest // 1_000_000} MB")
        passed = time.monotonic() - began
        if passed > SLOW_START_SECONDS and len(body) < passed * SLOWEST_BYTES_A_SECOND:
            raise InputError("E-TIME", str(address), f"comes at less than {SLOWEST_BYTES_A_SECOND} bytes a second")
    return bytes(body)


def _late(address: Address) -> InputError:
    return InputError("E-TIME", str(address), f"no whole answer in {FETCH_SECONDS:g} seconds")
