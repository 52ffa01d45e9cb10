"""The words of the desk in the languages it speaks.

`words.tsv` has each text under the name it is asked for by, which is its English unless column `en` says otherwise, and in French. In: a
text, values for its braces. Out: plain text, never markup. What the register holds is never translated: it is the pages' own words.
"""
from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from attache.api.answers import Language

Say = Callable[..., str]


def speaking(language: Language) -> Say:
    """The function that says texts in a language: `say("Events")`, `say("{n} report|{n} reports", n=3)`.

    A bar parts singular from plural; `n` decides between them.
    """
    table = words(language)

    def say(text: str, **values: object) -> str:
        said = table.get(text, text)
        if "|" in said:
            said = said.split("|")[_is_plural(language, values.get("n"))]
        return said.format_map(values) if values else said

    return say


@cache
def words(language: Language) -> Mapping[str, str]:
    """All texts in a language."""
    lines = files("attache.web").joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    return {row["text"]: row[language] or row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _is_plural(language: Language, number: object) -> bool:
    if not isinstance(number, int):
        return True
    return number > 1 if language == "fr" else number != 1
