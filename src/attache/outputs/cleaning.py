"""Pages are hostile: what of their words must not reach a terminal, a spreadsheet or a Markdown reader as it stands.

The register keeps words as they were; only here, at the way out, are they made harmless, each way out by its own rule.
"""
from __future__ import annotations

# marks that change the direction of what follows, so that a line reads otherwise than it is
_DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NOT_SHOWN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *map(ord, _DIRECTION_MARKS)])
_SPACING = dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_MARKDOWN_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#~!&"})


def one_line(words: str) -> str:
    """For a terminal: one line without control characters, escape sequences' heads, direction marks or doubled spaces."""
    return " ".join(words.translate(_SPACING).translate(_NOT_SHOWN).split())


def paragraphs(words: str) -> str:
    """For a terminal: as `one_line`, but lines and spaces stay as they are."""
    return "\n".join(line.translate(_SPACING).translate(_NOT_SHOWN) for line in words.split("\n"))


def spreadsheet_cell(words: str) -> str:
    """For CSV: what a spreadsheet would take for a formula gets an apostrophe before it; all else stays as it is."""
    return f"'{words}" if words.startswith(_FORMULA_STARTS) else words


def markdown(words: str) -> str:
    """For Markdown: one line in which no character of the page acts as markup."""
    return one_line(words).translate(_MARKDOWN_MARKS)
