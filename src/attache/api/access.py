"""Who may come in: the hosts the desk answers to, and the token that others than this machine have to show.

Tokens are kept as SHA-256 only: they are long and random, so that a hash of them cannot be guessed back.
"""
from __future__ import annotations

import base64
import binascii
import hmac
import re
from hashlib import sha256

from msgspec import Struct

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^:\[\]]+))(?::\d*)?", re.ASCII)


class Access(Struct, frozen=True):
    """The names the desk answers to, the hash of the token it asks for (None: it asks for none), and who decides where nobody says who
    does: on one's own machine oneself.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token_sha256: str | None = None
    somebody: str = "somebody"

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names one of ours, whatever the port."""
        return _host(header) in self.hosts

    def admits(self, authorization: str) -> bool:
        """Whether an Authorization header shows the token: `Bearer TOKEN`, or `Basic` with the token as password."""
        if self.token_sha256 is None:
            return True
        shown = sha256(_token(authorization).encode("utf-8", "surrogatepass")).hexdigest()
        return hmac.compare_digest(shown, self.token_sha256)


def user_name(authorization: str) -> str | None:
    """The user named by a Basic Authorization header."""
    name, _, _ = _basic(authorization).partition(":")
    return name or None


def _host(header: str) -> str:
    found = _HOST.fullmatch(header.lower())
    return (found["six"] or found["name"]) if found else ""


def _token(authorization: str) -> str:
    scheme, _, shown = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return shown.strip()
    return _basic(authorization).partition(":")[2]


def _basic(authorization: str) -> str:
    scheme, _, shown = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(shown, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
