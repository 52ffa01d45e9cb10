"""Row 8: SIGTERM and Ctrl-C finish the page in hand and end with 143 or 130; a reader of our output that has enough is no failure."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from attache.cli.batches import take_all
from attache.cli.stopping import stoppable
from attache.model import Page, Reading
from attache.register.store import open_register
from attache.sources.files import locate
from tests.faults.harness import add_folder, damage, held, make_pages
from tests.samples import PlainReader, fill


class Signalled(PlainReader):
    """Gets a signal from outside while it reads its third page."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._pages = number, 0

    def __call__(self, page: Page) -> tuple[str, Reading]:
        self._pages += 1
        if self._pages == 3:
            os.kill(os.getpid(), self._number)
        return super().__call__(page)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_page_in_hand_is_finished_and_the_run_goes_on_later(number: int, status: int, place: Path) -> None:
    pages, register_path = make_pages(place / "pages", 9), place / "attache.db"
    (pages / "broken.txt").unlink()
    child = os.fork()
    if child == 0:
        with open_register(register_path) as register, stoppable() as stop:
            take_all(list(locate([pages])), register, Signalled(number), stop)
        os._exit(stop.status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == status
    assert sum('"kind": "reading"' in line for line in held(register_path)) == 3
    assert damage(register_path) == []
    add_folder(pages, register_path)
    add_folder(pages, place / "whole.db")
    assert held(register_path) == held(place / "whole.db")


def test_pipe_closed_early_is_no_failure(register_path: Path) -> None:
    fill(register_path, *(f"Page {number}\nItaly accused Ghana on {1900 + number}.\n" for number in range(100)))
    command = (sys.executable, "-m", "attache", "events", "--register", register_path, "--format", "jsonl")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        assert asked.stdout.readline()
        asked.stdout.close()
        assert asked.stderr.read() == b""
    assert asked.returncode == 0
