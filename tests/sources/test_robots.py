"""robots.txt of hosts that do not mean well."""
from __future__ import annotations

import math

import pytest

from attache.sources.addresses import Address, address_of
from attache.sources.exchange import Answer
from attache.sources.robots import Rules, rules_from

BASE = Address("https", "harbour.example", 443, "/")


def rules(text: str) -> Rules:
    return rules_from(lambda _: Answer(200, "OK", {}, text.encode()), BASE)


@pytest.mark.parametrize("line", ["Crawl-delay: ²", "Disallow: //[x", "Request-rate: ²/²", f"Crawl-delay: {'9' * 5_000}"])
def test_line_that_means_nothing_leaves_the_others(line: str) -> None:
    found = rules(f"User-agent: *\n{line}\nDisallow: /closed\n")
    assert not found.allow("attache", "https://harbour.example/closed/a")
    assert found.allow("attache", "https://harbour.example/open")
    assert found.pause == 0


def test_delay_beyond_all_numbers() -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {'9' * 400}\n").pause == math.inf


def test_address_that_is_none_once_unescaped_is_not_fetched() -> None:
    odd = str(address_of("https://harbour%5Bx.example/"))
    assert not rules("User-agent: *\nDisallow: /closed\n").allow("attache", odd)
