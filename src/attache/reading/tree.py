"""A parsed sentence as a tree to walk: children, conjuncts, cases, clauses.

Everything is in token indexes of one sentence; -1 means "none". The labels are Universal Dependencies'.
"""
from __future__ import annotations

from collections.abc import Iterator

from attache.language.lemmas import dictionary_lemma
from attache.model import Name, Sentence, Span, Token

RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")


class Tree:
    """One sentence; built once and only read."""

    def __init__(self, sentence: Sentence, number: int = 0) -> None:
        self.sentence, self.number = sentence, number
        self.tokens: tuple[Token, ...] = sentence.tokens
        self._children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head >= 0:
                self._children[token.head].append(index)
        self._plain_labels = [token.deprel.partition(":")[0] for token in self.tokens]
        self._name_at = {index: name for name in sentence.names for index in range(name.first, name.last)}
        self._opening_lemma = self._lemma_of_opening()

    def __len__(self) -> int:
        return len(self.tokens)

    def label(self, index: int) -> str:
        return self.tokens[index].deprel

    def lemma(self, index: int) -> str:
        return self._opening_lemma if index == 0 else self.tokens[index].lemma.lower()

    def _lemma_of_opening(self) -> str:
        """A plural that opens a sentence is often taken for a name: "Rebels seized"."""
        first = self.tokens[0] if self.tokens else None
        if first is None:
            return ""
        if first.upos == "PROPN" and 0 not in self._name_at and first.text[1:].islower() and first.text.endswith("s"):
            return dictionary_lemma(first.text.lower(), "NOUN")
        return first.lemma.lower()

    def head(self, index: int) -> int:
        return self.tokens[index].head

    def children(self, index: int, *labels: str) -> list[int]:
        """Children with one of the labels; a label also stands for its subtypes ("obl" for "obl:tmod"). All children without labels."""
        if not labels:
            return self._children[index]
        return [c for c in self._children[index] if self._plain_labels[c] in labels or self.label(c) in labels]

    def child(self, index: int, *labels: str) -> int:
        """The first such child, or -1."""
        return next(iter(self.children(index, *labels)), -1)

    def subtree(self, index: int) -> list[int]:
        """Indexes of the whole subtree, in sentence order."""
        found, waiting = [], [index]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(self._children[node])
        return sorted(found)

    def span(self, index: int) -> Span:
        """Page offsets of the subtree's stretch."""
        nodes = self.subtree(index)
        return Span(self.tokens[nodes[0]].start, self.tokens[nodes[-1]].end)

    def conjuncts(self, index: int) -> list[int]:
        """The node and those coordinated with it."""
        found = [index]
        for conjunct in self.children(index, "conj"):
            found.extend(self.conjuncts(conjunct))
        return found

    def first_conjunct(self, index: int) -> int:
        """The node that heads the coordination `index` stands in."""
        while self.label(index) == "conj":
            index = self.head(index)
        return index

    def case(self, index: int) -> str:
        """The preposition of a nominal, fixed expressions joined ("according to"); "" without one. Later conjuncts share the first's."""
        marks = self.children(index, "case")
        if not marks and self.label(index) == "conj":
            return self.case(self.head(index))
        words = [word for mark in marks if self.lemma(mark) not in {"'s", "’s", "'", "’"} for word in (mark, *self.children(mark, "fixed"))]
        return " ".join(self.tokens[word].text.lower() for word in sorted(words))

    def ancestors(self, index: int) -> Iterator[int]:
        """The chain of heads, nearest first."""
        while (index := self.head(index)) >= 0:
            yield index

    def clause(self, index: int) -> int:
        """The predicate of the clause a node stands in: the nearest ancestor (or itself) that is a verb or has a subject or copula."""
        for node in (index, *self.ancestors(index)):
            if self.tokens[node].upos == "VERB" or self.children(node, "nsubj", "cop"):
                return node
        return index

    def name_at(self, index: int) -> Name | None:
        """The name a token is part of."""
        return self._name_at.get(index)

    def is_passive(self, verb: int) -> bool:
        """True for passive clauses and for past participles that modify a noun."""
        if self.children(verb, "aux:pass"):
            return True
        if self.children(verb, "nsubj:pass", "csubj:pass"):  # "has berated them": the label alone proves nothing beside an object
            return not self.children(verb, "obj")
        if self.children(verb, "nsubj"):
            return False
        if self.label(verb) == "conj" and self.tokens[verb].xpos == "VBN" and not self.children(verb, "obj"):
            return self.is_passive(self.head(verb))
        return self.tokens[verb].xpos == "VBN" and self.label(verb) in {"acl", "advcl", "amod"}

    def words(self, indexes: list[int]) -> str:
        """The tokens' text joined as in the page: single spaces where the page has any."""
        text = ""
        for place, index in enumerate(indexes):
            token = self.tokens[index]
            if place and token.start > self.tokens[indexes[place - 1]].end:
                text += " "
            text += token.text
        return text
