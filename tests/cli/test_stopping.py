"""Ctrl-C and SIGTERM finish the page in hand."""
from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from attache.cli.batches import take_all
from attache.cli.stopping import stoppable
from attache.model import Page, Reading
from attache.register.store import open_register
from attache.register.verify import verify
from tests.samples import TALKS, VISIT, PlainReader


class Interrupted(PlainReader):
    """Gets a signal while it reads its first page."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__()
        self._number, self._sent = number, False

    def __call__(self, page: Page) -> tuple[str, Reading]:
        if not self._sent:
            self._sent = True
            os.kill(os.getpid(), self._number)
        return super().__call__(page)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_page_in_hand_is_finished_and_the_next_not_begun(number: signal.Signals, status: int, tmp_path: Path, register_path: Path) -> None:
    pages = [tmp_path / "talks.txt", tmp_path / "visit.txt"]
    for path, text in zip(pages, (TALKS, VISIT), strict=True):
        path.write_text(text)
    before = signal.getsignal(number)
    with open_register(register_path) as register, stoppable() as stop:
        tally = take_all(list(pages), register, Interrupted(number), stop)
    assert (stop.status, str(tally)) == (status, "1 read, 0 already known, 0 refused")
    assert signal.getsignal(number) is before
    assert list(verify(register_path)) == []


def test_second_signal_stops_at_once() -> None:
    with stoppable() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.status == 130
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
