"""Names of persons as words that tell persons apart."""
from __future__ import annotations

_PARTICLES = frozenset({"al", "el", "-", "bin", "ben", "ibn", "de", "la", "van", "von", "the", "ould", "ag", "'", "’"})


def name_words(text: str) -> tuple[str, ...]:
    """The words of a person's name that tell persons apart, folded; "Fayez al-Sarraj" gives ("fayez", "sarraj")."""
    words = text.replace("-", " ").replace("’", "'").lower().split()
    return tuple(word.strip(".,'") for word in words if word not in _PARTICLES and word.strip(".,'"))
