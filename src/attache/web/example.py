"""The example: a register of invented pages to look at in place of one's own, made when it is first asked for, gone with the desk.

In: how it is made. Whoever asks for it gets a cookie, and sees it until they go back; nobody else does, and their own register stays as
it is.
"""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from attache.settings import DEFAULT_REGISTER

MakeExample = Callable[[Path], None]
"""Makes the register at a path."""
EXAMPLE_COOKIE = "example"


class ExampleRegister:
    """The example of one desk."""

    def __init__(self, make: MakeExample) -> None:
        self._make, self._lock = make, Lock()
        self._folder: TemporaryDirectory[str] | None = None

    def chosen(self, request: Request) -> Path | None:
        """The example's path for whoever looks at it, else None."""
        if self._folder is None or EXAMPLE_COOKIE not in request.cookies:
            return None
        return Path(self._folder.name) / DEFAULT_REGISTER

    async def show(self, request: Request) -> Response:
        """Makes the example, unless it is there, and goes to its front page. Raises what making it does."""
        await run_in_threadpool(self._once)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(EXAMPLE_COOKIE, "shown", httponly=True, samesite="strict")
        return answer

    async def leave(self, request: Request) -> Response:
        """Back to one's own register."""
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(EXAMPLE_COOKIE)
        return answer

    def _once(self) -> None:
        with self._lock:
            if self._folder is None:
                folder = TemporaryDirectory(prefix="attache-example-")
                self._make(Path(folder.name) / DEFAULT_REGISTER)
                self._folder = folder
