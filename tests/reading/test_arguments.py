"""Logical subjects and objects, however the clause is built."""
from __future__ import annotations

import pytest

from attache.reading.arguments import Arguments
from attache.reading.tree import Tree
from tests.reading.coded import at, tree_of


def words(tree: Tree, nodes: list[int]) -> list[str]:
    """The fillers' heads, conjuncts unfolded."""
    return [tree.tokens[conjunct].text for node in nodes for conjunct in tree.conjuncts(node)]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Kenya expelled the envoy.", "expelled", ["Kenya"], ["envoy"]),
        ("The envoy was expelled by Kenya.", "expelled", ["Kenya"], ["envoy"]),
        ("The envoy was expelled.", "expelled", [], ["envoy"]),
        ("The envoy expelled by Kenya flew home.", "expelled", ["Kenya"], ["envoy"]),
        ("Soldiers guarding the bridge shot a trader.", "guarding", ["Soldiers"], ["bridge"]),
        ("Kenya, which expelled the envoy, apologised.", "expelled", ["Kenya"], ["envoy"]),
        ("The accord that Chad signed was short.", "signed", ["Chad"], ["accord"]),
        ("The accord which was signed by Chad was short.", "signed", ["Chad"], ["accord"]),
        ("France urged Mali to free the hostages.", "free", ["Mali"], ["hostages"]),
        ("France called on Mali to free the hostages.", "free", ["Mali"], ["hostages"]),
        ("France promised to free the hostages.", "free", ["France"], ["hostages"]),
        ("France wants to free the hostages.", "free", ["France"], ["hostages"]),
        ("Mali was urged to free the hostages.", "free", ["Mali"], ["hostages"]),
        ("Chad and Sudan condemned the raid.", "condemned", ["Chad", "Sudan"], ["raid"]),
        ("Rebels attacked a convoy and burned two trucks.", "burned", ["Rebels"], ["trucks"]),
        ("Rebels attacked the army and the police.", "attacked", ["Rebels"], ["army", "police"]),
        ("The mayor was arrested and jailed by police.", "jailed", ["police"], ["mayor"]),
        ("The mayor was arrested and jailed by police.", "arrested", ["police"], ["mayor"]),
        ("Gunmen ambushed a convoy, killing nine soldiers.", "killing", ["Gunmen"], ["soldiers"]),
        ("Uganda denounced as a crime Kenya's suppression of dissent.", "denounced", ["Uganda"], ["suppression"]),
        ("Uganda denounced on Friday the suppression of dissent.", "denounced", ["Uganda"], ["suppression"]),
        ("Mali's decision to expel the envoy angered Paris.", "expel", ["Mali"], ["envoy"]),
        ("Mali made a decision to expel the envoy.", "expel", ["Mali"], ["envoy"]),
        ("Kenya said that ten men were killed and accused Chad of arson.", "accused", ["Kenya"], ["Chad"]),
        ("Kenya said that ten men were killed and fled.", "fled", ["men"], []),
    ],
)
def test_who_does_what_to_whom(text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    tree = tree_of(text)
    arguments, index = Arguments(tree), at(tree, verb)
    assert words(tree, arguments.subject(index)) == subjects
    assert words(tree, arguments.objects(index)) == objects


@pytest.mark.parametrize(
    ("text", "predicate", "preposition", "expected"),
    [
        ("Chad signed an accord with Sudan.", "signed", "with", ["Sudan"]),
        ("Chad accused Sudan of treason.", "accused", "of", ["treason"]),
        ("Chad held talks with Sudan.", "talks", "with", ["Sudan"]),
        ("Talks were held with Sudan and Libya.", "talks", "with", ["Sudan", "Libya"]),
        ("Troops pulled out of the town.", "pulled", "out", ["town"]),
        ("The raid on the port was condemned by Chad.", "raid", "on", ["port"]),
        ("The raid on the port was condemned by Chad.", "raid", "by", []),
        ("A raid on the port was claimed by rebels.", "raid", "by", ["rebels"]),
        ("A raid by rebels destroyed the port.", "raid", "by", ["rebels"]),
        ("Chad signed an accord with Sudan.", "signed", "against", []),
    ],
)
def test_nominals_under_a_preposition(text: str, predicate: str, preposition: str, expected: list[str]) -> None:
    tree = tree_of(text)
    index = at(tree, predicate if predicate in [token.text for token in tree.tokens] else predicate.capitalize())
    assert words(tree, Arguments(tree).prepositional(index, preposition)) == expected


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [
        ("Chad held talks with Sudan.", "talks", "held"),
        ("The talks began in Doha.", "talks", "began"),
        ("Chad held a round of talks with Sudan.", "talks", "held"),
        ("Chad and Sudan held meetings and talks.", "talks", "held"),
    ],
)
def test_the_verb_that_carries_an_event_noun(text: str, noun: str, verb: str) -> None:
    tree = tree_of(text)
    assert Arguments(tree).supporting_verb(at(tree, noun)) == at(tree, verb)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Kenya gave Chad nine trucks.", "gave", ["Chad"]),
        ("Pakistan sold Nigeria twelve patrol boats for ninety million dollars.", "sold", ["Nigeria"]),
        ("Kenya gave nine trucks to Chad.", "gave", []),
        ("Chad was given nine trucks.", "given", []),
    ],
)
def test_to_whom_something_is_given(text: str, verb: str, expected: list[str]) -> None:
    tree = tree_of(text)
    assert words(tree, Arguments(tree).indirect_objects(at(tree, verb))) == expected


def test_a_noun_that_no_verb_carries() -> None:
    tree = tree_of("The mood after the talks was good.")
    assert Arguments(tree).supporting_verb(at(tree, "talks")) == -1


def test_only_a_carried_object_is_done_by_the_verbs_subject() -> None:
    held, began = tree_of("Chad held talks with Sudan."), tree_of("The talks began in Doha.")
    assert Arguments(held).carried_as_object(at(held, "talks"))
    assert not Arguments(began).carried_as_object(at(began, "talks"))


@pytest.mark.parametrize(
    ("text", "noun", "owner"),
    [("Kenya's visit was short.", "visit", "Kenya"), ("The Kenyan visit was short.", "visit", "Kenyan")],
)
def test_whose_an_event_noun_is(text: str, noun: str, owner: str) -> None:
    tree = tree_of(text)
    assert words(tree, Arguments(tree).possessors(at(tree, noun))) == [owner]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Guards seized a tanker belonging to Chad.", ["Chad"]),
        ("Guards seized a tanker owned by a firm.", ["firm"]),
        ("Guards seized a tanker built by a firm.", []),
    ],
)
def test_whose_a_thing_is_said_to_be(text: str, owners: list[str]) -> None:
    tree = tree_of(text)
    assert words(tree, Arguments(tree).owners(at(tree, "tanker"))) == owners


def test_demonstrations_are_not_by_those_they_are_against() -> None:
    tree = tree_of("Demonstrations against abuses by the army spread.")
    assert Arguments(tree).prepositional(at(tree, "Demonstrations"), "by") == []


def test_a_source_is_nobody_to_whom_something_is_given() -> None:
    tree = tree_of("Chad gave flour to Mali, according to Ghana.")
    assert words(tree, Arguments(tree).prepositional(at(tree, "gave"), "to")) == ["Mali"]
