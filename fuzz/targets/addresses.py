"""Addresses, robots.txt and the headers of servers: what the web says before any page of it is read."""
from __future__ import annotations

from contextlib import suppress

from attache.errors import InputError
from attache.sources.addresses import Address, address_of, is_address, joined, name_of
from attache.sources.exchange import Answer
from attache.sources.media import charset_in, is_readable, media_type_in
from attache.sources.robots import rules_from

_BASE = Address("https", "harbour.example", 443, "/news/index.html?page=2")


def check(data: bytes) -> None:
    """An address comes apart into what may be asked for, or is refused; robots.txt allows or does not."""
    words = data.partition(b"\n")[0].decode("utf-8", "replace")
    is_address(words)
    name_of(words).encode()
    rules = rules_from(lambda _: Answer(200, "OK", {}, data), _BASE)
    assert rules.pause >= 0
    for written in (words, joined(_BASE, words), str(_BASE)):
        with suppress(InputError):
            address = address_of(written)
            _check(address)
            rules.allow("attache", str(address))
    is_readable(media_type_in(words))
    charset_in(words)


def _check(address: Address) -> None:
    assert address.scheme in ("http", "https")
    assert 0 < address.port < 65_536
    for part in (address.host, address.path):
        assert part.isascii()
        assert not any(character <= " " or character == "\x7f" for character in part), part
    assert address.path.startswith("/")
