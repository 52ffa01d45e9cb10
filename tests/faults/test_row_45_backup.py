"""Row 45: a copy made while others write, restored elsewhere: whole, equal when nothing was written meanwhile, and it can be written on."""
from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from shutil import copyfile

from attache.register.backup import back_up
from attache.register.export import canonical_hash
from attache.register.verify import verify
from tests.faults.harness import aftermath, make_pages, work
from tests.faults.test_row_05_writers import in_a_child
from tests.samples import TALKS, fill


def test_copy_restored_on_another_machine_is_equal_and_goes_on(pages: Path, place: Path, expected: Counter[str], tmp_path: Path) -> None:
    back_up(place / "whole.db", place / "copy.db")
    other = tmp_path / "another machine"
    other.mkdir()
    restored = copyfile(place / "copy.db", other / "attache.db")
    assert canonical_hash(restored) == canonical_hash(place / "whole.db")
    assert aftermath(pages, restored, expected) == (0, 0, 0)
    (pages / "more.txt").write_text("More\nGhana accused Chad on 2021-03-09.\n")
    for register_path in (restored, place / "whole.db"):
        work(pages, register_path)
    assert canonical_hash(restored) == canonical_hash(place / "whole.db")


def test_copies_made_while_somebody_writes_are_whole_and_resume_to_the_same(tmp_path: Path) -> None:
    register_path = tmp_path / "attache.db"
    fill(register_path, TALKS)
    pages = make_pages(tmp_path / "pages", 20)
    writer = in_a_child(pages, register_path)
    copies = [tmp_path / f"copy{number}.db" for number in range(3)]
    for copy in copies:
        back_up(register_path, copy)
    assert os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) == 0
    for copy in copies:
        assert list(verify(copy)) == []
        work(pages, copy)
    work(pages, register_path)
    assert {canonical_hash(copy) for copy in copies} == {canonical_hash(register_path)}
