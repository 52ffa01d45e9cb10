"""A system call that kills, finds no room, or fails at the disk, at chosen durable calls of adding: then adding again puts all right."""
from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.export import canonical_hash
from attache.register.verify import verify
from tests.faults.harness import add_folder, make_pages

DURABLE = "pwrite64,fdatasync,fsync,ftruncate,unlink"
PROGRAM = "import sys; from pathlib import Path; from tests.faults.harness import add_folder; add_folder(*map(Path, sys.argv[1:]))"
CALLS = (3, 90, 240)  # of about 320


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None or subprocess.run((found, "-o", "/dev/null", "true"), check=False, capture_output=True).returncode:
        pytest.skip("strace is not there or not allowed")
    return found


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("fault", "code"), [("signal=KILL", None), ("error=ENOSPC", "E-DISK-FULL"), ("error=EIO", "E-IO")])
def test_fault_at_a_durable_call(fault: str, code: str | None, call: int, strace: str, tmp_path: Path) -> None:
    pages, register_path, whole = make_pages(tmp_path / "pages"), tmp_path / "attache.db", tmp_path / "whole.db"
    inject = ("-e", f"trace={DURABLE}", "-e", f"inject={DURABLE}:{fault}:when={call}")
    done = subprocess.run(
        (strace, "-f", "-qq", "-o", "/dev/null", *inject, sys.executable, "-c", PROGRAM, pages, register_path),
        check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )
    assert done.returncode != 0
    assert code is None or f"RegisterError: {code} " in done.stderr
    assert sound(register_path)
    add_folder(pages, register_path)
    add_folder(pages, whole)
    assert canonical_hash(register_path) == canonical_hash(whole)


def sound(register_path: Path) -> bool:
    try:
        return not list(verify(register_path))
    except RegisterError as error:
        return error.code == "E-NOT-FOUND"  # stopped before there was a register
