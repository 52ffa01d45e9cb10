"""Standing facts between named parties: who is whose ally, who backs, leads, arms, hosts or belongs to whom.

In: a tree with its mentions, parties and the page's cast. Out: `FoundRelation` records with the page offsets of the words that say so.
Which words say what is the table `relations.tsv`; here is only how its seven kinds of pattern stand in a sentence:

compound   "the Geneva-based council"             prefix, head
title      "Turkish and Qatari ally Somalia"      owner, holder
mutual     "rivals India and Pakistan"            first, second
possessed  "its Ugandan allies"                   owner, holder
noun       "Turkey, an ally of Qatar"             holder, owner
regarded   "sees the country as an ally"          owner (who sees it so), holder
predicate  "Iran backs Hezbollah"                 subj and obj (logical), nsubj (grammatical), prepositions

Acts are refused: a verb counts in the present (or, where its rule says so, the perfect), plain and asserted.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from attache.model import Span
from attache.reading.arguments import Arguments
from attache.reading.cast import Cast
from attache.reading.factuality import status_of
from attache.reading.mentions import Mentions
from attache.reading.parties import Parties
from attache.reading.relation_names import Named, Namer
from attache.reading.relation_rules import Kind, Rule, Side, rules
from attache.reading.tree import RELATIVE_PRONOUNS, Tree

_HYPHENS = frozenset({"-", "–", "‑"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_JOINTS = frozenset({"and", ",", "&"})
_NO_LONGER = frozenset(
    {"former", "onetime", "one-time", "erstwhile", "ex", "ex-", "potential", "possible", "alleged", "then", "would-be", "likely", "future"}
)
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "longer", "hardly"})
_BEING = frozenset({"remain", "become", "be"})
_REGARDING = frozenset({"see", "regard", "consider", "view", "describe", "call", "count"})
_DESCRIBING = frozenset({"acl", "amod", "appos"})
_WORDS_BETWEEN = 4  # adjectives and nouns between an owner and "ally": "Turkish long-time trade ally"
_LONGEST_HEAD = 9  # words looked at after "-backed"


class FoundRelation(Struct, frozen=True):
    """A relation as found, and the page offsets of its quote."""

    subject: str
    predicate: str
    object: str
    span: Span


def find_relations(tree: Tree, mentions: Mentions, parties: Parties, cast: Cast) -> list[FoundRelation]:
    """The standing relations one sentence states, in its order, each once. Spans are offsets of the page text."""
    finder = _Finder(tree, mentions, parties, cast)
    found: dict[tuple[str, str, str], FoundRelation] = {}
    for index in range(len(tree)):
        for relation in finder.relations(index):
            found.setdefault((relation.subject, relation.predicate, relation.object), relation)
    return list(found.values())


class _Finder:
    """The patterns of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, parties: Parties, cast: Cast) -> None:
        self.tree, self.mentions, self.parties = tree, mentions, parties
        self.namer = Namer(tree, mentions, parties, cast)
        self.arguments = Arguments(tree)
        self.words = [token.text.lower() for token in tree.tokens]

    def relations(self, index: int) -> Iterator[FoundRelation]:
        """The relations a token is the trigger of."""
        token = self.tree.tokens[index]
        if self._is_suffix(index):
            yield from self._compound(index)
        elif self.mentions.entity_at(index) is None:
            yield from self._nominal(index)
        if token.xpos[:2] in {"VB", "JJ"} and not self._is_suffix(index):
            for rule in rules("predicate").get(self.tree.lemma(index), ()):
                yield from self._predicate(rule, index)

    def _is_suffix(self, index: int) -> bool:
        hyphen = self.tree.tokens[index - 1]
        joined = index >= 2 and hyphen.text in _HYPHENS and hyphen.end == self.tree.tokens[index].start
        return joined and self.words[index] in rules("compound")

    # -- "Geneva-based council" -------------------------------------------------------------------------------------------------------

    def _compound(self, index: int) -> Iterator[FoundRelation]:
        for rule in rules("compound").get(self.words[index], ()):
            whole = self.mentions.entity_at(index)
            if whole is None:
                prefix = self.namer.name_at(index - 2, rule.side("prefix").sorts)
                head = self._compound_head(index + 1, prefix, rule.side("head")) if prefix else None
            else:  # the gazetteer knows the body by its description
                prefix = self.namer.within(whole.first, index - 1, rule.side("prefix").sorts)
                head = self.namer.name_at(index, rule.side("head").sorts)
            if prefix and head:
                yield from self._pairs(rule, {"prefix": [prefix], "head": [head]}, index)

    def _compound_head(self, first: int, prefix: Named | None, side: Side) -> Named | None:
        """What a compound participle stands before: the first name in the phrase, else the group it describes."""
        noun = -1
        for at in range(first, min(first + _LONGEST_HEAD, len(self.tree))):
            named = self.namer.quoted(at) or self.namer.name_at(at, side.sorts - {"state"})
            if named is not None:
                return named if named.sort in side.sorts else None
            if self.tree.tokens[at].upos not in {"NOUN", "PROPN", "ADJ", "NUM"} and self.words[at] not in _HYPHENS:
                break
            noun = at if self.tree.tokens[at].upos in {"NOUN", "PROPN"} else noun
        return self._described_group(first, noun, prefix) if noun >= 0 and prefix else None

    def _described_group(self, first: int, noun: int, prefix: Named) -> Named | None:
        """"Tuareg militias" where a name tells them apart, else all of "Nigerian-led forces"."""
        if self.parties.gazetteer.collective(self.tree.lemma(noun)) is None or self.namer.is_indefinite(noun):
            return None
        start = first if any(self.tree.tokens[at].text[0].isupper() for at in range(first, noun)) else prefix.first
        return Named(self.mentions.text(start, noun + 1), "group", start, noun + 1)

    # -- "Turkish and Qatari ally Somalia", "its Ugandan allies", "Turkey, an ally of Qatar" ------------------------------------------

    def _nominal(self, noun: int) -> Iterator[FoundRelation]:
        lemma = self.tree.lemma(noun)
        if self._is_past(noun):
            return
        titled = [found for rule in rules("title").get(lemma, ()) if self._fits(rule, noun) for found in self._title(rule, noun)]
        if titled or self.tree.tokens[noun].upos == "VERB":
            yield from titled
            return
        ways: tuple[tuple[Kind, Callable[[Rule, int], Iterator[FoundRelation]]], ...] = (
            ("mutual", self._mutual), ("noun", self._relational), ("regarded", self._regarded), ("possessed", self._possessed),
        )
        for kind, way in ways:
            for rule in rules(kind).get(lemma, ()):
                if self._fits(rule, noun):
                    yield from way(rule, noun)

    def _is_past(self, noun: int) -> bool:
        return any(word in _NO_LONGER for word in self.words[max(0, noun - _WORDS_BETWEEN) : noun])

    def _fits(self, rule: Rule, noun: int) -> bool:
        """True where what the rule needs stands with the noun, and nothing that bars it before."""
        before = set(self.words[max(0, noun - 3) : noun])
        below = {self.words[child] for child in self.tree.children(noun, "nmod")}
        return rule.never.isdisjoint(before) and (not rule.needs or not rule.needs.isdisjoint(before | below))

    def _title(self, rule: Rule, noun: int) -> Iterator[FoundRelation]:
        owners = self._names_before(noun, rule.side("owner"))
        after = noun + 1
        if owners and self.words[after : after + 1] == [","]:
            after += 2 if self.words[after + 1 : after + 2] == ["the"] else 1
        holders = self._names_after(after, rule.side("holder"), plural=self._is_plural(noun))
        yield from self._pairs(rule, {"owner": owners, "holder": holders}, noun)

    def _is_plural(self, noun: int) -> bool:
        return self.words[noun].endswith("s") and self.words[noun] != self.tree.lemma(noun)

    def _names_after(self, at: int, side: Side, *, plural: bool) -> list[Named]:
        """The names from a token on: one, or all of a coordination after a plural noun."""
        found: list[Named] = []
        while at < len(self.tree):
            named = self.namer.name_at(at, side.sorts) if not self._is_modifier(at) else None
            if named is None or named.first != at:
                break
            found.append(named)
            at = named.last
            if not plural:
                break
            while at < len(self.tree) and self.words[at] in _JOINTS:
                at += 1
        return found

    def _is_modifier(self, index: int) -> bool:
        """True for a demonym ("Russian") and for a name whose possession follows ("Russia's")."""
        entity = self.mentions.entity_at(index)
        if entity is None:
            return False
        follows = self.words[entity.last] if entity.last < len(self.tree) else ""
        return entity.entry.kind == "demonym" or follows in _POSSESSIVES or follows in _HYPHENS

    def _names_before(self, noun: int, side: Side) -> list[Named]:
        """The names and demonyms before a relational noun, its own adjectives and nouns skipped: whose ally."""
        at = noun - 1
        while at >= max(0, noun - 1 - _WORDS_BETWEEN) and self.namer.name_at(at, side.sorts) is None and self._may_stand_between(at):
            at -= 1
        if at < 0:
            return []
        if self.tree.tokens[at].upos in {"PRON", "DET"} and self.tree.tokens[at].xpos == "PRP$":
            owner = self.namer.at(at, side.sorts)
            return [owner] if owner else []
        return self._coordination_ending_at(at, side)

    def _may_stand_between(self, index: int) -> bool:
        token = self.tree.tokens[index]
        return token.upos in {"ADJ", "NOUN", "NUM", "ADV"} or token.text in _POSSESSIVES or token.text in _HYPHENS

    def _coordination_ending_at(self, at: int, side: Side) -> list[Named]:
        found: list[Named] = []
        while at >= 0:
            named = self.namer.name_at(at, side.sorts)
            if named is None or named.last != at + 1:
                break
            found.insert(0, named)
            at = named.first - 1
            if at < 1 or self.words[at] != "and":
                break
            at -= 1
        return found

    def _mutual(self, rule: Rule, noun: int) -> Iterator[FoundRelation]:
        """"Arch-rivals India and Pakistan": each the other's, said once."""
        pair = self._names_after(noun + 1, rule.subject, plural=self._is_plural(noun))
        if len(pair) == 2 and not self._names_before(noun, rule.subject):
            yield from self._pairs(rule, {"first": pair[:1], "second": pair[1:]}, noun)

    def _possessed(self, rule: Rule, noun: int) -> Iterator[FoundRelation]:
        """"its Ugandan and Rwandan allies": the possessor is the owner, the demonyms are the holders."""
        holders = self._coordination_ending_at(noun - 1, rule.side("holder"))
        if not holders or holders[0].first < 1:
            return
        possessor = holders[0].first - 1
        possessor -= self.words[possessor] in _POSSESSIVES
        owner = self.namer.at(possessor, rule.side("owner").sorts) if self._possesses(possessor, holders[0].first) else None
        yield from self._pairs(rule, {"owner": [owner] if owner else [], "holder": holders}, noun)

    def _possesses(self, index: int, before: int) -> bool:
        return self.tree.tokens[index].xpos == "PRP$" or index + 1 < before

    def _relational(self, rule: Rule, noun: int) -> Iterator[FoundRelation]:
        owners = self._owners(noun, rule.side("owner"))
        holders = [named for holder in self._holders(noun) for named in self._all(holder, rule.side("holder"))] if owners else []
        yield from self._pairs(rule, {"owner": owners, "holder": holders}, noun)

    def _regarded(self, rule: Rule, noun: int) -> Iterator[FoundRelation]:
        """"Paris sees the country as a close ally": the subject is the owner."""
        verb = self.tree.head(noun)
        if verb < 0 or self.tree.lemma(verb) not in _REGARDING or not self._is_standing(verb) or self._owners(noun, rule.side("owner")):
            return
        if self.tree.label(noun) == "xcomp" or self.tree.case(noun) == "as":
            owners = [named for node in self.arguments.subject(verb) for named in self._all(node, rule.side("owner"))]
            holders = [named for node in self.arguments.objects(verb) for named in self._all(node, rule.side("holder"))]
            yield from self._pairs(rule, {"owner": owners, "holder": holders}, noun)

    def _owners(self, noun: int, side: Side) -> list[Named]:
        """Whose: "Qatar's", "of Qatar", "Qatari"."""
        behind = [child for child in self.tree.children(noun, "nmod") if self.tree.case(child) in {"of", "to"}]
        found = [named for child in behind for named in self._all(child, side)] or self._names_before(noun, side)
        first = self.tree.first_conjunct(noun)
        return found if found or first == noun else self._owners(first, side)

    def _holders(self, noun: int) -> Iterator[int]:
        """The nominals said to be an ally: in apposition, before "and other allies", as subject of "is", "remains" or "becomes"."""
        first = self.tree.first_conjunct(noun)
        if self.tree.label(first) == "appos":
            yield self.tree.head(first)
        yield from self.tree.children(noun, "appos")
        if first < noun and any(self.words[child] == "other" for child in self.tree.children(noun, "amod")):
            yield from (node for node in self.tree.conjuncts(first) if node < noun)  # "France and other members"
        verb = self.tree.head(noun) if self.tree.label(noun) == "xcomp" else -1
        bearer = first if self.tree.children(first, "cop") else verb if verb >= 0 and self.tree.lemma(verb) in _BEING else -1
        if bearer >= 0 and self._is_present(bearer, perfect=True) and self._is_standing(bearer):
            yield from self.arguments.surface_subject(bearer)

    # -- "Iran backs Hezbollah" ---------------------------------------------------------------------------------------------------------

    def _predicate(self, rule: Rule, index: int) -> Iterator[FoundRelation]:
        holds = rule.tense == "any" or self._is_present(index, perfect=rule.tense == "perfect")
        if not holds or not self._is_standing(index):
            return
        if rule.needs and rule.needs.isdisjoint(self.tree.lemma(node) for node in self._things(index)):
            return
        slots = {side.slot: self._slot(index, side, rule) for side in (rule.subject, rule.object)}
        yield from self._pairs(rule, slots, index)

    def _things(self, index: int) -> list[int]:
        return [self.tree.head(index)] if "obj" in self._described_slots(index) else self.arguments.objects(index)

    def _slot(self, index: int, side: Side, rule: Rule) -> list[Named]:
        if side.slot in self._described_slots(index):
            return self._described(index, side, rule)
        nodes = [node for node in self._fillers(index, side.slot) if self.tree.lemma(node) not in rule.never]
        nearest = self._name_before_relative(index, nodes, side)
        return nearest or [named for node in nodes for named in self._all(node, side)]

    def _name_before_relative(self, index: int, nodes: list[int], side: Side) -> list[Named]:
        """"…, and Kenya, which hosts …": the last name before the pronoun of a singular relative clause, whatever the clause hangs on."""
        if self.tree.label(index) != "acl:relcl" or nodes != [self.tree.head(index)] or self.tree.tokens[index].xpos == "VBP":
            return []
        pronoun = next((at for at in self.tree.subtree(index) if self.words[at] in RELATIVE_PRONOUNS), -1)
        named = self._name_ending_before(pronoun, side) if pronoun >= 0 else None
        return [named] if named is not None else []

    def _fillers(self, index: int, slot: str) -> list[int]:
        if slot == "subj":
            return self.arguments.subject(index) or self._agent_after(index)
        if slot == "obj":
            return self.arguments.objects(index)
        if slot == "nsubj":
            return [] if self.tree.children(index, "obj") else self.arguments.surface_subject(index)
        return self.arguments.prepositional(index, slot)

    def _agent_after(self, index: int) -> list[int]:
        """The name a few words behind "led by", where the tree has lost the preposition."""
        if self.words[index + 1 : index + 2] != ["by"]:
            return []
        for at in range(index + 2, min(index + 6, len(self.tree))):
            if self.mentions.person_at(at) is not None or self.mentions.entity_at(at) is not None:
                return [at]
            if self.tree.tokens[at].upos not in {"NOUN", "PROPN", "ADJ", "DET"}:
                break
        return []

    def _described_slots(self, index: int) -> frozenset[str]:
        """The slots that the noun before a participle or adjective without auxiliary fills."""
        if self.tree.children(index, "aux", "cop", "nsubj", "nsubj:pass"):
            return frozenset()
        if self._is_adjective(index):
            return frozenset({"nsubj", "subj"})
        return frozenset({"nsubj", "obj"}) if self.tree.tokens[index].xpos == "VBN" else frozenset()

    def _is_adjective(self, index: int) -> bool:
        return self.tree.tokens[index].xpos.startswith("JJ")

    def _described(self, index: int, side: Side, rule: Rule) -> list[Named]:
        """The name right before "led by", else the noun the tree gives."""
        named = self._name_ending_before(index, side)
        if named is not None:
            return [named]
        noun = self.tree.head(index)
        return self._all(noun, side) if self.tree.label(index) in _DESCRIBING and self.tree.lemma(noun) not in rule.never else []

    def _name_ending_before(self, index: int, side: Side) -> Named | None:
        """The name that ends before a token, a comma or an acronym in brackets between."""
        at = index - 1 - (index > 1 and self.words[index - 1] == ",")
        if at >= 2 and self.words[at] == ")" and "(" in self.words[max(0, at - 4) : at]:
            at = max(place for place in range(max(0, at - 4), at) if self.words[place] == "(") - 1
        named = self.namer.name_at(at, side.sorts) if at >= 0 else None
        return named if named is not None and named.last == at + 1 else None

    def _is_present(self, index: int, *, perfect: bool) -> bool:
        """True for "backs", "is based", "is an ally", "led by" after a noun, adjectives; for "has led" where the rule says so."""
        token = self.tree.tokens[index]
        helpers = [self.tree.tokens[child].xpos in {"VBZ", "VBP"} for child in self.tree.children(index, "aux", "cop")]
        if not token.xpos.startswith("VB") or self.tree.is_passive(index):
            return all(helpers)
        if token.xpos == "VBN" and perfect:
            return any(helpers)
        return token.xpos in {"VBZ", "VBP"} and not helpers

    def _is_standing(self, index: int) -> bool:
        """True for what is asserted: what modifies a noun, whatever governs that noun; any other clause by its status."""
        if not _NEGATIONS.isdisjoint(self.tree.lemma(child) for child in self.tree.children(index, "advmod", "det")):
            return False
        return self.tree.label(index) in _DESCRIBING | {"acl:relcl"} or status_of(self.tree, index)[0] in {"happened", "ongoing"}

    # -- both sides ---------------------------------------------------------------------------------------------------------------------

    def _all(self, index: int, side: Side) -> list[Named]:
        """What a nominal and its conjuncts name."""
        named = (self.namer.at(node, side.sorts) for node in self.tree.conjuncts(index))
        return [name for name in named if name is not None]

    def _pairs(self, rule: Rule, slots: dict[str, list[Named]], trigger: int) -> Iterator[FoundRelation]:
        for subject in slots[rule.subject.slot]:
            for target in slots[rule.object.slot]:
                if subject.name != target.name and {subject.sort} <= rule.subject.sorts and {target.sort} <= rule.object.sorts:
                    yield FoundRelation(subject.name, rule.predicate, target.name, self._span(trigger, subject, target))

    def _span(self, trigger: int, *named: Named) -> Span:
        first = min(trigger, *(name.first for name in named))
        last = max(trigger + 1, *(name.last for name in named))
        return Span(self.tree.tokens[first].start, self.tree.tokens[last - 1].end)
