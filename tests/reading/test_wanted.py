"""What demands and refusals are about: every row of the table by its examples."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from attache.reading.scores import codes
from attache.reading.wanted import wanted_mode
from attache.resources import cell_list, table
from tests.reading.coded import one, tree_of

DEMANDS = ("urge", "ask", "demand", "call", "invite", "refuse")


def examples() -> Iterator[tuple[str, str]]:
    for row in table("wanted"):
        for example in row["examples"].split("||"):
            sentence, _, mode = example.partition("=>")
            yield sentence.strip(), mode.strip()


@pytest.mark.parametrize(("text", "mode"), list(examples()))
def test_the_example_of_a_row(text: str, mode: str) -> None:
    tree = tree_of(text)
    demand = next(index for index in range(len(tree)) if tree.lemma(index) in DEMANDS)
    assert wanted_mode(tree, demand) == mode


def test_rows_are_modes_of_both_types_and_no_verb_stands_twice() -> None:
    verbs = [verb for row in table("wanted") for verb in cell_list(row["verbs"])]
    assert len(verbs) == len(set(verbs))
    assert all((kind, row["mode"]) in codes() for row in table("wanted") for kind in ("REQUEST", "REJECT"))


def test_a_clause_that_asks_for_nothing_gives_no_mode() -> None:
    tree = tree_of("Chad asked whether Sudan had released two pilots.")
    assert wanted_mode(tree, 1) is None


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Malawi urged Britain to send food to the flooded south.", "REQUEST", "assist"),
        ("Oman called on the Syrian militia to respect the truce.", "REQUEST", "yield"),
        ("Kenya urged Uganda to change its customs law.", "REQUEST", "change"),
        ("Chad refused to release two Sudanese pilots.", "REJECT", "yield"),
    ],
)
def test_a_claim_has_the_mode_of_what_is_wanted(text: str, kind: str, mode: str) -> None:
    assert one(text, kind).mode == mode
