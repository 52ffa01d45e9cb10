"""Which sentences of a page are parsed: all of a page whose words are those of politics, of another page those whose own words are.

In: a page's text and the spans of its sentences. Out: for each whether it is to be read. Nine pages in ten of an archive are sport,
weather or recipes; parsing them would find nothing. Weights of words are `skimming.tsv`, fitted by `python -m training.skimming`; what
skipping costs is in docs/performance.md.
"""
from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from attache.model import Span
from attache.resources import cell_list, table

FEWEST_SENTENCES = 5  # shorter pages say too little of themselves, and cost little
POLITICAL_PAGE = 0.18  # mean chance of its sentences to tell an act, from which all of a page is read
POLITICAL_SENTENCE = 0.0  # score from which a sentence of another page is read
BIAS, STATE = "@bias", "@state"  # rows of the table that are no words: what every sentence has, and the names of all states and peoples
_WORD = re.compile(r"[^\W\d_]{2,40}+")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST_STEM = 3
_NAMES = ("name", "aliases", "demonyms", "capitals")


def to_read(text: str, spans: Sequence[Span]) -> list[bool]:
    """For each sentence, whether it is to be read."""
    scores = [score(text[span.start : span.end]) for span in spans]
    if len(spans) < FEWEST_SENTENCES or sum(1 / (1 + math.exp(-each)) for each in scores) >= POLITICAL_PAGE * len(spans):
        return [True] * len(spans)
    return [each >= POLITICAL_SENTENCE for each in scores]


def score(sentence: str) -> float:
    """The log-odds, by its words alone, that a sentence tells an act."""
    weights = _weights()
    return weights[BIAS] + sum(weights.get(term, 0.0) for term in terms(sentence))


def terms(sentence: str) -> set[str]:
    """What counts of a sentence: stems of its words, one term for all states and peoples."""
    return set(map(_term, _WORD.findall(sentence.replace("U.S.", "US").replace("U.K.", "UK"))))


@lru_cache(maxsize=50_000)
def _term(word: str) -> str:
    return STATE if word in _state_words() else _stem(word.lower())


def _stem(word: str) -> str:
    """A word without the endings of inflection, roughly: forms of one verb or noun should meet, nobody reads them."""
    ending = "" if word.endswith("ss") else next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
    stem = word[: len(word) - len(ending)]
    if ending and len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "sl":
        stem = stem[:-1]  # "planned"
    return stem.rstrip("eyi") if len(stem) > _SHORTEST_STEM else stem


@cache
def _weights() -> dict[str, float]:
    return {row["term"]: float(row["weight"]) for row in table("skimming")}


@cache
def _state_words() -> frozenset[str]:
    return frozenset(_single_words(row[column] for row in table("countries") for column in _NAMES))


def _single_words(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        for phrase in cell_list(cell):
            name = phrase.lstrip("=~")
            if name[:1].isupper() and " " not in name:
                yield name
