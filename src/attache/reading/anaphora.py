"""Short mentions to parties: pronouns ("he", "it", "they", "who") and descriptions of somebody named before ("the kingdom", "the bloc").

In: the parties of a sentence and a token index. Out: the `Party` or `Person` of the page's cast that is meant, or None.
"""
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from attache.model import Party
from attache.reading.attribution import is_reporting
from attache.reading.cast import Person, Position
from attache.reading.mentions import STATES
from attache.reading.tree import RELATIVE_PRONOUNS
from attache.resources import cell_list, table

if TYPE_CHECKING:
    from attache.reading.parties import Parties

PERSON_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
BODY_PRONOUNS = frozenset({"it", "its", "itself"})
GROUP_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves"})
SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_ARMED_GROUPS = frozenset({
    "attacker", "assailant", "militant", "rebel", "insurgent", "fighter", "militia", "jihadist", "gunman", "guerrilla", "separatist",
    "extremist", "mutineer",
})


class Description(Struct, frozen=True):
    """What a common noun may stand for: states of these codes (empty: any), or bodies of these sectors."""

    countries: frozenset[str]
    sectors: frozenset[str]


@cache
def descriptions() -> dict[str, Description]:
    """The table of nouns that stand for a state or body named before."""
    return {
        row["noun"]: Description(frozenset(cell_list(row["countries"])), frozenset(cell_list(row["sectors"])))
        for row in table("descriptions")
    }


class Anaphora:
    """Short mentions of one sentence."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.tree, self.cast = parties, parties.tree, parties.cast

    def pronoun(self, index: int, speaker: Party | None) -> Party | None:
        """Whom a pronoun means; `speaker` is "we"."""
        text = self.tree.tokens[index].text.lower()
        words = {text, self.tree.lemma(index)}
        if text in RELATIVE_PRONOUNS:
            antecedent = self.antecedent(index)
            return self.parties.at(antecedent) if antecedent >= 0 else None
        again = self._said_again(index)
        if again >= 0:
            return self.pronoun(again, speaker)
        told = self._carried_on(index)
        if told is not None:
            return told
        here, subject = self._position(index), self._subject(index)
        if words & PERSON_PRONOUNS:
            return self._person(index, subject) or self._reporter(index)
        if text in GROUP_PRONOUNS:
            return self._reporter(index) or self.cast.last_group(here, subject) or self.cast.last_body(here, subject)
        if text in BODY_PRONOUNS:
            return self._reporter(index) or self.cast.last_body(here, subject)
        return speaker if text in SPEAKER_PRONOUNS else None

    def antecedent(self, pronoun: int) -> int:
        """The noun a relative pronoun stands for, or -1."""
        for node in self.tree.ancestors(pronoun):
            if self.tree.label(node) == "acl:relcl":
                return self.tree.head(node)
        return -1

    def described(self, index: int) -> Party | Person | None:
        """"the kingdom", "the minister", "the Moroccan official", "the bloc": somebody named before."""
        if not self.is_definite(index):
            return None
        country = self.parties.country_of(index)
        description = descriptions().get(self.tree.lemma(index))
        if country is not None and description is not None and not description.sectors and not description.countries:
            return Party(self.parties.phrase(index), country, "GOV")  # "the Kenyan state"
        body = self._body(index) if country is None else None
        if body is not None:
            return body
        return self._holder(index)

    def is_definite(self, index: int) -> bool:
        """True for "the …", "this …"."""
        return any(self.tree.lemma(child) in _DEFINITE for child in self.tree.children(index, "det"))

    # -- one way each ---------------------------------------------------------------------------------------------------------------

    def _position(self, index: int) -> Position:
        return (self.tree.number, index)

    def _subject(self, pronoun: int) -> str:
        """The name of the subject of a pronoun's own clause: "Chad told it" does not mean Chad; "" for subjects and possessives."""
        if not self.tree.label(pronoun).startswith(("obj", "iobj", "obl")):
            return ""
        subject = self.tree.child(self.tree.head(pronoun), "nsubj")
        party = self.parties.at(subject) if 0 <= subject < pronoun and subject != pronoun else None
        return party.name if party else ""

    def _said_again(self, pronoun: int) -> int:
        """"he signed a letter to the mayor and he was suspended": the same pronoun as subject of the clause before, or -1."""
        verb = self.tree.head(pronoun)
        if verb < 0 or self.tree.label(verb) != "conj" or not self.tree.label(pronoun).startswith("nsubj"):
            return -1
        before = self.tree.children(self.tree.head(verb), "nsubj", "nsubj:pass")
        return next((word for word in before if word < pronoun and self.tree.lemma(word) == self.tree.lemma(pronoun)), -1)

    def _carried_on(self, pronoun: int) -> Party | None:
        """"stopped a Malian trawler and fired on it": what one verb is done to, the verb joined to it is done to."""
        verb = self.tree.head(pronoun)
        if verb < 0 or self.tree.label(verb) != "conj" or not self.tree.label(pronoun).startswith(("obj", "obl")):
            return None
        thing = self.tree.child(self.tree.head(verb), "obj")
        several = self.tree.tokens[pronoun].text.lower() in GROUP_PRONOUNS
        alike = 0 <= thing < pronoun and (self.tree.tokens[thing].xpos in {"NNS", "NNPS"}) == several
        return self._thing(thing) if alike and self.tree.tokens[thing].upos != "PRON" else None

    def _thing(self, noun: int) -> Party | None:
        """A party, or what a state has: "a Malian trawler"."""
        country = self.parties.country_of(noun)
        return self.parties.at(noun) or (Party(self.parties.phrase(noun), country, "GOV") if country else None)

    def _doer(self, index: int) -> str | None:
        """The state that is named as subject of the clause of which the noun is an object: it does nothing to itself."""
        verb = next((above for above in self.tree.ancestors(index) if self.tree.tokens[above].upos == "VERB"), -1)
        subject = self.tree.child(self.tree.first_conjunct(verb), "nsubj") if verb >= 0 else -1
        entity = self.parties.mentions.entity_at(subject) if 0 <= subject < index else None
        return entity.entry.country if entity is not None and entity.entry.kind in STATES else None

    def _person(self, index: int, other_than: str) -> Party | None:
        """"he": the first of a pair for "he and his aide", the subject after "During his visit", else the one named last."""
        for node in self.tree.ancestors(index):
            if self.tree.label(node) == "conj" and self.tree.label(index).endswith("poss"):
                conjunct = self.parties.person(self.tree.head(node))
                if conjunct:
                    return self.parties.citizen(conjunct)
        who = self._announced(index) or self.cast.last_person(self._position(index), other_than)
        return self.parties.citizen(who) if isinstance(who, Person) else who

    def _reporter(self, pronoun: int) -> Party | None:
        """"The army said it had …", "the minister said he had …": a report's own subject, where its clause begins with a pronoun."""
        clause = self.tree.head(pronoun)
        verb = self.tree.head(clause) if clause >= 0 and self.tree.label(clause) == "ccomp" else -1
        if verb < 0 or not self.tree.label(pronoun).startswith("nsubj") or not is_reporting(self.tree, verb):
            return None
        subject = self.tree.child(verb, "nsubj")
        return self.parties.at(subject) if 0 <= subject < pronoun else None

    def _announced(self, pronoun: int) -> Person | None:
        """"During his visit, X met …": a fronted phrase's pronoun means the subject that follows."""
        for node in self.tree.ancestors(pronoun):
            for subject in self.tree.children(node, "nsubj"):
                if subject > pronoun:
                    return self.parties.person(subject)
        return None

    def _body(self, index: int) -> Party | None:
        lemma, before = self.tree.lemma(index), self._position(index)
        if lemma in _ARMED_GROUPS:
            return self.cast.last_armed_group(before)
        if self.tree.tokens[index].xpos in {"NNS", "NNPS"} or self.tree.children(index, "compound", "amod"):
            return None
        description = descriptions().get(lemma)
        if description is None or description.sectors:
            called = self.cast.last_called(before, lemma)
            return called or (self.cast.last_of_sector(before, description.sectors) if description else None)
        countries = description.countries
        body = self.cast.last_of(before, countries) if countries else self.cast.last_state(before, self._doer(index))
        return self._state_of(body) if body else None

    def _state_of(self, body: Party) -> Party:
        """A state by the name it has on the page, or its own where only its people were named."""
        gazetteer = self.parties.gazetteer
        named = gazetteer.country(body.name) is not None or body.country is None
        return Party(body.name if named else gazetteer.state_name(body.country or "") or body.name, body.country, "GOV")

    def _holder(self, index: int) -> Person | None:
        if self.tree.tokens[index].xpos in {"NNS", "NNPS"}:
            return None
        modifiers = (n for n in (*self.tree.children(index, "compound", "amod"), index) if self.parties.mentions.entity_at(n) is None)
        words = " ".join(self.tree.tokens[n].text.lower() for n in modifiers)
        return self.cast.holder(words, self.parties.country_of(index), self._position(index))
