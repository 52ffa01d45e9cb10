"""Questions to a register of two invented pages. The first byte chooses the resource (events, search, people …), the rest is the query
of its address, parts of its path among it; or what is sent to decide.
"""
from __future__ import annotations

import atexit
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl

from attache.api.answers import Resource
from attache.api.deciding import decision_of_form, decision_of_json
from attache.api.formats import json_text, lines_text
from attache.api.negotiation import accepted_form, accepted_language
from attache.api.parameters import values
from attache.api.resources import RESOURCES
from attache.errors import InputError
from attache.queries.moments import moment
from attache.queries.search import marks, phrases
from attache.register.connection import reading
from attache.register.database import Connection
from tests.samples import TALKS, VISIT, fill

_held = ExitStack()  # the register stays open as long as the process lives
atexit.register(_held.close)


def check(data: bytes) -> None:
    """A question is answered or refused; answers can be written in every form."""
    chosen, words = (data[0] if data else 0), data[1:].decode("utf-8", "replace")
    _check_words(words)
    with suppress(InputError):
        decision_of_json(data[1:])
    with suppress(InputError):
        decision_of_form(data[1:])
    with suppress(InputError):
        _ask(RESOURCES[chosen % len(RESOURCES)], words)


def _ask(resource: Resource, words: str) -> None:
    given, parts = parse_qsl(words, keep_blank_values=True), {part.name for part in resource.parts}
    found = values(resource.parameters, [pair for pair in given if pair[0] not in parts], from_form=True)
    found |= values(resource.parts, [pair for pair in given if pair[0] in parts])
    answer = resource.answer(_register(), found)
    json_text(answer, single=resource.single, next_url=answer.next)
    if {"jsonl", "csv"} <= set(resource.forms):
        lines_text(answer, "csv").encode("utf-8", "surrogatepass")
    if answer.next:
        resource.answer(_register(), {**found, "cursor": answer.next})


def _check_words(words: str) -> None:
    with suppress(InputError):
        moment(_register(), words)
    with suppress(InputError):
        wanted = phrases(words)
        end = 0
        for span in marks(words, wanted):
            assert end <= span.start < span.end <= len(words)
            end = span.end
    accepted_language(words)
    with suppress(InputError):
        accepted_form(words, ("json", "csv"))


@cache
def _register() -> Connection:
    path = Path(_held.enter_context(TemporaryDirectory(prefix="fuzz-"))) / "attache.db"
    fill(path, TALKS, VISIT)
    return _held.enter_context(reading(path))
