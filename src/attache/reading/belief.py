"""How likely a candidate is an act that the page really tells: a logistic model over what the lexicon and the event heads say.

In: a candidate with its sides and status. Out: a probability. The weights are `belief.tsv`, fitted by `python -m training.belief` on
articles and reports that the event heads were not trained on. Without event heads the frame's own weight is all there is.
"""
from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from attache.model import Sentence, Status
from attache.reading.coding import Candidate
from attache.reading.discourse import Sides
from attache.resources import table

LEAST_BELIEF = 0.38  # under which a candidate gives no claim
LEAST_BELIEF_UNLISTED = 0.46  # the same for words that the lexicon does not list: a made-up act costs more than a missed one
_LEAST, _MOST = 0.01, 0.99


def belief(candidate: Candidate, sides: Sides, status: Status, acts: float | None) -> float:
    """The probability, from 0 to 1; `acts` as `acts_a_sentence` gives it."""
    if acts is None:
        return _by_weight(candidate, sides, status)
    weights = _weights()
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in features(candidate, sides, status, acts).items())))


def acts_a_sentence(sentences: Iterable[Sentence]) -> float | None:
    """How many acts the event heads expect a sentence of the page: little in sport and weather. None without event heads."""
    guesses = [sentence.guesses for sentence in sentences]
    heard = [sum(guess.act for guess in found) for found in guesses if found is not None]
    return sum(heard) / len(heard) if heard else None


def features(candidate: Candidate, sides: Sides, status: Status, acts: float) -> dict[str, float]:
    """What is known of a candidate, by name."""
    guess, (actors, recipients) = candidate.guess, sides
    act = _logit(guess.act if guess else 0.0)
    agreed = _logit(guess.probability if guess and guess.type == candidate.frame.type else 0.0)
    unlisted = float(not candidate.lexical)
    countries = {party.country for party in actors + recipients if party.country}
    return {
        "bias": 1.0, "act": act, "agreed": agreed, "unlisted": unlisted, "act unlisted": act * unlisted,
        "agreed unlisted": agreed * unlisted,
        "weight": candidate.frame.weight if candidate.lexical else 0.0, "noun": float(candidate.frame.pos == "N"),
        "parts": max((part.probability for part in guess.parts), default=0.0) if guess else 0.0, "countries": float(min(len(countries), 2)),
        "echo": float(candidate.echo), "page": math.log(acts + 0.1),
        "actor": float(bool(actors)), "recipient": float(bool(recipients)),
        "state": float(any(party.country or party.sector == "IGO" for party in actors + recipients)),
        "planned": float(status == "planned"), "undone": float(status in {"denied", "called_off"}), "ongoing": float(status == "ongoing"),
        candidate.frame.type: 1.0,
    }


def _by_weight(candidate: Candidate, sides: Sides, status: Status) -> float:
    """The frame's weight, lowered for what is missing or in doubt."""
    value = candidate.frame.weight
    if not sides[0]:
        value *= 0.85
    if not any(party.country or party.sector == "IGO" for party in sides[0] + sides[1]):
        value *= 0.7
    return value * (0.95 if status in {"denied", "planned"} else 1.0)


def _logit(chance: float) -> float:
    chance = min(max(chance, _LEAST), _MOST)
    return math.log(chance / (1 - chance))


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("belief")}
