"""`attache add` and `read` of addresses, `attache sources` and `watch`, as a person calls them."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from attache.cli import main
from attache.register.connection import reading
from attache.sources import fetch
from tests.samples import TALKS, VISIT
from tests.sources.servers import Site, served


@pytest.fixture
def site(working_folder: Path, plain_reader: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetch.Fetcher, "_wait_for_turn", lambda *_: None)
    with served() as site:
        site.put("/talks", TALKS)
        site.put("/visit", VISIT)
        site.put("/feed", "<rss version='2.0'><channel>" + "".join(
            f"<item><title>{name}</title><link>{site.address(f'/{name}')}</link></item>" for name in ("talks", "visit", "gone")
        ) + "</channel></rss>", "application/rss+xml")
        site.put("/", "<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head><body><p>News</p></body></html>")
        yield site


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


def test_addresses_of_pages_and_feeds_are_added(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", site.address("/talks"), site.address("/feed"), "--allow-private", "--jobs", "2") == 3
    *refusals, last = capsys.readouterr().err.splitlines()
    assert [line.split()[1] for line in refusals] == ["E-HTTP"]
    assert last == "2 read, 1 already known, 1 refused (E-HTTP 1)"


def test_private_network_is_not_asked_unless_allowed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", site.address("/talks")) == 1
    assert "E-FETCH-BLOCKED" in capsys.readouterr().err
    assert run("sources", "add", site.address("/feed")) == 1
    assert site.asked == []


def test_file_of_a_feed_fetches_only_when_it_is_followed(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel><item><link>{site.address('/talks')}</link></item></channel></rss>")
    assert run("read", "feed.xml", "--json") == 1
    assert site.asked == []
    capsys.readouterr()
    assert run("read", "feed.xml", "--json", "--follow", "--allow-private") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "talks"


def test_records_are_mapped(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps({"story": text}) + "\n" for text in (TALKS, VISIT)))
    assert run("add", "dump.jsonl", "--map", "text=story") == 0
    assert run("add", "dump.jsonl", "--map", "words=story") == 1
    assert "E-MAP words=story" in capsys.readouterr().err


def test_sources_are_added_watched_listed_and_removed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sources", "add", site.address("/"), "--name", "Harbour", "--exclude", "visit", "--allow-private") == 0
    assert capsys.readouterr().err == f"Harbour: {site.address('/feed')}\n"
    assert run("sources", "--format", "table") == 0
    assert "not looked at yet" in capsys.readouterr().out
    assert run("watch", "--once", "--allow-private") == 3
    assert capsys.readouterr().err.splitlines()[-1] == "1 read, 0 already known, 1 refused (E-HTTP 1)"
    assert run("sources") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["items"], told["pages"], told["failures"], told["exclude"]) == ("Harbour", 2, 1, 0, ["visit"])
    assert run("sources", "add", site.address("/feed"), "--name", "Harbour", "--allow-private") == 1
    assert "E-SOURCE" in capsys.readouterr().err
    assert run("sources", "remove", "Harbour") == 0
    assert run("sources", "remove", "Harbour") == 1


def test_source_that_fails_is_warned_of(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    run("sources", "add", site.address("/feed"), "--name", "Har\x1b[2Jbour", "--allow-private")
    site.put("/feed", "words")
    capsys.readouterr()
    assert run("watch", "--once", "--allow-private") == 1
    assert capsys.readouterr().err.splitlines()[-1] == "attache: Har[2Jbour: failed 1 times: E-FEED"


@pytest.mark.parametrize("arguments", [
    ("watch", "--every", "soon"), ("watch", "--every", "0m"), ("add", "x", "--jobs", "0"), ("sources", "x"),
])
def test_wrong_use(site: Site, arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2


def test_address_without_a_feed_is_no_source(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sources", "add", site.address("/talks"), "--allow-private") == 1
    assert "E-FEED" in capsys.readouterr().err
    assert not (tmp_path / "attache.db").exists()


def test_day_that_a_data_file_gives_is_kept_with_the_page(site: Site, tmp_path: Path) -> None:
    (tmp_path / "dump.jsonl").write_text(json.dumps({"text": TALKS, "date": "2020-10-02"}) + "\n")
    assert run("add", "dump.jsonl") == 0
    with reading(tmp_path / "attache.db") as register:
        assert register.execute("SELECT origin, published FROM pages").fetchall() == [("dump.jsonl#1", "2020-10-02")]
    assert run("verify") == 0
