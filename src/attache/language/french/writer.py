"""The English of a French text, unit by unit: which word each becomes and which fall.

In: units with their senses. Out: `Piece` records, English words with the stretch of French they came from, in English order.
"""
from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from attache.language.french.dictionary import Sense
from attache.language.french.english import capital, plural_noun
from attache.language.french.nouns import DAYS, MONTHS, QUANTITIES, TIME_NOUNS, is_person, stands_bare
from attache.language.french.order import Piece, ordered
from attache.language.french.persons import last_is_person, subject_is_person
from attache.language.french.units import ARTICLES, CONTRACTED, INSIDE, Tag, Unit
from attache.language.french.verb_senses import FARTHEST_VICTIM, VICTIMS, fit_sense
from attache.language.french.verbs import SUBJECTS_IN_ENGLISH, Group, Speller, find_group

_SMALL = SUBJECTS_IN_ENGLISH | {
    "le": "the", "la": "the", "les": "the", "l'": "the", "un": "a", "une": "a", "ce": "this", "cet": "this", "cette": "this", "ces":
    "these", "leur": "their", "leurs": "their", "notre": "our", "nos": "our", "votre": "your", "vos": "your", "mon": "my", "ma": "my",
    "mes": "my",
    "j'": "I", "que": "that", "qu'": "that", "c'": "it", "cela": "this", "ceci": "this", "dont": "of whom", "aucun": "no",
    "aucune": "no", "ni": "nor",
    "pas": "not", "m.": "Mr.", "mm.": "Mr.", "mme": "Mrs.", "mmes": "Mrs.", "me": "Mr.", "«": '"', "»": '"', "“": '"', "”": '"',
    "tout": "all", "toute": "all", "tous": "all", "toutes": "all", "un autre": "another",
}
_OWNERS = frozenset({"son", "sa", "ses"})
_TO = CONTRACTED["à"] | {"en"}
_EMPHATIC = frozenset({"lui", "elle", "eux", "elles"})
_QUOTES = frozenset('"«“')
_BEFORE_GERUNDS = frozenset({"sans", "après", "avant"})
_GERUND_AFTER = frozenset({"of", "from", "for", "without", "after", "before", "by", "despite", "while", "against", "in", "at", "on"})
_GERUND_VERBS = frozenset({"deny", "consider", "avoid", "envisage", "stop", "risk"})
_TELLING = frozenset({
    "say", "claim", "announce", "admit", "acknowledge", "confirm", "assert", "deny", "declare", "recognise", "insist", "maintain",
})
_BEFORE_DAYS = frozenset({
    "of", "from", "since", "until", "by", "before", "after", "to", "for", "between", "on", "and", "this", "every", "last", "next", "in",
    "during",
})
_DEGREES = {"plus": "most", "moins": "least"}
_LEAVING = frozenset({"leave", "left", "leaves", "leaving"})
_IMPERSONAL = frozenset({"falloir", "agir", "avérer", "sembler", "importer", "convenir"})
_IMPERSONAL_AFTER = frozenset({
    "time", "question", "possible", "necessary", "planned", "likely", "clear", "important", "difficult", "urgent", "essential",
})
_THOUSANDS = {ord(mark): "," for mark in "\u00a0\u202f ."}
_ORDINALS = ("er", "re", "e", "ème")
_UNCOUNTING = ARTICLES | _OWNERS | {"un", "une", "ce", "cet", "cette", "leur", "leurs"}
_YEAR_DIGITS = 4
_GIVING = frozenset({
    "give", "grant", "hand", "offer", "approve", "send", "deliver", "provide", "lend", "award", "sell", "transfer", "entrust", "return",
    "allocate", "impose", "pay", "donate", "supply", "address", "ask", "propose", "promise", "call",
})
_FARTHEST_QUE = 7  # units from "ne" to its "que"


def write(units: Sequence[Unit]) -> list[Piece]:
    """The English of the units, in English order."""
    writer = _Writer(units)
    writer.run()
    return ordered(writer.pieces)


class _Writer:
    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.pieces: list[Piece] = []
        self.takes: dict[str, str] = {}  # how the next prepositions go into English, by the last verb or noun
        self.verb_takes: dict[str, str] = {}  # the same by the last verb, for an infinitive behind its object
        self.last_verb = ""
        self.perfect = False  # whether the last verb was in the compound past, whose participles may go on: "a visité … et rencontré"
        self.person = True  # whether the last subject is a person
        self.denied = False
        self.modal = False  # whether the next infinitive goes without "to"
        self.fallen: set[int] = set()  # units that others have taken in

    def run(self) -> None:
        at = 0
        while at < len(self.units):
            at = at + 1 if at in self.fallen else self._step(at)

    def _step(self, at: int) -> int:
        unit = self.units[at]
        if [u.lower for u in self.units[at : at + 3]] == ["il", "y", "a"]:
            return self._there_is(at)
        beside = (*self.units[max(0, at - 1) : at], *self.units[at + 1 : at + 2])
        if unit.lower in _EMPHATIC and [neighbour.text for neighbour in beside] == [",", ","]:
            return at + 2  # "le président, lui, a quitté"
        if self.pieces and self.pieces[-1].tag == "noun" and unit.lower in ARTICLES and self._is_superlative(at):
            self._superlative(at)
            return at + 3
        if unit.lower in {"fin", "début"} and self._is_time(self._at(at + 1)):
            self._add(unit, "late" if unit.lower == "fin" else "early", "adjective")
            return at + 1
        if unit.tag in {"clitic", "ne", "verb", "infinitive", "participle"}:
            after = self._verb(at)
            if after > at:
                return after
        if unit.tag in {"preposition", "joint"} and self._infinitive_at(at + 1):
            return self._before_infinitive(at)
        if unit.tag in {"preposition", "determiner"}:
            self._small(unit, at)
        elif unit.tag == "subject":
            self._subject(unit, at)
        else:
            self._plain(unit, at)
        return at + 1

    def _is_superlative(self, at: int) -> bool:
        degree, adjective = self._at(at + 1), self._at(at + 2)
        return degree is not None and degree.lower in _DEGREES and adjective is not None and adjective.tag == "adjective"

    def _superlative(self, at: int) -> None:
        """"l'attaque la plus meurtrière" is "the deadliest attack"."""
        degree, adjective = self.units[at + 1], self.units[at + 2]
        self.pieces.append(Piece(f"{_DEGREES[degree.lower]} {adjective.english}", self.units[at].start, adjective.end, "adjective"))

    def _there_is(self, at: int) -> int:
        """"il y a deux ans" is "two years ago", else "there is"."""
        end = at + 3
        while end < len(self.units) and self.units[end].tag in {"number", "determiner", "adjective", "adverb", "joint"}:
            end += 1
        noun = self._at(end)
        if noun is None or noun.english not in TIME_NOUNS:
            self.pieces.append(Piece("there is", self.units[at].start, self.units[at + 2].end, "verb"))
            return at + 3
        for place in range(at + 3, end + 1):
            self._plain(self.units[place], place)
        self.pieces.append(Piece("ago", self.units[at].start, self.units[at + 2].end, "adverb"))
        return end + 1

    # -- verbs ----------------------------------------------------------------------------------------------------------------------

    def _verb(self, at: int, form: str | None = None) -> int:
        """Writes the verb group at a unit; gives where it ends, the unit itself where there is none."""
        group = find_group(self.units, at)
        if group is None:
            return at
        joined = bool(self.pieces) and self.pieces[-1].english in {"and", "then", ",", "but"}
        quoted = any(piece.english == '"' for piece in self.pieces[-2:])
        fit_sense(group, self.units, at, quoted=quoted, goes_on=joined and self.perfect)
        if group.is_finite:
            self.person = subject_is_person(self.pieces, otherwise=self.person)
        sense, follows = group.sense, self._infinitive_follows(group.end)
        modal = group.may_govern and follows
        speller = Speller(group, infinitive=self._infinitive_form(group, form), modal=modal)
        if self._only(group):
            self._add(group.negators[0], "only", "adverb")
        for told in speller.spelled():
            self.pieces.append(Piece(told.english, min(u.start for u in told.units), max(u.end for u in told.units), "verb"))
        self.modal = modal or (sense.lemma == "pouvoir" and follows)
        self.takes, self.verb_takes, self.last_verb = dict(sense.takes), dict(sense.takes), group.sense.english.partition(" ")[0]
        self.denied = bool(group.negators)
        self.perfect = self.perfect if not group.auxiliaries and sense.tense == "past" else speller.is_perfect
        return group.end

    def _infinitive_form(self, group: Group, form: str | None) -> str:
        if form is not None:
            return form
        adjacent = bool(self.pieces) and self.pieces[-1].tag == "verb"
        if self.last_verb in _TELLING and (group.auxiliaries or adjacent):
            return "that"
        if self.last_verb in _GERUND_VERBS:
            return "ing"
        return "" if self.modal or self._last_word() == "to" else "to"

    def _infinitive_follows(self, at: int) -> bool:
        while at < len(self.units) and (self.units[at].tag in {"clitic", "adverb"} or self.units[at].lower in INSIDE):
            at += 1
        return at < len(self.units) and self.units[at].tag == "infinitive"

    def _only(self, group: Group) -> bool:
        """Whether a bare "ne" has its "que" a little later, which then falls."""
        if not group.negators or len(group.negators) > 1:
            return False
        for place in range(group.end, min(len(self.units), group.end + _FARTHEST_QUE)):
            if self.units[place].lower in {"que", "qu'"} and self.units[place - 1].tag != "noun":
                self.fallen.add(place)
                group.negators[0].text = ""
                return True
        return False

    # -- determiners and prepositions -------------------------------------------------------------------------------------------------

    def _small(self, unit: Unit, at: int) -> None:
        word = unit.lower
        if word in CONTRACTED["de"]:
            self._of(unit, at)
        elif word in _TO:
            self._to(unit, word, at)
        elif unit.tag == "determiner":
            self._determiner(unit, at)
        else:
            said = self.takes.pop(word, None)
            if said is None:
                counted = word == "depuis" and self._is_counted(self._at(at + 1))
                said = "for" if counted else unit.english
            self._add(unit, said, "preposition")
            self.takes = dict(unit.sense.takes) if unit.sense else {}

    def _infinitive_at(self, at: int) -> bool:
        between = {"clitic", "ne", "adverb"}
        while at < len(self.units) and (self.units[at].tag in between or self.units[at].text in _QUOTES or self.units[at].lower == "pas"):
            at += 1
        return at < len(self.units) and self.units[at].tag == "infinitive"

    def _has_at(self, at: int) -> bool:
        """Whether a compound infinitive follows: "pour avoir signé"."""
        group = find_group(self.units, at)
        return group is not None and bool(group.auxiliaries)

    def _before_infinitive(self, at: int) -> int:
        """What stands before an infinitive: "to sign", "before signing", "accused of signing"."""
        unit = self.units[at]
        word = "de" if unit.lower == "d'" else unit.lower
        said = self.takes.get(word, self.verb_takes.get(word))
        if word == "pour":
            said = "for" if self._has_at(at + 1) else ""
        elif said is None or said == "for":  # "appelle à libérer" is "calls to release"
            said = unit.english if unit.sense and (unit.tag == "joint" or unit.lower in _BEFORE_GERUNDS) else ""
        self.takes = {}
        self._add(unit, said, "preposition")
        before = self._last_word()
        start = at + 1
        while self.units[start].text in _QUOTES or self.units[start].tag == "adverb":
            self._plain(self.units[start], start)
            start += 1
        self.modal = False
        gerund = before in _GERUND_AFTER or (self.last_verb in _GERUND_VERBS and not said)
        after = self._verb(start, "ing" if gerund else "" if before == "to" else None)
        return max(after, start)

    def _of(self, unit: Unit, at: int) -> None:
        """"de" is "of" after what has it; "du", "des" before a thing only counted fall."""
        word, after = unit.lower, self._at(at + 1)
        said = self.takes.pop("de", None)
        if said is None and after is not None and after.tag == "name" and self.verb_takes.get("de") == "from":
            said = "from"  # "a retiré ses troupes du Niger"
        before: Tag = self.pieces[-1].tag if self.pieces else "start"
        partitive = said is None and self._counts(word, before, after)
        if said is None:
            said = "" if partitive or (self.pieces and self.pieces[-1].english.rstrip("s") in QUANTITIES) else "of"
        articled = word in {"du", "des"} and not (partitive and word == "des") and not self._is_bare(after)
        self._add(unit, f"{said} the".strip() if articled else said, "preposition")

    def _counts(self, word: str, before: Tag, after: Unit | None) -> bool:
        """Whether "des soldats", "de nouvelles sanctions", "pas d'accord" only counts and is no "of"."""
        if word in {"des", "du"}:
            return before in {"verb", "start", "mark", "preposition", "joint"}
        adjective = after is not None and after.tag == "adjective"
        return (self.denied and before == "verb") or (adjective and before in {"verb", "mark", "joint", "start"})

    def _to(self, unit: Unit, word: str, at: int) -> None:
        """"à", "au", "aux", "en": "in" before places and times, else "to"; "en signant" is "signing"."""
        after = self._at(at + 1)
        if word == "en" and after is not None and after.sense is not None and after.sense.tense == "gerund":
            self._add(unit, "", "preposition")
            return
        said = self.takes.pop("à" if word != "en" else "en", self.verb_takes.get("à") if word != "en" else None)
        if word == "en" and self._is_time(after):
            said = "in"
        if said is None:
            place = after if after is None or after.tag != "determiner" else self._at(at + 2)
            within = place is not None and place.tag == "name" and self.last_verb not in _GIVING
            said = "in" if word == "en" or within else "to"
        articled = word in {"au", "aux"} and not self._is_bare(after) and not self._is_date(at + 1)
        self._add(unit, f"{said} the".strip() if articled else said, "preposition")

    def _determiner(self, unit: Unit, at: int) -> None:
        word = unit.lower
        if word in ARTICLES:
            self._article(unit, at)
        elif word in _OWNERS:
            self._add(unit, "his" if self.person else "its", "determiner")
        else:
            self._add(unit, _SMALL.get(word) or unit.english, "determiner")

    def _article(self, unit: Unit, at: int) -> None:
        """"the"; "on" before a date; nothing before names without one and before the title of a named person."""
        after, beyond = self._at(at + 1), self._at(at + 2)
        if self._is_date(at + 1):
            self._add(unit, "" if self._last_word() in _BEFORE_DAYS else "on", "preposition")
            return
        day = after is not None and after.english in DAYS
        bare = self._is_bare(after) or day or self._is_titled(after, beyond)
        self._add(unit, "" if bare else "the", "determiner")

    def _is_titled(self, title: Unit | None, name: Unit | None) -> bool:
        """"le président Sow": a title, whose capital then is set."""
        if title is None or title.sense is None or title.tag != "noun" or title.sense.plural or not is_person(title.english):
            return False
        if name is None or name.tag != "name" or name.sense is not None:
            return False
        title.sense = replace(title.sense, english=_capitalised(title.english))
        return True

    # -- all else ---------------------------------------------------------------------------------------------------------------------

    def _subject(self, unit: Unit, at: int) -> None:
        word = unit.lower
        if word == "qui":
            self._add(unit, "who" if last_is_person(self.pieces) else "which", "subject")
            return
        if word in {"il", "elle"}:
            said = "it" if not self.person or (word == "il" and self._is_impersonal(at + 1)) else _SMALL[word]
            self._add(unit, said, "subject")
            return
        self._add(unit, _SMALL.get(word) or unit.english.strip("-"), "subject")

    def _is_impersonal(self, at: int) -> bool:
        group = find_group(self.units, at)
        if group is None:
            return False
        after = self._at(group.end)
        told = {group.sense.english, after.english if after is not None else ""}
        return group.sense.lemma in _IMPERSONAL or (group.sense.lemma == "être" and bool(told & _IMPERSONAL_AFTER))

    def _plain(self, unit: Unit, at: int) -> None:
        if unit.tag not in {"mark", "adverb"}:
            self.modal = False
        if unit.lower == "dont" and self._is_counted(self._at(at + 1)):
            self._add(unit, "including", "preposition")
        elif unit.tag == "noun" and unit.sense is not None:
            self._noun(unit, unit.sense)
        else:
            told = "" if unit.tag == "clitic" or unit.lower in {"ne", "n'"} else self._word(unit)
            named = unit.tag == "adjective" and unit.is_capital and not unit.opens
            self._add(unit, capital(told) if named else told, "participle" if self._governs(unit, at) else unit.tag)
        if unit.sense is not None:
            self.takes = dict(unit.sense.takes)

    def _governs(self, unit: Unit, at: int) -> bool:
        """Whether an adjective is a participle with something behind it, and so stays behind its noun: "engagés dans"."""
        after = self._at(at + 1)
        behind = after is not None and (after.tag == "preposition" or after.lower in {"au", "aux", "du", "des"})
        return unit.tag == "adjective" and behind and unit.may_be_participle()

    def _word(self, unit: Unit) -> str:
        if unit.tag == "number" and unit.text.endswith(_ORDINALS):
            return "1" if unit.text == "1er" else f"{unit.text.rstrip('erèm')}th"
        if unit.tag == "number" and len(unit.text) > _YEAR_DIGITS:
            return unit.text.translate(_THOUSANDS)
        if unit.tag in {"joint", "mark", "name"} and unit.lower in _SMALL:
            return _SMALL[unit.lower]
        return unit.english

    def _noun(self, unit: Unit, sense: Sense) -> None:
        english = sense.english
        left = any(piece.english.rpartition(" ")[2] in _LEAVING for piece in self.pieces[-FARTHEST_VICTIM:])
        if unit.lower in VICTIMS and left:
            self._add(unit, VICTIMS[unit.lower], "adjective")
            return
        if english in DAYS and self._last_word() not in _BEFORE_DAYS:
            english = f"on {english}"
        counted = english in {"million", "billion"} and bool(self.pieces) and self.pieces[-1].tag == "number"
        told = plural_noun(english) if sense.plural and english not in MONTHS and not counted else english
        if unit.is_capital and not unit.opens:
            told = _capitalised(told)
        self._add(unit, told, "noun")

    # -- looking around -----------------------------------------------------------------------------------------------------------------

    def _at(self, at: int) -> Unit | None:
        return self.units[at] if at < len(self.units) else None

    def _last_word(self) -> str:
        return next((piece.english for piece in reversed(self.pieces) if piece.english), "").rpartition(" ")[2]

    def _is_bare(self, unit: Unit | None) -> bool:
        return unit is not None and unit.tag == "name" and (unit.sense is None or stands_bare(unit.sense.english))

    def _is_date(self, at: int) -> bool:
        """Whether a day of a month follows."""
        day, month = self._at(at), self._at(at + 1)
        return day is not None and day.text[:1].isdigit() and month is not None and month.english in MONTHS

    def _is_time(self, unit: Unit | None) -> bool:
        return unit is not None and (unit.english in MONTHS or (unit.text.isdigit() and len(unit.text) == _YEAR_DIGITS))

    def _is_counted(self, unit: Unit | None) -> bool:
        """Whether a number or what counts follows: "depuis deux ans", "dont plusieurs civils"."""
        if unit is None or self._is_time(unit):
            return False
        return unit.tag == "number" or (unit.tag == "determiner" and unit.lower not in _UNCOUNTING)

    def _add(self, unit: Unit, english: str, tag: Tag) -> None:
        self.pieces.append(Piece(english, unit.start, unit.end, tag))


def _capitalised(words: str) -> str:
    """The words of an office or body with capitals: "Court of Appeal"."""
    return " ".join(part if part in {"of", "the", "and", "for"} else capital(part) for part in words.split())
