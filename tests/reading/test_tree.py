"""Walking a parsed sentence: children, coordination, cases, clauses, passives."""
from __future__ import annotations

import pytest

from attache.model import Name, Span
from attache.reading.tree import Tree
from tests.reading.coded import at, drawn, tree_of

TEXT = "According to Chad's envoy, Mali and Niger signed and ratified a pact."
ROWS = """
According accord VERB VBG 5 case
to to ADP IN 1 fixed
Chad Chad PROPN NNP 5 nmod:poss
's 's PART POS 3 case
envoy envoy NOUN NN 10 obl
, , PUNCT , 5 punct
Mali Mali PROPN NNP 10 nsubj
and and CCONJ CC 9 cc
Niger Niger PROPN NNP 7 conj
signed sign VERB VBD 0 root
and and CCONJ CC 12 cc
ratified ratify VERB VBD 10 conj
a a DET DT 14 det
pact pact NOUN NN 10 obj
. . PUNCT . 10 punct
"""


@pytest.fixture(scope="module")
def tree() -> Tree:
    return drawn(TEXT, ROWS, (Name(2, 3, "LOC"), Name(6, 7, "LOC")))


def test_a_label_also_stands_for_its_subtypes(tree: Tree) -> None:
    envoy = at(tree, "envoy")
    assert tree.children(envoy, "nmod") == tree.children(envoy, "nmod:poss") == [at(tree, "Chad")]
    assert tree.children(envoy, "nmod:desc") == []
    assert tree.children(at(tree, "pact")) == [at(tree, "a")]


def test_the_first_child_or_none(tree: Tree) -> None:
    assert tree.child(at(tree, "signed"), "obj") == at(tree, "pact")
    assert tree.child(at(tree, "signed"), "iobj") == -1


def test_a_subtree_covers_its_stretch_of_the_page(tree: Tree) -> None:
    assert tree.words(tree.subtree(at(tree, "Mali"))) == "Mali and Niger"
    assert tree.span(at(tree, "Mali")) == Span(TEXT.index("Mali"), TEXT.index("Niger") + len("Niger"))


def test_words_keep_the_spacing_of_the_page(tree: Tree) -> None:
    assert tree.words(tree.subtree(at(tree, "envoy"))) == "According to Chad's envoy,"


def test_conjuncts_lead_to_the_first_and_back(tree: Tree) -> None:
    mali, niger = at(tree, "Mali"), at(tree, "Niger")
    assert tree.conjuncts(mali) == [mali, niger]
    assert tree.first_conjunct(niger) == tree.first_conjunct(mali) == mali


def test_a_case_joins_fixed_expressions_and_leaves_genitives_out(tree: Tree) -> None:
    assert tree.case(at(tree, "envoy")) == "according to"
    assert tree.case(at(tree, "Chad")) == ""
    assert tree.case(at(tree, "pact")) == ""


def test_later_conjuncts_share_the_first_ones_case() -> None:
    tree = tree_of("Talks with Chad and Niger failed.")
    assert tree.case(at(tree, "Niger")) == tree.case(at(tree, "Chad")) == "with"


def test_the_clause_of_a_noun_is_its_verb(tree: Tree) -> None:
    assert tree.clause(at(tree, "pact")) == at(tree, "signed")
    assert list(tree.ancestors(at(tree, "a"))) == [at(tree, "pact"), at(tree, "signed")]


def test_a_noun_with_a_copula_is_a_clause() -> None:
    tree = tree_of("The general is a friend of the king.")
    assert tree.clause(at(tree, "king")) == at(tree, "friend")


def test_names_are_found_by_token(tree: Tree) -> None:
    assert tree.name_at(at(tree, "Mali")) == Name(6, 7, "LOC")
    assert tree.name_at(at(tree, "pact")) is None


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Rebels attacked the town.", "attacked", False),
        ("The town was attacked by rebels.", "attacked", True),
        ("The town attacked by rebels burned.", "attacked", True),
        ("The rebels who attacked the town fled.", "attacked", False),
        ("The town was attacked and burned by rebels.", "burned", True),
        ("The envoy was arrested and the embassy closed its doors.", "closed", False),
        ("Rebels have attacked the town.", "attacked", False),
    ],
)
def test_passives(text: str, verb: str, passive: bool) -> None:
    tree = tree_of(text)
    assert tree.is_passive(at(tree, verb)) is passive
