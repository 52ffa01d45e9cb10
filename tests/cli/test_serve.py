"""`attache serve`: what it refuses, what it says, and that it answers."""
from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from attache.cli import main
from tests.samples import TALKS, fill


@pytest.fixture
def served(register_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """(address, all that was said) of a desk started as a person would."""
    fill(register_path, TALKS)
    more = getattr(request, "param", ())
    command = [sys.executable, "-m", "attache", "serve", "--port", "0", "--register", str(register_path), *more]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = ""
    while process.stderr and not said.startswith("http") and "\nhttp" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    yield said.split()[-1], said
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


def test_the_desk_answers_on_this_machine_without_a_token(served: tuple[str, str]) -> None:
    address, said = served
    assert address.startswith("http://127.0.0.1:")
    assert "token" not in said
    with urllib.request.urlopen(f"{address}/api/v1/events") as answer:  # noqa: S310 - our own address
        assert len(json.load(answer)["items"]) == 2


@pytest.mark.parametrize("served", [("--allowed-host", "desk.example")], indirect=True)
def test_row_37_others_have_to_show_a_token_which_is_said_once(served: tuple[str, str], register_path: Path) -> None:
    address, said = served
    token = re.findall(r"token, said only now: (\S+)", said)[0]
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{address}/api/v1/events")  # noqa: S310 - our own address
    asked = urllib.request.Request(f"{address}/api/v1/events", headers={"Authorization": f"Bearer {token}", "Host": "desk.example"})  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own address
        assert answer.status == 200
    kept = b"".join(path.read_bytes() for path in register_path.parent.iterdir())
    assert token.encode() not in kept


@pytest.mark.parametrize("served", [("--processes", "2")], indirect=True)
def test_several_processes_answer(served: tuple[str, str]) -> None:
    address, _ = served

    def ask(_: int) -> int:
        with urllib.request.urlopen(f"{address}/api/v1/events") as answer:  # noqa: S310 - our own address
            return int(answer.status)

    with ThreadPoolExecutor(4) as askers:
        assert list(askers.map(ask, range(80))) == [200] * 80


def test_processes_end_when_the_one_that_started_them_is_killed(register_path: Path) -> None:
    fill(register_path, TALKS)
    command = [sys.executable, "-m", "attache", "serve", "--port", "0", "--processes", "2", "--register", str(register_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        address = desk.stderr.readline().strip()
        with urllib.request.urlopen(f"{address}/api/v1/events") as answer:  # noqa: S310 - our own address
            assert answer.status == 200
        desk.kill()
        _, said = desk.communicate(timeout=60)  # it ends with the last process that could say something
    assert said == ""
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/api/v1/events")  # noqa: S310 - our own address


def test_others_are_let_in_only_by_name(register_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(register_path, TALKS)
    assert run("serve", "--host", "0.0.0.0", "--register", str(register_path)) == 2  # noqa: S104 - refused
    assert "--allowed-host" in capsys.readouterr().err


def test_a_weak_token_and_no_register(register_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve", "--register", str(register_path)) == 1
    assert "E-NOT-FOUND" in capsys.readouterr().err
    fill(register_path, TALKS)
    assert run("serve", "--register", str(register_path), "--token", "secret") == 1
    assert "E-WEAK-TOKEN" in capsys.readouterr().err
