"""Row 7: a long run that is killed again and again does no page twice but the one it was killed in, and ends as if never killed."""
from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

from attache.ingest import add
from attache.model import Page, Reading
from attache.register.store import open_register
from attache.sources.files import locate
from tests.faults.harness import add_folder, damage, held, make_pages
from tests.samples import PlainReader

PAGES = 60
PAGES_A_LIFE = 7


class Noting(PlainReader):
    """Notes each page it reads in a file and kills the program at the end of its life."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self._notes, self._left = notes, PAGES_A_LIFE

    def __call__(self, page: Page) -> tuple[str, Reading]:
        with self._notes.open("a") as notes:
            notes.write(f"{page.name}\n")
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(page)


def test_no_page_but_the_one_in_hand_is_read_again(place: Path) -> None:
    pages, register_path, notes = make_pages(place / "pages", PAGES), place / "attache.db", place / "notes"
    (pages / "broken.txt").unlink()
    kills = 0
    while live(pages, register_path, notes):
        kills += 1
    read = Counter(notes.read_text().split())
    assert len(read) == PAGES
    assert read.total() == PAGES + kills
    add_folder(pages, place / "whole.db")
    assert held(register_path) == held(place / "whole.db")
    assert damage(register_path) == []


def live(pages: Path, register_path: Path, notes: Path) -> bool:
    """Adds the pages in a child; whether it was killed before it was done."""
    child = os.fork()
    if child == 0:
        try:
            with open_register(register_path) as register:
                list(add(locate([pages]), register, Noting(notes)))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
