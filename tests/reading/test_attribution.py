"""Who says so: reported speech in its forms, every verb of saying by its example."""
from __future__ import annotations

import pytest

from attache.reading.attribution import is_reporting, reporting_verbs, speaker_index
from attache.reading.tree import Tree
from attache.resources import table
from tests.reading.coded import at, one, tree_of

ROWS = table("reporting")


def speaker(tree: Tree, word: str) -> str | None:
    index = speaker_index(tree, at(tree, word))
    return tree.tokens[index].text if index >= 0 else None


@pytest.mark.parametrize("row", ROWS, ids=[row["verb"] for row in ROWS])
def test_the_example_of_a_row(row: dict[str, str]) -> None:
    tree = tree_of(row["example"])
    [verb] = [i for i, token in enumerate(tree.tokens) if token.lemma == row["verb"] and token.upos == "VERB"]
    assert is_reporting(tree, verb)
    [subject] = tree.children(verb, "nsubj")
    acts = tree.children(verb, "ccomp")
    assert acts
    assert [speaker_index(tree, act) for act in acts] == [subject]


def test_no_verb_stands_twice() -> None:
    assert len(ROWS) == len(reporting_verbs())


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("The army said that rebels had attacked a post.", "attacked", "army"),
        ("The army said rebels had attacked a post.", "attacked", "army"),
        ("Rebels attacked a post, the army said.", "attacked", "army"),
        ("Rebels attacked a post, said the army.", "attacked", "army"),
        ("Rebels attacked a post, according to the army.", "attacked", "army"),
        ("According to the army, rebels attacked a post.", "attacked", "army"),
        ("Police in Lagos, the minister said, arrested a trader.", "arrested", "minister"),
        ("The army said rebels had attacked a post and burned a truck.", "burned", "army"),
        ("Rebels attacked a post.", "attacked", None),
        ("The army said that the raid was over. ", "raid", "army"),
        ("Rebels attacked a post after the army said it would leave.", "attacked", None),
        ("The army saw that rebels had attacked a post.", "attacked", None),
    ],
)
def test_who_speaks(text: str, act: str, expected: str | None) -> None:
    assert speaker(tree_of(text), act) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The Malian army said that rebels had attacked a post near Gao.", "ASSAULT", "Malian army"),
        ("Rebels attacked a post near Gao, according to a Malian official.", "ASSAULT", "Malian official"),
        ("Rebels attacked a post near Gao, the Malian defence minister told reporters.", "ASSAULT", "Malian defence minister"),
        ("Kenya said Uganda had seized two boats.", "COERCE", "Kenya"),
        ("A report said that Eritrean troops had killed forty villagers in Ethiopia.", "ASSAULT", "report"),
        ("Army spokesman Idris Bello said Nigerian troops had killed nine militants.", "ASSAULT", "Idris Bello"),
        ("Police arrested a lawmaker, witnesses said, in Lagos.", "COERCE", "witnesses"),
        ("Rebels attacked a post near Gao.", "ASSAULT", None),
    ],
)
def test_the_speaker_of_a_claim(text: str, kind: str, expected: str | None) -> None:
    assert one(text, kind).attributed_to == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Turkey announced that it had expelled two Dutch diplomats.", "SANCTION"),
        ("The Sudanese army said it had killed thirty rebels.", "ASSAULT"),
    ],
)
def test_an_actor_telling_its_own_act_is_no_source(text: str, kind: str) -> None:
    assert one(text, kind).attributed_to is None
