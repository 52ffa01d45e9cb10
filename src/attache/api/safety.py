"""What every request passes through: which host it names, where it comes from, who asks; and what every answer carries.

A page of another site can make a browser send requests here, but it cannot make it lie about where they come from: what has effects (POST)
is done only when the browser says "same-origin", and no host is answered to that is not ours, so that no name can be turned to us.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from attache.api.access import Access
from attache.api.problems import Problem, problem

Refuse = Callable[[Request, Problem, Mapping[str, str]], Response]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SAFE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # not "no-referrer": browsers then call the origin of our own forms "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Answers only who may ask, and only what came from here where it has effects."""

    def __init__(self, app: ASGIApp, access: Access, refuse: Refuse) -> None:
        self._app, self._access, self._refuse = app, access, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        found = _refusal(self._access, scope["method"], scope["scheme"], headers)
        if found is None:
            await self._app(scope, receive, send)
            return
        asking = {"WWW-Authenticate": 'Basic realm="attache", charset="UTF-8"'} if found.status == 401 else {}
        await self._refuse(Request(scope), found, asking)(scope, receive, send)


class SafeAnswers:
    """Gives every answer the headers that keep a browser from doing more with it than show it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, sending)


def _refusal(access: Access, method: str, scheme: str, headers: Headers) -> Problem | None:
    host = headers.get("host", "")
    if len(headers.getlist("host")) != 1 or not access.knows_host(host):
        return problem(400, "this desk does not answer to that host name; --allowed-host adds one", "E-HOST")
    if not access.admits(headers.get("authorization", "")):
        return problem(401, "show the token: as the password, with any user name, or as a bearer token")
    if method not in SAFE_METHODS and not _from_here(f"{scheme}://{host}", headers):
        return problem(403, "what changes the register has to come from the desk's own pages", "E-CROSS-SITE")
    return None


def _from_here(own: str, headers: Headers) -> bool:
    """Whether no page of another site can have sent this. Programs that are no browsers send neither header."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or origin.lower() == own.lower()
