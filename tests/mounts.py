"""Small disks for tests of full and write-protected ones; tests that need one are skipped where mounting is not allowed."""
from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted_tmpfs(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own at `folder`, which is made."""
    folder.mkdir()
    if shutil.which("mount") is None or _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        _run("umount", "-l", str(folder))


def remount(folder: Path, options: str) -> None:
    """Changes the options of the file system at `folder`."""
    assert not _run("mount", "-o", f"remount,{options}", str(folder))


def _run(*command: str) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode
