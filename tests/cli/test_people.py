"""`attache people`, `bodies` and `agreements`."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from attache.cli import main
from tests.queries.test_agreements import deal
from tests.samples import TALKS, VISIT, fill


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a register of two pages."""
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "attache.db", TALKS, VISIT)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert int(caught.value.code or 0) == status
    captured = capsys.readouterr()
    return captured.err if status else captured.out


@pytest.mark.usefixtures("place")
def test_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert [json.loads(line)["name"] for line in said(capsys, "people").splitlines()] == ["Aldo Brenn", "Mirna Okoth"]
    assert "Mirna Okoth" not in said(capsys, "people", "--limit", "1")
    assert said(capsys, "people", "--as-of", "2", "--format", "table").count("\n") == 2
    (profile,) = map(json.loads, said(capsys, "people", "brenn").splitlines())
    assert profile["offices"][0]["role"] == "foreign minister"
    assert "foreign minister" in said(capsys, "people", "brenn", "--format", "csv")
    assert said(capsys, "people", "zzz", status=1) == "attache: E-NO-FIGURE zzz: nobody of this name in the register\n"


@pytest.mark.usefixtures("place")
def test_bodies(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "bodies") == ""
    assert said(capsys, "bodies", "zzz", status=1) == "attache: E-NO-FIGURE zzz: no body of this name\n"


def test_agreements(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    identity = deal(place / "attache.db")
    (pact,) = map(json.loads, said(capsys, "agreements", "--party", "Kenya", "--party", "Ghana", "--stage", "ratified").splitlines())
    assert (pact["id"], [proof["stage"] for proof in pact["stages"]]) == (identity, ["signed", "ratified"])
    assert "“Kenya and Ghana signed" in said(capsys, "agreements", identity[:8], "--format", "table")
    assert "E-NO-AGREEMENT" in said(capsys, "agreements", "zz", status=1)
