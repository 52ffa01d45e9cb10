"""An answer in the form that was asked for.

JSON has an envelope: `revision`, then `items` (or `item`, where there is just one), `next` and `next_url`. JSON lines and CSV have the
items alone. Page text is text: what could be a formula in a spreadsheet is made harmless in CSV as `attache events --format csv` does.
"""
from __future__ import annotations

import io
from typing import Any

import msgspec

from attache.api.answers import Answer, Asked, Form, Rows
from attache.api.feeds import atom, calendar, made_at
from attache.outputs import formats


def json_text(answer: Answer[Any], *, single: bool, next_url: str | None) -> bytes:
    """The answer with its envelope."""
    records = [answer.shape.record(item) for item in answer.items]
    if single:
        return msgspec.json.encode({"revision": answer.revision, "item": records[0]})
    return msgspec.json.encode({"revision": answer.revision, "items": records, "next": answer.next, "next_url": next_url})


def lines_text(answer: Answer[Any], form: Form, *, heading: bool = True) -> str:
    """The items as JSON lines, or the rows as CSV, with or without the line that names the columns."""
    out = io.StringIO(newline="")
    if form == "jsonl":
        formats.write(answer.items, answer.shape, "jsonl", out)
        return out.getvalue()
    rows = answer.rows or Rows(answer.items, answer.shape)
    formats.write(rows.items, rows.shape, "csv", out)
    return out.getvalue() if heading else out.getvalue().partition("\r\n")[2]


def feed_text(answer: Answer[Any], form: Form, asked: Asked, desk: str) -> bytes:
    """Events as a calendar or a feed; `desk` is the address that these are to name."""
    made = made_at(asked.register, answer.items)
    if form == "ics":
        return calendar(answer.items, made, desk).encode()
    return atom(answer.items, made, desk, asked.path)
