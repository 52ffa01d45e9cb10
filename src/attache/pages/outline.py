"""Which paragraphs of a page are the report, and which stand around it.

Takes the page's text; gives its paragraphs with their looks, the report's first and last paragraph, and the language. The report is
the main run of prose: before it stand menus, title and byline; after it whatever follows the first cue that ends a report
(comments, copyright), the lists of links, and prose in another language than the report's.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from attache.model import Span
from attache.pages.cues import Cue, cue_of, is_menu
from attache.pages.prose import FEWEST_SENTENCE_WORDS, WORD, ends_sentence, is_prose, language_of, word_count
from attache.resources import cell_list, table

REACH = 200  # paragraphs; furniture further off belongs to something else
ENOUGH_TO_END = 300
WIDEST_GAP = 4
FOREIGN_WORDS = 8
LONGEST_LABEL_WORDS = 3
LONGEST_ADDRESS_WORDS = 24
QUOTES = frozenset('"“”„«»‘')
SMALL_SHARE = 0.25


class Part(Struct, frozen=True):
    """A paragraph and its looks. `text` is its text with single spaces; `prose`: running text that no cue claims."""

    span: Span
    text: str
    words: int
    cue: Cue | None
    menu: bool
    prose: bool
    stops: bool

    @property
    def size(self) -> int:
        """Its length in characters."""
        return self.span.end - self.span.start

    @property
    def is_caption(self) -> bool:
        """Whether it says what a picture shows or whose it is."""
        return self.cue is not None and self.cue.kind == "caption"

    @property
    def is_chrome(self) -> bool:
        """Whether a cue or its make-up shows that it is no part of a report."""
        return self.menu or (self.cue is not None and not self.is_caption)


class Outline(Struct, frozen=True):
    """A page's paragraphs; the report's are `first` to `last`, both included; `last` < `first` when there is none."""

    parts: tuple[Part, ...]
    first: int
    last: int
    language: str

    @property
    def header(self) -> tuple[Part, ...]:
        """What stands before the report, as far as it can concern it."""
        return self.parts[max(0, self.first - REACH):self.first]

    @property
    def report(self) -> tuple[Part, ...]:
        """The report's paragraphs, with what is strewn among them."""
        return self.parts[self.first:self.last + 1]

    @property
    def tail(self) -> tuple[Part, ...]:
        """What stands after the report, as far as it can concern it."""
        return self.parts[self.last + 1:self.last + 1 + REACH]


def outline(text: str, spans: Sequence[Span]) -> Outline:
    """The outline of a page's text, cut into the paragraphs `spans`."""
    parts = _with_labelled([_part(text, span) for span in spans])
    language = language_of("\n".join(part.text for part in parts if part.prose))
    anchors = _anchors(parts, language)
    first, last = _with_last_words(parts, *_without_addresses(parts, *_main_run(parts, anchors)))
    return Outline(tuple(parts), first, last, language)


def _part(text: str, span: Span) -> Part:
    piece = " ".join(text[span.start:span.end].split())
    cue = cue_of(piece)
    menu = cue is None and is_menu(piece)
    return Part(span, piece, word_count(piece), cue, menu, cue is None and not menu and is_prose(piece), ends_sentence(piece))


def _with_labelled(parts: list[Part]) -> list[Part]:
    """A label alone claims the line under it: "Image caption," a caption, "See also" a link's title."""
    pairs = zip([None, *parts], parts, strict=False)
    return [_claimed(part, before.cue) if before and _is_claimed(before, part) else part for before, part in pairs]


def _claimed(part: Part, cue: Cue | None) -> Part:
    return Part(part.span, part.text, part.words, cue, False, False, part.stops)


def _is_claimed(before: Part, part: Part) -> bool:
    if before.cue is None or part.cue is not None or before.cue.at != "start" or before.words > LONGEST_LABEL_WORDS:
        return False
    return before.is_caption or (before.cue.kind == "related" and not part.stops)


def _anchors(parts: list[Part], language: str) -> list[int]:
    """The prose paragraphs that can be the report's: before its end, in its language, in no list of links."""
    prose = [index for index, part in enumerate(parts) if part.prose and not _is_foreign(part, language)]
    prose = _without_lists(parts, prose)
    end = _end(parts, prose)
    return [index for index in prose if index < end]


def _is_foreign(part: Part, language: str) -> bool:
    if language == "und" or part.words < FOREIGN_WORDS:
        return False
    return language_of(part.text) not in (language, "und")


def _end(parts: list[Part], prose: list[int]) -> int:
    """The index of the first cue that ends the report: one that comes after enough of it."""
    total = sum(parts[index].size for index in prose)
    enough = min(ENOUGH_TO_END, total // 4)
    for index, part in enumerate(parts):
        if part.cue and part.cue.reach == "end" and sum(parts[each].size for each in prose if each < index) > enough:
            return index
    return len(parts)


def _without_lists(parts: list[Part], prose: list[int]) -> list[int]:
    """Without the teasers under "Related stories" and its like: prose that stands alone between link titles."""
    kept, listed = [], False
    members = set(prose)
    for index, part in enumerate(parts):
        if part.cue and part.cue.reach == "list":
            listed = True
        elif index in members and listed and (index + 1 in members or index - 1 in members):
            listed = False
        if index in members and not listed:
            kept.append(index)
    return kept


def _main_run(parts: list[Part], anchors: list[int]) -> tuple[int, int]:
    """The heaviest run of anchors, with the neighbouring runs that weigh enough to belong to the same report."""
    if not anchors:
        return len(parts), len(parts) - 1
    runs = _runs(parts, anchors)
    weights = [sum(parts[index].size for index in run) for run in runs]
    best = low = high = weights.index(max(weights))
    while low > 0 and weights[low - 1] >= SMALL_SHARE * weights[best]:
        low -= 1
    while high + 1 < len(runs) and weights[high + 1] >= SMALL_SHARE * weights[best]:
        high += 1
    return runs[low][0], runs[high][-1]


def _without_addresses(parts: list[Part], first: int, last: int) -> tuple[int, int]:
    """Without what speaks to the reader at either end: "Save this story and build your own list."."""
    while first < last and (addresses_reader(parts[first]) or not parts[first].prose):
        first += 1
    while first < last and (addresses_reader(parts[last]) or not parts[last].prose):
        last -= 1
    return first, last


def addresses_reader(part: Part) -> bool:
    """Whether a short paragraph speaks to the reader, outside quotes."""
    if part.words > LONGEST_ADDRESS_WORDS or QUOTES & set(part.text):
        return False
    return not reader_words().isdisjoint(WORD.findall(part.text.casefold()))


def _with_last_words(parts: list[Part], first: int, last: int) -> tuple[int, int]:
    """With the short sentences right behind the last prose: "The boats were kept."."""
    while first <= last < len(parts) - 1 and _is_last_word(parts[last + 1]):
        last += 1
    return first, last


def _is_last_word(part: Part) -> bool:
    ends = part.stops and part.text.rstrip("\"'”’» ").endswith(".")
    return ends and part.cue is None and not part.menu and 2 <= part.words < FEWEST_SENTENCE_WORDS and not addresses_reader(part)


@lru_cache(maxsize=1)
def reader_words() -> frozenset[str]:
    """The words by which a page speaks to its reader."""
    return frozenset(word for row in table("reader_words") for word in cell_list(row["words"]))


def _runs(parts: list[Part], anchors: list[int]) -> list[list[int]]:
    runs = [[anchors[0]]]
    for before, index in pairwise(anchors):
        if sum(_weight(part) for part in parts[before + 1:index]) >= WIDEST_GAP:
            runs.append([])
        runs[-1].append(index)
    return runs


def _weight(part: Part) -> int:
    """How much a paragraph between two stretches of prose speaks for their being apart."""
    if part.cue and part.cue.reach == "list":
        return 3
    return 2 if part.is_chrome else int(not part.stops)
