"""An answer in the form that was asked for.

JSON has an envelope: `revision`, then `items` (or `item`, where there is just one), `next` and `next_url`. JSON lines and CSV have the
items alone. Page text is text: what could be a formula in a spreadsheet is made harmless in CSV as `attache events --format csv` does.
"""
from __future__ import annotations

import io
from typing import Any

import msgspec

from attache.api.answers import Answer, Form, Rows
from attache.outputs import formats


def json_text(answer: Answer[Any], *, single: bool, next_url: str | None) -> bytes:
    """The answer with its envelope."""
    records = [answer.shape.record(item) for item in answer.items]
    if single:
        return msgspec.json.encode({"revision": answer.revision, "item": records[0]})
    return msgspec.json.encode({"revision": answer.revision, "items": records, "next": answer.next, "next_url": next_url})


def lines_text(answer: Answer[Any], form: Form) -> str:
    """The items as JSON lines, or the rows as CSV."""
    out = io.StringIO()
    if form == "jsonl":
        formats.write(answer.items, answer.shape, "jsonl", out)
    else:
        rows = answer.rows or Rows(answer.items, answer.shape)
        formats.write(rows.items, rows.shape, "csv", out)
    return out.getvalue()
