"""Which form an answer takes: by the ending of the address, else by what the asker accepts.

In: headers. Out: a `Form`, a `Language`. Raises InputError E-FORMAT where nothing that is acceptable can be given.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attache.api.answers import Form, Language
from attache.errors import InputError

MEDIA_TYPES: Mapping[Form, str] = {
    "html": "text/html; charset=utf-8", "json": "application/json", "jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8", "atom": "application/atom+xml",
}
_MOST_RANGES = 50  # of an Accept header; nobody means more


def accepted_form(accept: str, offered: Sequence[Form]) -> Form:
    """The offered form that is liked best; of equally liked ones the first."""
    liked = sorted(offered, key=lambda form: -_quality(accept, MEDIA_TYPES[form].partition(";")[0]))
    if not liked or _quality(accept, MEDIA_TYPES[liked[0]].partition(";")[0]) <= 0:
        raise InputError("E-FORMAT", accept, f"there are {', '.join(MEDIA_TYPES[form].partition(';')[0] for form in offered)}")
    return liked[0]


def accepted_language(accept: str) -> Language:
    """English or French, whichever is liked better."""
    return "fr" if _language_quality(accept, "fr") > _language_quality(accept, "en") else "en"


def _quality(accept: str, media_type: str) -> float:
    """How much a media type is liked: the most exact range that names it counts."""
    ranges = dict(_ranges(accept or "*/*"))
    exact = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((ranges[name] for name in exact if name in ranges), 0.0)


def _language_quality(accept: str, language: str) -> float:
    return max((quality for name, quality in _ranges(accept) if name.partition("-")[0] == language), default=0.0)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(",")[:_MOST_RANGES]:
        name, *settings = (word.strip().lower() for word in part.split(";"))
        qualities = [word[2:] for word in settings if word.startswith("q=")]
        yield name, _number(qualities[0]) if qualities else 1.0


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError:
        return 0.0
