"""robots.txt is kept; busy servers get their time and are not asked without end."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from attache.errors import InputError
from tests.sources.servers import Site, fetcher, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        site.put("/open", "words")
        site.put("/closed/a", "words")
        yield site


def test_robots_are_asked_once_and_kept(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed/\n", "text/plain")
    one = fetcher()
    for _ in range(2):
        assert one.get(site.address("/open")).content == b"words"
        with pytest.raises(InputError, match="E-ROBOTS"):
            one.get(site.address("/closed/a"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open", "/open"]


def test_redirect_into_what_robots_forbid_is_not_followed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: attache\nDisallow: /closed/\n", "text/plain")
    site.replies["/way"] = (302, {"Location": "/closed/a"}, b"")
    with pytest.raises(InputError, match="E-ROBOTS"):
        fetcher().get(site.address("/way"))
    assert "/closed/a" not in site.paths


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_had(site: Site, status: int, allowed: bool) -> None:
    site.replies["/robots.txt"] = (status, {}, b"")
    if allowed:
        assert fetcher().get(site.address("/open")).content == b"words"
    else:
        with pytest.raises(InputError, match="E-ROBOTS"):
            fetcher().get(site.address("/open"))
        assert site.paths == []


@pytest.mark.parametrize("status", [429, 503])
def test_busy_server_is_asked_again_after_the_time_it_says(site: Site, status: int) -> None:
    slept: list[float] = []
    site.replies["/open"] = [(status, {"Retry-After": "17"}, b""), (status, {}, b""), (200, {}, b"words")]
    assert fetcher(sleep=slept.append).get(site.address("/open")).content == b"words"
    assert [seconds for seconds in slept if seconds > 1] == [17.0, 8.0]


def test_busy_server_is_not_asked_without_end(site: Site) -> None:
    site.replies["/open"] = (429, {}, b"")
    with pytest.raises(InputError, match=r"E-HTTP .*429"):
        fetcher().get(site.address("/open"))
    assert site.paths == ["/open"] * 3


def test_server_that_wants_a_long_rest_gets_it(site: Site) -> None:
    slept: list[float] = []
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    site.replies["/open"] = (503, {"Retry-After": later}, b"")
    with pytest.raises(InputError, match=r"E-HTTP .*503"):
        fetcher(sleep=slept.append).get(site.address("/open"))
    assert (site.paths, [seconds for seconds in slept if seconds > 1]) == (["/open"], [])


@pytest.mark.parametrize("asked", ["soon", "-5", "Fri, 99 Xxx 2020"])
def test_nonsense_in_retry_after_is_passed_over(site: Site, asked: str) -> None:
    site.replies["/open"] = [(429, {"Retry-After": asked}, b""), (200, {}, b"words")]
    assert fetcher().get(site.address("/open")).content == b"words"


def test_rest_beyond_all_measure_is_a_long_rest(site: Site) -> None:
    site.replies["/open"] = (429, {"Retry-After": "9" * 400}, b"")
    with pytest.raises(InputError, match="E-HTTP"):
        fetcher().get(site.address("/open"))
    assert site.paths == ["/open"]


@pytest.mark.parametrize("asked", ["Mon, 01 Jan 2020 00:00:00 +9999999999999999", "soon", "9" * 400])
def test_pause_that_no_clock_knows(site: Site, asked: str) -> None:
    site.replies["/busy"] = (503, {"Retry-After": asked}, b"")
    with pytest.raises(InputError, match="E-HTTP"):
        fetcher().get(site.address("/busy"))
