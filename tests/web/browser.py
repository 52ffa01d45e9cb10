"""A real browser before a real server, for what only these can show. Tests that want them are skipped where they are not installed."""
from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from attache.api import Access
from attache.web import application

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

CHROMIUM = Path("/usr/bin/chromium")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)


@contextmanager
def served(register_path: Path) -> Iterator[str]:
    """The desk on a free port of this machine; its address."""
    server = uvicorn.Server(uvicorn.Config(application(register_path, Access()), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium."""
    if not CHROMIUM.exists() or find_spec("playwright") is None:
        pytest.skip("no chromium, or no playwright, on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=str(CHROMIUM), args=[*_QUIET])


class Watched:
    """A tab, and everything it did that it must not: dialogs, breaches of the content policy, errors, requests to strangers."""

    def __init__(self, chromium: Browser, desk: str, **options: Any) -> None:
        context = chromium.new_context(base_url=desk, locale="en-GB", **options)
        context.set_default_timeout(10_000)
        self.desk, self.page, self.wrong = desk, context.new_page(), list[str]()
        self._listen(self.page)

    def _listen(self, page: Page) -> None:
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _said(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.wrong.append(f"console {said.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.desk):
            self.wrong.append(f"request {request.url}")
