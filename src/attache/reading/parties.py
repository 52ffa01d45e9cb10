"""Nominals to parties: which state, person or body a noun phrase or pronoun means as an actor or recipient.

In: a tree, its mentions, the page's cast, a token index. Out: `Party` records, one a conjunct; nothing where the words name no political
actor. A collective ("police", "rebels") takes its country from its modifiers, else from the page's focus.
"""
from __future__ import annotations

from collections.abc import Iterator

from attache.model import Party, Sector
from attache.reading.attribution import is_reporting
from attache.reading.cast import Cast, Person, Position
from attache.reading.gazetteer import Entry, Gazetteer
from attache.reading.mentions import STATES, Entity, Mentions
from attache.reading.tree import RELATIVE_PRONOUNS, Tree
from attache.resources import cell_list, table

_NAME_PARTS = ("flat", "compound", "nmod:desc", "appos", "amod", "nmod:poss", "nmod", "det:poss")
_PERSON_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_BODY_PRONOUNS = frozenset({"it", "its", "itself"})
_GROUP_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
_SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our", "ours"})
_ARMED_GROUPS = frozenset({"attacker", "assailant", "militant", "rebel", "insurgent", "fighter", "group", "militia", "jihadist", "gunman"})
_NEEDS_STATE = frozenset({"intelligence", "counterpart"})  # parties only with their state: "Kenyan intelligence" shares "intelligence"
_COUNTRY_CASES = frozenset({"of", "in", "from", "for", "to"})
_PLACE_KINDS = frozenset({"city", "region", "island", "place"})


class Parties:
    """Resolves the nominals of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, cast: Cast, gazetteer: Gazetteer) -> None:
        self.tree, self.mentions, self.cast, self.gazetteer = tree, mentions, cast, gazetteer
        self.descriptions = _descriptions()

    def each_at(self, index: int, *, speaker: Party | None = None) -> tuple[Party, ...]:
        """The parties of one nominal: a plural office of several states ("the foreign ministers of Chad and Sudan") is one party each."""
        named = self._apposed(index)
        if named:
            return named
        party = self.at(index, speaker=speaker)
        if party is None:
            return ()
        countries = self._shared_countries(index) if self.tree.tokens[index].xpos in {"NNS", "NNPS"} else []
        if len(countries) > 1 and party.country in countries:
            return tuple(Party(party.name, country, party.sector) for country in countries)
        return (party,)

    def _apposed(self, index: int) -> tuple[Party, ...]:
        """The names behind a describing noun: "US rivals China and Russia", "longtime ally Algeria"."""
        if self.tree.tokens[index].upos != "NOUN" or self.mentions.entity_at(index) or self.person(index):
            return ()
        found = [
            party for child in self._parts(index, ("appos", "flat", "obj", "dep", "nmod")) for node in self.tree.conjuncts(child)
            if self.tree.subtree(child)[0] == index + 1 and not self.tree.case(child) and (party := self._named_body(node))
        ]
        return tuple(found)

    def _shared_countries(self, index: int) -> list[str]:
        """Countries coordinated in a noun's modifiers: "Turkish and Israeli", "of Chad and Sudan"."""
        for node in self._parts(index, ("amod", "nmod", "compound")):
            nodes = self.tree.conjuncts(node)
            entities = [self.mentions.entity_at(n) for n in nodes]
            found = [entity.entry.country for entity in entities if entity and entity.entry.country]
            if len(nodes) > 1 and len(found) == len(nodes):
                return found
        return []

    def at(self, index: int, *, speaker: Party | None = None) -> Party | None:
        """The party of one nominal, without its conjuncts."""
        token = self.tree.tokens[index]
        if token.upos == "PRON" or (token.upos == "DET" and token.lemma in _PERSON_PRONOUNS | _BODY_PRONOUNS):
            return self._pronoun(index, speaker)
        return (
            self._named_person(index) or self._named_body(index) or self._described(index) or self._collective(index)
            or self._unknown_body(index)
        )

    def person(self, index: int) -> Person | None:
        """The person of the cast that a nominal names, if it does."""
        for node in (index, *self._parts(index, ("flat", "nmod:desc", "appos", "compound"))):
            name = self.mentions.person_at(node)
            if name is not None and (node == index or self.tree.head(node) == index or self.tree.label(node) == "flat"):
                return self.cast.known_person(self.mentions.text(name.first, name.last))
        name = self.tree.name_at(index)
        if name is not None and name.kind != "PER" and self.mentions.entity_at(index) is None:  # a surname the name finder took for a body
            return self.cast.known_person(self.mentions.text(name.first, name.last))
        following = self.mentions.person_at(index + 1)  # "ruler Aldo Brenn", however the parser joins the two
        if following is not None and following.first == index + 1 and self.sector_of(index) is not None:
            return self.cast.known_person(self.mentions.text(following.first, following.last))
        return None

    def country_of(self, index: int) -> str | None:
        """The country that a noun's modifiers give it: "Malian", "Mali's", "of Mali", "in Mali", "its"."""
        parts = self._parts(index, ("amod", "compound", "nmod:poss", "nmod", "nmod:desc", "det:poss", "flat"))
        for node in sorted(parts, key=self._is_pronoun):  # "his Greek counterpart" is Greek
            if self.tree.label(node).startswith("nmod") and self.tree.label(node) == "nmod" and self.tree.case(node) not in _COUNTRY_CASES:
                continue
            entity = self.mentions.entity_at(node)
            if entity and entity.entry.country:
                return entity.entry.country
            if self._is_pronoun(node) and self.tree.label(node).endswith("poss"):
                owner = self.at(node)
                if owner and owner.country:
                    return owner.country
            person = self.person(node) if self.tree.label(node) in {"nmod:poss", "compound"} else None
            if person and person.country:
                return person.country
            deeper = self.country_of(node) if self.tree.label(node) in {"nmod", "nmod:poss", "compound"} else None
            if deeper:
                return deeper
        return None

    def _parts(self, index: int, labels: tuple[str, ...]) -> Iterator[int]:
        for child in self.tree.children(index):
            if self.tree.label(child) in labels or self.tree.label(child).split(":")[0] in labels:
                yield child

    def _is_pronoun(self, index: int) -> bool:
        return self.tree.tokens[index].upos == "PRON"

    def _position(self, index: int) -> Position:
        return (self.tree.number, index)

    # -- one way of naming a party each ---------------------------------------------------------------------------------------------

    def _pronoun(self, index: int, speaker: Party | None) -> Party | None:
        word = self.tree.lemma(index) if self.tree.lemma(index) != "their" else "they"
        text = self.tree.tokens[index].text.lower()
        before = self._position(index)
        if text in RELATIVE_PRONOUNS:
            antecedent = self.antecedent(index)
            return self.at(antecedent) if antecedent >= 0 else None
        if text in _PERSON_PRONOUNS or word in _PERSON_PRONOUNS:
            return self._antecedent_person(index, before) or self._reporter(index)
        if text in _BODY_PRONOUNS or text in _GROUP_PRONOUNS:
            return self._reporter(index) or self.cast.last_body(before)
        if text in _SPEAKER_PRONOUNS:
            return speaker
        return None

    def _antecedent_person(self, index: int, before: Position) -> Party | None:
        for node in self.tree.ancestors(index):
            if self.tree.label(node) == "conj":
                conjunct = self.person(self.tree.head(node))
                if conjunct and self.tree.label(index).endswith("poss"):
                    return self._citizen(conjunct, index)
        person = self._announced_person(index) or self.cast.last_person(before)
        return self._citizen(person, index) if person else None

    def _reporter(self, pronoun: int) -> Party | None:
        """"The army said it had …", "the minister said he had …": a report's own subject, where its clause begins with a pronoun."""
        clause = self.tree.head(pronoun)
        verb = self.tree.head(clause) if clause >= 0 and self.tree.label(clause) == "ccomp" else -1
        if verb < 0 or not self.tree.label(pronoun).startswith("nsubj") or not is_reporting(self.tree, verb):
            return None
        subject = self.tree.child(verb, "nsubj")
        return self.at(subject) if 0 <= subject < pronoun else None

    def _announced_person(self, pronoun: int) -> Person | None:
        """"During his visit, X met …": a fronted phrase's pronoun means the subject that follows."""
        for node in self.tree.ancestors(pronoun):
            for subject in self.tree.children(node, "nsubj"):
                if subject > pronoun:
                    return self.person(subject)
        return None

    def antecedent(self, pronoun: int) -> int:
        """The noun a relative pronoun stands for, or -1."""
        for node in self.tree.ancestors(pronoun):
            if self.tree.label(node) == "acl:relcl":
                return self.tree.head(node)
        return -1

    def _named_person(self, index: int) -> Party | None:
        person = self.person(index)
        return self._citizen(person, index) if person else None

    def _citizen(self, person: Person, index: int) -> Party:
        """The person's party; somebody of whom the page tells no state is taken for a citizen of the one it is about."""
        party = person.party()
        if party.country or person.roles:
            return party
        return Party(party.name, self.cast.focus(), party.sector)

    def _named_body(self, index: int) -> Party | None:
        entity = self._entity(index)
        if entity is None or entity.entry.kind in _PLACE_KINDS:
            return None
        if entity.entry.kind == "demonym" and self.tree.tokens[index].upos == "ADJ":
            return None
        name = self.mentions.text(entity.first, entity.last)
        if entity.entry.kind in STATES and entity.last <= index and entity.first < index:
            return None
        return Party(name, entity.entry.country, entity.entry.sector or "GOV")

    def _entity(self, index: int) -> Entity | None:
        """The entity whose last words include the noun, or that a flat or compound name of it forms."""
        entity = self.mentions.entity_at(index)
        if entity is not None:
            return entity
        for node in self._parts(index, ("flat",)):
            found = self.mentions.entity_at(node)
            if found is not None and found.entry.kind not in _PLACE_KINDS:
                return found
        return None

    def _described(self, index: int) -> Party | None:
        """"the kingdom", "the minister", "the Moroccan official": somebody named before."""
        lemma = self.tree.lemma(index)
        before = self._position(index)
        if lemma in _ARMED_GROUPS and self._is_definite(index) and self.country_of(index) is None:
            return self.cast.last_armed_group(before)
        countries = self.descriptions.get(lemma)
        if countries is not None and self._is_definite(index):
            body = self.cast.last_of(before, countries) if countries else self.cast.last_body(before)
            return Party(body.name, body.country, "GOV") if body else None
        if self._is_definite(index) and self.tree.tokens[index].xpos not in {"NNS", "NNPS"}:
            words = " ".join(self.tree.tokens[n].text.lower() for n in (*self._parts(index, ("compound", "amod")), index)
                             if self.mentions.entity_at(n) is None)
            person = self.cast.holder(words, self.country_of(index), before)
            return self._citizen(person, index) if person else None
        return None

    def _is_definite(self, index: int) -> bool:
        return any(self.tree.lemma(child) in {"the", "this", "that"} for child in self.tree.children(index, "det"))

    def _collective(self, index: int) -> Party | None:
        sector = self.sector_of(index)
        if sector is None:
            return None
        body = self._body_of(index)
        if body is not None:
            return Party(self.phrase(index), body.country, body.sector or sector)
        country = self.country_of(index) or self._appositive_country(index) or self._shared_country(index)
        if country is None and self.tree.lemma(index) in _NEEDS_STATE:
            return None
        if country is None and sector not in {"IGO", "NGO"}:
            country = self.local_country(index)
        fitting = self.descriptions.get(self.tree.lemma(index))
        if fitting and country not in fitting:  # "the kingdom" is no republic
            return None
        return Party(self.phrase(index), country, sector)

    def sector_of(self, index: int) -> Sector | None:
        """The sector of a common noun that names an office or a group, or None."""
        token = self.tree.tokens[index]
        if token.upos not in {"NOUN", "PROPN"} and token.xpos not in {"NNS", "NNPS"}:
            return None
        first = min([index, *(c for c in self.tree.children(index, "compound", "amod") if c < index)])
        words = [t.text for t in self.tree.tokens]
        for start in range(first, index + 1):
            office = self.gazetteer.office(words, start)
            if office is not None and start + office.length > index:
                return office.entry.sector
        lemmas = [t.lemma.lower() for t in self.tree.tokens[max(0, index - 3) : index + 1]]
        ending = self.gazetteer.collective_ending(lemmas, len(lemmas) - 1)
        return ending[0] if ending else None

    def local_country(self, index: int) -> str | None:
        """The country a sentence gives its unmarked groups: the place it names, else the page's focus."""
        for entity in self.mentions.entities:
            if entity.entry.country and entity.entry.kind in _PLACE_KINDS | {"country", "capital"} and self.tree.case(entity.last - 1):
                return entity.entry.country
        return self.cast.scene(self.tree.number) or self.cast.focus()

    def _appositive_country(self, index: int) -> str | None:
        for node in self._parts(index, ("appos",)):
            entity = self.mentions.entity_at(node)
            if entity and entity.entry.country:
                return entity.entry.country
        return None

    def _body_of(self, index: int) -> Entry | None:
        """The organisation whose people a group is: "United Nations inspectors", "Hamas fighters"."""
        for node in self._parts(index, ("compound", "nmod:poss")):
            entity = self.mentions.entity_at(node)
            if entity is not None and entity.entry.kind not in STATES | _PLACE_KINDS and entity.entry.sector:
                return entity.entry
        return None

    def _shared_country(self, index: int) -> str | None:
        """"the Chadian government and rebel groups": later groups are of the first one's state."""
        first = self.tree.first_conjunct(index)
        return self.country_of(first) if first != index else None

    def _unknown_body(self, index: int) -> Party | None:
        """An organisation the gazetteer does not know: its sector from the words of its name, its country from its modifiers."""
        name = self.tree.name_at(index)
        if name is None or name.kind != "ORG" or self.mentions.entity_at(index):
            return None
        text = self.mentions.text(name.first, name.last)
        return Party(text, self.country_of(index) or self._country_inside(name.first, name.last), _sector(text))

    def _country_inside(self, first: int, last: int) -> str | None:
        found = (self.mentions.entity_at(index) for index in range(first, last))
        return next((entity.entry.country for entity in found if entity and entity.entry.country), None)

    def phrase(self, index: int) -> str:
        """The noun with its left modifiers and "of" phrase, without a leading article."""
        left = [n for c in self._parts(index, ("compound", "amod", "nmod:poss", "nummod", "nmod:desc")) if c < index
                for n in self.tree.subtree(c) if n < index]
        return self.tree.words([*sorted(left), index])


def _sector(name: str) -> Sector:
    for row in table("name_sectors"):
        if row["word"] in name.lower().split():
            return row["sector"]  # type: ignore[return-value]  # checked by the table's test
    return "UNK"


def _descriptions() -> dict[str, frozenset[str]]:
    """Common nouns that stand for a state named before, with the states they fit (none named: any)."""
    return {row["noun"]: frozenset(cell_list(row["countries"])) for row in table("descriptions")}
