"""Servers that drip, stall or never end: given up in time, and nothing half is kept."""
from __future__ import annotations

import socket
import time

import pytest

from attache.errors import InputError
from attache.sources import exchange, fetch
from tests.sources.servers import fetcher, speaking

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip(connection: socket.socket, piece: bytes) -> None:
    while True:
        connection.sendall(piece)
        time.sleep(0.02)


def stall(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    time.sleep(5)


def drip_head(connection: socket.socket) -> None:
    drip(connection, b"X")


def drip_body(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"\r\n")
    drip(connection, b"x")


def drip_promised(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
    drip(connection, b"x")


@pytest.mark.parametrize("say", [stall, drip_head, drip_body, drip_promised])
def test_whole_answer_has_one_deadline(say: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "FETCH_SECONDS", 0.3)
    with speaking(say) as port, pytest.raises(InputError, match="E-TIME"):  # type: ignore[arg-type]
        fetcher().get(f"http://127.0.0.1:{port}/")


def test_body_that_comes_too_slowly_is_given_up_before_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SLOW_START_SECONDS", 0.1)
    monkeypatch.setattr(fetch.Fetcher, "_keep_rules", lambda *_: None)
    with speaking(drip_body) as port, pytest.raises(InputError, match=r"E-TIME .* bytes a second"):
        fetcher().get(f"http://127.0.0.1:{port}/")


def test_server_that_never_ends_meets_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch.Fetcher, "_keep_rules", lambda *_: None)

    def pour(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"\r\n")
        while True:
            connection.sendall(bytes(1_000_000))

    with speaking(pour) as port, pytest.raises(InputError, match="E-TOO-LARGE"):
        fetcher().get(f"http://127.0.0.1:{port}/")


def test_rubbish_for_an_answer_is_an_error() -> None:
    with speaking(lambda connection: connection.sendall(b"\x00\xff rubbish\r\n\r\n")) as port, pytest.raises(InputError, match="E-FETCH"):
        fetcher().get(f"http://127.0.0.1:{port}/")
