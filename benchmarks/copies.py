"""Which pages are copies of one report: `python -m benchmarks.copies [--misses] [--growth N]`.

In: data/copies.jsonl, pages as they are copied out of a browser, with the story each belongs to. They are kept in a fresh register in the
order they came out, the report found on the page as always, without its claims. Out: precision, recall and F1 over pairs of pages of one
story, and the pairs missed or wrongly made by kind. `--growth` adds N invented pages instead, a quarter of them copies, and prints what a
page costs, in slices: it must not grow.
"""
from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import combinations, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from attache.model import Document, Page, Reading
from attache.pages import read_document
from attache.register.migrations import STILL
from attache.register.store import Register, open_register
from benchmarks.invented_readings import Inventor
from benchmarks.pairs import pair_scores

DATA = Path(__file__).parent / "data" / "copies.jsonl"
SLICE = 10_000
PAGES_A_TRANSACTION = 100
_ENDS = 60  # characters by which the report's first and last words are known, as in a reading

Row = dict[str, str]


def rows() -> list[Row]:
    """The pages of the set, in the order they came out."""
    found: list[Row] = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    return sorted(found, key=lambda row: (row["published"], row["page"]))


def _reading(document: Document, row: Row) -> Reading:
    body = [document.text[block.start : block.end] for block in document.blocks if block.kind == "body"]
    return Reading(
        id=document.name, page_id=document.page_id, reader="none", published=row["published"], published_why="given", language="en",
        title=document.title, publisher=row["publisher"], credit=document.credit, dateline=document.dateline,
        body_start=body[0][:_ENDS] if body else None, body_end=body[-1][-_ENDS:] if body else None, events=(), roles=(), relations=(),
        times=(), places=(),
    )


def keep(register: Register, row: Row) -> str:
    """Keeps a page of the set and returns its identity."""
    content = row["text"].encode()
    page = Page(sha256(content).hexdigest(), row["page"], f"{row['page']}.txt", content, "text/plain", "utf-8")
    document = read_document(page)
    register.take(page)
    register.keep(page.page_id, document.text, _reading(document, row))
    return page.page_id


def stories(found: list[Row]) -> list[str]:
    """The story that a register takes each page for."""
    with TemporaryDirectory() as folder, open_register(Path(folder) / "attache.db") as register:
        register.connection.execute("PRAGMA synchronous = OFF")
        ids = [keep(register, row) for row in found]
        made = dict(register.connection.execute("SELECT page_id, story FROM stories WHERE until = ?", (STILL,)).fetchall())
    return [made[page_id] for page_id in ids]


def figures() -> dict[str, float]:
    """Precision, recall and F1 over pairs of pages."""
    found = rows()
    return _scores(found, stories(found))


def _scores(found: list[Row], made: list[str]) -> dict[str, float]:
    right = said = wanted = 0
    for (one, first), (other, second) in combinations(zip(found, made, strict=True), 2):
        same, joined = one["story"] == other["story"], first == second
        right, said, wanted = right + (same and joined), said + joined, wanted + same
    return pair_scores(right, said, wanted)


def _wrong(found: list[Row], made: list[str]) -> Iterator[tuple[str, Row, Row]]:
    for (one, first), (other, second) in combinations(zip(found, made, strict=True), 2):
        same, joined = one["story"] == other["story"], first == second
        kinds = " and ".join(sorted((one["kind"], other["kind"])))
        if same and not joined:
            yield f"missed: {kinds}", one, other
        elif joined and not same:
            yield f"joined: {'one event' if one['event'] == other['event'] else 'other events'}, {kinds}", one, other


def growth(number: int) -> Iterator[tuple[int, float]]:
    """(pages kept, milliseconds of the processor a page) for each slice of ten thousand, or of a quarter where that is less."""
    size = min(SLICE, max(1, number // 4))
    with TemporaryDirectory() as folder, open_register(Path(folder) / "attache.db") as register:
        made = Inventor(10 * number).pages()
        for done in range(0, number, size):
            pages = list(islice(made, size))
            began = time.process_time()
            for start in range(0, size, PAGES_A_TRANSACTION):
                register.keep_all(pages[start : start + PAGES_A_TRANSACTION])
            yield done + size, 1000 * (time.process_time() - began) / size


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print each wrong pair")
    parser.add_argument("--growth", type=int, metavar="N", help="add N invented pages and print what a page costs")
    options = parser.parse_args()
    if options.growth:
        for kept, cost in growth(options.growth):
            print(f"{kept:8} pages  {cost:6.2f} ms a page", flush=True)
        return
    found = rows()
    made = stories(found)
    print("  ".join(f"{name} {value:.3f}" for name, value in _scores(found, made).items()))
    wrong = list(_wrong(found, made))
    for kind, count in Counter(kind for kind, *_ in wrong).most_common():
        print(f"{count:5} {kind}")
    for kind, one, other in wrong if options.misses else ():
        print(kind, one["page"], other["page"])


if __name__ == "__main__":
    main()
