"""Several writers and a reader at once: nobody is turned away, nothing is lost or doubled, nobody sees half a page."""
from __future__ import annotations

import os
from pathlib import Path

from attache.errors import RegisterError
from attache.register.connection import reading
from attache.register.export import canonical_hash
from attache.register.verify import verify
from tests.faults.harness import add_folder, make_pages

WRITERS = 3


def test_writers_of_the_same_pages_make_one_register(tmp_path: Path) -> None:
    pages, register_path, whole = make_pages(tmp_path / "pages"), tmp_path / "attache.db", tmp_path / "whole.db"
    children = [_writer(pages, register_path) for _ in range(WRITERS)]
    torn = 0
    while not register_path.exists():
        os.sched_yield()
    while children:
        torn += _torn_reads(register_path)
        done, status = os.waitpid(-1, os.WNOHANG)
        if done in children:
            children.remove(done)
            assert os.waitstatus_to_exitcode(status) == 0
    assert torn == 0
    add_folder(pages, whole)
    assert canonical_hash(register_path) == canonical_hash(whole)
    assert list(verify(register_path)) == []


def _writer(pages: Path, register_path: Path) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        add_folder(pages, register_path)
        status = 0
    finally:
        os._exit(status)


def _torn_reads(register_path: Path) -> int:
    try:
        with reading(register_path) as register:
            (torn,) = register.execute(
                "SELECT count(*) FROM pages WHERE status = 'read' AND page_id NOT IN (SELECT page_id FROM readings)"
            ).fetchone()
            return int(torn)
    except RegisterError as error:
        assert error.code == "E-NOT-FOUND"  # noqa: PT017 - the first writer has not made its tables yet
        return 0
