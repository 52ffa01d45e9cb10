"""Words made comparable: case, accents, apostrophes, spacing and ways of spelling one letter put aside."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TERM = re.compile(r"[^\W_]+")  # what the index of words takes for a word, in folded text
_LONGEST_REMEMBERED = 1_000  # characters
_NOT_COMPARED = dict.fromkeys(map(ord, "\u00ad\u0640\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))  # joiners, tatweel, direction marks
_ALIKE = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'",
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه",
})


def folded(words: str) -> str:
    """`words` as they are compared: "Côte  d’Ivoire" and "cote d'ivoire" are the same, and so are the spellings of one Arabic name."""
    return _remembered(words) if len(words) <= _LONGEST_REMEMBERED else _folded(words)


def _folded(words: str) -> str:
    if words.isascii():  # most are, and need nothing taken apart
        return " ".join(words.replace("`", "'").casefold().split())
    plain = _without_marks(_without_marks(words).casefold())  # folding case can make new letters with marks
    return " ".join(plain.translate(_NOT_COMPARED).translate(_ALIKE).split())


@lru_cache(maxsize=16_384)
def _remembered(words: str) -> str:
    """A claim's words are folded to be searched, to be compared, and for what they say of agreements; names on every page again."""
    return _folded(words)


def _without_marks(words: str) -> str:
    """Letters taken apart, ligatures too, and what stands above, below or between them left out."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
