"""Single flipped bits: whenever any evidence reads otherwise than it was kept, `verify` says so."""
from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from attache.errors import RegisterError
from attache.register.verify import verify
from tests.faults.harness import add_folder, make_pages

FLIPS = 400
EVIDENCE = {
    "pages": "page_id, name, origin, content", "texts": "page_id, text", "readings": "page_id, reader, published, title, publisher, json",
    "claims": "*", "parties": "*", "roles": "*", "relations": "*",
}


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    register_path = tmp_path / "sound.db"
    add_folder(make_pages(tmp_path / "pages"), register_path)
    with closing(sqlite3.connect(register_path)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
    return register_path.read_bytes()


def evidence(path: Path) -> list[str] | None:
    """Everything the register bears witness of, row by row; None when it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as plain:
            plain.text_factory = bytes
            return [
                repr(row)
                for table, columns in EVIDENCE.items()
                for row in sorted(plain.execute(f"SELECT {columns} FROM {table} NOT INDEXED").fetchall(), key=repr)  # noqa: S608
            ]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None


def found_damaged(path: Path) -> bool:
    try:
        return any(True for _ in verify(path))
    except RegisterError as error:
        return error.code in {"E-DB-CORRUPT", "E-DB-NEWER", "E-DB-FOREIGN", "E-NOT-FOUND", "E-DB-OLDER", "E-IO"}


def test_no_flipped_bit_of_evidence_goes_unnoticed(content: bytes, tmp_path: Path) -> None:
    draw = random.Random(20201002)  # noqa: S311 - the same bits every time
    path = tmp_path / "flipped.db"
    path.write_bytes(content)
    sound = evidence(path)
    assert sound
    assert not found_damaged(path)
    changed = unnoticed = 0
    for _ in range(FLIPS):
        place, bit = draw.randrange(len(content)), draw.randrange(8)
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
        if evidence(path) != sound:
            changed += 1
            unnoticed += not found_damaged(path)
    assert changed >= FLIPS // 10
    assert unnoticed == 0
