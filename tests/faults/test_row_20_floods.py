"""Pages made to take for ever, and pages far too large (row 18): read or refused with a code, each within the limits of its worker."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from attache.errors import InputError
from attache.ingest.workers import workers
from attache.model import Page, Reading
from attache.pages import read_document
from attache.sources import sandbox
from tests.samples import page, reading

WORDS = "<p>The harbour master counted the boats on the quay.</p>"
FLOODS = {
    "attributes on one tag": lambda: f"<html><body><div {' '.join(f'a{number}=1' for number in range(200_000))}>{WORDS}",
    "comments that do not close": lambda: f"<html><body>{WORDS}{'<!-- ' * 200_000}",
    "entities": lambda: f"<html><body>{WORDS}{'&amp;' * 1_000_000}",
    "one word": lambda: f"{'x' * 1_900_000}",
    "one long sentence": lambda: "boats and " * 190_000,
    "tags that do not close": lambda: f"<html><body>{WORDS}{'<a href=' * 200_000}",
    "quotes that do not close": lambda: f"<html><body>{WORDS}<a title=\"{'<p>' * 300_000}",
    "empty paragraphs": lambda: f"<html><body>{WORDS}{'<p></p>' * 200_000}",
    "twenty megabytes": lambda: f"<html><body>{WORDS * 350_000}",
}


class DocumentReader:
    """Does all that is done to a page before its sentences are read."""

    version = "1/document"

    def __call__(self, page: Page) -> tuple[str, Reading]:
        return "", reading(page, read_document(page).text[:100], self.version)


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_flood_is_read_or_refused_and_the_next_page_read(flood: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PARSING_SECONDS", 1.0)
    with workers(lambda _: DocumentReader()) as reader:
        try:
            reader(page(flood()))
        except InputError as error:
            told = error.code
        else:
            told = "read"
        assert told in ("read", "E-TIME", "E-MEMORY", "E-TOO-LARGE")
        reader(page(WORDS))
