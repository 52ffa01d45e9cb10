"""HTML to tags and text, in linear time whatever the markup: no depth limit, no recursion, no tree.

Takes decoded HTML; gives tags and the text between them in order. Comments, scripts and styles are passed over, except JSON-LD.
"""
from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

# Possessive throughout: a broken tag ends where it breaks and reading goes on from there, never from its beginning.
TAG = re.compile(r"""<(/?)([a-zA-Z][\w:-]{0,40}+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>?""")
ATTRIBUTE = re.compile(r"""([a-zA-Z_@:][\w:.-]{0,60}+)(?:\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]{1,2000}+)))?""")
RAW_NAMES = ("script", "style", "textarea", "title", "noscript", "template", "svg", "iframe")
RAW_TEXT = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in RAW_NAMES}
KEPT_RAW = frozenset({"title"})
LONGEST_ATTRIBUTES = 20_000
MOST_ATTRIBUTES = 60
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Tag(Struct, frozen=True):
    """An opening or closing tag; `content` is the raw text of a title or a JSON-LD script, "" otherwise."""

    name: str
    opens: bool
    attributes: dict[str, str]
    content: str = ""


def tokens(markup: str) -> Iterator[Tag | str]:
    """The tags and the texts of a page, in order; entities in texts are resolved."""
    at = 0
    while (start := markup.find("<", at)) >= 0:
        if start > at:
            yield html.unescape(markup[at:start])
        if markup.startswith("<!--", start):
            at = _past(markup, "-->", start + 4)
        elif markup.startswith(("<!", "<?"), start):
            at = _past(markup, ">", start)
        elif match := TAG.match(markup, start):
            tag, at = _tag(markup, match)
            yield tag
        else:
            yield "<"
            at = start + 1
    if at < len(markup):
        yield html.unescape(markup[at:])


def deepest(markup: str) -> int:
    """How deep the elements are nested, at least."""
    depth = deepest_yet = 0
    for match in TAG.finditer(markup):
        if match.group(2).lower() in VOID or match.group(3).endswith("/"):
            continue
        depth = max(0, depth + (-1 if match.group(1) else 1))
        deepest_yet = max(deepest_yet, depth)
    return deepest_yet


def without_floods(markup: str) -> str:
    """The markup with the attributes of tags that carry absurdly many of them taken off: tree builders need minutes for those."""
    return TAG.sub(_without_flood, markup)


def _without_flood(match: re.Match[str]) -> str:
    return f"<{match.group(1)}{match.group(2)}>" if len(match.group(3)) > LONGEST_ATTRIBUTES else match.group()


def _past(markup: str, mark: str, start: int) -> int:
    found = markup.find(mark, start)
    return len(markup) if found < 0 else found + len(mark)


def _tag(markup: str, match: re.Match[str]) -> tuple[Tag, int]:
    name, opens = match.group(2).lower(), not match.group(1)
    attributes = _attributes(match.group(3)) if opens else {}
    if not opens or name not in RAW_TEXT or match.group(3).endswith("/"):
        return Tag(name, opens, attributes), match.end()
    close = RAW_TEXT[name].search(markup, match.end())
    end = close.start() if close else len(markup)
    kept = name in KEPT_RAW or "ld+json" in attributes.get("type", "")
    content = markup[match.end():end] if kept else ""
    return Tag(name, True, attributes, html.unescape(content) if name in KEPT_RAW else content), end


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(written[:LONGEST_ATTRIBUTES]):
        if len(found) >= MOST_ATTRIBUTES:
            break
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match.group(1).lower(), html.unescape(value))
    return found
