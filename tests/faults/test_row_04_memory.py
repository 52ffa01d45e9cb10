"""Row 4: a page that takes more memory than there is: that page is refused with E-MEMORY, and the others are read."""
from __future__ import annotations

import os
import resource
from pathlib import Path

from attache.ingest import add
from attache.model import Page, Reading
from attache.register.connection import reading
from attache.register.store import open_register
from attache.sources.files import locate
from tests.samples import PlainReader

ROOM = 256 << 20  # bytes above what the test runs in


class Greedy(PlainReader):
    """Unfolds pages of the word "bomb" a hundred million times."""

    def __call__(self, page: Page) -> tuple[str, Reading]:
        if page.content.startswith(b"bomb"):
            page = Page(page.page_id, page.name, page.origin, page.content * 100_000_000)
        return super().__call__(page)


def test_page_that_takes_all_memory_is_refused_and_the_run_goes_on(pages: Path, register_path: Path) -> None:
    (pages / "a-bomb.txt").write_text("bomb")
    child = os.fork()
    if child == 0:
        try:
            used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + ROOM, used + ROOM))
            with open_register(register_path) as register:
                list(add(locate([pages]), register, Greedy()))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    with reading(register_path) as register:
        refused = register.execute("SELECT name, code FROM refusals JOIN pages USING (page_id) ORDER BY name").fetchall()
        read = register.execute("SELECT count(*) FROM pages WHERE status = 'read'").fetchone()
    assert refused == [("a-bomb", "E-MEMORY"), ("broken", "E-BINARY")]
    assert read == (5,)
