"""The verbs with a register on a server, as a person at a terminal meets them."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from attache.cli import main
from attache.register.export import canonical_hash
from attache.register.postgres.address import ServerAddress
from tests.samples import TALKS, VISIT


@pytest.fixture
def place(server_place: ServerAddress, working_folder: Path, plain_reader: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder with two pages in it, the register on the server named by the environment, with a password it does not ask for."""
    address = f"{server_place.conninfo.replace('attache@', 'attache:s3cret@')}&schema={server_place.schema}"
    monkeypatch.setenv("ATTACHE_REGISTER", address)
    for name, text in (("talks", TALKS), ("visit", VISIT)):
        (working_folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return working_folder


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(words))
    return int(left.value.code or 0)


def records(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert run(*words) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_same_verbs_give_the_same_register(place: Path, capsys: pytest.CaptureFixture[str], server_place: ServerAddress) -> None:
    assert run("events") == 1
    assert "E-NOT-FOUND" in capsys.readouterr().err
    for location in ([], ["--register", "own.db"]):
        assert run("add", "talks.txt", "visit.txt", *location) == 0
    capsys.readouterr()
    assert records(capsys, "events") == records(capsys, "events", "--register", "own.db") != []
    first = records(capsys, "search", "kenya")[0]["id"]
    assert run("review", "reject", first, "--because", "seen", "--by", "Ana") == 0
    assert first not in {found["id"] for found in records(capsys, "events")}
    assert first in {found["id"] for found in records(capsys, "events", "--as-of", "4")}
    assert run("undo", "1", "--because", "wrong", "--by", "Ana") == 0
    assert run("verify") == 0
    assert run("add", "talks.txt") == 0
    assert "1 already known" in capsys.readouterr().err
    assert run("export", "--canonical", "-o", "all.jsonl") == 0
    assert canonical_hash(server_place) in capsys.readouterr().err


def test_what_a_server_cannot_is_said_without_the_password(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "talks.txt") == 0
    for words, code in ((("backup", "copy.db"), "E-BACKUP"), (("serve", "--new-token"), "E-NO-TOKEN")):
        assert run(*words) == 1
        said = capsys.readouterr().err
        assert code in said
        assert "s3cret" not in said
    assert not (place / "copy.db").exists()


def test_without_the_extra_it_is_named(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for name in ("opening", "connection"):
        monkeypatch.delitem(sys.modules, f"attache.register.postgres.{name}", raising=False)
    assert run("events") == 1
    assert "E-EXTRA postgres: not installed; pip install 'attache[postgres]'" in capsys.readouterr().err
