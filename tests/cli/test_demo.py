"""`attache demo` and the real reader behind the verbs, from bytes to the register."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from attache.cli import main
from attache.cli.dossier import read_dossier
from attache.ingest import EngineReader
from attache.language import load_engine
from attache.queries.events import events
from attache.register.connection import reading as open_for_reading
from attache.register.verify import verify
from tests.samples import page

PAGE = "Nairobi, 4 March 2021\n\nForeign Minister Aldo Brenn of Italy met President Mirna Okoth of Kenya in Nairobi on Thursday.\n"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


def test_reader_stamps_its_readings_with_its_version() -> None:
    reader = EngineReader(load_engine())
    text, reading = reader(page(PAGE))
    assert text == PAGE
    assert reading.reader == reader.version


def test_demo_tells_the_dossier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo", "--folder", str(tmp_path / "new" / "demo")) == 0
    said = capsys.readouterr()
    words = " ".join(said.out.split())
    assert "0 refused" in said.err
    assert "4 from 2" in words, "copies are folded, so that one origin of three pages and another make two"
    assert "◷ planned (2026-06-02" in words
    assert "→ ✗ called off (2026-06-11" in words
    assert "reports differ: status" in words
    assert "border security" in words
    assert "signed" in words
    assert "ratified" in words
    _, merged, undone = words.rpartition("and merges them")[2].partition("The merge is undone")
    assert merged
    assert undone.count("ASSAULT") == 2
    register_path = tmp_path / "new" / "demo" / "attache.db"
    assert f"--register {register_path}" in said.err
    assert list(verify(register_path)) == []
    assert run("decisions", "--register", str(register_path), "--format", "json") == 0
    assert [decision["kind"] for decision in json.loads(capsys.readouterr().out)] in (["merge", "undo"], ["undo", "merge"])


def test_demo_twice_in_one_folder_is_the_same_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("demo", "--folder", str(tmp_path))
    run("demo", "--folder", str(tmp_path))
    last = capsys.readouterr().err.splitlines()[-1]
    assert "0 read" in last
    assert "0 refused" in last


def test_the_desk_s_example_is_the_same_dossier(tmp_path: Path) -> None:
    read_dossier(tmp_path / "attache.db")
    with open_for_reading(tmp_path / "attache.db") as register:
        assert any(event.reports == 4 for event in events(register))
