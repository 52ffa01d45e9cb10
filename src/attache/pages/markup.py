"""HTML to plain text: the report's paragraphs, with the lines right before and after them that name date, writer and source.

Takes decoded HTML; gives text of paragraphs parted by blank lines, and the declared metadata. The main text is trafilatura's. Where it
lost what a reader sees (markup nested too deep for a tree, for one), the page's own paragraphs
stand in: no page comes out empty in silence.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

import trafilatura
from msgspec import Struct
from trafilatura.settings import Document as TrafilaturaDocument

from attache.pages.cues import cue_of, is_menu
from attache.pages.metadata import Declared, declared_in
from attache.pages.outlets import folded_name
from attache.pages.prose import is_prose, word_count
from attache.pages.tags import Tag, deepest, tokens, without_floods

MARKUP = re.compile(
    r"<!doctype html|<html[\s>]|<head>|<body[\s>]|<article[\s>]|</(?:p|div|span|table|a|h1|h2|li|script|title)>", re.IGNORECASE,
)
PAGE_OPENINGS = ("<!doctype html", "<html")
SNIFFED_CHARACTERS = 100_000
FEWEST_MARKS = 3
DEEPEST_TREE = 200  # a tree builder silently drops what is nested deeper than 253 elements
LARGEST_TREE = 3_000_000
LEAST_KEPT = 0.5
LINES_AROUND = 12
LONGEST_LINE_WORDS = 30
BREAKS_OFF = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "br", "hr", "table", "tr", "td", "th", "caption",
    "section", "article", "header", "footer", "main", "aside", "nav", "form", "figure", "figcaption", "blockquote", "pre", "address",
    "title", "time", "button", "option", "select", "body", "html", "fieldset", "legend", "center", "details", "summary",
})
UNSEEN = frozenset(["nav", "aside", "form", "button", "select", "option", "head"])


class Article(Struct, frozen=True):
    """An HTML page as plain text, and what it declares."""

    text: str
    declared: Declared


def is_html(text: str) -> bool:
    """Whether a text is HTML, by its tags."""
    marks = sum(1 for _ in MARKUP.finditer(text[:SNIFFED_CHARACTERS]))
    return marks >= FEWEST_MARKS or text.lstrip()[:15].lower().startswith(PAGE_OPENINGS)


def read_html(markup: str) -> Article:
    """The text and the declared facts of an HTML page; the text is empty when the page shows none."""
    page = list(tokens(markup))
    declared = declared_in(page)
    seen = _visible(page)
    main = _main(markup)
    lines = _with_surroundings(seen, main, declared.title) if _keeps(main, seen) else seen
    if declared.title and not any(folded_name(line) == folded_name(declared.title) for line in lines[:LINES_AROUND]):
        lines = [declared.title, *lines]
    return Article("\n\n".join(lines), declared)


def _visible(page: Iterable[Tag | str]) -> list[str]:
    """The paragraphs a reader sees, menus and forms left out."""
    lines, pieces, hidden = [], list[str](), list[str]()
    for token in page:
        if isinstance(token, str):
            pieces.extend([] if hidden else [token])
            continue
        if token.name in BREAKS_OFF:
            lines.append(" ".join("".join(pieces).split()))
            pieces = []
        _hide(token, hidden)
    lines.append(" ".join("".join(pieces).split()))
    return [line for line in lines if line]


def _hide(tag: Tag, hidden: list[str]) -> None:
    """Keeps the stack of unseen elements: an unclosed one ends with the first that opens after the head."""
    if tag.name == "body" or tag.name in ("article", "main"):
        hidden.clear()
    elif tag.name in UNSEEN and tag.opens:
        hidden.append(tag.name)
    elif tag.name in hidden:
        del hidden[hidden.index(tag.name):]


def _main(markup: str) -> list[str]:
    """The main text by trafilatura, a paragraph a line; nothing when the page is no matter for a tree."""
    if len(markup) > LARGEST_TREE or deepest(markup) > DEEPEST_TREE:
        return []
    found = trafilatura.bare_extraction(
        without_floods(markup), include_comments=False, include_tables=False, favor_recall=True, with_metadata=False,
    )
    text = found.text if isinstance(found, TrafilaturaDocument) else None
    return [line.strip().lstrip("- ") for line in (text or "").split("\n") if line.strip()]


def _keeps(main: list[str], seen: list[str]) -> bool:
    """Whether the main text holds its share of the prose on the page."""
    prose = sum(len(line) for line in seen if is_prose(line) and cue_of(line) is None)
    return bool(main) and sum(len(line) for line in main) >= LEAST_KEPT * prose


def _with_surroundings(seen: list[str], main: list[str], title: str | None) -> list[str]:
    """The main text with the short lines that stand just before and after it on the page."""
    keys = [_key(line) for line in seen]
    own = {_key(line) for line in main}
    places = [index for index, key in enumerate(keys) if key in own]
    if not places:
        return main
    wanted = _key(title) if title else ""
    top = next((index for index, key in enumerate(keys[:places[-1]]) if wanted and key == wanted), max(0, places[0] - LINES_AROUND))
    before = [line for line, key in zip(seen[top:places[0]], keys[top:places[0]], strict=True) if _is_line(line) and key != wanted]
    behind = [line for line in seen[places[-1] + 1:] if _is_line(line)]
    rights = [line for line in behind[LINES_AROUND:] if _is(line, "copyright")]
    strewn = [line for line, key in zip(seen[:places[-1]], keys, strict=False) if key not in own and line not in before]
    captions = [line for line in strewn if _is(line, "caption")]
    report = [line for line in main if _key(line) != wanted]
    return [*([title] if title else []), *before[-LINES_AROUND:], *report, *captions[:LINES_AROUND], *behind[:LINES_AROUND], *rights[:1]]


def _is(line: str, kind: str) -> bool:
    cue = cue_of(line)
    return cue is not None and cue.kind == kind


def _key(line: str) -> str:
    return folded_name(line[:200])[:60]


def _is_line(line: str) -> bool:
    return word_count(line) <= LONGEST_LINE_WORDS and not is_menu(line)
