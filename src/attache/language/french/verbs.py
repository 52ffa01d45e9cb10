"""French verb groups into English: clitics, negation, auxiliary and verb become one English verb group with its pronouns.

In: the units and where a group begins. Out: the English words with the units they came from, and where the group ends.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from attache.language.french.conjugation import Tense
from attache.language.french.dictionary import Sense
from attache.language.french.english import verb
from attache.language.french.units import AUXILIARIES, INSIDE, REFLEXIVES, Unit

SUBJECTS_IN_ENGLISH = {
    "il": "he", "elle": "she", "ils": "they", "elles": "they", "on": "one", "ce": "it", "nous": "we", "vous": "you", "je": "I",
}
_PRONOUNS = {
    "me": "me", "m'": "me", "te": "you", "t'": "you", "nous": "us", "vous": "you", "le": "him", "la": "her", "l'": "him", "les": "them",
    "lui": "him", "leur": "them",
}
_NEGATIONS = {
    "pas": "not", "point": "not", "plus": "no longer", "jamais": "never", "guère": "hardly", "pas encore": "not yet",
    "toujours pas": "not yet", "ni": "neither",
}
_WITHOUT_PAS = frozenset({"pouvoir", "savoir", "cesser", "oser"})  # denied by "ne" alone
# Verbs whose compound past goes with être, which is no passive then.
_OF_MOTION = frozenset({
    "aller", "venir", "arriver", "partir", "entrer", "sortir", "monter", "descendre", "naître", "mourir", "rester", "tomber", "retourner",
    "passer", "devenir", "revenir", "parvenir", "intervenir", "survenir", "décéder", "rentrer", "repartir", "advenir", "ressortir",
})
_MODALS: dict[str, dict[Tense, str]] = {
    "pouvoir": {
        "present": "can", "imperfect": "could", "past": "could", "future": "will be able to", "conditional": "could", "subjunctive": "can",
    },
    "devoir": {
        "present": "must", "imperfect": "had to", "past": "had to", "future": "will have to", "conditional": "should",
        "subjunctive": "must",
    },
    "aller": {"present": "will", "imperfect": "would", "subjunctive": "will"},
}
_NOT_FINITE = frozenset({"infinitive", "participle", "gerund"})


@dataclass
class Told:
    """One English word or phrase of a group and the units it came from."""

    english: str
    units: list[Unit]


@dataclass
class Group:
    """A French verb group as found: the verb and its sense, what comes before it, and what stands between auxiliary and verb."""

    main: Unit
    sense: Sense
    end: int
    clitics: list[Unit] = field(default_factory=list)
    negators: list[Unit] = field(default_factory=list)
    auxiliaries: list[Unit] = field(default_factory=list)
    adverbs: list[Unit] = field(default_factory=list)
    subject: Unit | None = None  # inverted: "a-t-il déclaré"
    caused: Unit | None = None  # the infinitive of "fait arrêter"

    @property
    def is_finite(self) -> bool:
        """Whether the group has a tense of its own."""
        return self.sense.tense not in _NOT_FINITE or bool(self.auxiliaries)

    @property
    def may_govern(self) -> bool:
        """Whether it is a verb that stands for an English modal before an infinitive."""
        return self.sense.lemma in _MODALS and self.sense.tense not in _NOT_FINITE

    def cause(self, caused: Unit) -> None:
        """Makes of "fait arrêter" one verb, which whoever causes it does."""
        self.caused, self.end = caused, self.end + 1
        self.sense = replace(self.sense, english=caused.english, takes=caused.sense.takes if caused.sense else ())


def find_group(units: Sequence[Unit], at: int) -> Group | None:
    """The verb group whose first unit (clitic, "ne" or verb) is at `at`; None where no verb follows."""
    before: list[Unit] = []
    while at < len(units) and units[at].tag in {"clitic", "ne"}:
        before.append(units[at])
        at += 1
    auxiliaries: list[Unit] = []
    between: list[Unit] = []
    while at < len(units) and units[at].tag in {"verb", "infinitive", "participle"}:
        unit, inside = units[at], _inside(units, at + 1)
        participle = at + 1 + len(inside)
        if unit.lemma not in AUXILIARIES or participle >= len(units) or units[participle].tag != "participle":
            return _gathered(units, at, before, auxiliaries, between)
        auxiliaries.append(unit)
        between += inside
        at = participle
    return None


def _inside(units: Sequence[Unit], at: int) -> list[Unit]:
    """What may stand between an auxiliary and its participle."""
    found: list[Unit] = []
    while at < len(units) and (units[at].tag == "adverb" or units[at].lower in INSIDE or units[at].is_inverted):
        found.append(units[at])
        at += 1
    return found


def _gathered(units: Sequence[Unit], at: int, before: list[Unit], auxiliaries: list[Unit], between: list[Unit]) -> Group | None:
    """The group of a verb, the inverted subject and the second half of a negation behind it taken in."""
    sense = units[at].sense
    if sense is None:
        return None
    group = Group(units[at], sense, at + 1, auxiliaries=auxiliaries)
    group.clitics = [unit for unit in before if unit.tag == "clitic"]
    group.negators = [unit for unit in before if unit.tag == "ne"]
    while group.end < len(units) and (units[group.end].is_inverted or (group.negators and units[group.end].lower in _NEGATIONS)):
        between = [*between, units[group.end]]
        group.end += 1
    for unit in between:
        _sort(unit, group)
    return group


def _sort(unit: Unit, group: Group) -> None:
    if unit.lower in _NEGATIONS and group.negators:
        group.negators.append(unit)
    elif unit.is_inverted:
        group.subject = unit
    elif unit.lower != "bien":
        group.adverbs.append(unit)


class Speller:
    """Writes one group in English. `infinitive`: what comes before one: "to", nothing after a modal, "ing" for a gerund, "that" for a
    clause of its own; `modal`: whether the verb governs an infinitive.
    """

    def __init__(self, group: Group, *, infinitive: str, modal: bool) -> None:
        self.group, self.sense = group, group.sense
        self.infinitive, self.modal = infinitive, modal
        self.reflexive = any(unit.lower in REFLEXIVES for unit in group.clitics)

    def spelled(self) -> list[Told]:
        """The group's English words in English order."""
        group = self.group
        sources = [*group.auxiliaries, group.main, *group.negators, *([group.caused] if group.caused else [])]
        subject = [Told(SUBJECTS_IN_ENGLISH[group.subject.lower.rpartition("-")[2]], [group.subject])] if group.subject else []
        adverbs = [Told(unit.english, [unit]) for unit in group.adverbs]
        objects = [Told(_PRONOUNS[unit.lower], [unit]) for unit in group.clitics if unit.lower in _PRONOUNS and not self.reflexive]
        return [*subject, *adverbs, Told(self._verb(), sources), *objects]

    @property
    def is_perfect(self) -> bool:
        """Whether the group is in the compound past of the active."""
        first = self.group.auxiliaries[0].sense if self.group.auxiliaries else None
        return first is not None and first.tense == "present" and len(self.group.auxiliaries) == 1 and not self._is_passive(first)

    def _verb(self) -> str:
        first = self.group.auxiliaries[0].sense if self.group.auxiliaries else None
        if first is not None:
            return self._compound(first)
        if self.modal and self.sense.tense in _MODALS[self.sense.lemma]:
            return self._negated_modal(_MODALS[self.sense.lemma][self.sense.tense])
        return self._simple(self.sense.english, self.sense.tense, plural=self.sense.plural)

    def _simple(self, english: str, tense: Tense | None, *, plural: bool) -> str:
        if tense == "infinitive":
            return self._infinitive(english)
        if tense in {"participle", "gerund"}:
            return verb(english, "VBN" if tense == "participle" else "VBG")
        if tense in {"future", "conditional"}:
            return self._negated_modal(f"{'will' if tense == 'future' else 'would'} {english}")
        return self._negated(english, "VBZ" if tense in {"present", "subjunctive"} else "VBD", plural=plural)

    def _infinitive(self, english: str) -> str:
        if self.infinitive == "that":
            return f"it {self._negated(english, 'VBD', plural=False)}"
        told = verb(english, "VBG") if self.infinitive == "ing" else f"{self.infinitive} {english}".strip()
        return f"{self._not} {told}".strip() if self.infinitive else told

    def _compound(self, first: Sense) -> str:
        """Auxiliary and participle: a past tense, or a passive."""
        several = len(self.group.auxiliaries) > 1
        passive = several or self._is_passive(first)
        if passive and not several and first.lemma == "être":  # a simple tense of the passive
            reportedly = first.tense == "conditional"
            told = self._simple("be", "present" if reportedly else first.tense, plural=first.plural)
            return f"{'reportedly ' if reportedly else ''}{told} {verb(self.sense.english, 'VBN')}"
        return self._perfect(first.tense, "been " if passive else "", plural=first.plural)

    def _perfect(self, tense: Tense | None, been: str, *, plural: bool) -> str:
        """A compound tense by the tense of its auxiliary; `been` stands in the passive."""
        done = f"{been}{verb(self.sense.english, 'VBN')}"
        if tense in {"infinitive", "gerund"}:
            return self._having(done, tense)
        if tense in {"imperfect", "past"}:
            return " ".join(part for part in ("had", self._not, done) if part)
        if tense == "future":
            return self._negated_modal(f"will have {done}")
        lead = "reportedly " if tense == "conditional" else ""
        if been:
            return f"{lead}{self._negated('be', 'VBD', plural=plural)} {done.removeprefix(been)}"
        return f"{lead}{self._negated(self.sense.english, 'VBD', plural=plural)}"

    def _having(self, done: str, tense: Tense | None) -> str:
        if self.infinitive == "that":
            return " ".join(part for part in ("it", self._not, "had", done) if part)
        lead = "having" if tense == "gerund" or self.infinitive == "ing" else f"{self.infinitive} have".strip()
        return f"{self._not} {lead} {done}".strip()

    def _is_passive(self, auxiliary: Sense) -> bool:
        return auxiliary.lemma == "être" and not self.reflexive and self.sense.lemma.split()[0] not in _OF_MOTION

    def _negated(self, english: str, tag: str, *, plural: bool) -> str:
        """A finite form, with "did not" where the group denies it."""
        said = verb(english, tag, plural=plural)
        if not self._not.startswith("not"):
            return f"{self._not} {said}".strip()
        if english.split()[0] == "be":
            return f"{said.split()[0]} {self._not} {' '.join(said.split()[1:])}".rstrip()
        return f"{'did' if tag == 'VBD' else 'do' if plural else 'does'} {self._not} {english}"

    def _negated_modal(self, words: str) -> str:
        modal, _, rest = words.partition(" ")
        return " ".join(part for part in (modal, self._not, rest) if part)

    @property
    def _not(self) -> str:
        """The English negation: by the second half of the French one."""
        said = next((_NEGATIONS[unit.lower] for unit in self.group.negators if unit.lower in _NEGATIONS), "")
        return said or ("not" if self.group.negators and self.sense.lemma in _WITHOUT_PAS else "")
