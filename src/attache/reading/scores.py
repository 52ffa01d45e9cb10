"""Goldstein-like scores and CAMEO codes of types and modes (table `scores.tsv`), and the types that go together."""
from __future__ import annotations

from functools import cache

from attache.resources import table

SPEECH_ACTS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})  # done by saying something
HARMS = frozenset({"ASSAULT", "COERCE"})  # done to somebody, who is hurt or held


@cache
def codes() -> dict[tuple[str, str], tuple[float, str]]:
    """(score, CAMEO code) by type and mode, "" for a type without one."""
    return {(row["type"], row["mode"]): (float(row["score"]), row["cameo"]) for row in table("scores")}


def score_row(kind: str, mode: str | None) -> tuple[float, str]:
    """(score, CAMEO code) of a type in a mode; those of the type alone where the mode has none of its own."""
    return codes().get((kind, mode or ""), codes()[kind, ""])
