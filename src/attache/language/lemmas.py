"""Lemmas as edit scripts: "cut n letters off the end and put these on".

A script is a string "n+suffix", so "signed" -> "sign" is "2+" and "cities" -> "city" is "3+y"; "=word" gives a whole lemma for forms
that share too little with theirs ("went" -> "=go"). The reader model predicts a script for every word (edit-script lemmatisation after
Chrupala 2006); proper nouns keep their spelling.
"""
from __future__ import annotations

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
