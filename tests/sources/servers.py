"""Small servers on 127.0.0.1 that answer as told and note what they were asked."""
from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from attache.sources.fetch import Fetcher

CERTIFICATE = Path(__file__).parent / "fixtures" / "self-signed.pem"  # for harbour.example, with its key; trusted by nobody
Reply = tuple[int, dict[str, str], bytes]
Replies = Reply | list[Reply] | Callable[[dict[str, str]], Reply]


class Site:
    """What a server answers at each path, and what it was asked, with headers, in order."""

    def __init__(self) -> None:
        self.replies: dict[str, Replies] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    @property
    def paths(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def address(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        """The address of a path here."""
        return f"{scheme}://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str, media: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Answers a path with a body."""
        content = body.encode() if isinstance(body, str) else body
        self.replies[path] = (200, {"Content-Type": media, **{name.replace("_", "-"): value for name, value in headers.items()}}, content)

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        """The answer to a request; several answers to a path are given in turn, the last for ever."""
        self.asked.append((path, headers))
        found = self.replies.get(path, (404, {}, b""))
        if callable(found):
            return found(headers)
        return (found.pop(0) if len(found) > 1 else found[0]) if isinstance(found, list) else found


@contextmanager
def served(certificate: Path | None = None) -> Iterator[Site]:
    """A site on a port of its own."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = site.reply(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def speaking(say: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does what `say` does with each connection, whatever it is asked; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_spoken, args=(say, connection), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def _spoken(say: Callable[[socket.socket], None], connection: socket.socket) -> None:
    with connection:
        try:
            connection.recv(65_536)
            say(connection)
        except OSError:
            return


def fetcher(**given: Any) -> Fetcher:
    """A fetcher that may ask this machine and never waits."""
    return Fetcher(**{"private": True, "pause": 0.0, "sleep": lambda _: None, **given})
