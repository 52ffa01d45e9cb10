"""Tags nested without measure: the text is kept, or the page refused; it never comes out empty in silence."""
from __future__ import annotations

from hashlib import sha256

import pytest

from attache.model import Page
from attache.pages import read_document

WORDS = " ".join(f"The harbour master counted {number} boats on the quay." for number in range(30))
LEAST_KEPT = 0.95


@pytest.mark.parametrize("depth", [200, 254, 300, 2_048, 2_100, 100_000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_letters_are_kept_at_any_depth(depth: int, tag: str) -> None:
    markup = f"<html><head><title>Boats</title></head><body>{f'<{tag}>' * depth}<p>{WORDS}</p></body></html>".encode()
    document = read_document(Page(sha256(markup).hexdigest(), "page", "page.html", markup))
    assert sum(map(str.isalpha, document.text)) >= LEAST_KEPT * sum(map(str.isalpha, WORDS))
