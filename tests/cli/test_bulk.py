"""`attache bulk` and `attache add --readings`, as a person calls them."""
from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

from attache.cli import main
from tests.ingest.archiving import are_same, make_archive


@pytest.fixture
def inputs(working_folder: Path, plain_reader: None) -> list[str]:
    return make_archive(working_folder)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


def test_archive_goes_through_readings_into_the_same_register(inputs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bulk", *inputs, "--out", "out", "--workers", "2", "--shard-bytes", "30000") == 3
    *refusals, last = capsys.readouterr().err.splitlines()
    assert "attache: E-NOT-FOUND" in refusals[-1]
    assert last.startswith(f"{len(list(Path('out').glob('*.parquet')))} shards: ")
    assert "refused (E-BINARY 2, E-EMPTY 1, E-NOT-FOUND 1, E-READER 2, E-RECORD 1, E-WARC-TRUNCATED 1)" in last
    assert run("add", "--readings", "out", "--register", "readings.db") == 3
    assert "E-BINARY 2, E-EMPTY 1" in capsys.readouterr().err.splitlines()[-1]
    assert run("add", *inputs, "--register", "pages.db") == 3
    assert are_same(Path("pages.db"), Path("readings.db"))


def test_same_command_again_reads_nothing_again(inputs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    page = f"{inputs[0]}/03.txt"
    assert run("bulk", page, "--out", "out", "--workers", "1") == 0
    assert run("bulk", page, "--out", "out", "--workers", "1") == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first == "1 shards: 1 read, 0 already known, 0 refused"
    assert second == "1 shards (1 before): 1 read, 0 already known, 0 refused"


@pytest.mark.parametrize("arguments", [
    ("bulk", "https://gulf.example/", "--out", "out"), ("bulk", "-", "--out", "out"), ("bulk", "page.txt"),
    ("bulk", "page.txt", "--out", "out", "--on", "processes", "--address", "auto"), ("bulk", "page.txt", "--out", "out", "--workers", "0"),
    ("add", "page.txt", "--readings", "out"), ("add", "--again", "--readings", "out"),
])
def test_wrong_use_is_told(arguments: tuple[str, ...], inputs: list[str]) -> None:
    assert run(*arguments) == 2


def test_readings_that_are_none_fail(inputs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "--readings", "none.parquet") == 1
    assert capsys.readouterr().err.startswith("attache: E-READINGS none.parquet: no such file\n")


@pytest.mark.parametrize(("missing", "arguments"), [
    ("ray", ("bulk", "page.txt", "--out", "out", "--on", "ray")), ("ray", ("bulk", "page.txt", "--out", "out", "--address", "auto")),
    ("pyarrow", ("bulk", "page.txt", "--out", "out")), ("pyarrow", ("add", "--readings", "out")),
])
def test_extra_that_is_not_installed_is_named(
    missing: str, arguments: tuple[str, ...], inputs: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    for name in [name for name in sys.modules if name.startswith("attache.ingest.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    assert run(*arguments) == 1
    extra = {"ray": "ray", "pyarrow": "parquet"}[missing]
    assert capsys.readouterr().err == f"attache: E-EXTRA {extra}: not installed; pip install 'attache[{extra}]'\n"
