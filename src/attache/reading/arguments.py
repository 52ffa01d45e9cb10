"""Who stands in which slot of a predicate: syntax undone until subject and object are logical ones.

In: a tree and a predicate's index. Out: token indexes of the nominals that fill a slot (conjuncts not yet unfolded). Handles passives,
relative clauses and reduced relatives, control and raising, coordination with shared arguments, light verbs over event nouns.
"""
from __future__ import annotations

from collections.abc import Iterator

from attache.reading.tree import RELATIVE_PRONOUNS, Tree

CAUSING = frozenset({  # verbs whose object did what they say ("prompted Chad to withdraw")
    "prompt", "lead", "force", "cause", "compel", "drive", "spur", "oblige", "provoke", "induce", "trigger", "persuade", "convince", "get",
    "inspire", "goad", "push", "pressure", "pressurise", "pressurize", "coerce", "shame", "embolden", "motivate",
})
# Verbs whose infinitive is done by their object ("urged Iran to stop"); others leave it to their subject.
_OBJECT_CONTROL = frozenset(
    {"ask", "urge", "order", "tell", "force", "allow", "invite", "persuade", "press", "pressure", "push", "encourage", "instruct", "direct",
     "call", "compel", "help", "permit", "enable", "warn", "advise", "request", "command", "lead", "cause", "want", "expect", "require",
     "authorise", "authorize", "let", "make", "see", "accuse", "suspect", "stop", "prevent", "keep", "appoint", "name", "send", "get",
     "appeal"}
) | CAUSING
_CALLING = frozenset({"call", "press", "push", "appeal"})  # of these, whom they name with a preposition ("called on Iran to stop")
_WORDS_SPOKEN = frozenset({
    "statement", "declaration", "communique", "communiqué", "resolution", "letter", "petition", "message", "note", "speech", "article",
    "motion", "decree", "order", "ultimatum", "tweet", "post", "report", "manifesto", "edict",
})
_OTHER_MEANINGS = ("according to", "due to", "owing to", "thanks to", "prior to", "in addition to", "as to")  # none is "to"
_POSSESSION = {"belong": ("to",), "own": ("by",), "operate": ("by",), "run": ("by",), "charter": ("by",)}
_OPPOSED = frozenset({"against", "over", "about", "after", "following", "for", "during"})  # before what others did
_OF_SPEAKERS = frozenset({  # what whoever is quoted does, not those to whom something was done
    "accuse", "blame", "urge", "call", "warn", "ask", "condemn", "denounce", "criticise", "criticize", "praise", "hail", "thank", "demand",
    "deny", "reject", "vow", "pledge", "threaten",
})
_SUBJECT_LABELS = ("nsubj", "csubj")
_OBLIQUES = ("obl", "nmod", "obl:agent")


class Arguments:
    """Slot fillers of the predicates of one sentence."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    # -- verbs ----------------------------------------------------------------------------------------------------------------------

    def subject(self, verb: int, depth: int = 0) -> list[int]:
        """The logical subject: who does it."""
        if self.tree.is_passive(verb):
            return self._agent(verb)
        return self.surface_subject(verb, depth)

    def objects(self, verb: int) -> list[int]:
        """The logical object: whom or what it is done to."""
        if self.tree.is_passive(verb):
            return self._without_pronoun(self.surface_subject(verb, 0))
        direct = self.tree.children(verb, "obj") or self.tree.children(verb, "iobj")[-1:]
        if direct:
            return self._without_pronoun(direct)
        return self._relativised_object(verb) or self._shared_object(verb) or self._told_to(verb) or self._put_off(verb)

    def _put_off(self, verb: int) -> list[int]:
        """"denounced as unfair Mali's ban on imports": an object behind what it is called, which the parser takes for a bare oblique."""
        names = [c for c in self.tree.children(verb, "obl") if c > verb and self.tree.case(c) == "as"]
        bare = [c for c in self.tree.children(verb, "obl") if self.tree.label(c) == "obl" and not self.tree.case(c)]
        return [c for c in bare if names and c > names[0] and self.tree.tokens[c].upos in {"NOUN", "PROPN"}]

    def indirect_objects(self, verb: int) -> list[int]:
        """To whom something is given: the marked one, or the first of two objects."""
        marked = self.tree.children(verb, "iobj")
        direct = [] if marked or self.tree.is_passive(verb) else self.tree.children(verb, "obj")
        return marked[:1] or (direct[:1] if len(direct) > 1 else [])

    def _told_to(self, verb: int) -> list[int]:
        """"asked Chad to reopen the road": whom the parser made the infinitive's subject is the asking's object."""
        if self.tree.lemma(verb) not in _OBJECT_CONTROL:
            return []
        infinitives = [c for c in self.tree.children(verb, "xcomp", "ccomp", "advcl") if self.tree.tokens[c].xpos == "VB"]
        return [s for c in infinitives if not self.tree.children(c, "aux") for s in self.tree.children(c, "nsubj")]

    def surface_subject(self, verb: int, depth: int = 0) -> list[int]:
        """The grammatical subject, found through coordination, control and relative clauses."""
        own = self.tree.children(verb, *_SUBJECT_LABELS) or self._before_day(verb)
        inner = [c for c in own if self.tree.label(c) != "nsubj:outer"]
        if own:
            return self._without_pronoun(self._before_report(verb, inner or own))
        if depth > 6:
            return []
        return self._borrowed_subject(verb, depth)

    def _borrowed_subject(self, verb: int, depth: int) -> list[int]:
        label, head = self.tree.label(verb), self.tree.head(verb)
        if head < 0:
            return self._behind_quote(verb)
        if label == "conj":
            return self._quoted(verb, head, depth) or self.surface_subject(head, depth + 1)
        if label == "xcomp" or (label == "advcl" and self._is_told_to(verb, head)):
            return self._controller(head, depth)
        if label == "acl" and self.tree.tokens[verb].xpos in {"VBG", "VBN"}:
            return (self._owner_of_noun(head, depth) if self.tree.lemma(head) in _WORDS_SPOKEN else []) or [head]
        if label == "acl:relcl":
            return [head]
        if label == "acl":
            return self._owner_of_noun(head, depth)
        if label.startswith(("advcl", "ccomp", "parataxis")):
            return self.surface_subject(self.tree.clause(head), depth + 1)
        if label == "dep" or label == "appos":
            return self.surface_subject(head, depth + 1) if self.tree.tokens[head].upos == "VERB" else []
        return []

    def _quoted(self, verb: int, clause: int, depth: int) -> list[int]:
        """"Chad said nine men were shot and accused them of arson": the speaker, whatever clause the parser joins the verb to."""
        above = self.tree.head(clause)
        told = self.tree.label(clause) == "ccomp" and self.tree.is_passive(clause) and not self.tree.is_passive(verb)
        return self.surface_subject(above, depth + 1) if told and self.tree.lemma(verb) in _OF_SPEAKERS else []

    def _is_told_to(self, verb: int, head: int) -> bool:
        """An infinitive that the parser hangs loosely on what makes somebody do it: "called on Iran to stop", "led nurses to strike"; "into
        striking".
        """
        lemma = self.tree.lemma(head)
        marks = {self.tree.lemma(mark) for mark in self.tree.children(verb, "mark")}
        return (lemma in _CALLING | CAUSING and self.tree.tokens[verb].xpos == "VB") or (lemma in _OBJECT_CONTROL and "into" in marks)

    def topics(self, verb: int) -> list[int]:
        """What a reported clause is about: its subject; behind "it is a disgrace that Mali …" whoever does that."""
        clauses = self.put_behind(verb) or self.tree.children(verb, "ccomp")
        return [node for clause in clauses for node in self.surface_subject(clause)]

    def put_behind(self, verb: int) -> list[int]:
        """The clauses that "it" stands for in what somebody says: "said it was a pity that …"."""
        said = [clause for clause in self.tree.children(verb, "ccomp") if self.tree.children(clause, "expl")]
        places = [*said, *(c for clause in said for c in self.tree.children(clause, "xcomp", "ccomp"))]
        clauses = (c for place in places for c in self.tree.children(place, "csubj", "ccomp", "acl"))
        return [c for c in clauses if any(self.tree.lemma(mark) == "that" for mark in self.tree.children(c, "mark"))]

    def _before_day(self, verb: int) -> list[int]:
        """"Chad Friday recalled its envoy": a subject that the parser takes for part of the day's name."""
        days = [day for day in self.tree.children(verb, "obl") if day < verb and self.tree.label(day) == "obl:unmarked"]
        return [name for day in days for name in self.tree.children(day, "compound") if self.tree.tokens[name].upos == "PROPN"]

    def _before_report(self, verb: int, subjects: list[int]) -> list[int]:
        """"Chad shelled the town, the agency reported": the reporter, whom the parser makes a second subject, did not do it."""
        reported = self.tree.label(verb) == "ccomp" and self.tree.head(verb) > verb
        return [s for s in subjects if s < verb] or subjects if reported else subjects

    def _behind_quote(self, verb: int) -> list[int]:
        """"“It was a frank talk,” the minister said": a speaker whom the parser makes a second subject of what is said."""
        said = (clause for clause in self.tree.children(verb, "ccomp") if clause < verb)
        return [s for clause in said for s in self.tree.children(clause, "nsubj") if clause < s < verb]

    def _controller(self, head: int, depth: int) -> list[int]:
        if self.tree.lemma(head) in _OBJECT_CONTROL and not self.tree.is_passive(head):
            direct = self.tree.children(head, "obj", "iobj")
            if direct:
                return self._without_pronoun(direct)
            called = [c for c in self.tree.children(head, "obl") if self.tree.case(c) in {"on", "upon", "for", "to"}]
            if called and self.tree.lemma(head) in _CALLING:
                return called
        return self.surface_subject(head, depth + 1)

    def _owner_of_noun(self, noun: int, depth: int) -> list[int]:
        """"Mali's decision to expel": the noun's possessor, else the subject of the verb it is object of ("made a decision to expel")."""
        owners = self.tree.children(noun, "nmod:poss")
        if owners:
            return owners
        verb = self.tree.head(noun)
        if verb >= 0 and self.tree.tokens[verb].upos == "VERB" and self.tree.label(noun) in {"obj", "obl"}:
            return self.subject(verb, depth + 1)
        return []

    def _agent(self, verb: int) -> list[int]:
        found = list(self._with_case(verb, "by")) or self._nested([verb], "by")
        if found:
            return found
        if self.tree.label(verb) == "conj":
            head = self.tree.head(verb)
            return self._agent(head) if self.tree.is_passive(head) else []
        later = (c for c in self.tree.children(verb, "conj") if self.tree.is_passive(c) and not self.tree.children(c, "nsubj:pass"))
        return [agent for conjunct in later for agent in self._with_case(conjunct, "by")]  # "arrested and jailed by police"

    def _relativised_object(self, verb: int) -> list[int]:
        """The noun a relative clause is about, where it is the clause's object: "the deal (that) Mali signed"."""
        if self.tree.label(verb) != "acl:relcl" or self.tree.is_passive(verb):
            return []
        subjects = self.tree.children(verb, "nsubj")
        if subjects and self.tree.tokens[subjects[0]].text.lower() not in RELATIVE_PRONOUNS and not self.tree.children(verb, "obj"):
            return [self.tree.head(verb)]
        return []

    def _shared_object(self, verb: int) -> list[int]:
        """"condemned and rejected the plan": the first verb shares the last one's object."""
        for conjunct in self.tree.children(verb, "conj"):
            own_clause = self.tree.tokens[conjunct].upos != "VERB" or self.tree.children(conjunct, "nsubj", "cc")
            if not own_clause and not self._has_oblique(verb):
                return self.tree.children(conjunct, "obj")
        return []

    def _has_oblique(self, verb: int) -> bool:
        return bool(self.tree.children(verb, "obl", "xcomp", "ccomp"))

    def _without_pronoun(self, nodes: list[int]) -> list[int]:
        """Relative pronouns replaced by the noun they stand for."""
        return [self._antecedent(node) if self.tree.tokens[node].text.lower() in RELATIVE_PRONOUNS else node for node in nodes]

    def _antecedent(self, pronoun: int) -> int:
        for node in self.tree.ancestors(pronoun):
            if self.tree.label(node) == "acl:relcl":
                return self.tree.head(node)
        return pronoun

    # -- prepositions ---------------------------------------------------------------------------------------------------------------

    def prepositional(self, predicate: int, preposition: str, *, nested: bool = True) -> list[int]:
        """Nominals under `preposition` on the predicate, on its objects, or on the verb that carries a noun predicate; else `nested` one
        noun further down.
        """
        places = [predicate]
        if self.tree.tokens[predicate].upos == "VERB":
            places += self.objects(predicate)
            places += [c for c in self.tree.children(predicate, "xcomp") if self.tree.tokens[c].upos != "VERB"]
        else:
            verb = self.supporting_verb(predicate)
            places += [verb] if verb >= 0 and not (preposition == "by" and self._does_another_act(verb)) else []
        found = [child for place in places for child in self._with_case(place, preposition)]
        return found or (self._nested(places, preposition) if nested else [])

    def _does_another_act(self, verb: int) -> bool:
        """"the raid was condemned by Mali": whom "by" names did what the verb says; only who claims a raid made it."""
        return self.tree.is_passive(verb) and self.tree.lemma(verb) != "claim"

    def _nested(self, places: list[int], preposition: str) -> list[int]:
        """One noun further down, where attachment left it: "the release of ten prisoners by Chad"."""
        nouns = [c for place in places for c in self.tree.children(place, *_OBLIQUES) if self.tree.tokens[c].upos in {"NOUN", "PROPN"}]
        return [child for noun in nouns if not self._is_anothers(noun, preposition) for child in self._with_case(noun, preposition)]

    def _is_anothers(self, noun: int, preposition: str) -> bool:
        """"demonstrations against abuses by the army" are not by the army."""
        return preposition == "by" and self.tree.case(noun) in _OPPOSED and self.tree.tokens[self.tree.head(noun)].upos != "VERB"

    def _with_case(self, place: int, preposition: str) -> Iterator[int]:
        for child in self.tree.children(place, *_OBLIQUES):
            case = self.tree.case(child)
            if case.endswith(_OTHER_MEANINGS):
                continue
            if preposition in (case, *case.split()[:1], *case.split()[-1:]):  # "out" and "of" also for "out of"
                yield child

    # -- nouns ----------------------------------------------------------------------------------------------------------------------

    def possessors(self, noun: int) -> list[int]:
        """Whose an event noun is: genitives, then demonyms and compound modifiers."""
        return self.tree.children(noun, "nmod:poss") or self.tree.children(noun, "compound", "amod", "nmod:desc")

    def owners(self, noun: int) -> list[int]:
        """Whose a thing is said to be: "a ship belonging to Chad", "a ship owned by a Malian firm"."""
        told = [verb for verb in self.tree.children(noun, "acl") if self.tree.lemma(verb) in _POSSESSION]
        return [owner for verb in told for case in _POSSESSION[self.tree.lemma(verb)] for owner in self._with_case(verb, case)]

    def supporting_verb(self, noun: int) -> int:
        """The verb an event noun is object or subject of, or -1: "held talks", "talks began"."""
        noun = self.tree.first_conjunct(noun)
        label, head = self.tree.label(noun), self.tree.head(noun)
        if head >= 0 and label in {"obj", "nsubj:pass", "nsubj", "obl", "xcomp"} and self.tree.tokens[head].upos == "VERB":
            return head
        if head >= 0 and label == "nmod" and self.tree.case(noun) == "of":
            return self.supporting_verb(head)  # "a round of talks", "a series of raids"
        return -1

    def carried_as_object(self, noun: int) -> bool:
        """True where the supporting verb's subject does the noun: the noun is its object, active or passive."""
        noun = self.tree.first_conjunct(noun)
        if self.tree.label(noun) == "nmod" and self.tree.head(noun) >= 0:
            return self.carried_as_object(self.tree.head(noun))
        return self.tree.label(noun) in {"obj", "nsubj:pass", "obl", "xcomp"} or bool(self._relative_carrier(noun))

    def _relative_carrier(self, noun: int) -> list[int]:
        return [c for c in self.tree.children(noun, "acl:relcl") if self._relativised_object(c)]
