"""The shape of a stretch of text: how many words, whether it ends a sentence, whether it is running prose, in which language.

Takes strings; gives numbers and truths about them. Knows languages by their commonest words (stopwords.tsv).
"""
from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from attache.resources import cell_list, table

WORD = re.compile(r"[^\W_]+")
HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
CLOSING = "\"'”’»›)]*“„ \t\u00a0\u200f\u200e"
SENTENCE_ENDS = ".!?…؟۔。！？।"
SIGNED = re.compile(r"(?<=[.!?؟\"”’»])\s{0,3}(?:\([^()]{1,30}\)|(?:--?|[–—/=])\s?[^\W\d_][\w ]{1,24}/?)\.?$")
CREDIT_NOTE = re.compile(
    r"\((?:(?:additional |more |further )?reporting|writing|editing|compiled|edited|written|translated)\b[^()]{1,300}\)$", re.IGNORECASE,
)
CREDIT_NOTE_REACH = 340
FEWEST_PROFILE_WORDS = 3
FEWEST_SENTENCE_WORDS = 6
LONG_STRETCH_WORDS = 20
LEAST_FUNCTION_SHARE = 0.05
SAMPLE_CHARACTERS = 20_000


def word_count(text: str) -> int:
    """How many words; scripts written without spaces count two characters a word."""
    return len(WORD.findall(text)) + len(HAN_OR_KANA.findall(text)) // 2


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a full stop or its like; closing quotes and an agency's sign-off ("(AFP)", "-VNA") aside."""
    ending = CREDIT_NOTE.sub("", text.rstrip()[-CREDIT_NOTE_REACH:]).rstrip()
    return SIGNED.sub("", ending).rstrip(CLOSING).endswith(tuple(SENTENCE_ENDS))


def is_prose(text: str) -> bool:
    """Whether this is running text: a sentence of some length, or so long a stretch of it that the stop may be missing."""
    words = word_count(text)
    if words < FEWEST_SENTENCE_WORDS or not (ends_sentence(text) or words >= LONG_STRETCH_WORDS):
        return False
    return function_share(text) > LEAST_FUNCTION_SHARE or _unprofiled(text)


def function_share(text: str) -> float:
    """The share of words that are function words of any language we know."""
    words = WORD.findall(text[:SAMPLE_CHARACTERS].casefold())
    return sum(word in _function_words() for word in words) / len(words) if words else 0.0


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language whose commonest words fill the text best; "und" when none stands out."""
    words = Counter(WORD.findall(text[:SAMPLE_CHARACTERS].casefold()))
    totals = {language: sum(words[word] for word in profile) for language, profile in _profiles().items()}
    first, second = sorted(totals, key=lambda language: -totals[language])[:2]
    if totals[first] < FEWEST_PROFILE_WORDS or totals[first] < 1.15 * totals[second]:
        return "und"
    return first


def _unprofiled(text: str) -> bool:
    """Scripts none of our profiles are written in are not judged by them."""
    letters = [character for character in text[:400] if character.isalpha()]
    return sum(character < "\u0780" for character in letters) < len(letters) / 2


@lru_cache(maxsize=1)
def _profiles() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(cell_list(row["words"])) for row in table("stopwords")}


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(word for profile in _profiles().values() for word in profile)
