"""How likely a candidate is an act."""
from __future__ import annotations

from msgspec.structs import replace

from attache.model import Guess, Party
from attache.reading.belief import belief, features
from attache.reading.coding import Candidate
from attache.reading.frames import load_lexicon

KENYA, CHAD = Party("Kenya", "KEN", "GOV"), Party("Chad", "TCD", "GOV")
FRAME = next(frame for frame in load_lexicon().triggered("expel", "V") if frame.type == "SANCTION")
SURE = Guess(3, "SANCTION", 0.95, 0.97, "happened", 0.99, "expel")
DOUBTED = replace(SURE, probability=0.04, act=0.06)


def chance(guess: Guess | None, acts: float | None = 1.5) -> float:
    return belief(Candidate(3, FRAME, (KENYA,), (CHAD,), guess=guess), ((KENYA,), (CHAD,)), "happened", acts)


def test_lexicon_and_heads_together_are_believed() -> None:
    assert chance(SURE) > 0.8


def test_heads_that_see_nothing_make_the_lexicon_doubtful() -> None:
    assert chance(DOUBTED) < chance(SURE) - 0.2
    assert chance(None) <= chance(DOUBTED)


def test_without_event_heads_the_frames_weight_counts() -> None:
    assert chance(None, acts=None) == FRAME.weight
    candidate = Candidate(3, FRAME, (), (), guess=None)
    assert belief(candidate, ((), ()), "planned", None) < FRAME.weight


def test_features_name_what_is_known() -> None:
    known = features(Candidate(3, FRAME, (KENYA,), (), guess=SURE), ((KENYA,), ()), "planned", 1.5)
    assert (known["unlisted"], known["actor"], known["recipient"], known["state"], known["planned"]) == (0, 1, 0, 1, 1)
    assert known["agreed"] > 2
