"""Fetching what may be fetched, as it was asked for."""
from __future__ import annotations

import gzip
import ssl
from collections.abc import Iterator

import pytest

from attache.errors import InputError
from attache.sources import fetch
from tests.sources.servers import CERTIFICATE, Site, fetcher, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


def code_of(address: str, **given: object) -> str:
    with pytest.raises(InputError) as caught:
        fetcher(**given).get(address)
    return caught.value.code


def test_page_with_what_the_server_says_of_it(site: Site) -> None:
    site.put("/talks.html?x=1", "<p>Talks.</p>", "Text/HTML; charset=iso-8859-1", ETag='"1"', Last_Modified="Fri, 02 Oct 2020 10:00:00 GMT")
    fetched = fetcher().get(site.address("/talks.html?x=1"))
    page = fetched.page()
    assert (page.content, page.name, page.media_type, page.charset) == (b"<p>Talks.</p>", "talks", "text/html", "iso-8859-1")
    assert (page.origin, fetched.etag) == (site.address("/talks.html?x=1"), '"1"')
    _, headers = site.asked[-1]
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert headers["user-agent"].startswith("attache")
    assert not {"cookie", "authorization", "referer"} & set(headers)


def test_nothing_comes_twice_that_is_as_it_was(site: Site) -> None:
    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        return (304, {}, b"") if headers.get("if-none-match") == '"1"' else (200, {"ETag": '"1"'}, b"words")

    site.replies["/feed"] = answer
    first = fetcher().get(site.address("/feed"))
    again = fetcher().get(site.address("/feed"), first.etag, first.modified)
    assert (first.content, again.content, again.etag) == (b"words", None, '"1"')


def test_compressed_body_is_unpacked_inside_the_limit(site: Site) -> None:
    site.put("/page", gzip.compress(b"words " * 1_000), Content_Encoding="gzip")
    site.put("/bomb", gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")
    site.put("/unknown", b"words", Content_Encoding="br")
    site.put("/large", bytes(20_000_001))
    assert fetcher().get(site.address("/page")).content == b"words " * 1_000
    assert code_of(site.address("/bomb")) == "E-TOO-LARGE"
    assert code_of(site.address("/unknown")) == "E-ARCHIVE"
    assert code_of(site.address("/large")) == "E-TOO-LARGE"


def test_chunked_body_is_joined_and_one_cut_short_refused(site: Site) -> None:
    chunked = {"Transfer-Encoding": "chunked", "Content-Length": ""}
    site.replies["/page"] = (200, chunked, b"5\r\nPeace\r\n7\r\n by day\r\n0\r\n\r\n")
    site.replies["/cut"] = (200, chunked, b"5\r\nPeace\r\n7\r\n by")
    site.replies["/short"] = (200, {"Content-Length": "100"}, b"words")
    assert fetcher().get(site.address("/page")).content == b"Peace by day"
    assert code_of(site.address("/cut")) == "E-FETCH"
    assert code_of(site.address("/short")) == "E-FETCH"


@pytest.mark.parametrize("status", [404, 410, 500, 301])
def test_answer_that_is_no_page_has_its_number(site: Site, status: int) -> None:
    site.replies["/gone"] = (status, {}, b"")
    with pytest.raises(InputError, match=f"E-HTTP .*{status}"):
        fetcher().get(site.address("/gone"))


def test_nobody_there(site: Site) -> None:
    def nobody(_: str, __: int) -> list[str]:
        raise OSError("unknown")

    assert code_of("http://harbour.example/", resolve=nobody) == "E-FETCH"
    assert code_of("http://harbour.example/", resolve=lambda *_: []) == "E-FETCH"
    assert code_of("http://127.0.0.1:1/") == "E-FETCH"
    site.put("/empty", b"")
    with pytest.raises(InputError, match="E-EMPTY"):
        fetcher().get(site.address("/empty")).page()


def test_name_is_asked_for_at_the_number_that_was_checked(site: Site) -> None:
    site.put("/", "words")
    fetched = fetcher(resolve=lambda *_: ["127.0.0.1"]).get(site.address(host="harbour.example"))
    assert fetched.address == site.address(host="harbour.example")
    assert site.asked[-1][1]["host"] == f"harbour.example:{site.port}"


def test_host_is_asked_at_the_number_that_answers(site: Site) -> None:
    site.put("/", "words")
    assert fetcher(resolve=lambda *_: ["::1", "127.0.0.2", "127.0.0.1"]).get(site.address(host="harbour.example")).content == b"words"


def test_certificate_must_be_for_the_name_and_trusted() -> None:
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    with served(CERTIFICATE) as site:
        site.put("/", "words")
        at = {"resolve": lambda *_: ["127.0.0.1"], "context": trusting}
        assert fetcher(**at).get(site.address(host="harbour.example", scheme="https")).content == b"words"
        assert code_of(site.address(host="other.example", scheme="https"), **at) == "E-TLS"
        assert site.paths == ["/"]


def test_host_is_not_hurried(site: Site) -> None:
    slept: list[float] = []
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.put("/", "words")
    one = fetch.Fetcher(private=True, sleep=slept.append)
    one.get(site.address())
    one.get(site.address())
    assert [round(seconds) for seconds in slept] == [1, 8]  # sleeping is only noted, so the turns add up
