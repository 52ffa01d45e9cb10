"""Rows 40 and 42 over real sockets: slow and broken clients, large bodies, nothing of a request in the log."""
from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from attache.api import server as serving
from attache.api.server import listening, server
from attache.errors import InputError
from tests.api.desks import desk_over


@pytest.fixture
def address(register_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """A desk that is served, and waits for a request half a second."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.5)
    with listening("127.0.0.1", 0) as at:
        running = server(desk_over(register_path).app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [at]})
        thread.start()
        while not running.started:
            time.sleep(0.005)
        yield at.getsockname()
        running.should_exit = True
        thread.join()


@contextmanager
def connected(address: tuple[str, int]) -> Iterator[socket.socket]:
    with socket.create_connection(address, timeout=20) as client:
        yield client


def everything(client: socket.socket) -> bytes:
    """What the server says until it closes the connection."""
    found = b""
    while part := client.recv(65_536):
        found += part
    return found


POST = b"POST /api/v1/decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIf-Match: 1\r\n"
GET = b"GET /api/v1/about HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize("begun", [b"", b"GET /api", GET, POST + b"Content-Length: 100\r\n\r\n{"])
def test_row_40_a_request_that_never_comes_whole_is_not_waited_for(address: tuple[str, int], begun: bytes) -> None:
    with connected(address) as client:
        client.sendall(begun)
        assert everything(client) == b""


def test_row_40_who_drips_is_closed_too_and_others_are_served_meanwhile(address: tuple[str, int]) -> None:
    with connected(address) as slow, connected(address) as quick:
        slow.sendall(GET)
        quick.sendall(GET + b"Connection: close\r\n\r\n")
        assert everything(quick).startswith(b"HTTP/1.1 200")
        with pytest.raises(ConnectionError):
            drip(slow)


def drip(client: socket.socket) -> None:
    for _ in range(400):
        client.sendall(b"X-Drip: 1\r\n")
        time.sleep(0.05)


def test_a_connection_serves_one_request_after_another(address: tuple[str, int]) -> None:
    with connected(address) as client:
        client.sendall((GET + b"\r\n") * 2 + GET + b"Connection: close\r\n\r\n")
        assert everything(client).count(b"HTTP/1.1 200 OK") == 3


@pytest.mark.parametrize("sent", [
    POST + b"Content-Length: 99999999999\r\n\r\n", GET + b"Range: bytes=-5,99999999999999999999-\r\nConnection: close\r\n\r\n",
    GET + b"X: " + b"x" * 200_000 + b"\r\n\r\n", b"\x00\x01\x02 nonsense\r\n\r\n", GET + b"Host: evil.example\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1",
])
def test_row_40_broken_and_huge_requests_are_refused(address: tuple[str, int], sent: bytes) -> None:
    with connected(address) as client:
        try:
            client.sendall(sent)
            answer = everything(client)
        except ConnectionError:
            return
    status = answer[9:12]
    assert status in {b"400", b"404", b"413", b"414", b"431"} or (b"Range" in sent and status == b"200") or not answer


def test_row_42_nothing_of_a_request_reaches_the_log(address: tuple[str, int], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "uvicorn")
    with connected(address) as client:
        client.sendall(
            b"GET /api/v1/events?actor=%0aFORGED%1b]0;x%07 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer secret\r\n"
            b"Connection: close\r\n\r\n"
        )
        assert everything(client).startswith(b"HTTP/1.1 200")
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert not any(word in said for word in ("FORGED", "secret", "\x1b"))


def test_an_address_that_cannot_be_listened_on() -> None:
    with listening("127.0.0.1", 0) as taken, pytest.raises(InputError, match="E-ADDRESS"):
        listening("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(InputError, match="E-ADDRESS"):
        listening("192.0.2.1", 0)
