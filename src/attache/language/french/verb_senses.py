"""What a French verb means by its neighbours: "fait arrêter", "a fait dix morts", "vient de signer", "s'est rendu", "condamné à dix ans".

In: a verb group as found, and the units it stands among. Out: the same group with the sense that fits there.
"""
from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from attache.language.french.units import REFLEXIVES, Unit
from attache.language.french.verbs import Group

VICTIMS = {"mort": "dead", "morts": "dead", "blessé": "wounded", "blessés": "wounded", "victime": "dead", "victimes": "dead"}
FARTHEST_VICTIM = 5  # units from "fait" to "morts"
_SAYING = frozenset({"lancer", "lâcher", "glisser", "poursuivre", "marteler", "tonner", "conclure", "enchaîner", "répéter", "insister"})
_SENTENCES = frozenset({"mort", "prison", "peine", "perpétuité", "ans", "mois", "réclusion", "amende"})
_FARTHEST_SENTENCE = 8  # units from "condamné" to "ans"
_WHITHER = frozenset({"à", "au", "aux", "en", "dans", "sur", "chez", "y", "vers", "compte", "coupable"})  # "se rendre à": to travel
_FARTHEST_WHITHER = 4


def fit_sense(group: Group, units: Sequence[Unit], at: int, *, quoted: bool, goes_on: bool) -> None:
    """Gives the group that begins at a unit its sense there; `quoted`: a quotation ends right before it, `goes_on`: a verb in the compound
    past does, whose auxiliary it shares.
    """
    _take_infinitive(group, units)
    english = _english(group, units, at, quoted=quoted)
    if english:
        group.sense = replace(group.sense, english=english)
    if at > 0 and units[at - 1].lower in {"je", "j'"}:
        group.sense = replace(group.sense, plural=True)  # English has no ending there
    if group.sense.tense == "participle" and not group.auxiliaries and goes_on:
        group.sense = replace(group.sense, tense="past")


def _take_infinitive(group: Group, units: Sequence[Unit]) -> None:
    """"fait arrêter" and "vient d'arrêter" are forms of "arrêter"."""
    behind = units[group.end : group.end + 2]
    if group.sense.lemma == "faire" and behind and behind[0].tag == "infinitive":
        group.cause(behind[0])
    elif group.sense.lemma == "venir" and [unit.lower in {"de", "d'"} or unit.tag == "infinitive" for unit in behind] == [True, True]:
        group.end += 1
        group.cause(behind[1])
        group.sense = replace(group.sense, tense="past")


def _english(group: Group, units: Sequence[Unit], at: int, *, quoted: bool) -> str:
    """The verb's English where its neighbours decide it, else nothing."""
    lemma, behind = group.sense.lemma, [unit.lower for unit in units[group.end : group.end + _FARTHEST_SENTENCE]]
    if lemma in _SAYING and quoted:
        return "say"
    if lemma == "condamner" and {"à", "au", "aux"} & set(behind) and _SENTENCES & set(behind):
        return "sentence"
    if lemma == "faire" and group.caused is None and VICTIMS.keys() & set(behind[:FARTHEST_VICTIM]):
        return "leave"
    near = {unit.lower for unit in units[at : group.end + _FARTHEST_WHITHER]}
    reflexive = any(unit.lower in REFLEXIVES for unit in group.clitics)
    return "surrender" if lemma == "rendre" and reflexive and not near & _WHITHER else ""
