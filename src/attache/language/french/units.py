"""A French text's words and phrases with their readings, and the reading that fits where each stands.

In: a stretch of text. Out: `Unit` records in order, each with one sense (None for names and signs, which are copied).
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from attache.language.french.dictionary import Sense, phrases, senses
from attache.language.french.nouns import known_names
from attache.language.french.words import Word, words

Tag = Literal[
    "start", "mark", "name", "number", "determiner", "subject", "clitic", "ne", "preposition", "joint", "verb", "participle", "infinitive",
    "noun", "adjective", "adverb",
]
_NUMERALS = frozenset({
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
    "vingt", "trente", "quarante", "cinquante", "soixante", "cent",
})
_PLURALS = _NUMERALS | {
    "les", "des", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "aux", "plusieurs", "quelques", "certains", "certaines", "tous",
    "toutes",
}
DETERMINERS = _PLURALS | {
    "le", "la", "l'", "un", "une", "du", "au", "ce", "cet", "cette", "mon", "ma", "ton", "ta", "son", "sa", "notre", "votre", "leur",
    "chaque", "aucun", "aucune", "tout", "toute", "quelque",
}
SUBJECTS = frozenset({
    "je", "j'", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "qui", "ce", "c'", "cela", "ceci",
})
REFLEXIVES = frozenset({"se", "s'"})
ARTICLES = frozenset({"le", "la", "les", "l'"})
_ONLY_OBJECTS = REFLEXIVES | {"me", "m'", "te", "t'", "y"}
_OBJECTS = _ONLY_OBJECTS | ARTICLES | {"nous", "vous", "lui", "leur", "en"}
_NEGATORS = frozenset({"ne", "n'"})
_PREPOSITIONS = frozenset({
    "de", "d'", "à", "en", "dans", "par", "pour", "sur", "avec", "sans", "contre", "vers", "chez", "entre", "sous", "depuis", "pendant",
    "selon", "après", "avant", "lors", "durant", "malgré", "envers", "parmi", "hors", "dès", "jusqu'", "près", "afin", "outre",
})
_CLOSED = DETERMINERS | SUBJECTS | _OBJECTS | _NEGATORS | _PREPOSITIONS
AUXILIARIES = frozenset({"avoir", "être"})
_AUXILIARY_ENDS = (" avoir", " être")
INSIDE = frozenset({  # may stand between auxiliary and participle
    "pas", "plus", "jamais", "tous", "toutes", "tout", "bien", "pas encore", "toujours pas", "ni",
})
CONTRACTED = {"à": frozenset({"à", "au", "aux"}), "de": frozenset({"de", "d'", "du", "des"})}
_PREFIXES = {
    "ex": "ex", "anti": "anti", "vice": "vice", "non": "non", "pro": "pro", "sous": "sub", "co": "co", "inter": "inter",
}
_BETWEEN = frozenset({
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier", "aujourd'hui", "également", "aussi", "notamment",
    "pas", "plus", "encore", "jamais", "ainsi", "déjà", "matin", "soir", "immédiatement", "officiellement",
})
_FARTHEST_PARTICIPLE = 14  # units back to a participle that another may go on from
_FARTHEST_AUXILIARY = 4
_BEFORE_FINITE = frozenset({"subject", "clitic", "ne"})
_NOMINAL = frozenset({"noun", "name", "adjective"})
_ENDS = frozenset(".!?:…")
_OPENS = frozenset("\"«“([—–-")


@dataclass
class Unit:
    """A word or phrase: its place, its plain text, its possible senses, the one chosen and what it is in the sentence."""

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    opens: bool = False  # begins a sentence
    sense: Sense | None = None
    tag: Tag = "mark"

    @property
    def lower(self) -> str:
        """The form in lower case; "A" with a capital is "à", whose accent capitals go without."""
        return "à" if self.text == "A" else self.text.lower()

    @property
    def english(self) -> str:
        """The English of its sense, its own text where it has none."""
        return self.sense.english if self.sense else self.text

    @property
    def lemma(self) -> str:
        """The lemma of its sense, nothing where it has none."""
        return self.sense.lemma if self.sense else ""

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital first."""
        return self.text[:1].isupper()

    @property
    def is_inverted(self) -> bool:
        """Whether it is a subject behind its verb: "-t-il"."""
        return self.text.startswith("-") and len(self.text) > 1

    @property
    def is_plural(self) -> bool:
        """Whether what follows it and agrees with it is plural."""
        counts = self.tag == "number" or self.lower.rpartition(" ")[2] in _PLURALS
        return counts or (self.sense is not None and self.sense.plural)

    def may_be(self, kind: str) -> bool:
        """Whether one of its senses is of a kind."""
        return any(sense.kind == kind for sense in self.senses)

    def may_be_participle(self) -> bool:
        """Whether one of its senses is a participle."""
        return any(sense.tense == "participle" for sense in self.senses)


def units_of(text: str, start: int, end: int) -> list[Unit]:
    """The units of `text[start:end]`, each with the sense that fits."""
    found = _marked_openings(list(_grouped(list(words(text, start, end)))))
    _Chooser(found).choose()
    return found


def _grouped(told: list[Word]) -> Iterator[Unit]:
    """Words, joined where they are a phrase of the glossary."""
    at = 0
    while at < len(told):
        taken, found = _phrase_at(told, at)
        text = " ".join(told[place].text for place in taken)
        yield Unit(told[at].start, told[taken[-1]].end, text, found or _senses(text))
        for place in range(at, taken[-1]):
            if place not in taken:  # "a donné mercredi son accord": the day comes behind the phrase
                yield Unit(told[place].start, told[place].end, told[place].text, _senses(told[place].text))
        at = taken[-1] + 1


def _senses(text: str) -> tuple[Sense, ...]:
    """The readings of one word, as it stands and in lower case; "ex-rebelles" by what follows its prefix."""
    found = tuple(dict.fromkeys((*senses(text), *senses(text.lower()))))
    prefix, hyphen, rest = text.partition("-")
    if found or not hyphen or prefix.lower() not in _PREFIXES:
        return found
    return tuple(replace(sense, english=f"{_PREFIXES[prefix.lower()]}-{sense.english}") for sense in senses(rest))


def _phrase_at(told: list[Word], at: int) -> tuple[tuple[int, ...], tuple[Sense, ...]]:
    """(the places of the longest phrase that begins here, its readings); a last "à" or "de" stays outside, as it may be "au" or "du"."""
    best: dict[Sense, None] = {}
    length = 1
    places: tuple[int, ...] = (at,)
    reflexive = bool(REFLEXIVES & {word.lower for word in told[max(0, at - _FARTHEST_AUXILIARY) : at]})
    for form in dict.fromkeys((told[at].text, told[at].lower)):
        for wanted, sense in phrases(form):
            taken = _matched(told, at, wanted, sense) if reflexive or not sense.reflexive else ()
            if not taken or (best and len(taken) != length):
                continue
            length, places = len(taken), taken
            best[replace(sense, takes=((wanted[-1], ""), *sense.takes)) if length < len(wanted) else sense] = None
    return places, tuple(best)


def _matched(told: list[Word], at: int, wanted: tuple[str, ...], sense: Sense) -> tuple[int, ...]:
    """The places of the words a phrase takes here; inside a verb's phrase a day or an adverb may stand."""
    own = len(wanted) - (wanted[-1] in CONTRACTED)
    taken = [at]
    place = at + 1
    for form in wanted[1:own]:
        while sense.kind == "V" and place < len(told) and told[place].lower in _BETWEEN and told[place].lower != form:
            place += 1
        if place >= len(told) or form not in {told[place].text, told[place].lower}:
            return ()
        taken.append(place)
        place += 1
    if own < len(wanted) and not (place < len(told) and told[place].lower in CONTRACTED[wanted[-1]]):
        return ()
    return tuple(taken)


def _marked_openings(units: list[Unit]) -> list[Unit]:
    """Marks the units that begin a sentence, whose capital tells nothing."""
    opens = True
    for unit in units:
        unit.opens = opens
        opens = unit.text in _ENDS or (opens and unit.text in _OPENS) or unit.text in {'"', "«"}
    return units


@dataclass
class _Chooser:
    """Gives every unit its sense and tag, from left to right."""

    units: list[Unit]
    before: Tag = field(default="start", init=False)

    def choose(self) -> None:
        for at, unit in enumerate(self.units):
            after = self.units[at + 1] if at + 1 < len(self.units) else None
            self._choose(at, unit, after)
            self.before = unit.tag

    def _choose(self, at: int, unit: Unit, after: Unit | None) -> None:
        closed = None
        if self._is_name(at, unit, after):
            unit.tag, wanted = "name", "NAME"
        elif (closed := self._closed(unit, after)) is not None:
            unit.tag, wanted = closed, "F"
        elif unit.text[:1].isdigit():
            unit.tag, wanted = "number", "F"
        elif unit.senses:
            unit.sense = max(unit.senses, key=lambda sense: self._fit(sense, at, after))
            unit.tag = _tag(unit.sense)
            return
        else:
            unit.tag, wanted = "noun" if unit.text[:1].isalpha() else "mark", ""
        unit.sense = next((sense for sense in unit.senses if sense.kind == wanted), None)

    def _is_name(self, at: int, unit: Unit, after: Unit | None) -> bool:
        if not unit.is_capital or (unit.opens and unit.lower in _CLOSED):
            return False
        if unit.may_be("NAME") or unit.text in known_names():
            return True
        if unit.opens:
            return not unit.senses
        joins = at > 0 and self.units[at - 1].tag == "name" and self.units[at - 1].sense is None
        leads = after is not None and after.is_capital and not after.senses and not unit.may_be("N")
        return not unit.senses or joins or leads

    def _closed(self, unit: Unit, after: Unit | None) -> Tag | None:
        """The tag of a word of a closed class, where it is one here."""
        word = unit.lower
        if word in DETERMINERS and self.before in {"determiner", "number"} and unit.may_be("N"):
            return None  # "un ton ferme"
        if word in _NEGATORS:
            return "ne"
        if word in _OBJECTS and self._before_verb(word, after):
            return "clitic"
        if word in SUBJECTS or unit.is_inverted:
            return "subject"
        if word in DETERMINERS:
            return "determiner"
        return "preposition" if word in _PREPOSITIONS else None

    def _before_verb(self, word: str, after: Unit | None) -> bool:
        """Whether "le", "les", "en" … stand before a verb and not before a noun."""
        if after is None or word in _ONLY_OBJECTS:
            return word in _ONLY_OBJECTS
        finite = any(sense.kind == "V" and sense.tense not in {"participle", "gerund"} for sense in after.senses)
        finite = finite or after.lower in _OBJECTS - ARTICLES
        if word in {"lui", "nous", "vous"}:
            return finite and self.before in {"subject", "ne", "noun", "name"} and not after.may_be("N")
        sure = finite and not (after.may_be("N") or after.may_be("A"))
        return sure or (finite and self.before in _BEFORE_FINITE)

    def _fit(self, sense: Sense, at: int, after: Unit | None) -> float:
        """How well a sense fits after what stands before it."""
        last = self.units[at - 1] if at > 0 else None
        return self._kind_fit(sense, at, after) + 0.5 * (sense.plural == (last is not None and last.is_plural))

    def _kind_fit(self, sense: Sense, at: int, after: Unit | None) -> int:
        if sense.kind == "V":
            return self._participle_fit(sense, at, after) if sense.tense == "participle" else self._verb_fit(sense, at)
        if sense.kind == "N":
            return self._noun_fit(at)
        if sense.kind == "A":
            return self._adjective_fit(at, after)
        return 6 if sense.kind == "F" else 3

    def _participle_fit(self, sense: Sense, at: int, after: Unit | None) -> int:
        if sense.reflexive != self._is_reflexive(at):
            return 1
        if after is not None and after.lower.startswith("par"):
            return 9
        before = self.units[max(0, at - _FARTHEST_PARTICIPLE) : at]
        if self.before in {"joint", "mark"} and any(unit.tag == "participle" for unit in before):
            return 6  # "a visité le camp et rencontré"
        if self._after_auxiliary(at):
            return 8
        if self.before in {"determiner", "number"}:
            return 1
        if self.units[at].opens:
            return 6
        return 5 if self.before in _NOMINAL | {"participle"} else 2

    def _verb_fit(self, sense: Sense, at: int) -> int:
        if sense.tense == "infinitive":
            return 6
        if sense.tense == "gerund":  # "devant" is "before", "du même opposant" an opponent
            return 3 if sense.lemma == "devoir" or self.before in {"determiner", "adjective", "number"} else 6
        if sense.lemma in AUXILIARIES and self.before in _BEFORE_FINITE | _NOMINAL | {"adverb"}:
            return 10
        if self.units[at].may_be_participle() and self._after_auxiliary(at):
            return 0
        if sense.reflexive != self._is_reflexive(at) and sense.lemma not in AUXILIARIES:
            return 3 if self.before in _BEFORE_FINITE else 1
        if self.before in _BEFORE_FINITE:
            return 9
        return 5 if self.before in _NOMINAL | {"mark", "adverb", "start", "joint", "participle"} else 1

    def _is_reflexive(self, at: int) -> bool:
        """Whether "se" stands before the verb or its auxiliary."""
        while at > 0 and (self.units[at - 1].tag in {"clitic", "ne", "adverb"} or self.units[at - 1].lemma in AUXILIARIES):
            at -= 1
            if self.units[at].lower in REFLEXIVES:
                return True
        return False

    def _after_auxiliary(self, at: int) -> bool:
        for unit in reversed(self.units[max(0, at - _FARTHEST_AUXILIARY) : at]):
            if unit.lower.endswith(_AUXILIARY_ENDS):
                return True  # "après avoir"
            if unit.sense is not None and unit.sense.kind == "V":
                return unit.lemma in AUXILIARIES
            if unit.tag not in {"adverb", "mark", "preposition", "subject"} and unit.lower not in INSIDE:
                return False
        return False

    def _noun_fit(self, at: int) -> int:
        if self.before in {"determiner", "preposition", "number"}:
            return 7
        return 6 if self.before == "adjective" and self.units[at - 2].tag in {"determiner", "preposition", "number"} else 4

    def _adjective_fit(self, at: int, after: Unit | None) -> int:
        if self.before in {"noun", "adverb"}:
            return 7
        if at > 0 and self.units[at - 1].lemma == "être":
            return 6  # "sont prêts"
        leads = after is not None and (after.may_be("N") or after.is_capital) and not after.may_be("A")
        return 8 if self.before in {"determiner", "number", "preposition"} and leads else 3


def _tag(sense: Sense) -> Tag:
    if sense.kind == "V":
        return "participle" if sense.tense == "participle" else "infinitive" if sense.tense == "infinitive" else "verb"
    if sense.kind == "F" and sense.lemma.rpartition(" ")[2] in DETERMINERS:
        return "determiner"  # "les deux"
    tags: dict[str, Tag] = {"N": "noun", "A": "adjective", "D": "adverb", "NAME": "name"}
    return tags.get(sense.kind, "joint")
