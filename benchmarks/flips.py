"""Single flipped bits in a register: `python -m benchmarks.flips [WANTED]` (10,000).

Flips random bits of a register's file, one at a time, until so many of them changed evidence (pages, texts, readings, quotes, decisions),
and counts those that `verify` does not find. Exit 1 when there is one.
"""
from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from attache.errors import RegisterError
from attache.register.decisions import Said
from attache.register.store import open_register
from attache.register.verify import verify
from tests.faults.harness import add_folder, make_pages

SEED = 20201002
EVIDENCE = {
    "pages": "page_id, name, origin, content", "texts": "*", "readings": "page_id, reader, published, title, publisher, json",
    "claims": "*", "parties": "*", "roles": "*", "relations": "*", "decisions": "*",
}
_REFUSED = frozenset({"E-DB-CORRUPT", "E-DB-NEWER", "E-DB-FOREIGN", "E-NOT-FOUND", "E-DB-OLDER", "E-IO"})


def sample(folder: Path) -> bytes:
    """The file of a small register with decisions."""
    path = folder / "sound.db"
    add_folder(make_pages(folder / "pages"), path)
    with open_register(path) as register:
        for number, (event,) in enumerate(register.connection.execute("SELECT event FROM events ORDER BY event").fetchall()):
            register.accept(event, Said("Ana", f"seen {number}"))
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


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
    """Whether `verify` finds damage, or the register is refused."""
    try:
        return any(True for _ in verify(path))
    except RegisterError as error:
        return error.code in _REFUSED


def flipped(content: bytes, path: Path, wanted: int) -> tuple[int, int]:
    """(bits flipped, those that changed evidence and were not found), until `wanted` changed evidence."""
    draw = random.Random(SEED)  # noqa: S311 - the same bits every time
    path.write_bytes(content)
    sound = evidence(path)
    tried = changed = unnoticed = 0
    while changed < wanted:
        tried += 1
        place, bit = draw.randrange(len(content)), draw.randrange(8)
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
        if evidence(path) != sound:
            changed += 1
            unnoticed += not found_damaged(path)
    return tried, unnoticed


def main() -> int:
    """Prints the counts."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as folder:
        tried, unnoticed = flipped(sample(Path(folder)), Path(folder) / "flipped.db", wanted)
    print(f"{tried} bits flipped, {wanted} in evidence, {unnoticed} of these not found")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
