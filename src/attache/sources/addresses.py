"""Addresses on the web: taken apart, named, and their numbers told public or not.

In: an address as written by a person, a feed or a redirect. Out: its parts. Raises InputError E-FETCH-BLOCKED for what is never fetched.
"""
from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from msgspec import Struct

from attache.errors import InputError
from attache.settings import LONGEST_ADDRESS

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")
_SCHEMES = {"http": 80, "https": 443}
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind a translator
_LONGEST_NAME = 120


class Address(Struct, frozen=True):
    """An address that may be fetched: host without brackets, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Host and port as the header `Host` has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def is_address(words: str) -> bool:
    """Whether it is written like an address and not like a path."""
    return _ADDRESS.match(words) is not None


def address_of(written: str) -> Address:
    """The address in its parts. Only http and https are allowed, and no names or passwords in it."""
    try:
        parts = urlsplit(_UNSEEN.sub(lambda found: f"%{ord(found[0]):02X}", written.strip())[:LONGEST_ADDRESS])
        host, port = _host(parts), parts.port
    except ValueError as error:
        raise InputError("E-FETCH-BLOCKED", written, f"no address: {error}") from error
    if parts.scheme not in _SCHEMES:
        raise InputError("E-FETCH-BLOCKED", written, "only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise InputError("E-FETCH-BLOCKED", written, "an address with a name or password in it is not fetched")
    if not host:
        raise InputError("E-FETCH-BLOCKED", written, "names no host")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, port or _SCHEMES[parts.scheme], "".join(map(_escaped, path)))


def joined(base: Address, link: str) -> str:
    """Where a link on a page leads."""
    try:
        return urljoin(str(base), link.strip())
    except ValueError:
        return link


def name_of(written: str) -> str:
    """The last part of an address that says something, without its ending."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return written[:_LONGEST_NAME]
    last = next((part for part in reversed(unquote(parts.path).split("/")) if part), "")
    return (re.sub(r"\.\w{1,5}$", "", last) or parts.netloc or written)[:_LONGEST_NAME]


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public internet, also once what is packed into it is taken out."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        packed = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATED:
            packed.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not _is_public(inner) for inner in packed):
            return False
        if address.ipv4_mapped or address in _TRANSLATED:
            return True
    return _is_public(address)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not address.is_multicast


def _host(parts: SplitResult) -> str:
    """The host in ASCII. Names of other scripts become what resolvers know."""
    host = (parts.hostname or "").rstrip(".")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _escaped(character: str) -> str:
    return character if character.isascii() else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
