"""`register.folding.folded` as a function of the server, made from what that does to every letter there is."""
from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator

from attache.register.folding import folded

_NO_LETTERS = frozenset({"Cn", "Co", "Cs"})  # unassigned, of private use, halves


def folded_function() -> str:
    """The statement that makes it. What a letter becomes never depends on its neighbours, white space aside."""
    changed = dict(_changed())
    single = {letter: to for letter, to in changed.items() if len(to) == 1}
    gone = "".join(letter for letter, to in changed.items() if not to)
    plain = {letter: to for letter, to in single.items() if letter.isascii()}
    several = [f", {_quoted(letter)}, {_quoted(to)})" for letter, to in changed.items() if len(to) > 1]
    return f"""CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000 AS $folded$
        SELECT btrim(regexp_replace(CASE WHEN octet_length(words) = char_length(words)
            THEN translate(words, {_quoted("".join(plain))}, {_quoted("".join(plain.values()))})
            ELSE {"replace(" * len(several)}translate(normalize(words, NFKD), {_quoted("".join(single) + gone)},
                {_quoted("".join(single.values()))}){"".join(several)}
        END, ' +', ' ', 'g')) $folded$"""


def _changed() -> Iterator[tuple[str, str]]:
    """Every letter that is left when letters are taken apart and that folding changes, with what it becomes."""
    for code in range(1, sys.maxunicode + 1):
        letter = chr(code)
        if unicodedata.category(letter) in _NO_LETTERS or unicodedata.normalize("NFKD", letter) != letter:
            continue
        becomes = " " if letter.isspace() else folded(letter)
        if becomes != letter:
            yield letter, becomes


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
