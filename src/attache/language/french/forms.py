"""The forms of French nouns and adjectives, for recognising them: plurals, and feminines where they are regular."""
from __future__ import annotations

from collections.abc import Iterator

NominalForm = tuple[str, bool]  # the form, whether plural

# Endings of the masculine and the feminine endings they may take; the first that fits decides.
_FEMININES = (
    ("teur", ("trice", "teuse", "teure")), ("eur", ("euse", "eure")), ("eux", ("euse",)), ("if", ("ive",)), ("er", ("ère",)),
    ("el", ("elle",)), ("eil", ("eille",)), ("en", ("enne",)), ("on", ("onne", "one")), ("et", ("ète", "ette")),
    ("c", ("que", "che", "cque")), ("eau", ("elle",)), ("f", ("ve",)), ("g", ("gue",)), ("x", ("se", "sse", "ce")), ("gu", ("guë",)),
    ("s", ("se", "sse")), ("e", ("e",)),
)
# Endings of nouns that have a feminine of their own.
_PERSON_ENDINGS = ("eur", "ier", "ien", "éen", "ant", "ent", "ais", "ois", "ain", "é", "an", "in", "at")


def noun_forms(singular: str) -> Iterator[NominalForm]:
    """Singular and plural, for nouns that end like those of people in both genders."""
    yield from _numbers(singular)
    if singular.endswith(_PERSON_ENDINGS):
        for feminine in feminines_of(singular):
            yield from _numbers(feminine)


def adjective_forms(masculine: str) -> Iterator[NominalForm]:
    """Masculine and feminine, singular and plural."""
    yield from _numbers(masculine)
    for feminine in feminines_of(masculine):
        yield from _numbers(feminine)


def _numbers(singular: str) -> Iterator[NominalForm]:
    yield singular, False
    yield plural_of(singular), True


def plural_of(word: str) -> str:
    """The plural of a noun or adjective."""
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return f"{word[:-1]}ux"
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"


def feminines_of(masculine: str) -> Iterator[str]:
    """The feminine, in every spelling that the ending allows."""
    for ending, feminine in _FEMININES:
        if masculine.endswith(ending):
            yield from (masculine.removesuffix(ending) + end for end in feminine)
            break
    if not masculine.endswith("e"):
        yield f"{masculine}e"
