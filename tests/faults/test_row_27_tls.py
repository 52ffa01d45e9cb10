"""A server whose certificate nobody vouches for is not spoken to, and not tried again without."""
from __future__ import annotations

import pytest

from attache.errors import InputError
from tests.sources.servers import CERTIFICATE, fetcher, served, speaking


def test_self_signed_certificate_is_refused_and_nothing_asked() -> None:
    with served(CERTIFICATE) as site:
        with pytest.raises(InputError, match="E-TLS"):
            fetcher(resolve=lambda *_: ["127.0.0.1"]).get(site.address(host="harbour.example", scheme="https"))
        assert site.asked == []


def test_server_that_speaks_no_tls_is_refused() -> None:
    with speaking(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as port, pytest.raises(InputError, match="E-TLS"):
        fetcher().get(f"https://127.0.0.1:{port}/")
