"""The desk served: a socket that is bound before anything is said, and a protocol that does not wait for ever.

In: an application, an address. Out: nothing until it is stopped. Raises InputError E-ADDRESS for an address that cannot be listened on.
"""
from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors import Multiprocess

from attache.errors import InputError
from attache.settings import MOST_CONNECTIONS, REQUEST_SECONDS

_IDLE_SECONDS = 5  # that a connection may wait for its next request
_STILL_COMING = frozenset({h11.IDLE, h11.SEND_BODY})  # states of a client whose request is not whole yet


class PatientOnlySoLong(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it; a connection on which a request does not come whole in time is closed."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own does
        """Begins to wait for the first request. What is asked is never logged, whatever the logging of the process is set to."""
        self.access_log = False
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Waits no longer when the request is whole, and anew when another one begins."""
        super().data_received(data)
        if self.conn.their_state in _STILL_COMING:
            self._wait()
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError("E-ADDRESS", f"{host}:{port}", f"cannot be listened on: {reason.lower()}") from error


def server(application: ASGIApp, **settings: Any) -> uvicorn.Server:
    """A server of the application; nothing of a request goes to its log."""
    return uvicorn.Server(_configured(application, **settings))


def run(make: Callable[[], ASGIApp], at: socket.socket, processes: int) -> None:
    """Serves what `make` gives until a signal ends it: in this process, or in several, each with an application of its own, and a new one
    for one that dies; they end with this one. `make` has to be something that `pickle` can hand over.
    """
    config = _configured(partial(_in_a_process, make), factory=True, workers=processes)
    if processes == 1:
        uvicorn.Server(config).run(sockets=[at])
    else:
        Multiprocess(config, sockets=[at]).run()


def _in_a_process(make: Callable[[], ASGIApp]) -> ASGIApp:
    """The application, in a process that ends when the one that started it is gone: killed, that one could not say so."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    return make()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _configured(application: Callable[..., Any], **settings: Any) -> uvicorn.Config:
    return uvicorn.Config(
        application, http=PatientOnlySoLong, ws="none", lifespan="off", access_log=False, log_config=None, server_header=False,
        timeout_keep_alive=_IDLE_SECONDS, limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=_IDLE_SECONDS, **settings,
    )
