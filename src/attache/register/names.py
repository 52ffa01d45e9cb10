"""Whether two written names can be one person's: by letters that stand for one another, by the order and number of words.

A name is cut into words; articles, links ("bin") and titles are left out. Two words are alike when they are the same without accents, are
forms of one name (name_variants.tsv), or sound alike in a tradition of spelling (name_spellings.tsv): the same consonants in order, and
vowels that differ little. Rewriting letters to sounds follows Freeman, Condon and Ackerman, "Cross Linguistic Name Matching in English and
Arabic" (HLT-NAACL 2006); keeping consonants and being lenient with vowels is that of phonetic codes since Soundex, here with the vowels
kept apart, without which Hassan would be Hussein. Spelling varies by tradition and not everywhere: Hansen and Hanson are two Danes.

In: names, and the country of whoever bears them where known. Out: a `Comparison`, or keys under which names are found that may be alike.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from attache.register.folding import folded
from attache.resources import cell_list, table

How = Literal["same", "spelled", "fuller", "initial", "family", "different"]

LEAST_FAMILY_LETTERS = 2
_MOST_VOWELS_APART = 0.8
_VOWELS = "aeiou"
_APOSTROPHES = re.compile(r"['`ʿʾ]")
_BORDERS = re.compile(r"[\s\-_.,]+")
_SERVANT = re.compile(r"abd(?:ou|[aeiou])(?:l|(?=[rsznd]))(?P<rest>\w{2,})")  # Abdelaziz, Abdurrahman, Abdoulaye
_DOUBLED = re.compile(r"(.)\1+")
_CLASSES = str.maketrans("ckqgxzjdbaeiouy", "ssssssstpaaaaaa")  # letters that stand for one another anywhere
_UNSOUNDED = str.maketrans(dict.fromkeys("aehiouvwy"))
_NEAR_VOWELS = {frozenset("ae"): 0.25, frozenset("ei"): 0.25, frozenset("ou"): 0.25, frozenset("eo"): 0.5, frozenset("ao"): 0.5}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names compare, and the pairs of words that were taken for one another."""

    how: How
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name cut into words, first name first where the order is known; `suffix` tells father from son."""

    words: tuple[str, ...]
    suffix: str = ""


@lru_cache(maxsize=50_000)
def written(name: str, country: str | None = None) -> WrittenName:
    """The name as it is compared."""
    plain = _APOSTROPHES.sub("", _letters(folded(name)))
    words = [word for word in _BORDERS.split(plain) if word]
    suffix = words.pop() if len(words) > 1 and words[-1] in _words_of("suffix") else ""
    while len(words) > 1 and words[0] in _words_of("title"):
        del words[0]
    kept = [word for place, word in enumerate(words) if not _is_filler(word, place, words)]
    joined = _servants_joined(kept or words)
    return WrittenName(tuple(_given_first(joined, country)), suffix)


def compare(one: str, other: str, country: str | None = None) -> Comparison:
    """How the names of two bearers of one country (or of an unknown one) compare.

    "same": word for word; "spelled": word for word, spelled otherwise; "fuller": one has words the other leaves out; "initial": a first
    name against its first letter; "family": only the family name is common to both; "different".
    """
    first, second = written(one, country), written(other, country)
    if first.words == second.words and first.suffix == second.suffix:
        return Comparison("same", tuple(zip(first.words, second.words, strict=True)))
    if first.suffix and second.suffix and first.suffix != second.suffix:
        return Comparison("different")
    shorter, longer = sorted((first.words, second.words), key=len)
    if _written_together(shorter, longer, country):
        return Comparison("spelled", ((" ".join(shorter), " ".join(longer)),))
    if len(shorter) == 1:
        return _family(shorter[0], longer, country)
    return _aligned(shorter, longer, country)


def name_keys(name: str, country: str | None = None) -> list[str]:
    """Keys of a name: names that may be one person's have one in common. Each is a first letter with another word's consonants, or one
    word's consonants alone for those who are called by it.
    """
    words = written(name, country).words
    if not words:
        return []
    alone = {f"~ {word_key}" for word in {words[0], words[-1]} for word_key in _word_keys(word)}
    if len(words) == 1:
        return sorted(alone)
    rest = {word_key for word in (*words[1:], "".join(words[1:])) for word_key in _word_keys(word)}
    crossed = {f"{words[0].translate(_CLASSES)[:1]} {word_key}" for word_key in rest}
    back = {f"{words[-1].translate(_CLASSES)[:1]} {word_key}" for word_key in _word_keys(words[0])}
    return sorted(alone | crossed | back | {f"# {number} {word_key}" for number in _rows_of(words[0]) for word_key in rest})


def alike(one: str, other: str, traditions: tuple[str, ...]) -> bool:
    """Whether two folded words are the same name in one of these traditions of spelling, or in all of them."""
    if one == other or _forms(one) & _forms(other):
        return True
    return any(
        _forms(one, tradition) & _forms(other, tradition) or _sound_alike(_sound(one, tradition), _sound(other, tradition), tradition)
        for tradition in traditions
    )


@cache
def traditions_of(country: str | None) -> tuple[str, ...]:
    """The traditions in which the names of a country's people are spelled; all of those from other scripts where it is unknown."""
    rows = table("name_traditions")
    if country is None:
        return tuple(row["tradition"] for row in rows if row["tradition"] not in {"german", "nordic", "other"})
    return tuple(row["tradition"] for row in rows if country in cell_list(row["countries"]))


@cache
def family_first(country: str | None) -> bool:
    """Whether the family's name comes first there."""
    return any(country in cell_list(row["countries"]) for row in table("name_traditions") if row["order"] == "family first")



def _aligned(shorter: tuple[str, ...], longer: tuple[str, ...], country: str | None) -> Comparison:
    """Every word of the shorter name must have its counterpart in the longer, in order, first name and one more at least."""
    pairs = _paired(shorter, longer, country)
    if not pairs and len(shorter) == len(longer) == 2 and (country is None or family_first(country)):
        pairs = _paired(shorter[::-1], longer, country)  # family name first in one, last in the other
    if not pairs:
        return Comparison("different")
    if any(_is_initial(a) != _is_initial(b) for a, b in pairs):
        return Comparison("initial", pairs)
    if len(shorter) < len(longer):
        return Comparison("fuller", pairs)
    return Comparison("spelled", pairs) if any(a != b for a, b in pairs) else Comparison("same", pairs)


def _paired(shorter: tuple[str, ...], longer: tuple[str, ...], country: str | None) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    at = 0
    for word in shorter:
        found = next((place for place in range(at, len(longer)) if _alike_or_initial(word, longer[place], country)), None)
        if found is None or (not pairs and found > 0) or _skips_initial(longer[at:found], shorter):
            return ()
        pairs.append((word, longer[found]))
        at = found + 1
    full = [pair for pair in pairs if not _is_initial(pair[0]) and not _is_initial(pair[1])]
    return tuple(pairs) if full else ()


def _skips_initial(skipped: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """George H. W. and George W. are two men: a middle initial left out counts when the other name has one too."""
    return any(map(_is_initial, skipped)) and any(map(_is_initial, shorter[1:]))


def _family(word: str, longer: tuple[str, ...], country: str | None) -> Comparison:
    """One word alone: a family name, or the name by which people without one are called."""
    if len(word) < LEAST_FAMILY_LETTERS:
        return Comparison("different")
    traditions = traditions_of(country)
    ends = {longer[-1], longer[0]} if traditions else {longer[-1]}
    found = next((end for end in sorted(ends) if alike(word, end, traditions)), None)
    if found is None:
        return Comparison("different")
    if len(longer) == 1:
        return Comparison("spelled", ((word, found),))
    return Comparison("family", ((word, found),))


def _written_together(shorter: tuple[str, ...], longer: tuple[str, ...], country: str | None) -> bool:
    """Ki-moon and Kimoon, Abdel Fattah and Abdelfattah."""
    if len(shorter) == len(longer) or len(longer) < 2:
        return False
    one, other = "".join(shorter), "".join(longer)
    return one == other or any(_sound_alike(_sound(one, t), _sound(other, t), t) for t in traditions_of(country))


def _alike_or_initial(one: str, other: str, country: str | None) -> bool:
    if _is_initial(one) or _is_initial(other):
        return bool(_heads(one) & _heads(other))
    return alike(one, other, traditions_of(country))


def _is_initial(word: str) -> bool:
    return len(word) == 1


def _given_first(words: list[str], country: str | None) -> list[str]:
    """Where the family's name comes first, it is put last; what follows it is one name, however it is hyphened."""
    if country is None or not family_first(country) or len(words) < 2 or country == "HUN":
        return words
    return ["".join(words[1:]), words[0]]


def _is_filler(word: str, place: int, words: list[str]) -> bool:
    """Articles and links, but not as a first name (Al Gore, Ben Wallace) or as all there is."""
    if place == 0 and word in _words_of("article") | _words_of("link"):
        return False
    return place > 0 and (word in _words_of("article") or word in _words_of("link")) and place < len(words) - 1


def _servants_joined(words: list[str]) -> list[str]:
    """Abdel Aziz, Abd al-Aziz and Abdulaziz are one name: abd and what follows."""
    made: list[str] = []
    for word in words:
        if made and made[-1] in {"abd", "abdel", "abdul", "abdal", "abdoul"}:
            made[-1] = f"abd{word}"
            continue
        found = _SERVANT.fullmatch(word)
        made.append(f"abd{found['rest']}" if found else word)
    return made


def _heads(word: str) -> frozenset[str]:
    """First letters of a word's sounds, by which initials match."""
    traditions = ("any", *(row["tradition"] for row in table("name_traditions")))
    return frozenset({word[0], *(_sound(word, tradition)[:1] for tradition in traditions)})


@lru_cache(maxsize=50_000)
def _word_keys(word: str) -> tuple[str, ...]:
    """A word's consonants in classes coarse enough for every tradition, and the numbers of its rows in name_variants.tsv."""
    coarse = _DOUBLED.sub(r"\1", word.translate(_CLASSES).translate(_UNSOUNDED)) or word[:1]
    return (coarse, *(f"#{number}" for number in _rows_of(word)))


def _rows_of(word: str) -> tuple[int, ...]:
    return tuple(number for number, _ in _forms_by_word().get(word, ()))


def _consonants(sound: str) -> str:
    return "".join(letter for letter in sound if letter not in _VOWELS)


@lru_cache(maxsize=100_000)
def _sound(word: str, tradition: str) -> str:
    """The word as it sounds in a tradition: at every place the longest letters that a rule knows, in one pass."""
    rules, longest = _rules(tradition)
    made, at = "", 0
    while at < len(word):
        for length in range(min(longest, len(word) - at), 0, -1):
            sound = _rule_for(rules, word, at, length)
            if sound is not None:
                made, at = made + sound, at + length
                break
        else:
            made, at = made + word[at], at + 1
    return _DOUBLED.sub(r"\1", made)


def _rule_for(rules: dict[tuple[str, str], str], word: str, at: int, length: int) -> str | None:
    letters = word[at : at + length]
    if at + length == len(word) and at > 0 and (letters, "end") in rules:
        return rules[letters, "end"]
    if at == 0 and (letters, "start") in rules:
        return rules[letters, "start"]
    return rules.get((letters, ""))


@cache
def _rules(tradition: str) -> tuple[dict[tuple[str, str], str], int]:
    found = {
        (letters, row["at"]): row["sound"]
        for row in table("name_spellings") if row["tradition"] == tradition for letters in cell_list(row["letters"])
    }
    return found, max((len(letters) for letters, _ in found), default=1)


def _letters(word: str) -> str:
    """Letters that lose no accent when folded but have a plain spelling."""
    return word.translate(_plain_letters())


@cache
def _plain_letters() -> dict[int, str]:
    return {ord(letters): sound for (letters, at), sound in _rules("any")[0].items() if not at and len(letters) == 1}


def _sound_alike(one: str, other: str, tradition: str) -> bool:
    """The same consonants, and vowels that differ little; where spelling hardly varies, the same sound."""
    if one == other:
        return True
    if tradition in {"german", "nordic", "other", "chinese"} or _consonants(one) != _consonants(other) or len(_consonants(one)) < 2:
        return False
    apart = 0.0
    for mine, theirs in zip(_vowels(one), _vowels(other), strict=True):
        apart += _vowels_apart(mine, theirs)
    return apart <= _MOST_VOWELS_APART


def _vowels(sound: str) -> list[str]:
    """The vowels before, between and after the consonants."""
    return re.split(f"[^{_VOWELS}]", sound)


def _vowels_apart(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if not one or not other:
        return 0.5 if len(one + other) == 1 else 1.0
    together = sum(_NEAR_VOWELS.get(frozenset((a, b)), 1.0) if a != b else 0.0 for a, b in zip(one, other, strict=False))
    return together + 0.25 * abs(len(one) - len(other))


def _forms(word: str, tradition: str = "") -> frozenset[int]:
    return frozenset(number for number, kin in _forms_by_word().get(word, ()) if kin and _form_traditions()[number] == tradition)


@cache
def _forms_by_word() -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """For each form the rows of name_variants.tsv it stands in, with all their forms."""
    found: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}
    for number, row in enumerate(table("name_variants")):
        forms = cell_list(row["forms"])
        for form in forms:
            found[form] = (*found.get(form, ()), (number, forms))
    return found


@cache
def _form_traditions() -> tuple[str, ...]:
    return tuple(row["tradition"] for row in table("name_variants"))


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("name_words") if row["kind"] == kind for word in cell_list(row["words"]))
