"""Lemmas as edit scripts: "cut n letters off the end and put these on".

A script is a string "n+suffix", so "signed" -> "sign" is "2+" and "cities" -> "city" is "3+y"; "=word" gives a whole lemma for forms
that share too little with theirs ("went" -> "=go"). The reader model predicts a script for every word (edit-script lemmatisation after
Chrupala 2006); proper nouns keep their spelling.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Protocol, cast

KEEP = "0+"
_SHORTEST_STEM = 1


def script_for(form: str, lemma: str) -> str:
    """The edit script that turns `form` into `lemma`, both lower case."""
    stem = 0
    while stem < min(len(form), len(lemma)) and form[stem] == lemma[stem]:
        stem += 1
    if stem < _SHORTEST_STEM:
        return f"={lemma}"
    return f"{len(form) - stem}+{lemma[stem:]}"


def apply_script(form: str, script: str) -> str:
    """The lemma that `script` makes of `form`; the form itself where the script would cut it all away."""
    if script.startswith("="):
        return script[1:]
    cut, _, suffix = script.partition("+")
    count = int(cut)
    if count >= len(form):
        return form
    return form[: len(form) - count] + suffix


class _Lemminflect(Protocol):
    def getLemma(self, word: str, upos: str) -> tuple[str, ...]: ...  # noqa: N802 - lemminflect's own names
    def getInflection(self, lemma: str, tag: str) -> tuple[str, ...]: ...  # noqa: N802


class _SpacyHidden(MetaPathFinder):
    """For an import that would load spaCy only because it is installed."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname == "spacy":
            raise ModuleNotFoundError(fullname)
        return None


@lru_cache(maxsize=50_000)
def dictionary_lemma(word: str, upos: str) -> str:
    """The dictionary form of a lower-case verb or noun."""
    return next(iter(_lemminflect().getLemma(word, upos=upos)), word)


def inflected(lemma: str, tag: str) -> str:
    """The form of a lemma that a Penn tag names ("sign", "VBD"); the lemma itself where there is none."""
    return next(iter(_lemminflect().getInflection(lemma, tag)), lemma)


@cache
def _lemminflect() -> _Lemminflect:
    """Lemminflect's. On import it would hook itself into spaCy, which costs half a gigabyte and five seconds that nobody here needs."""
    hidden = _SpacyHidden()
    sys.meta_path.insert(0, hidden)
    try:
        import lemminflect
    finally:
        sys.meta_path.remove(hidden)
    return cast("_Lemminflect", lemminflect)
