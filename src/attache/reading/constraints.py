"""Whether a frame's conditions hold at a token: its words, its constraints, the verb that carries an event noun.

In: a tree with its parties and the lexicon. Out: yes or no, and the support verb of a noun. A constraint on words looks at the lemma of the
filler's head, at its compound, and through measure nouns ("a series of raids").
"""
from __future__ import annotations

from dataclasses import dataclass

from attache.reading.arguments import Arguments
from attache.reading.factuality import PAST_AS_PRESENT
from attache.reading.frames import Constraint, Frame, Lexicon, Support
from attache.reading.parties import Parties
from attache.reading.tree import Tree

_OBLIGATIONS = frozenset({"must", "should", "ought"})
_NEEDS = frozenset({"have", "need"})
_BEFOREHAND = frozenset({"before", "if", "until", "unless"})
_HOUSES = frozenset({"office", "bureau"})
_SEEMING = frozenset({"remain", "seem", "look", "appear", "stay"})


@dataclass
class Matcher:
    """Checks the frames of one sentence."""

    tree: Tree
    parties: Parties
    arguments: Arguments
    lexicon: Lexicon

    def words_match(self, index: int, frame: Frame) -> bool:
        """True where the words of the trigger beyond its head stand by the token: particles, modifiers, "of" phrases."""
        rest = frame.trigger[1:]
        if not rest:
            return True
        if frame.pos == "V":
            near = {self.tree.lemma(c) for c in self.tree.children(index, "compound:prt", "advmod", "case", "obl", "xcomp", "obj")}
            near |= {word for c in self.tree.children(index, "obl", "obj") if not self._is_time(c) for word in self.tree.case(c).split()}
            if index + 1 < len(self.tree):  # "handed over thirty generators", read as more than thirty
                near.add(self.tree.lemma(index + 1))
            return all(word in near for word in rest)
        if rest[0] == "of":
            return any(self.tree.lemma(c) == rest[-1] for c in self.tree.children(index, "nmod") if self.tree.case(c) == "of")
        modifiers = {self.tree.lemma(c) for c in self.tree.children(index, "compound", "amod")}
        return all(word in modifiers or ((at := index - len(rest) + place) >= 0 and self.tree.lemma(at) == word)
                   for place, word in enumerate(rest))

    def _is_time(self, index: int) -> bool:
        """"called the premier on Friday" is no "call on"."""
        times = self.lexicon.classes["weekday"] | self.lexicon.classes["moment"]
        return self.tree.lemma(index) in times or self.tree.tokens[index].upos == "NUM" or self.tree.label(index) == "obl:tmod"

    def support(self, noun: int) -> tuple[Support | None, int]:
        """The support verb that carries an event noun and its index, or (None, -1)."""
        verb = self.arguments.supporting_verb(noun)
        if verb < 0:
            return None, -1
        for support in self.lexicon.supports.get(self.tree.lemma(verb), []):
            particles = {self.tree.lemma(c) for c in self.tree.children(verb, "compound:prt", "advmod", "obl")}
            if all(word in particles for word in support.verb[1:]):
                return support, verb
        return None, -1

    def holds(self, constraint: Constraint, index: int) -> bool:
        """Whether a constraint is met, its negation left aside."""
        match constraint.kind:
            case "obj" | "iobj" | "subj" | "topic":
                return self._any_fits(constraint, self._nominals(constraint.kind, index))
            case "prep":
                nodes = self.arguments.prepositional(index, constraint.name, nested=not constraint.negated)
                return self._any_fits(constraint, nodes)
            case "aux":
                return any(self.tree.lemma(c) in constraint.words for c in self.tree.children(index, "aux"))
            case "prt":
                return any(self.tree.lemma(c) == constraint.name for c in self.tree.children(index, "compound:prt", "advmod"))
            case "comp":
                return self._has_complement(constraint, index)
            case "pred":
                return self._any_fits(constraint, self._predicates(index))
            case "lv":
                return self.support(index)[0] is not None
            case "plural":
                return self.tree.tokens[index].xpos in {"NNS", "NNPS"}
            case "mod":
                return self._has_modifier(constraint, index)
            case _:
                return not self.tree.children(index)  # "nodep"

    def _predicates(self, index: int) -> list[int]:
        """What is said of something: "said it was a crime", "said it remains a disgrace"."""
        clauses = self.tree.children(index, "xcomp", "ccomp")
        clauses += [c for clause in clauses if self.tree.lemma(clause) in _SEEMING for c in self.tree.children(clause, "xcomp")]
        return [clause for clause in clauses if self.tree.tokens[clause].upos != "VERB"]

    def asked_for(self, index: int, frame: Frame) -> set[int]:
        """The nominals whose words a frame asks for: "signed an accord", "a note of protest"."""
        found = {c for c in self.tree.children(index, "nmod") if "of" in frame.trigger and self.tree.lemma(c) == frame.trigger[-1]}
        for constraint in (c for c in frame.constraints if c.words and not c.negated):
            if constraint.kind == "obj":
                found |= {node for head in self.arguments.objects(index) for node in self.tree.conjuncts(head)}
            if constraint.kind == "prep":
                found |= set(self.arguments.prepositional(index, constraint.name))
        return found

    def _nominals(self, kind: str, index: int) -> list[int]:
        """The fillers of a slot; the topic is what a reported clause is about."""
        match kind:
            case "obj":
                return self.arguments.objects(index)
            case "iobj":
                return self.arguments.indirect_objects(index)
            case "subj":
                return self.arguments.subject(index)
            case _:
                return self.arguments.topics(index)

    def _has_complement(self, constraint: Constraint, index: int) -> bool:
        clauses = self.tree.children(index, "xcomp", "ccomp", "advcl", "acl")
        clauses += [c for o in self.arguments.objects(index) for c in self.tree.children(o, "acl") if self.tree.label(c) == "acl"]
        if "inf" in constraint.words:
            return any(self._is_infinitive(clause) for clause in clauses)
        if "that" in constraint.words:
            return any(self.tree.label(clause) == "ccomp" for clause in clauses)
        if "must" in constraint.words:
            told = [clause for clause in clauses if self.tree.label(clause) == "ccomp"]
            return any(self._is_demand(clause) for clause in told + self.arguments.put_behind(index))
        lemmas = {self.tree.lemma(clause) for clause in clauses}
        return bool(lemmas & constraint.words) if constraint.words else bool(clauses)

    def _is_demand(self, clause: int) -> bool:
        """"that Chad must leave", "that Chad leave": a clause that says what another one has to do."""
        auxiliaries = self.tree.children(clause, "aux")
        told = any(self.tree.lemma(child) in _OBLIGATIONS for child in auxiliaries)
        if not (told or self._is_subjunctive(min([*auxiliaries, clause])) or self._is_condition(clause)):
            return False
        return any(self.tree.tokens[s].upos != "PRON" and self.parties.each_at(s) for s in self.tree.children(clause, "nsubj"))

    def _is_condition(self, clause: int) -> bool:
        """"that Chad has to leave in order to get aid", "would have to leave before": what somebody has to do first."""
        if self.tree.lemma(clause) not in _NEEDS or not self.tree.children(clause, "xcomp"):
            return False
        needed = self.tree.children(clause, "xcomp")[0]
        every = [c for verb in (clause, needed) for c in self.tree.children(verb, "advcl")]
        return any(self._is_infinitive(c) or _BEFOREHAND & {self.tree.lemma(m) for m in self.tree.children(c, "mark")} for c in every)

    def _is_subjunctive(self, verb: int) -> bool:
        """"that Chad leave", also where the parser takes it for a plural's present; "that Chad put" is a past."""
        token = self.tree.tokens[verb]
        single = any(self.tree.tokens[s].xpos == "NNP" and not self.tree.children(s, "conj") for s in self.tree.children(verb, "nsubj"))
        return token.xpos == "VB" or (token.xpos == "VBP" and single and token.text.lower() not in PAST_AS_PRESENT)

    def _is_infinitive(self, clause: int) -> bool:
        return any(self.tree.lemma(m) == "to" for m in self.tree.children(clause, "mark"))

    def _has_modifier(self, constraint: Constraint, index: int) -> bool:
        modifiers = [self.tree.lemma(c) for c in self.tree.children(index, "compound", "amod", "nmod:poss")]
        return any(not constraint.words or word in constraint.words for word in modifiers)

    def _any_fits(self, constraint: Constraint, nodes: list[int]) -> bool:
        every = [conjunct for node in nodes for conjunct in self.tree.conjuncts(node)]
        if not constraint.words:
            return bool(every)
        return any(self._fits(constraint.words, node) for node in every)

    def _fits(self, words: frozenset[str], node: int) -> bool:
        if "party" in words and any(self.parties.each_at(n) or self.parties.place_party(n) is not None for n in self._housed(node)):
            return True
        if "person" in words and self.parties.person(node) is not None:
            return True
        lemma = self.tree.lemma(node)
        if lemma in words:
            return True
        compounds = (f"{self.tree.lemma(c)} {lemma}" for c in self.tree.children(node, "compound", "amod"))
        if any(compound in words for compound in compounds):
            return True
        measured = self.tree.children(node, "nmod") if lemma in self.lexicon.classes["measure"] else []
        return any(self._fits(words, c) for c in measured if self.tree.case(c) == "of")

    def _housed(self, node: int) -> list[int]:
        """A nominal; of "the president's office" also whose it is."""
        return [node, *(self.tree.children(node, "nmod:poss") if self.tree.lemma(node) in _HOUSES else [])]
