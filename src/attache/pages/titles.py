"""The title of a report among the lines of a page, and the site's name some titles end with.

Takes the page's outline and the declared title; gives the paragraph, its text without the site's name, and that name.
"""
from __future__ import annotations

import re

from attache.pages.lines import LONGEST_NAME_WORDS, byline_of, is_information, is_outlet_line
from attache.pages.outlets import folded_name, is_outlet
from attache.pages.outline import Outline, Part, addresses_reader
from attache.pages.prose import WORD, word_count

SUFFIX = re.compile(r"\s+(?:[|–—-]|::|»|·)\s+")
LONGEST_TITLE_WORDS = 40
FEWEST_TITLE_WORDS = 3
BULLETS = "*•▪●·◦"
OPENING_PARAGRAPHS = 6
MOST_BARS = 4  # more are the remains of a table
WORD_ROOT = 5
ENOUGH_WORDS = 5
USUAL_TITLE_WORDS = 8


def find_title(page: Outline, declared: str | None) -> Part | None:
    """The paragraph that is the title: the declared one, or the header line whose words the report takes up."""
    shown = next((part for part in page.header if _is_declared(part, declared)), None) if declared else None
    if shown:
        return shown
    body = {word for part in page.report[:OPENING_PARAGRAPHS] for word in _content_words(part.text)}
    candidates = [part for part in page.header if _can_be_title(part) and _is_borne_out(part, body)]
    return max(candidates, key=lambda part: _score(part, body, part is candidates[0]), default=None)


def split_title(page: Outline, title: Part) -> tuple[str, str | None]:
    """The title without the site's name behind or before it, and that name."""
    for mark in SUFFIX.finditer(title.text):
        site = title.text[mark.end():].strip()
        if word_count(site) <= LONGEST_NAME_WORDS and (is_outlet(site) or _stands_elsewhere(page, title, site)):
            return title.text[:mark.start()].strip(), site
        before = title.text[:mark.start()].strip()
        if is_outlet_line(before) and word_count(site) > word_count(before):
            return site, before
    return title.text, None


def _is_declared(part: Part, declared: str | None) -> bool:
    wanted, found = folded_name(declared or ""), folded_name(part.text)
    return found == wanted or (part.words >= 3 and found != "" and (wanted.startswith(found) or found.startswith(wanted)))


def _can_be_title(part: Part) -> bool:
    if part.menu or (part.cue and part.cue.kind != "alert") or not 2 <= part.words <= LONGEST_TITLE_WORDS:
        return False
    if part.text[0] in BULLETS or part.text.count("|") > MOST_BARS:
        return False
    return not is_information(part.text) and not is_outlet_line(part.text) and byline_of(part.text) is None


def _is_borne_out(part: Part, body: set[str]) -> bool:
    """A sentence, a word or two, or words to the reader that the report does not take up are a slogan or a link and no title."""
    words = _content_words(part.text)
    is_doubtful = part.prose or part.words < FEWEST_TITLE_WORDS or part.cue is not None or addresses_reader(part)
    return not is_doubtful or not body or len(words & body) > len(words) / 2


def _score(part: Part, body: set[str], first: bool) -> float:
    """Titles come first, are taken up by the report, and end in no full stop."""
    words = _content_words(part.text)
    taken_up = len(words & body)
    support = taken_up / max(1, len(words)) + min(taken_up, ENOUGH_WORDS) / ENOUGH_WORDS
    length = min(part.words, USUAL_TITLE_WORDS) / USUAL_TITLE_WORDS
    return support + 0.4 * first + 0.8 * length - 0.7 * (part.prose or part.text.endswith("."))


def _content_words(piece: str) -> set[str]:
    return {word[:WORD_ROOT] for word in WORD.findall(piece.casefold()) if len(word) > 3}


def _stands_elsewhere(page: Outline, title: Part, site: str) -> bool:
    name = folded_name(site)
    return name != "" and any(name in folded_name(part.text) for part in (*page.header, *page.tail) if part is not title)
