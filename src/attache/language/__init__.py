"""Text to sentences, tokens, lemmas, dependency trees and names.

`load_engine` gives the engine a setting names; any object with `name` and `analyse` fits (`Engine`).
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from attache.errors import SettingsError
from attache.model import Sentence, Span
from attache.settings import DEFAULT_ENGINE


class Engine(Protocol):
    """What attache asks of a parser."""

    @property
    def name(self) -> str:
        """A short name that changes when the engine's answers do."""

    def analyse(self, text: str, spans: Sequence[Span]) -> list[Sentence]:
        """The sentences of `text` at `spans` with Universal Dependencies labels; offsets index `text`."""


@cache
def load_engine(name: str = DEFAULT_ENGINE) -> Engine:
    """The engine called `embedded`, or `spacy:PIPELINE` for a spaCy pipeline the user has installed.

    Raises SettingsError E-ENGINE when there is none of that name.
    """
    if name == DEFAULT_ENGINE:
        from attache.language.embedded import EmbeddedEngine

        return EmbeddedEngine()
    kind, _, pipeline = name.partition(":")
    if kind == "spacy" and pipeline:
        from attache.language.spacy_engine import SpacyEngine

        return SpacyEngine(pipeline)
    raise SettingsError("E-ENGINE", name, f"no such engine; use {DEFAULT_ENGINE} or spacy:PIPELINE")
