"""Nominals to parties: which state, person or body a noun phrase or pronoun means as an actor or recipient.

In: a tree, its mentions, the page's cast, a token index. Out: `Party` records, one a conjunct; nothing where the words name no political
actor. A collective ("police", "rebels") takes its country from its modifiers, else from the page's focus.
"""
from __future__ import annotations

from collections.abc import Iterator

from attache.model import Party, Sector
from attache.reading.anaphora import BODY_PRONOUNS, PERSON_PRONOUNS, Anaphora, descriptions
from attache.reading.belonging import country_of
from attache.reading.cast import Cast, Person
from attache.reading.gazetteer import Entry, Gazetteer
from attache.reading.leaders import leader
from attache.reading.mentions import STATES, Entity, Mentions
from attache.reading.owners import PICKED, owners_sector
from attache.reading.tree import Tree
from attache.reading.unknown_bodies import unknown_body
from attache.reading.venues import AT, named_place, scene_of

_NAME_PARTS = ("flat", "compound", "nmod:desc", "appos", "amod", "nmod:poss", "nmod", "det:poss")
_SEATS_OF_BODIES = frozenset({"Brussels"})  # stands for the Union on pages that are not about Belgium
_STATELESS = frozenset({"IGO", "NGO"})  # of no state unless one is told
_NEEDS_STATE = frozenset({"intelligence", "counterpart", "neighbour", "neighbor"})  # parties only with their state, else what is shared
_AT_HOME = frozenset({"LEG", "COP", "JUD"})  # though they are "regional"
_DOMESTIC = frozenset({  # of the page's state
    "union", "association", "federation", "committee", "society", "confederation", "unionist", "student", "farmer", "teacher", "lawyer",
    "journalist", "doctor", "youth",
})
_SCATTERED = frozenset({"Kurdish", "Tuareg", "Kashmiri"})  # peoples of several states: each of them at home in one
_FROM_ABROAD = frozenset({
    "foreign", "external", "international", "outside", "overseas", "western", "regional", "multinational", "global", "expatriate",
})
_FOREIGN_OFFICES = frozenset({"minister", "ministry", "secretary", "office", "spokesman", "spokeswoman", "chief", "court"})
_STATES_TOGETHER = frozenset({"country", "state", "nation", "government", "capital", "neighbour", "neighbor", "power", "ally", "donor"})
_PAIRED = _STATES_TOGETHER | {
    "side", "army", "navy", "force", "leader", "president", "minister", "premier", "parliament", "delegation", "king", "monarch",
    "coastguard", "fleet", "foe", "rival", "commander", "general", "chief", "diplomat", "negotiator", "people", "man", "party", "team",
    "ministry", "agency", "delegate", "envoy", "ambassador", "counterpart",
}
_COUNTED = frozenset({
    "hundred", "thousand", "dozen", "ten", "score", "million", "group", "number", "crowd", "band", "handful", "pair", "couple", "team",
    "wave", "majority", "rest", "half", "third", "some", "many", "most", "several", "one", "two", "all", "part", "column", "convoy", "gang",
    "cell", "delegation", "coalition", "contingent", "squad", "detachment", "bunch", "trio", "mob", "lot", "boatload", "busload",
})
_TOPICS = frozenset({"customs", "intelligence", "media", "press"})  # before a noun what it is about: "a customs treaty"
_OF_SPIES = frozenset({"intelligence", "espionage", "spy", "terrorist", "terrorism", "surveillance"})  # what their agencies deal with
_GUNMEN = frozenset({"gunman", "gunmen", "attacker", "attackers", "assailant", "assailants", "kidnappers", "abductors", "raiders"})
_TITLES = frozenset({"representative"})  # an office only before a name: anybody has representatives
_PLACE_KINDS = frozenset({"city", "region", "island", "place"})


class Parties:
    """Resolves the nominals of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, cast: Cast, gazetteer: Gazetteer) -> None:
        self.tree, self.mentions, self.cast, self.gazetteer = tree, mentions, cast, gazetteer
        self.anaphora = Anaphora(self)

    def each_at(self, index: int, *, speaker: Party | None = None) -> tuple[Party, ...]:
        """The parties of one nominal: a plural office of several states ("the foreign ministers of Chad and Sudan") is one party each."""
        named = self._apposed(index)
        if named:
            return named
        party = self.at(index, speaker=speaker)
        if party is None:
            return ()
        countries = self.countries_of(index)
        if len(countries) > 1 and (party.country in countries or party.country is None):
            return tuple(Party(party.name, country, party.sector) for country in countries)
        return (party,)

    def _apposed(self, index: int) -> tuple[Party, ...]:
        """The names behind a describing noun: "US rivals China and Russia", "longtime ally Algeria"."""
        if self.tree.tokens[index].upos != "NOUN" or self.mentions.entity_at(index) or self.person(index):
            return ()
        found = [
            party for child in self.parts(index, ("appos", "flat", "obj", "dep", "nmod")) for node in self.tree.conjuncts(child)
            if self.tree.subtree(child)[0] == index + 1 and not self.tree.case(child) and (party := self._named_body(node))
        ]
        return tuple(found)

    def countries_of(self, index: int) -> tuple[str, ...]:
        """The several countries of a plural noun: told ("of Chad and Sudan") or the two a page is about ("both sides")."""
        if self._is_pair(index):
            return self.cast.pair()
        return tuple(self._shared_countries(index)) if self.tree.tokens[index].xpos in {"NNS", "NNPS"} else ()

    def _shared_countries(self, index: int) -> list[str]:
        """Countries coordinated in a noun's modifiers: "Turkish and Israeli", "of Chad and Sudan"."""
        for node in self.parts(index, ("amod", "nmod", "compound")):
            if self._is_pair(node):
                return list(self.cast.pair())
            nodes = self._coordinated(node, index)
            entities = [self.mentions.entity_at(n) for n in nodes]
            found = [entity.entry.country for entity in entities if entity and entity.entry.country]
            if len(nodes) > 1 and len(found) == len(nodes):
                return found
        return []

    def _coordinated(self, node: int, noun: int) -> list[int]:
        """A modifier and those coordinated with it; also where the parser hangs both on the noun: "US and Russian envoys"."""
        nodes = self.tree.conjuncts(node)
        after = node + 2
        joined = len(nodes) == 1 and after < noun and self.tree.tokens[node + 1].upos == "CCONJ" and self.tree.head(after) == noun
        return [node, after] if joined else nodes

    def _is_pair(self, index: int) -> bool:
        """"both sides", "the two presidents", "each country": one of each state."""
        words = {self.tree.lemma(child) for child in self.tree.children(index, "det", "nummod", "cc:preconj")}
        told = "both" in words or "each" in words or {"the", "two"} <= words
        return told and self.tree.lemma(index) in _PAIRED and self.country_of(index) is None

    def at(self, index: int, *, speaker: Party | None = None) -> Party | None:
        """The party of one nominal, without its conjuncts."""
        token = self.tree.tokens[index]
        if token.upos == "PRON" or (token.upos == "DET" and token.lemma in PERSON_PRONOUNS | BODY_PRONOUNS):
            return self.anaphora.pronoun(index, speaker)
        return (
            self._named_person(index) or self._named_body(index) or self._described(index) or self._through(index)
            or self._collective(index) or unknown_body(self, index)
        )

    def person(self, index: int) -> Person | None:
        """The person of the cast that a nominal names, if it does."""
        for node in (index, *self.parts(index, ("flat", "nmod:desc", "appos", "compound"))):
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
        return country_of(self, index)

    def parts(self, index: int, labels: tuple[str, ...]) -> Iterator[int]:
        """A noun's children with one of the relations, whatever their subtype."""
        for child in self.tree.children(index):
            if self.tree.label(child) in labels or self.tree.label(child).split(":")[0] in labels:
                yield child

    def is_pronoun(self, index: int) -> bool:
        """True for a pronoun, a possessive one too."""
        return self.tree.tokens[index].upos == "PRON"

    # -- one way of naming a party each ---------------------------------------------------------------------------------------------

    def _named_person(self, index: int) -> Party | None:
        person = self.person(index)
        return self.citizen(person) if person else None

    def citizen(self, person: Person) -> Party:
        """The person's party; whose somebody is the page tells, else the table of leaders, else what the page is about."""
        party = person.party()
        known = leader(person.name, self.mentions.date) if person.country is None or person.sector == "UNK" else None
        if known is not None and person.country in {None, known.country}:
            in_office = person.sector == "UNK" and known.held_on(self.mentions.date)
            return Party(party.name, known.country, known.sector if in_office else party.sector)
        if party.country or party.sector in _STATELESS:
            return party
        return Party(party.name, self.cast.focus(), party.sector)

    def _named_body(self, index: int) -> Party | None:
        entity = self._entity(index)
        if entity is None or entity.entry.kind in _PLACE_KINDS:
            return None
        if entity.entry.kind == "demonym" and self.tree.tokens[index].upos == "ADJ":
            return None
        name = self.mentions.text(entity.first, entity.last)
        if entity.entry.kind == "demonym" and entity.entry.country and self._are_people(index):
            at_home = any(self.tree.lemma(child) == "ethnic" for child in self.tree.children(index, "amod"))
            return Party(name, self.local_country(index) if at_home else entity.entry.country, "CVL")
        if entity.entry.name in _SEATS_OF_BODIES and self.cast.focus() != entity.entry.country:
            return Party(name, None, "IGO")
        if entity.entry.kind in STATES and entity.last <= index and entity.first < index:
            return None
        return Party(name, entity.entry.country, self.body_sector(entity))

    def body_sector(self, entity: Entity) -> Sector:
        """A body's sector: a party that the page says is of the opposition is that."""
        told = entity.entry.sector or "GOV"
        return self.stance(entity.first, entity.last, entity.entry.name) if told == "PTY" else told

    def stance(self, first: int, last: int, name: str) -> Sector:
        """OPP for a party "the opposition X" or "X, the main opposition party", here or before on the page."""
        words = [token.text.lower() for token in self.tree.tokens]
        behind = words[last + 1 : last + 6] if words[last : last + 1] == [","] else []
        told = behind[: behind.index(",")] if "," in behind else behind
        if "opposition" in words[max(0, first - 2) : first + 1] or "opposition" in told:
            self.cast.opposition.add(name)
        return "OPP" if name in self.cast.opposition else "PTY"

    def _are_people(self, index: int) -> bool:
        """"Kenyans", "three Kenyans", "a Kenyan" are people; "the Kenyans" may be their state."""
        if self.tree.tokens[index].upos not in {"NOUN", "PROPN"} and self.tree.tokens[index].xpos not in {"NNS", "NNPS"}:
            return False
        articles = {self.tree.lemma(child) for child in self.tree.children(index, "det")}
        if self.tree.tokens[index].xpos not in {"NNS", "NNPS"}:
            return bool(articles & {"a", "an"})
        return bool(self.tree.children(index, "nummod")) or not articles & {"the", "both", "these", "those"}

    def _entity(self, index: int) -> Entity | None:
        """The entity whose last words include the noun, or that a flat or compound name of it forms."""
        entity = self.mentions.entity_at(index)
        if entity is not None:
            return entity
        for node in self.parts(index, ("flat",)):
            found = self.mentions.entity_at(node)
            if found is not None and found.entry.kind not in _PLACE_KINDS:
                return found
        return None

    def _described(self, index: int) -> Party | None:
        found = self.anaphora.described(index)
        return self.citizen(found) if isinstance(found, Person) else found

    def inside(self, index: int) -> int:
        """The noun that "of" or "from" joins to one which only counts or picks ("hundreds of protesters", "members of the bloc"), or -1."""
        counts = self.tree.lemma(index) in _COUNTED or self.tree.tokens[index].upos in {"NUM", "DET", "PRON"}
        if not counts and self.tree.lemma(index) not in PICKED:
            return -1
        cases = {"of", "from", "in", "at"} if not counts else {"of", "from", "among"}
        return next((c for c in self.tree.children(index, "nmod", "obl") if self.tree.case(c) in cases), -1)

    def _through(self, index: int) -> Party | None:
        node = self.inside(index)
        if node < 0:
            return None
        entity = self.mentions.entity_at(node)
        if entity is not None and entity.entry.kind == "demonym" and self.tree.tokens[node].xpos in {"NNS", "NNPS"}:
            return Party(self.phrase(index), entity.entry.country, "CVL")  # "thousands of Kenyans"
        if entity is not None and entity.entry.kind in STATES | _PLACE_KINDS:
            return None
        party = self.at(node)
        return Party(self.phrase(index), party.country, party.sector) if party else None

    def _collective(self, index: int) -> Party | None:
        sector = self.sector_of(index)
        is_topic = self.tree.label(index) == "compound" and self.tree.tokens[index].text.lower() in _TOPICS
        if is_topic:
            return None
        if sector is None:
            return self._of_bloc(index)
        body = self._body_of(index)
        if body is not None:
            return Party(self.phrase(index), body.country, "OPP" if sector == "OPP" else body.sector or sector)
        sector = owners_sector(self, index, sector) or self._parted(index, sector)
        country = self.country_of(index) or self._appositive_country(index) or self._shared_country(index)
        if country is None and self.tree.lemma(index) in _NEEDS_STATE:
            return None
        words = {self.tree.lemma(node) for node in (index, *self.tree.children(index, "compound"))}
        stateless = sector in _STATELESS and not words & _DOMESTIC
        if country is None and not stateless and not self.is_from_abroad(index):
            country = self.local_country(index)
        description = descriptions().get(self.tree.lemma(index))
        if description and description.countries and country not in description.countries:  # "the kingdom" is no republic
            return None
        return Party(self.phrase(index), country, sector)

    def _parted(self, index: int, sector: Sector) -> Sector:
        """A party by its stance where a name ends in its noun ("the opposition Green Dawn Party"); agencies that share intelligence are
        spies', gunmen where the page is about gangs are theirs, peacekeepers of a state its soldiers.
        """
        name = self.tree.name_at(index) if sector == "PTY" else None
        if name is not None:
            return self.stance(name.first, name.last, self.mentions.text(name.first, name.last))
        if self.tree.lemma(index) == "agency" and sector == "GOV" and not _OF_SPIES.isdisjoint(t.lemma.lower() for t in self.tree.tokens):
            return "SPY"
        if self.tree.tokens[index].text.lower() in _GUNMEN and self.cast.tells_more_of("CRM", "REB", but=_GUNMEN):
            return "CRM"
        own = self.tree.lemma(index) == "peacekeeper" and self.country_of(index) is not None
        return "MIL" if own else sector

    def _of_bloc(self, index: int) -> Party | None:
        """"its European Union partners" are the bloc's members."""
        body = self._body_of(index) if self.tree.lemma(index) == "partner" else None
        return Party(self.phrase(index), None, "IGO") if body is not None and body.sector == "IGO" else None

    def sector_of(self, index: int) -> Sector | None:
        """The sector of a common noun that names an office or a group, or None."""
        if not self._is_noun(index) or self._ends_title(index):
            return None
        office = self._office(index)
        if office is not None and not (self.tree.lemma(index) in _TITLES and self.tree.tokens[index].upos == "NOUN"):
            return office
        before = self.tree.tokens[max(0, index - 3) : index]
        written, lemmas = [t.text.lower() for t in before], [t.lemma.lower() for t in before]
        own = self.tree.tokens[index].text.lower()
        ways = [[*written, self.tree.lemma(index)], [*lemmas, self.tree.lemma(index)], [*written, own]]  # "rights groups", "media"
        if self.tree.tokens[index].xpos == "NNPS":  # "the Maoists", which a parser gives no lemma
            ways.append([*written, own.removesuffix("s")])
        endings = [self.gazetteer.collective_ending(words, len(before)) for words in ways]
        return max((ending for ending in endings if ending), key=lambda ending: ending[1], default=(None, 0))[0]

    def _is_noun(self, index: int) -> bool:
        """A noun, or an adjective that stands for one: "the country's military"."""
        token = self.tree.tokens[index]
        if token.upos == "ADJ" and token.xpos == "JJ":
            owned = self.tree.children(index, "nmod:poss") and self.tree.label(index) not in {"amod", "compound"}
            return bool(owned) or self._stands_alone(index)
        return token.upos in {"NOUN", "PROPN"} or token.xpos in {"NNS", "NNPS"}

    def _stands_alone(self, index: int) -> bool:
        """"Kenya's military seized": an adjective after a possessive and before a verb, whatever the parser hangs it on."""
        before, after = self.tree.tokens[index - 1 : index], self.tree.tokens[index + 1 : index + 2]
        return bool(before and after) and before[0].xpos == "POS" and after[0].upos in {"VERB", "AUX"}

    def _ends_title(self, index: int) -> bool:
        """The "general" of a "prosecutor general", where the parser hangs it on the noun before it."""
        if self.tree.lemma(index) != "general" or self.tree.head(index) != index - 1 or index == 0:
            return False
        office = self.gazetteer.office([token.text for token in self.tree.tokens], index - 1)
        return office is not None and office.length > 1

    def is_office(self, index: int) -> bool:
        """True for a noun that names an office or occupation."""
        return self._office(index) is not None

    def _office(self, index: int) -> Sector | None:
        first = min([index, *(c for c in self.tree.children(index, "compound", "amod") if c < index)])
        words = [t.text for t in self.tree.tokens]
        for start in range(first, index + 1):
            office = self.gazetteer.office(words, start)
            if office is not None and start + office.length > index:
                return office.entry.sector
        return None

    def local_country(self, index: int) -> str | None:
        """The country a sentence gives its unmarked groups: where its clause is set ("In Chad, police …"), else the page's focus."""
        clause = self.tree.clause(index)
        for entity in self.mentions.entities:
            place = entity.last - 1
            is_scene = entity.entry.country and entity.entry.kind in _PLACE_KINDS | {"country", "capital"} and self.tree.case(place) in AT
            if is_scene and place < index and self.tree.clause(place) == clause:
                return entity.entry.country
        return scene_of(self, index) or self.cast.focus()

    def is_from_abroad(self, index: int) -> bool:
        """"foreign tourists", "both countries", "African leaders": people or states of no one state."""
        modifiers = self.tree.children(index, "amod", "compound")
        said = {self.tree.lemma(child) for child in modifiers} & _FROM_ABROAD
        if said and self.tree.lemma(index) not in _FOREIGN_OFFICES and not (said == {"regional"} and self._is_domestic(index)):
            return True
        entities = [self.mentions.entity_at(child) for child in modifiers]
        if any(entity and entity.entry.kind == "demonym" and not entity.entry.country and entity.entry.name not in _SCATTERED
               for entity in entities):
            return True
        return self.tree.lemma(index) in _STATES_TOGETHER and self.tree.tokens[index].xpos in {"NNS", "NNPS"}

    def _is_domestic(self, index: int) -> bool:
        """"the regional legislature" is one of the state's."""
        return self.tree.tokens[index].xpos not in {"NNS", "NNPS"} and self.sector_of(index) in _AT_HOME

    def _appositive_country(self, index: int) -> str | None:
        for node in self.parts(index, ("appos",)):
            entity = self.mentions.entity_at(node)
            if entity and entity.entry.country:
                return entity.entry.country
        return None

    def _body_of(self, index: int) -> Entry | None:
        """The organisation whose people a group is: "United Nations inspectors", "Hamas fighters"."""
        for node in self.parts(index, ("compound", "nmod:poss")):
            entity = self.mentions.entity_at(node)
            if entity is not None and entity.entry.kind not in STATES | _PLACE_KINDS and entity.entry.sector:
                return entity.entry
        for node in self.tree.children(index, "nmod"):
            entity = self.mentions.entity_at(node)
            if entity is not None and entity.entry.sector == "IGO" and self.tree.case(node) in {"of", "from", "at"}:
                return entity.entry
        return None

    def _shared_country(self, index: int) -> str | None:
        """"the Chadian government and rebel groups": later groups are of the first one's state."""
        first = self.tree.first_conjunct(index)
        if first == index:
            return None
        entity = self.mentions.entity_at(first) if self.tree.case(first) == "between" else None  # "between Mali and the rebels"
        return entity.entry.country if entity else self.country_of(first)

    def place_party(self, index: int) -> Party | None:
        """A named place as a party: its state; "the Malian town of Rombu" is the place it names."""
        named = named_place(self, index)
        entity = self.mentions.entity_at(named)
        if entity is None or entity.entry.country is None or entity.entry.kind == "demonym":
            return None
        told = self.country_of(index) if named != index else None
        return Party(self.mentions.text(entity.first, entity.last), told or entity.entry.country, "GOV")

    def demonym(self, index: int) -> Party | None:
        """A state named by any word for it, adjectives included."""
        entity = self.mentions.entity_at(index)
        if entity is None or entity.entry.country is None or entity.entry.kind not in STATES:
            return None
        return Party(self.mentions.text(entity.first, entity.last), entity.entry.country, "GOV")

    def phrase(self, index: int) -> str:
        """The noun with its left modifiers and "of" phrase, without a leading article."""
        left = [n for c in self.parts(index, ("compound", "amod", "nmod:poss", "nummod", "nmod:desc")) if c < index
                for n in self.tree.subtree(c) if n < index]
        return self.tree.words([*sorted(left), index])
