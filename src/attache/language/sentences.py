"""Sentence splitter: a stretch of the page text to sentences.

Takes the page text and the offsets of a stretch of it (a block), gives the spans of its sentences in order, trimmed of white space; every
character that is not white space is in exactly one. It reads plain text only: a blank line always ends a sentence; a single line break is
a space, unless the line was ended on purpose (a heading, a caption, an item of a list) or ends a sentence. What would be longer than a
parser should be given is cut at a semicolon, line break or comma.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from attache.language.abbreviations import opens_sentence, stop_of
from attache.language.tokens import tokenize
from attache.model import Span
from attache.settings import LONGEST_SENTENCE_TOKENS

_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n\s*+")
_LINE = re.compile(r"[^\n]++")
_INLINE_BULLET = re.compile(r"(?<=\s)(?=[•▪●◦‣■]\s)")
# The stop, what closes on it (quotes, brackets, note numbers), the gap, what opens after it, and the first word of what follows.
_STOP = re.compile(
    r"(?P<stop>[.!?…؟۔]++)(?P<close>[\"'”’»)\]]*+(?:\[\d{1,3}\])*+)(?P<gap>\s*+)(?P<open>[\"'“‘«(\[]*+)(?P<next>[^\W_]*+)"
)
_BULLET = re.compile(r"[•▪●◦‣■*]")
_LIST_ITEM = re.compile(r"(?:[-–—+]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_OPEN_END = re.compile(
    r"(?:[,;(&–—-]|\b(?:the|an?|of|in|on|at|to|for|by|from|with|and|or|but|that|which|who|is|are|was|were|its|his|her))$", re.IGNORECASE
)
_REPORTED = re.compile(
    r"(?:[^\W\d_][\w.’'-]{0,30} ){1,5}?(?:said|says|asked|asks|added|told|wrote|replied|wondered|shouted|cried|exclaimed|tweeted)\b"
)
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xz]{2,5}", re.IGNORECASE)
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_RUN = re.compile(r"\w+|[^\w\s]")
_LONGEST_CHUNK = 32  # characters looked at before a stop: no short form is longer
_SHORT_LINE = 0.8  # of its paragraph's width: wrapping would have left room for the next word


def split(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]` in order, as spans of `text`, none of more than LONGEST_SENTENCE_TOKENS tokens."""
    return [
        piece
        for paragraph in _paragraphs(text, start, end)
        for passage in _passages(text, paragraph)
        for sentence in _sentences(text, passage)
        for piece in _bounded(text, sentence)
    ]


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without white space at its ends; nothing where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _BLANK_LINE.finditer(text, start, end):
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, end)


def _passages(text: str, paragraph: Span) -> Iterator[Span]:
    """Cuts a paragraph where a line was ended on purpose, and before bullets."""
    start = paragraph.start
    for cut in sorted({*_line_cuts(text, paragraph), *(m.start() for m in _INLINE_BULLET.finditer(text, start, paragraph.end))}):
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, paragraph.end)


def _line_cuts(text: str, paragraph: Span) -> list[int]:
    """Where lines begin whose line before was ended on purpose.

    Wrapping fills lines, so a line that leaves ample room for the next word was ended on purpose, unless the text shows that its lines
    are broken anyhow (after inline elements of a web page, say): then only list items count.
    """
    lines = [text[m.start() : m.end()].rstrip() for m in _LINE.finditer(text, paragraph.start, paragraph.end)]
    if len(lines) == 1:
        return []
    starts = [m.start() for m in _LINE.finditer(text, paragraph.start, paragraph.end)]
    room = max(map(len, lines)) * _SHORT_LINE
    short = [len(line) + len(after.split(None, 1)[0]) < room for line, after in pairwise(lines)]
    ragged = any(is_short and _goes_on(line, after) for is_short, (line, after) in zip(short, pairwise(lines), strict=True))
    return [
        starts[number]
        for number, (line, after) in enumerate(pairwise(lines), 1)
        if _begins_item(line, after) or (short[number - 1] and not ragged and not _goes_on(line, after))
    ]


def _goes_on(line: str, after: str) -> bool:
    """Whether the sentence of a line plainly goes on in the line after."""
    return after.lstrip()[0].islower() or _OPEN_END.search(line[-8:]) is not None


def _begins_item(line: str, after: str) -> bool:
    """Whether the line after is an item of a list; a dash or number alone could stand in a wrapped sentence, so the line before tells."""
    line, after = line.lstrip(), after.lstrip()
    if _BULLET.match(after):
        return True
    return _LIST_ITEM.match(after) is not None and (line.endswith(":") or _LIST_ITEM.match(line) is not None)


def _sentences(text: str, passage: Span) -> Iterator[Span]:
    start = passage.start
    for stop in _STOP.finditer(text, passage.start, passage.end):
        if _ends_sentence(stop, start, passage.end):
            yield from _trimmed(text, start, stop.end("close"))
            start = stop.end("close")
    yield from _trimmed(text, start, passage.end)


def _ends_sentence(stop: re.Match[str], start: int, end: int) -> bool:
    """Whether a stop ends the sentence that began at `start`; `end` is the passage's."""
    if stop.end("gap") == end:
        return False  # the passage ends here anyhow
    word = _word_before(stop, start)
    following = stop["next"]
    if not stop["gap"]:
        return _lacks_gap(stop, word)
    if following[:1].islower() and following.islower():  # "eBay" begins a sentence as well as any name
        return bool(stop["open"]) and stop["stop"] == "." and not _is_short_form(word)
    if stop["stop"] == ".":
        return _full_stop_ends(stop, word, start)
    if stop["stop"][0] in ".…" and stop.string[stop.start() - 1 : stop.start()].isspace():
        return _opener_follows(stop)  # an ellipsis between spaces is an omission
    return not (set(stop["close"]) & set("\"'”’»") and _REPORTED.match(stop.string, stop.start("next"), end))


def _word_before(stop: re.Match[str], start: int) -> str:
    """What stands before a stop without white space, hyphens or slashes, and without what opens before it."""
    chunk = stop.string[max(start, stop.start() - _LONGEST_CHUNK) : stop.start()]
    if not chunk or chunk[-1].isspace():
        return ""
    return re.split(r"[\s/–—-]", chunk)[-1].lstrip("\"'“‘«([")


def _lacks_gap(stop: re.Match[str], word: str) -> bool:
    """Whether a sentence ends although no space follows ("attack.The army"); addresses and short forms look alike."""
    following = stop["next"]
    begins = following[:1].isupper() and (following[1:].islower() or following in {"A", "I"})
    goes_on = stop.string[stop.end() : stop.end() + 1] in {".", "@", "/", "_"}
    return begins and not goes_on and len(word) > 2 and word.isalpha() and word.islower() and stop_of(word) is None


def _full_stop_ends(stop: re.Match[str], word: str, start: int) -> bool:
    if word.isdigit() and stop.start() - len(word) == start:
        return False  # the number of a list item
    kind = stop_of(word)
    if kind == "inside":
        return False
    if kind == "unless number":
        return not stop["next"][:1].isdigit()
    return _opener_follows(stop) if _is_short_form(word) else True


def _is_short_form(word: str) -> bool:
    """Listed short forms, initials, letters with dots, and words without a vowel that are not all capitals."""
    if stop_of(word) or (len(word) == 1 and word.isalpha()) or _DOTTED.fullmatch(word):
        return True
    return _CONSONANTS.fullmatch(word) is not None and not word.isupper()


def _opener_follows(stop: re.Match[str]) -> bool:
    following = stop["next"]
    rest = stop.string[stop.end() : stop.end() + 5]
    if len(following) == 1 and rest.startswith("."):
        return False  # an initial
    if len(following) > 1 and following.isupper() and not rest.isupper():
        return False  # "IT", "WHO": a name in capitals
    return opens_sentence(following)


def _bounded(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence, cut into pieces where it has too many tokens."""
    if _surely_fits(text, sentence) or len(words := tokenize(text, sentence.start, sentence.end)) <= LONGEST_SENTENCE_TOKENS:
        yield sentence
        return
    first = 0
    while len(words) - first > LONGEST_SENTENCE_TOKENS:
        last = _cut_place(text, words, first)
        yield Span(words[first].start, words[last - 1].end)
        first = last
    yield Span(words[first].start, words[-1].end)


def _surely_fits(text: str, sentence: Span) -> bool:
    """No run of letters gives more than two tokens, and no mark more than one: cheaper than tokenising."""
    size = sentence.end - sentence.start
    return size <= LONGEST_SENTENCE_TOKENS or 2 * len(_RUN.findall(text, sentence.start, sentence.end)) <= LONGEST_SENTENCE_TOKENS


def _cut_place(text: str, words: list[Span], first: int) -> int:
    """The number of the word to cut before: after the last semicolon or line break that is not too early, else comma, else the bound."""
    # One token less than allowed: a stop that closes a piece may become a token of its own.
    bound = first + LONGEST_SENTENCE_TOKENS - 1
    places = range(bound, first + LONGEST_SENTENCE_TOKENS // 4, -1)
    for marks in ((";", "\n"), (",", "،")):
        for place in places:
            if any(mark in text[words[place - 1].start : words[place].start] for mark in marks):
                return place
    return bound
