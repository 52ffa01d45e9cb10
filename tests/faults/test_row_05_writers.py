"""Row 5: several writers of the same pages at once: nobody is turned away, nothing is lost or doubled."""
from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from attache.register.store import open_register
from tests.faults.harness import add_folder, damage, export, make_pages

WRITERS = 4


def test_writers_of_the_same_pages_make_one_register(tmp_path: Path) -> None:
    pages, register_path, whole = make_pages(tmp_path / "pages", 10), tmp_path / "attache.db", tmp_path / "whole.db"
    children = [in_a_child(pages, register_path) for _ in range(WRITERS)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * WRITERS
    add_folder(pages, whole)
    assert export(register_path) == export(whole)
    assert damage(register_path) == []


def in_a_child(pages: Path, register_path: Path) -> int:
    """A child that adds the pages; its exit status is 0 when it could."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        add_folder(pages, register_path)
        status = 0
    finally:
        os._exit(status)


def test_every_write_holds_the_lock_from_its_first_statement(pages: Path, register_path: Path) -> None:
    """Who reads first and asks for the lock later is turned away when somebody else wrote meanwhile."""
    statements: list[str] = []
    add_folder(pages, register_path, lambda connection: connection.set_trace_callback(statements.append))
    begun = [statement for statement in statements if statement.startswith("BEGIN")]
    assert begun
    assert set(begun) == {"BEGIN IMMEDIATE"}
    with open_register(register_path) as register:
        assert isinstance(register.connection, sqlite3.Connection)
        assert register.connection.isolation_level is None
