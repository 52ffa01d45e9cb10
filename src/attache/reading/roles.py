"""Who is who: the offices, ranks and positions a page gives to the persons it names.

In: a tree with its mentions and the cast so far. Out: `FoundRole` records; the persons they are about are entered in the cast with country
and sector. Patterns: title before the name, apposition on either side, "X is the …", "named … as …", "led by X", "the first … since X".
"""
from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, structs

from attache.model import Name, Party, Sector, Span
from attache.reading.arguments import Arguments
from attache.reading.cast import Cast, Person
from attache.reading.gazetteer import Gazetteer
from attache.reading.leaders import leader
from attache.reading.mentions import STATES, Entity, Mentions
from attache.reading.parties import Parties
from attache.reading.tree import Tree

_FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "then", "toppled", "overthrown", "longtime", "one-time", "onetime"})
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "a", "an", "'s", "’s", "'", "’"})
_HONORIFICS = frozenset({
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame", "lord", "lady", "dr", "dr.", "rev", "rev.", "comrade", "shri", "sheikh", "hon",
    "barrister", "alhaji", "maître", "baroness",
})
_PEERS = frozenset({"counterpart", "host", "guest", "visitor", "shadow"})  # what somebody is to another: no office, but tells a state
_PHRASE_ENDS = frozenset({",", ";", ")", "(", ":", "–", "—"})
_CLAUSE_STARTS = frozenset({"VBD", "VBZ", "VBP", "WP", "WDT", "MD"})
_NO_OFFICE = frozenset({"ADP", "VERB", "AUX", "PRON"})
_LEADING = frozenset({"lead", "head", "command", "chair", "run", "found", "govern", "rule"})
_NAMING = frozenset({"appoint", "name", "elect", "nominate", "install", "choose", "swear", "confirm", "designate", "reelect", "proclaim"})
_TITLE_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "NUM"})
_LINKS = frozenset({"of", "for", "in", "the", "'s", "’s", "to", "and", "-", "at", "on", "&"})
_TELLING_BODIES = frozenset({"IGO", "NGO", "REB", "CRM", "BUS", "MED", "PTY", "OPP"})  # their people are theirs, whatever the office
_SPEAKING_FOR = frozenset({
    "spokesman", "spokeswoman", "spokesperson", "chief", "leader", "commander", "official", "boss", "head", "negotiator", "director",
})
_LONGEST_TITLE = 14


class FoundRole(Struct, frozen=True):
    """A role as found: the words, whose country and body it belongs to, and the page offsets that say so."""

    person: Person
    role: str
    of: str | None
    country: str | None
    former: bool
    span: Span


class Phrase(Struct, frozen=True):
    """A stretch of tokens that names an office: `core` is the office itself."""

    first: int
    last: int
    core: tuple[int, int]
    sector: Sector


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
            for phrase, former in self._phrases(name):
                found.append(self._role(person, name, phrase, former=former))
            found += self._led(person, name)
            self._learn_allegiance(person, name)
        return found

    def _learn_allegiance(self, person: Person, name: Name) -> None:
        """"X of the Teachers' Union", "her Kenyan counterpart, X": no office, but whose side somebody is on."""
        head = self._name_head(name)
        for node in self.tree.children(head, "nmod"):
            body = self.parties.at(node) if self.tree.case(node) in {"of", "from"} else None
            if body is not None and not person.roles and self.mentions.person_at(node) is None:
                self._learn(person, "member", body.country, body.sector)
        noun = self._described_by(name)
        sector = self.parties.sector_of(noun) if noun >= 0 and not person.roles else None
        if sector is not None:  # "the officer, X"
            self._learn(person, self.tree.lemma(noun), self.parties.country_of(noun), sector)
        before = name.first - 1 - (self.words[name.first - 1] == ",")
        if before >= 0 and self.tree.lemma(before) in _PEERS and not person.roles:
            self._learn(person, self.tree.lemma(before), self.parties.country_of(before), "GOV")

    def _phrases(self, name: Name) -> Iterator[tuple[Phrase, bool]]:
        seen: set[tuple[int, int]] = set()
        ways = (self._apposed_to(name), self._title_before(name), self._apposition_before(name), *self._appositions_after(name),
                self._predicate(name), self._appointed(name))
        for phrase in ways:
            if phrase is not None and phrase.core not in seen:
                seen.add(phrase.core)
                yield phrase, self._is_former(phrase)
        precedent = self._precedent(name)
        if precedent is not None and precedent.core not in seen:
            yield precedent, True

    # -- patterns -------------------------------------------------------------------------------------------------------------------

    def _title_before(self, name: Name) -> Phrase | None:
        """"Moroccan Foreign Minister X", "Secretary of Defense X"."""
        return self._office_ending_at(self._bare_start(name))

    def _bare_start(self, name: Name) -> int:
        """Where a name begins with its "Mr", "Sir" or "Dr"."""
        start = name.first
        while start > 0 and self.words[start - 1].lower() in _HONORIFICS:
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
        noun = self._described_by(name)
        phrase = self._nominal_phrase(noun) if noun >= 0 else None
        return structs.replace(phrase, last=min(phrase.last, self._bare_start(name))) if phrase is not None else None

    def _described_by(self, name: Name) -> int:
        """The noun before a name that it is an apposition of, or -1."""
        head = self._name_head(name)
        noun = self.tree.head(head)
        titles = [rank for rank in self.tree.children(head, "nmod:desc") if rank < name.first]  # "the chief of staff, General X"
        behind_comma = self.words[min(self._bare_start(name), *titles, name.first) - 1] == ","
        return noun if behind_comma and self.tree.label(head) == "appos" and 0 <= noun < name.first else -1

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
            end = self._phrase_end(at + 1)
            phrase = self._office_within(at + 1, end)
            if phrase is None:
                return
            yield phrase
            at = end

    def _phrase_end(self, start: int) -> int:
        for index in range(start, min(len(self.words), start + 20)):
            if self.words[index] in _PHRASE_ENDS or self.tree.tokens[index].xpos in _CLAUSE_STARTS:
                return index
        return min(len(self.words), start + 20)

    def _office_within(self, start: int, end: int) -> Phrase | None:
        """An office that heads the phrase: before any preposition."""
        for index in range(start, end):
            token = self.tree.tokens[index]
            if token.upos in _NO_OFFICE and token.xpos not in {"PRP$", "VBN", "VBG"}:
                return None
            if self.mentions.person_at(index) is not None:
                return None
            office = self.gazetteer.office(self.words, index)
            if office is not None and index + office.length <= end:
                return Phrase(start, end, (index, index + office.length), office.entry.sector or "UNK")
        return None

    def _predicate(self, name: Name) -> Phrase | None:
        """"X is the president of Y", "X became premier"."""
        head = self._name_head(name)
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
        head = self._name_head(name)
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
            office = self.gazetteer.office(self.words, index)
            if office is not None and index <= noun < index + office.length:
                return Phrase(first, last, (index, index + office.length), office.entry.sector or "UNK")
        return None

    def _led(self, person: Person, name: Name) -> list[FoundRole]:
        """"the front, led by X"; "X, who leads the front"."""
        head = self._name_head(name)
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
        body = self._body(phrase) or self._state_behind(name)
        owner = self._owner(phrase) if body is None else None
        sector = self._sector(phrase, body, owner)
        unstated = None if sector == "IGO" else self._unstated_country(name)
        country = body.entry.country if body else owner.country if owner else unstated
        words = self.mentions.text(*self._title_range(phrase))
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
        if body is not None and body.entry.kind not in STATES and body.entry.sector in _TELLING_BODIES:
            return "OPP" if phrase.sector == "OPP" else self.parties.body_sector(body)
        if body is not None and body.entry.kind in STATES and phrase.sector == "IGO":
            return "GOV"  # "Kenya's special representative"
        if owner is not None and owner.sector in _TELLING_BODIES:
            return owner.sector
        if before and self.words[phrase.core[1] - 1].lower() in _SPEAKING_FOR:
            return self.gazetteer.collective(self.tree.lemma(phrase.core[0] - 1)) or (owner.sector if owner else phrase.sector)
        return phrase.sector

    def _title_range(self, phrase: Phrase) -> tuple[int, int]:
        first, last = phrase.core
        while last < phrase.last and self.words[last].lower() in {"of", "for", "in"} and last + 1 < phrase.last:
            entity = next((e for i in range(last + 1, min(last + 3, phrase.last)) if (e := self.mentions.entity_at(i))), None)
            if entity is not None:
                break
            last = self._noun_end(last + 1, phrase.last)
        while first > phrase.first and self._belongs_to_title(first - 1):
            first -= 1
        return first, last

    def _belongs_to_title(self, index: int) -> bool:
        return self.tree.tokens[index].upos in {"ADJ", "NOUN", "PROPN"} and self.mentions.entity_at(index) is None

    def _noun_end(self, start: int, end: int) -> int:
        at = start
        while at < end and self.mentions.entity_at(at) is None and self._continues_title(at):
            at += 1
        return max(at, start + 1)

    def _continues_title(self, index: int) -> bool:
        return self.tree.tokens[index].upos in {"NOUN", "PROPN", "ADJ", "CCONJ"} or self.words[index].lower() in {"of", "the", "in"}

    def _body(self, phrase: Phrase) -> Entity | None:
        """The state or organisation the phrase names: the "of" phrase's first, else the nearest modifier's."""
        after = [self.mentions.entity_at(i) for i in range(phrase.core[1], self._clause_start(phrase))]
        before = [self.mentions.entity_at(i) for i in range(phrase.core[0] - 1, phrase.first - 1, -1)]
        inside = [self.mentions.entity_at(i) for i in range(*phrase.core)]
        for entity in (*after, *before, *inside):
            if entity is not None and (entity.entry.country or entity.entry.sector in {"IGO", "NGO", "REB"}):
                return entity
        return None

    def _state_behind(self, name: Name) -> Entity | None:
        """"Foreign Minister X of Chad"."""
        behind = self.tree.children(self._name_head(name), "nmod")
        entities = (self.mentions.entity_at(node) for node in behind if self.tree.case(node) == "of")
        return next((entity for entity in entities if entity is not None and entity.entry.country), None)

    def _clause_start(self, phrase: Phrase) -> int:
        """Where a clause within the phrase begins: "the first US envoy | to visit Mali"."""
        later = range(phrase.core[1], phrase.last)
        return next((i for i in later if self.tree.tokens[i].xpos == "TO" or self.tree.tokens[i].upos in {"VERB", "AUX"}), phrase.last)

    def _unstated_country(self, name: Name) -> str | None:
        """The country of an office given without one: a leader's, the place the sentence is about, else the page's focus."""
        named = self.mentions.text(name.first, name.last)
        told = leader(named, self.mentions.date)
        if told is not None and told.country:
            return told.country
        known = self.cast.known_person(named)
        if known is not None and known.country:
            return known.country
        if self.tree.label(self._name_head(name)).startswith("nsubj"):
            return self.cast.focus(self._told_about(name))
        return self._scene(name) or self.cast.focus()

    def _told_about(self, name: Name) -> frozenset[str]:
        """The states that a clause's subject deals with: hardly the own one."""
        clause = self.tree.clause(self._name_head(name))
        behind = [
            e for e in self.mentions.entities
            if e.first >= name.last and e.entry.kind in STATES and not self._is_subject(e) and self.tree.clause(e.last - 1) == clause
        ]
        return frozenset(entity.entry.country for entity in behind if entity.entry.country)

    def _scene(self, name: Name) -> str | None:
        for entity in reversed(self.mentions.entities):
            node = entity.last - 1
            if entity.first < name.first and entity.entry.kind in STATES | {"city"} and self.tree.label(node) in {"obj", "obl"}:
                return entity.entry.country
        behind = [e for e in self.mentions.entities if e.last <= name.first and e.entry.country and not self._is_subject(e)]
        return behind[-1].entry.country if behind else None

    def _is_subject(self, entity: Entity) -> bool:
        return any(self.tree.label(index).startswith("nsubj") for index in range(entity.first, entity.last))

    def _learn(self, person: Person, role: str, country: str | None, sector: Sector) -> None:
        person.roles.append((role, country))
        person.country = person.country or country
        if person.sector == "UNK":
            person.sector = sector

    def _is_former(self, phrase: Phrase) -> bool:
        before = range(max(0, phrase.core[0] - 3), phrase.core[0])
        return any(self.words[index].lower() in _FORMER for index in before)

    def _name_head(self, name: Name) -> int:
        for index in range(name.first, name.last):
            if not name.first <= self.tree.head(index) < name.last:
                return index
        return name.first

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tree.tokens[first].start, self.tree.tokens[last - 1].end)
