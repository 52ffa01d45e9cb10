"""The forms of French verbs: regular ones by their endings, the others by the models of french_verbs.tsv.

In: an infinitive. Out: every form a page of news may use, with what it tells: its tense and whether it is plural. Forms that only differ in
person are not told apart, and a stem's spelling variants ("jette", "jète") are all made: the forms are for recognising, never for writing.
"""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from attache.resources import table

Tense = Literal["present", "imperfect", "past", "future", "conditional", "subjunctive", "infinitive", "participle", "gerund"]
VerbForm = tuple[str, Tense, bool]  # the form, its tense, whether plural

_PERSONS = (False, False, False, True, True, True)  # je tu il nous vous ils: plural?
_PRESENT = {
    "er": ("e", "es", "e", "ons", "ez", "ent"), "ir": ("is", "is", "it", "issons", "issez", "issent"),
    "re": ("s", "s", "", "ons", "ez", "ent"),
}
_IMPERFECT = ("ais", "ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_PAST = {"er": ("ai", "a", "èrent"), "ir": ("is", "it", "irent"), "re": ("is", "it", "irent")}
_SUBJUNCTIVE = ("e", "ent")
_PARTICIPLE = {"er": "é", "ir": "i", "re": "u"}


def forms_of(infinitive: str) -> Iterator[VerbForm]:
    """All forms of a verb, its infinitive and participles among them."""
    yield infinitive, "infinitive", False
    model = _model(infinitive)
    if model is not None:
        yield from _by_model(infinitive, model)
    elif infinitive[-2:] in _PRESENT:
        yield from _regular(infinitive)


def _model(infinitive: str) -> dict[str, str] | None:
    """The row of the longest infinitive that this one ends in: "remettre" goes like "mettre"."""
    models = _models()
    return next((models[infinitive[start:]] for start in range(len(infinitive)) if infinitive[start:] in models), None)


@cache
def _models() -> dict[str, dict[str, str]]:
    return {row["infinitive"]: row for row in table("french_verbs")}


def _by_model(infinitive: str, row: dict[str, str]) -> Iterator[VerbForm]:
    before = infinitive.removesuffix(row["infinitive"])
    told: list[VerbForm] = [(form, "present", plural) for form, plural in zip(row["present"].split(), _PERSONS, strict=True)]
    first_plural = row["present"].split()[3]
    imperfect = "ét" if row["infinitive"] == "être" else first_plural.removesuffix("ons") if first_plural != "-" else ""
    told += _endings([imperfect] if imperfect else [], _IMPERFECT, "imperfect")
    told += _endings([row["future"]], _FUTURE, "future") + _endings([row["future"]], _IMPERFECT, "conditional")
    told += [(form, "past", plural) for form, plural in zip(row["past"].split(), (False, True), strict=True)]
    told += [(form, "subjunctive", plural) for form, plural in zip(row["subjunctive"].split(), (False, True), strict=True)]
    told += [(row["gerund"], "gerund", False), *_agreeing(row["participle"])]
    yield from ((before + form, tense, plural) for form, tense, plural in told if form.strip("-"))


def _regular(infinitive: str) -> Iterator[VerbForm]:
    ending = infinitive[-2:]
    stem = infinitive[:-2]
    future = infinitive.removesuffix("e")
    yield from ((form, "present", plural) for form, plural in zip(_joined(stem, _PRESENT[ending]), _PERSONS, strict=True))
    if ending == "er":
        for weak in _weak_stems(stem):
            yield from ((weak + end, "present", plural) for end, plural in (("e", False), ("es", False), ("ent", True)))
            yield from _endings([f"{weak}er"], _FUTURE, "future") + _endings([f"{weak}er"], _IMPERFECT, "conditional")
    longer = f"{stem}iss" if ending == "ir" else stem
    yield from ((form, "imperfect", plural) for form, plural in zip(_joined(longer, _IMPERFECT), _PERSONS, strict=True))
    yield from _endings([future], _FUTURE, "future") + _endings([future], _IMPERFECT, "conditional")
    yield from zip(_joined(stem, _PAST[ending]), ("past",) * 3, (False, False, True), strict=True)
    yield from zip(_joined(longer, _SUBJUNCTIVE), ("subjunctive",) * 2, (False, True), strict=True)
    yield f"{_softened(longer)}ant", "gerund", False
    yield from _agreeing(stem + _PARTICIPLE[ending])


def _joined(stem: str, endings: tuple[str, ...]) -> list[str]:
    """Stem and endings, the stem's last sound kept: "menaçait", "engageons"."""
    return [_softened(stem) + end if end[:1] in {"a", "o", "â"} else stem + end for end in endings]


def _softened(stem: str) -> str:
    if stem.endswith("c"):
        return f"{stem[:-1]}ç"
    return f"{stem}e" if stem.endswith("g") else stem


def _weak_stems(stem: str) -> list[str]:
    """The stem before a silent ending, where it may change: "libère", "achète", "appelle", "emploie"."""
    if stem.endswith(("oy", "uy", "ay")):
        return [f"{stem[:-1]}i"]
    found = [f"{stem}{stem[-1]}"] if stem.endswith(("el", "et")) else []
    at = max(stem.rfind("e"), stem.rfind("é"))
    if at >= 0 and 1 <= len(stem) - at - 1 <= 2 and not set(stem[at + 1 :]) & set("aeiouyéè"):
        found.append(f"{stem[:at]}è{stem[at + 1 :]}")
    return found


def _endings(stems: list[str], endings: tuple[str, ...], tense: Tense) -> list[VerbForm]:
    return [(stem + end, tense, plural) for stem in stems for end, plural in zip(endings, _PERSONS, strict=True)]


def _agreeing(participle: str) -> Iterator[VerbForm]:
    yield participle, "participle", False
    yield f"{participle}e", "participle", False
    yield f"{participle}es", "participle", True
    yield participle if participle.endswith("s") else f"{participle}s", "participle", True
