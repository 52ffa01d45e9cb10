"""Addresses and redirects that lead where nothing is fetched from, told by every trick of writing; nobody listens in vain."""
from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from attache.errors import InputError
from attache.sources.fetch import Fetcher
from tests.sources.servers import Site, fetcher, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.mark.parametrize("host", [
    "127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "127.0.0.1.", "0",
])
def test_this_machine_by_any_name_is_not_asked(site: Site, host: str) -> None:
    site.put("/", "words")
    with pytest.raises(InputError) as caught:
        Fetcher(pause=0).get(site.address(host=host))
    assert caught.value.code in ("E-FETCH-BLOCKED", "E-FETCH")  # a resolver may not know the name at all
    assert site.asked == []


def test_host_with_one_private_number_among_public_ones_is_not_asked(site: Site) -> None:
    with pytest.raises(InputError, match="E-FETCH-BLOCKED"):
        Fetcher(pause=0, resolve=lambda *_: ["93.184.216.34", "127.0.0.1"]).get(site.address(host="harbour.example"))
    assert site.asked == []


@pytest.mark.parametrize("target", [
    "file:///etc/passwd", "ftp://harbour.example/", "http://user:word@harbour.example/", "gopher://127.0.0.1/", "http://[::1",
    "data:text/html,x",
])
def test_redirect_to_what_is_never_fetched(site: Site, target: str) -> None:
    site.replies["/"] = (302, {"Location": target}, b"")
    with pytest.raises(InputError, match="E-FETCH-BLOCKED") as caught:
        fetcher().get(site.address())
    assert target in str(caught.value)


def test_redirect_into_a_private_network_is_checked_like_the_first_address(site: Site) -> None:
    def resolve(host: str, _: int) -> list[str]:
        return ["127.0.0.1"] if host == "inside.example" else ["93.184.216.34"]

    blocked = Fetcher(pause=0, resolve=resolve)
    with pytest.raises(InputError, match="E-FETCH-BLOCKED"):
        blocked.get(site.address(host="inside.example"))
    assert site.asked == []


def test_redirects_are_followed_to_the_fifth_and_loops_are_not(site: Site) -> None:
    for number in range(8):
        site.replies[f"/{number}"] = (302, {"Location": f"{number + 1}"}, b"")
    site.put("/5", "words")
    assert fetcher().get(site.address("/0")).address == site.address("/5")
    site.replies["/5"] = (301, {"Location": "/0"}, b"")
    with pytest.raises(InputError, match=r"E-FETCH-BLOCKED .*more than 5 redirects .*/1 → .*/5 →"):
        fetcher().get(site.address("/0"))


def test_nothing_that_a_server_sets_is_sent_to_another(site: Site) -> None:
    with served() as other:
        other.put("/", "words")
        site.replies["/"] = (302, {"Location": other.address(), "Set-Cookie": "a=b"}, b"")
        fetcher().get(site.address())
        assert not {"cookie", "authorization", "referer"} & set(other.asked[-1][1])


def test_number_is_asked_for_once_and_the_connection_made_to_it(site: Site) -> None:
    """Row 25: a resolver that first says one thing and then another."""
    site.put("/", "words")
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["192.0.2.1"]])
    assert fetcher(resolve=lambda *_: next(answers)).get(site.address(host="harbour.example")).content == b"words"
    assert next(answers) == ["192.0.2.1"]  # robots.txt took one, the page one


def test_system_resolver_is_not_asked_behind_our_back(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 25: whatever connects must be given the number, not the name."""
    site.put("/", "words")
    real = socket.getaddrinfo
    asked: list[object] = []

    def noted(host: object, *rest: object, **more: object) -> object:
        asked.append(host)
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    fetcher(resolve=lambda *_: ["127.0.0.1"]).get(site.address(host="harbour.example"))
    assert set(asked) <= {"127.0.0.1"}
