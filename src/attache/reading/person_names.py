"""Names of persons as words that tell persons apart."""
from __future__ import annotations

_PARTICLES = frozenset({"al", "el", "-", "bin", "ben", "ibn", "de", "la", "van", "von", "the", "ould", "ag", "'", "’"})

HONORIFICS = frozenset({
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame", "lord", "lady", "dr", "dr.", "rev", "rev.", "comrade", "shri", "sheikh", "hon",
    "barrister", "alhaji", "alhaja", "mallam", "maître", "baroness", "hon.", "engineer", "engr", "engr.", "datuk", "tan", "sri", "ustaz",
    "prof", "prof.", "fr.", "hajj", "haji", "sheik", "shaikh", "messrs", "messrs.",
})


def name_words(text: str) -> tuple[str, ...]:
    """The words of a person's name that tell persons apart, folded; "Fayez al-Sarraj" gives ("fayez", "sarraj")."""
    words = text.replace("-", " ").replace("’", "'").lower().split()
    return tuple(word.strip(".,'") for word in words if word not in _PARTICLES and word.strip(".,'"))
