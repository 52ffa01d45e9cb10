"""What the desk is, how far to trust it, and what this register holds."""
from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from attache.api.answers import Answer, Asked
from attache.api.standing import About
from attache.web.drawing import draw


def about_page(asked: Asked, answer: Answer[About]) -> str:
    """The page about attache itself."""
    return draw("about.html", asked, facts=answer.items[0], quality=quality())


@cache
def quality() -> list[dict[str, str]]:
    """The measured figures, as docs/quality.md has them."""
    lines = files("attache.web").joinpath("quality.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
