"""A PostgreSQL server of the tests' own, on a socket in a folder that goes with it; nothing where its programs are not installed."""
from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from attache.errors import RegisterError
from attache.register.postgres.address import ServerAddress, server_address
from attache.register.postgres.connection import ServerConnection

_START_SECONDS = 30
_UNPRIVILEGED = "nobody"  # a server refuses to run as root
_numbers = count()


@contextmanager
def running() -> Iterator[Path]:
    """The folder of a server's socket, as long as it runs."""
    initdb, postgres = _program("initdb"), _program("postgres")
    if not (initdb and postgres):
        pytest.skip("no PostgreSQL server is installed here")
    folder = Path(tempfile.mkdtemp(prefix="attache-"))
    try:
        manner = _manner(folder)
        made = [initdb, "-D", f"{folder}/data", "-A", "trust", "-U", "attache", "-E", "UTF8", "--no-locale", "-N"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **manner)
        own = [postgres, "-D", f"{folder}/data", "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
        with (folder / "log").open("wb") as log, subprocess.Popen(own, stdout=log, stderr=log, **manner) as server:
            try:
                _wait(folder, server)
                yield folder
            finally:
                server.send_signal(signal.SIGINT)  # SIGTERM would wait for connections that a failed test left open
    finally:
        shutil.rmtree(folder)


def new_schema(folder: Path) -> ServerAddress:
    """An address at which nothing is yet."""
    return server_address(f"postgresql://attache@/postgres?host={folder}&schema=of_{os.getpid()}_{next(_numbers)}")


def _program(name: str) -> str | None:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(installed[-1]) if installed else None)


def _manner(folder: Path) -> dict[str, Any]:
    """How the server's programs are run: by root in another's name."""
    plain: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
    if os.geteuid() != 0:
        return plain
    other = pwd.getpwnam(_UNPRIVILEGED)
    os.chown(folder, other.pw_uid, other.pw_gid)
    return {**plain, "user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while not _answers(folder):
        if server.poll() is not None or time.monotonic() > until:
            pytest.fail((folder / "log").read_text(errors="replace"))
        time.sleep(0.02)


def _answers(folder: Path) -> bool:
    try:
        with closing(ServerConnection(new_schema(folder))):
            return True
    except RegisterError:
        return False
