"""Who is who: the offices, ranks and positions a page gives to the persons it names.

In: a tree with its mentions and the cast so far. Out: `FoundRole` records; the persons they are about are entered in the cast with country
and sector. Patterns: title before the name, apposition on either side, "X is the …", "named … as …", "led by X", "the first … since X".
"""
from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs

from attache.model import Name, Party, Sector, Span
from attache.reading.allegiance import TELLING_BODIES, allegiances, described_by, name_head
from attache.reading.arguments import Arguments
from attache.reading.cast import Cast, Person
from attache.reading.gazetteer import Gazetteer
from attache.reading.mentions import STATES, Entity, Mentions
from attache.reading.office_phrases import Phrase, title_range
from attache.reading.parties import Parties
from attache.reading.person_names import HONORIFICS
from attache.reading.tree import Tree
from attache.reading.unstated import unstated_country

_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "then", "toppled", "overthrown", "longtime", "one-time", "onetime"})
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "a", "an", "'s", "’s", "'", "’"})
_PHRASE_ENDS = frozenset({",", ";", ")", "(", ":", "–", "—"})
_CLAUSE_STARTS = frozenset({"VBD", "VBZ", "VBP", "WP", "WDT", "WRB", "MD"})
_NO_OFFICE = frozenset({"ADP", "VERB", "AUX", "PRON"})
_LEADING = frozenset({"lead", "head", "command", "chair", "run", "found", "govern", "rule"})
_NAMING = frozenset({"appoint", "name", "elect", "nominate", "install", "choose", "swear", "confirm", "designate", "reelect", "proclaim"})
_TITLE_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "NUM"})
_LINKS = frozenset({"of", "for", "in", "the", "'s", "’s", "to", "and", "-", "at", "on", "&"})
_SPEAKING_FOR = frozenset({
    "spokesman", "spokeswoman", "spokesperson", "chief", "leader", "commander", "official", "boss", "head", "negotiator", "director",
})
_HEADS = frozenset({"head", "chief", "chair", "chairman", "chairwoman", "chairperson", "secretary", "member"})  # only "of" a body
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LONGEST_TITLE = 14


class FoundRole(Struct, frozen=True):
    """A role as found: the words, whose country and body it belongs to, and the page offsets that say so."""

    person: Person
    role: str
    of: str | None
    country: str | None
    former: bool
    span: Span


class RoleFinder:
    """Finds the roles of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, parties: Parties, cast: Cast, gazetteer: Gazetteer) -> None:
        self.tree, self.mentions, self.parties, self.cast, self.gazetteer = tree, mentions, parties, cast, gazetteer
        self.words = [token.text for token in tree.tokens]
        self.arguments = Arguments(tree)

    def roles(self) -> list[FoundRole]:
        """All roles of the sentence, in order of the names."""
        found: list[FoundRole] = []
        for name in self.mentions.persons:
            person = self.cast.person(self.mentions.text(name.first, name.last))
            telling = sorted(self._phrases(name), key=lambda told: self._told_body(told[0], name) is None)
            held = [self._role(person, name, phrase, former=former) for phrase, former in telling]  # the one that says whose, first
            found += sorted(held, key=lambda role: role.span.start)
            found += self._led(person, name)
            for told in allegiances(self.tree, self.mentions, self.parties, name, self._bare_start(name)):
                if not person.roles:
                    self._learn(person, *told)
        return found

    def _phrases(self, name: Name) -> Iterator[tuple[Phrase, bool]]:
        seen: set[tuple[int, int]] = set()
        ways = (self._apposed_to(name), self._title_before(name), self._shared_title(name), self._apposition_before(name),
                self._title_behind(name), *self._appositions_after(name), self._predicate(name), self._appointed(name))
        for phrase in ways:
            if phrase is not None and phrase.core not in seen and not self._is_private(phrase, name):
                seen.add(phrase.core)
                yield phrase, self._is_former(phrase)
        precedent = self._precedent(name)
        if precedent is not None and precedent.core not in seen:
            yield precedent, True

    def _is_private(self, phrase: Phrase, name: Name) -> bool:
        """A "member" of no political body: "of the family", "of the crew"."""
        if self.words[phrase.core[0]].lower() != "member" or self._told_body(phrase, name) is not None:
            return False
        owner = self._owner(phrase)
        return owner is None or owner.sector in {"CVL", "UNK"}

    # -- patterns -------------------------------------------------------------------------------------------------------------------

    def _title_before(self, name: Name) -> Phrase | None:
        """"Moroccan Foreign Minister X", "Secretary of Defense X"."""
        return self._office_ending_at(self._bare_start(name))

    def _shared_title(self, name: Name) -> Phrase | None:
        """"Presidents X of Chad and Y of Mali": the office of the later names too."""
        first = self.tree.first_conjunct(name_head(self.tree, name))
        before = self.mentions.person_at(first) if first < name.first else None
        phrase = (self._title_before(before) or self._apposed_to(before)) if before is not None else None
        return phrase if phrase is not None and self._is_plural(phrase) else None

    def _is_plural(self, phrase: Phrase) -> bool:
        """By tag or, where a title's capital hides it, by form."""
        told = any(self.tree.tokens[index].xpos in {"NNS", "NNPS"} for index in range(*phrase.core))
        last = self.words[phrase.core[1] - 1]
        return told or (last.endswith("s") and self.gazetteer.office([last[:-1]], 0) is not None)

    def _title_behind(self, name: Name) -> Phrase | None:
        """"X UNITA Secretary General": an office right behind the name, as headlines and some papers put it."""
        office = next((child for child in self.tree.children(name_head(self.tree, name), "appos") if child > name.last - 1), -1)
        start = name.last
        if office < 0 or self.words[start] in _PHRASE_ENDS or self.tree.tokens[start].upos not in {"NOUN", "PROPN"}:
            return None
        return self._office_within(start, self._phrase_end(start))

    def _bare_start(self, name: Name) -> int:
        """Where a name begins with its "Mr", "Sir" or "Dr"."""
        start = name.first
        while start > 0 and self.words[start - 1].lower() in HONORIFICS:
            start -= 1
        return start

    def _apposition_before(self, name: Name) -> Phrase | None:
        """"the minister in charge of ports, X"."""
        comma = self._bare_start(name) - 1
        if comma < 2 or self.words[comma] != ",":
            return None
        phrase = self._office_ending_at(comma)
        if phrase is None:
            return None
        before = self.words[phrase.first : phrase.core[0]]
        return phrase if any(word.lower() in _DETERMINERS for word in before) else None

    def _apposed_to(self, name: Name) -> Phrase | None:
        """"the minister of ports and canals, Mr X", "the prefect, Commander X": the office whose apposition the name is."""
        noun = described_by(self.tree, name, self._bare_start(name))
        phrase = self._nominal_phrase(noun) if noun >= 0 else None
        return structs.replace(phrase, last=min(phrase.last, self._bare_start(name))) if phrase is not None else None

    def _office_ending_at(self, end: int) -> Phrase | None:
        """The office whose phrase runs up to token `end` without a verb or comma between."""
        for start in range(end - 1, max(-1, end - _LONGEST_TITLE), -1):
            if not self._may_stand_in_title(start):
                return None
            office = self.gazetteer.office(self.words, start)
            if office is None or start + office.length > end:
                continue
            start, length = self._widest(start, office.length, end)
            if self._bridges(start + length, end):
                best = self.gazetteer.office(self.words, start) or office
                return Phrase(self._left_edge(start), end, (start, start + length), best.entry.sector or "UNK")
        return None

    def _widest(self, start: int, length: int, end: int) -> tuple[int, int]:
        """The longest office that ends where this one does or later ("minister" -> "foreign minister")."""
        best = (start, length)
        for earlier in range(max(0, start - 4), start):
            office = self.gazetteer.office(self.words, earlier)
            if office is not None and start + length <= earlier + office.length <= end:
                return earlier, office.length
        return best

    def _may_stand_in_title(self, index: int) -> bool:
        token = self.tree.tokens[index]
        return token.upos in _TITLE_WORDS or token.text in {"-", "'s", "’s", "&", "and"} or (token.upos == "VERB" and token.xpos == "VBG")

    def _bridges(self, start: int, end: int) -> bool:
        """True where the words between office and name continue the office ("of Defense"), or there are none."""
        between = range(start, end)
        if not between or (all(self.tree.tokens[i].upos == "NOUN" for i in between) and self.tree.label(start - 1) == "compound"):
            return True
        if self.words[start].lower() not in {"of", "for", "in", "to", "at"}:
            return end - start <= 2 and all(self._is_rank(index) for index in between)
        return all(self.words[i].lower() in _LINKS or self.tree.tokens[i].upos in {"NOUN", "PROPN", "ADJ"} for i in between)

    def _is_rank(self, index: int) -> bool:
        return self.gazetteer.office(self.words, index) is not None or self.tree.label(index).startswith("nmod:desc")

    def _left_edge(self, start: int) -> int:
        """Where the office's own modifiers begin: "[the Moroccan] foreign minister"."""
        edge = start
        while edge > 0 and edge > start - 6:
            token = self.tree.tokens[edge - 1]
            modifies = token.upos in {"ADJ", "PROPN", "NOUN", "DET"} or token.deprel == "amod"  # "the ousted president"
            if modifies or token.text in {"'s", "’s", "-"} or token.xpos == "PRP$":
                edge -= 1
                continue
            break
        return edge

    def _appositions_after(self, name: Name) -> Iterator[Phrase]:
        """"X, the foreign minister of Y, …", "X, who leads …" excepted (see _led)."""
        at = name.last
        while at < len(self.words) - 1 and self.words[at] in {",", "("}:
            if self._is_age(at + 1):
                at += 2
                continue
            end = self._phrase_end(at + 1)
            phrase = self._office_within(at + 1, end)
            if phrase is None:
                return
            yield phrase
            at = end

    def _is_age(self, index: int) -> bool:
        """"X, 43, a teacher"."""
        return self.words[index].isdecimal() and self.words[index + 1 : index + 2] == [","]

    def _phrase_end(self, start: int) -> int:
        for index in range(start, min(len(self.words), start + 20)):
            ends = self.words[index] in _PHRASE_ENDS and not self._is_bracketed_acronym(index)
            if ends or self.tree.tokens[index].xpos in _CLAUSE_STARTS:
                return index
        return min(len(self.words), start + 20)

    def _is_bracketed_acronym(self, index: int) -> bool:
        """"Kenya Defence Forces (KDF) spokesman": either bracket around the acronym."""
        opening = index if self.words[index] == "(" else index - 2
        match self.words[max(opening, 0) : opening + 3]:
            case ["(", acronym, ")"]:
                return acronym.isupper()
        return False

    def _office_within(self, start: int, end: int) -> Phrase | None:
        """An office that heads the phrase: before any preposition."""
        for index in range(start, end):
            token = self.tree.tokens[index]
            if token.upos in _NO_OFFICE and token.xpos not in {"PRP$", "VBN", "VBG"}:
                return None
            person = self.mentions.person_at(index)
            if person is not None and self.words[person.last : person.last + 1] not in [[mark] for mark in _POSSESSIVES]:
                return None
            office = self._office_at(index)
            if office is not None and index + office[0] <= end:
                return Phrase(start, end, (index, index + office[0]), office[1])
        return None

    def _office_at(self, index: int) -> tuple[int, Sector] | None:
        """Length and sector of the office at a token: one of the table's, or the head "of" a body, whose sector it has."""
        office = self.gazetteer.office(self.words, index)
        if office is not None:
            return office.length, office.entry.sector or "UNK"
        is_head = self.words[index].lower() in _HEADS and self.words[index + 1 : index + 2] == ["of"]
        return (1, "UNK") if is_head or self._is_member(index) else None

    def _is_member(self, index: int) -> bool:
        """"a Hezbollah member"."""
        body = self.mentions.entity_at(index - 1) if index and self.words[index].lower() == "member" else None
        return body is not None and body.entry.sector in TELLING_BODIES

    def _predicate(self, name: Name) -> Phrase | None:
        """"X is the president of Y", "X became premier"."""
        head = name_head(self.tree, name)
        governor = self.tree.head(head)
        if governor < 0 or self.tree.label(head) not in {"nsubj", "nsubj:pass"}:
            return None
        if self.tree.children(governor, "cop"):
            return self._nominal_phrase(governor)
        if self.tree.lemma(governor) in {"become", "remain"}:
            complement = self.tree.child(governor, "xcomp", "obj")
            return self._nominal_phrase(complement) if complement >= 0 else None
        return None

    def _appointed(self, name: Name) -> Phrase | None:
        """"named X (as) army chief", "X was sworn in as president"."""
        head = name_head(self.tree, name)
        verb = self.tree.head(head)
        if verb < 0 or self.tree.lemma(verb) not in _NAMING or self.tree.label(head) not in {"obj", "nsubj:pass"}:
            return None
        for child in self.tree.children(verb, "xcomp", "obl"):
            if self.tree.label(child) == "xcomp" or self.tree.case(child) in {"as", "to"}:
                return self._nominal_phrase(child)
        return None

    def _precedent(self, name: Name) -> Phrase | None:
        """"the first US defence chief to do so since X": X held that office."""
        if name.first == 0 or self.words[name.first - 1].lower() != "since":
            return None
        for start in range(name.first - 2, max(-1, name.first - 16), -1):
            if self.words[start].lower() in {"first", "only", "last"}:
                return self._office_within(start + 1, name.first - 1)
        return None

    def _nominal_phrase(self, noun: int) -> Phrase | None:
        nodes = self.tree.subtree(noun)
        first, last = nodes[0], nodes[-1] + 1
        for index in range(first, noun + 1):
            office = self._office_at(index)
            if office is not None and index <= noun < index + office[0]:
                return Phrase(first, last, (index, index + office[0]), office[1])
        return None

    def _led(self, person: Person, name: Name) -> list[FoundRole]:
        """"the front, led by X"; "X, who leads the front"."""
        head = name_head(self.tree, name)
        for verb in (self.tree.head(head), *self.tree.children(head, "acl:relcl")):
            if verb < 0 or self.tree.lemma(verb) not in _LEADING or self.tree.tokens[verb].upos != "VERB":
                continue
            bodies = self.arguments.objects(verb) if head in self.arguments.subject(verb) else []
            for body in bodies:
                party = self.parties.at(body)
                if party is not None and party.name != person.name:
                    self._learn(person, "leader", party.country, party.sector)
                    span = self._span(min(body, name.first), max(body + 1, name.last))
                    return [FoundRole(person, "leader", party.name, party.country, former=False, span=span)]
        return []

    # -- what a phrase says -----------------------------------------------------------------------------------------------------------

    def _role(self, person: Person, name: Name, phrase: Phrase, *, former: bool) -> FoundRole:
        body = self._told_body(phrase, name)
        owner = self._owner(phrase) if body is None else None
        sector = self._sector(phrase, body, owner)
        words = self.mentions.text(*title_range(self.tree, self.mentions, phrase))
        unstated = None if sector == "IGO" else unstated_country(self.parties, name, words.lower(), sector)
        country = body.entry.country if body else owner.country if owner else unstated
        self._learn(person, words.lower(), country, sector)
        of = body.entry.name if body else None
        return FoundRole(person, words, of, country, former, self._span(min(phrase.first, name.first), max(phrase.last, name.last)))

    def _owner(self, phrase: Phrase) -> Party | None:
        """Whose office it is where no name says so: "its spokesman", "the rebels' envoy", "a leader of the movement"."""
        for index in range(phrase.first, phrase.core[0]):
            if self.tree.tokens[index].xpos == "PRP$" or self.words[index + 1].lower() in {"'s", "’s", "'", "’"}:
                owner = self.parties.at(index)
                if owner is not None:
                    return owner
        behind = range(phrase.core[1], self._clause_start(phrase))
        nouns = (i for i in behind if self.tree.label(i) == "nmod" and self.tree.case(i) == "of" and phrase.first <= self.tree.head(i))
        return next((party for index in nouns if (party := self.parties.at(index)) is not None), None)

    def _sector(self, phrase: Phrase, body: Entity | None, owner: Party | None) -> Sector:
        """The office's sector, or that of the body it is held in: an envoy of the United Nations, a police spokesman."""
        before = self.words[phrase.first : phrase.core[0]]
        if any(word.lower() == "opposition" for word in before):
            return "OPP"
        if body is not None and body.entry.kind not in STATES and body.entry.sector in TELLING_BODIES:
            return "OPP" if phrase.sector == "OPP" else self.parties.body_sector(body)
        if body is not None and body.entry.kind in STATES and phrase.sector == "IGO":
            return "GOV"  # "Kenya's special representative"
        if owner is not None and (owner.sector in TELLING_BODIES or phrase.sector == "UNK"):
            return owner.sector
        if phrase.sector == "UNK":
            return (body.entry.sector if body is not None else None) or "GOV"
        if before and self.words[phrase.core[1] - 1].lower() in _SPEAKING_FOR:
            return self.gazetteer.collective(self.tree.lemma(phrase.core[0] - 1)) or (owner.sector if owner else phrase.sector)
        return phrase.sector

    def _body(self, phrase: Phrase) -> Entity | None:
        """The state or organisation the phrase names: the "of" phrase's first, else the nearest modifier's."""
        after = [self.mentions.entity_at(i) for i in range(phrase.core[1], self._clause_start(phrase))]
        before = [self.mentions.entity_at(i) for i in range(phrase.core[0] - 1, phrase.first - 1, -1)]
        inside = [self.mentions.entity_at(i) for i in range(*phrase.core)]
        for entity in (*after, *before, *inside):
            if entity is not None and (entity.entry.country or entity.entry.sector in {"IGO", "NGO", "REB"}):
                return entity
        return None

    def _told_body(self, phrase: Phrase, name: Name) -> Entity | None:
        """The state or organisation that the page says the office is of."""
        return self._own_of_several(phrase, name) or self._body(phrase) or self._state_behind(name)

    def _own_of_several(self, phrase: Phrase, name: Name) -> Entity | None:
        """"the French and Russian presidents X and Y": each is of the state that stands in the same place."""
        office = phrase.core[1] - 1
        states = [e for e in self.mentions.entities if e.last <= office and e.last - 1 in self.tree.subtree(office) and e.entry.country]
        if len(states) < 2 or not self._is_plural(phrase):
            return None
        head = name_head(self.tree, name)
        persons = self.tree.conjuncts(self.tree.first_conjunct(head))
        return states[persons.index(head)] if len(persons) == len(states) and head in persons else None

    def _state_behind(self, name: Name) -> Entity | None:
        """"Foreign Minister X of Chad"."""
        behind = self.tree.children(name_head(self.tree, name), "nmod")
        entities = (self.mentions.entity_at(node) for node in behind if self.tree.case(node) == "of")
        return next((entity for entity in entities if entity is not None and entity.entry.country), None)

    def _clause_start(self, phrase: Phrase) -> int:
        """Where a clause within the phrase begins: "the first US envoy | to visit Mali"."""
        later = range(phrase.core[1], phrase.last)
        return next((i for i in later if self.tree.tokens[i].xpos == "TO" or self.tree.tokens[i].upos in {"VERB", "AUX"}), phrase.last)

    def _learn(self, person: Person, role: str, country: str | None, sector: Sector) -> None:
        person.roles.append((role, country))
        person.country = person.country or country
        if person.sector == "UNK":
            person.sector = sector

    def _is_former(self, phrase: Phrase) -> bool:
        before = range(max(0, phrase.core[0] - 3), phrase.core[0])
        return any(self.words[index].lower() in _FORMER for index in before)

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tree.tokens[first].start, self.tree.tokens[last - 1].end)
