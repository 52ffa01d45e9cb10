"""Knowledge as readable tables: tab-separated files, one row a rule, `#` lines are comments."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `name`.tsv as dictionaries by column name; empty cells are empty strings.

    Raises ValueError naming the line when a row has more cells than the header.
    """
    return tuple(_rows(name))


def cell_list(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, written `a | b | c`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
    numbered = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#"))
    _, head = next(numbered)
    columns = head.split("\t")
    for number, line in numbered:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(columns):
            raise ValueError(f"{name}.tsv line {number}: {len(cells)} cells for {len(columns)} columns")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
