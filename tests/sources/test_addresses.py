"""Addresses taken apart, named and told public or not."""
from __future__ import annotations

import pytest

from attache.errors import InputError
from attache.sources.addresses import address_of, is_address, is_public, joined, name_of


@pytest.mark.parametrize(("written", "expected"), [
    ("https://Harbour.Example/a b?q=é#part", "https://harbour.example/a%20b?q=%C3%A9"), ("http://harbour.example:80", "http://harbour.example/"),
    ("http://harbour.example:8080/x", "http://harbour.example:8080/x"), ("http://[::1]/x", "http://[::1]/x"),
    ("https://hafen-köln.example/", "https://xn--hafen-kln-67a.example/"), ("HTTPS://harbour.example./", "https://harbour.example/"),
    ("https://harbour.example/a\r\nHost: evil", "https://harbour.example/a%0D%0AHost:%20evil"),
])
def test_parts_put_together_again(written: str, expected: str) -> None:
    assert str(address_of(written)) == expected


@pytest.mark.parametrize("written", [
    "file:///etc/passwd", "ftp://harbour.example/", "gopher://harbour.example/", "data://text", "https://user:word@harbour.example/",
    "https://harbour.example@127.0.0.1/", "https://:secret@harbour.example/", "https:///path", "https://[::1", "http://harbour.example:99999/",
    "http://a.example:b/", "//harbour.example/", "",
])
def test_what_is_never_fetched(written: str) -> None:
    with pytest.raises(InputError, match="E-FETCH-BLOCKED"):
        address_of(written)


@pytest.mark.parametrize("number", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1",  # noqa: S104 - to be refused, not to be listened on
    "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::",
    "2001:0:7f00:1::", "192.0.2.1", "240.0.0.1",
])
def test_numbers_that_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34"])
def test_numbers_that_are_public(number: str) -> None:
    assert is_public(number)


def test_names() -> None:
    assert name_of("https://harbour.example/2020/talks-begin.html?x=1") == "talks-begin"
    assert name_of("https://harbour.example/2020/") == "2020"
    assert name_of("https://harbour.org/") == "harbour.org"
    assert name_of("urn:uuid:1") == "uuid:1"
    assert len(name_of("https://harbour.example/" + "x" * 500)) == 120


def test_links_and_paths() -> None:
    base = address_of("https://harbour.example/news/index.html")
    assert joined(base, "../a.html") == "https://harbour.example/a.html"
    assert joined(base, "http://[") == "http://["
    assert is_address("https://harbour.example")
    assert is_address("file:///etc/passwd")
    assert not is_address("pages/a.txt")
    assert not is_address("C:\\pages")
