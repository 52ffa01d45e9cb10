"""Dead and injured, as far as words of killing and wounding govern numbers."""
from __future__ import annotations

import pytest

from attache.reading.casualties import casualties, to_number
from tests.reading.coded import at, one, tree_of

Toll = tuple[int | None, int | None]


@pytest.mark.parametrize(
    ("text", "trigger", "toll"),
    [
        ("Rebels killed nine soldiers.", "killed", (9, None)),
        ("Nine soldiers were killed by rebels.", "killed", (9, None)),
        ("Nine soldiers were killed and four wounded.", "killed", (9, 4)),
        ("Gunmen attacked a convoy, killing nine soldiers and wounding four.", "attacked", (9, 4)),
        ("A bomb killed at least 12 people and injured thirty in the market.", "killed", (12, 30)),
        ("The clashes left 40 dead and 65 injured.", "left", (40, 65)),
        ("The blast left nine soldiers dead.", "left", (9, None)),
        ("Protesters clashed with police, leaving three dead.", "clashed", (3, None)),
        ("Rebels shot dead two policemen.", "shot", (2, None)),
        ("Two dozen soldiers died in the ambush.", "died", (24, None)),
        ("A dozen soldiers died in the ambush.", "died", (12, None)),
        ("Nearly 1,200 people were killed in the fighting.", "killed", (1200, None)),
        ("Two policemen died when militants attacked a checkpoint.", "attacked", (2, None)),
        ("Rebels killed soldiers.", "killed", (None, None)),
        ("Gunmen killed a trader at Agoué on June 11.", "killed", (None, None)),
        ("Rebels attacked 20 villages.", "attacked", (None, None)),
        ("Rebels seized two trucks and nine guns.", "seized", (None, None)),
    ],
)
def test_the_numbers_a_clause_gives(text: str, trigger: str, toll: Toll) -> None:
    tree = tree_of(text)
    assert casualties(tree, at(tree, trigger)) == toll


@pytest.mark.parametrize(
    ("word", "number"),
    [("nine", 9), ("Nine", 9), ("zero", 0), ("14", 14), ("1,200", 1200), ("dozen", 12), ("3.5", None), ("several", None)],
)
def test_counts_in_figures_and_words(word: str, number: int | None) -> None:
    assert to_number(word) == number


def test_a_claim_carries_its_toll() -> None:
    claim = one("Gunmen attacked a convoy near Maiduguri, killing nine soldiers and wounding four.", "ASSAULT")
    assert (claim.dead, claim.injured) == (9, 4)


def test_acts_without_violence_carry_none() -> None:
    claim = one("Kenya condemned the attack that killed nine soldiers.", "ACCUSE")
    assert (claim.dead, claim.injured) == (None, None)
