"""What the glossary (french.tsv) says of a French form: its possible words, each with its English.

In: forms in lower case, names as written. Out: `Sense` records. The forms of all words are made on the first question and kept.
"""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from msgspec import Struct

from attache.language.french.conjugation import Tense, forms_of
from attache.language.french.forms import adjective_forms, noun_forms, plural_of
from attache.language.french.words import words_of
from attache.resources import table

_BEHIND = frozenset({"de", "d'", "du", "des", "à", "en", "aux", "au", "par", "sur"})  # what agrees with nothing follows
_REFLEXIVES = ("se ", "s'")


class Sense(Struct, frozen=True):
    """One reading of a form. `kind` is V(erb), N(oun), A(djective), D (adverb), F(unction word) or NAME; `takes` says how the prepositions
    after the word go into English, an empty string for those that fall.
    """

    lemma: str
    kind: str
    english: str
    takes: tuple[tuple[str, str], ...] = ()
    tense: Tense | None = None
    plural: bool = False
    reflexive: bool = False


Phrase = tuple[tuple[str, ...], Sense]


def senses(form: str) -> tuple[Sense, ...]:
    """The readings of a form, those of the glossary's earlier rows first."""
    return _words().get(form, ())


def phrases(first: str) -> tuple[Phrase, ...]:
    """The phrases of several words that begin with a form, the longest first."""
    return _phrases().get(first, ())


@cache
def _forms() -> dict[tuple[str, ...], list[Sense]]:
    """The senses of every form, as words."""
    found: dict[tuple[str, ...], list[Sense]] = {}
    for words, sense in _entries():
        found.setdefault(words, []).append(sense)
    return found


@cache
def _words() -> dict[str, tuple[Sense, ...]]:
    return {words[0]: tuple(found) for words, found in _forms().items() if len(words) == 1}


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    by_first: dict[str, list[Phrase]] = {}
    for words, found in _forms().items():
        if len(words) > 1:
            by_first.setdefault(words[0], []).extend((words, sense) for sense in found)
    return {first: tuple(sorted(found, key=lambda phrase: -len(phrase[0]))) for first, found in by_first.items()}


def _entries() -> Iterator[Phrase]:
    """Every form of every row as its words."""
    for row in table("french"):
        yield from _row_forms(row)


def _row_forms(row: dict[str, str]) -> Iterator[Phrase]:
    takes = tuple(_pair(part) for part in row["takes"].split())
    lemma = row["lemma"]
    reflexive = row["pos"] == "V" and lemma.startswith(_REFLEXIVES)
    if reflexive:
        lemma = lemma.removeprefix("se ").removeprefix("s'")
    words = words_of(lemma)
    if row["pos"] == "V":
        for form, tense, plural in forms_of(words[0]):
            yield (form, *words[1:]), Sense(lemma, "V", row["english"], takes, tense, plural, reflexive)
        return
    for forms, plural in _nominal_forms(row["pos"], words):
        if forms != words and (row["pos"], " ".join(forms)) in _lemmas():
            continue  # "vente" is no woman of the "vent"
        yield forms, Sense(lemma, row["pos"], row["english"], takes, plural=plural)


@cache
def _lemmas() -> frozenset[tuple[str, str]]:
    return frozenset((row["pos"], row["lemma"]) for row in table("french"))


def _nominal_forms(kind: str, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    if kind == "A" and len(words) == 1:
        yield from (((form,), plural) for form, plural in adjective_forms(words[0]))
    elif kind == "N" and len(words) == 1:
        yield from (((form,), plural) for form, plural in noun_forms(words[0]))
    else:
        yield words, False
        if kind == "N":
            yield _plural_phrase(words), True


def _plural_phrase(words: tuple[str, ...]) -> tuple[str, ...]:
    """The plural up to the first preposition: "chefs d'état-major", "attaques aériennes"."""
    end = next((at for at, word in enumerate(words) if word in _BEHIND), len(words))
    return tuple(chain(map(plural_of, words[:end]), words[end:]))


def _pair(part: str) -> tuple[str, str]:
    french, _, english = part.partition("=")
    return french, english.replace("_", " ")
