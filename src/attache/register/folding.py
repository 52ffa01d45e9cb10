"""Words made comparable: case, accents, apostrophes and spacing put aside."""
from __future__ import annotations

import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def folded(words: str) -> str:
    """`words` as they are compared: "Côte  d’Ivoire" and "cote d'ivoire" are the same."""
    plain = unicodedata.normalize("NFKD", words.translate(_APOSTROPHES))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().split())
