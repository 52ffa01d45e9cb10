"""Decisions that come over HTTP: as JSON from programs, as a form from pages.

In: what was sent, who sends it, and the revision that they looked at (`If-Match`, or the form's `revision`). Out: the number of the
decision, to undo it by. Raises InputError: E-BODY for what is no decision, E-IF-MATCH, and what the register refuses.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from msgspec import Meta, Struct

from attache.errors import InputError
from attache.queries.events import claim_id, event
from attache.register.connection import reading
from attache.register.database import Location
from attache.register.decisions import LONGEST_REASON, Said
from attache.register.editing import LONGEST_WORDS
from attache.register.store import Register, open_register
from attache.register.written import plain_value

Field = Literal["type", "mode", "status", "actors", "recipients", "date", "date_end", "place", "attributed_to", "dead", "injured"]

Identity = Annotated[str, Meta(pattern="^[0-9a-fA-F]{4,64}$", description="Of an event or claim, or its first four characters or more.")]
Words = Annotated[str, Meta(min_length=1, max_length=LONGEST_WORDS)]

_REVISION = re.compile(r'(?:W/)?"?(\d{1,10})(?:-[0-9a-f]*)?"?', re.ASCII)
_MOST_FIELDS = 20  # of a form
_LONGEST_PATH = 4_000


class _Decision(Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    reason: Annotated[str, Meta(min_length=1, max_length=LONGEST_REASON)]
    by: Words | None = None


class Accept(_Decision, frozen=True, tag="accept"):
    """The event that the claim belongs to stands as it is."""

    claim: Identity


class Reject(_Decision, frozen=True, tag="reject"):
    """It is no longer listed."""

    claim: Identity


class Edit(_Decision, frozen=True, tag="edit"):
    """One field of it is set to a value, as the JSON of an event has it."""

    claim: Identity
    field: Field
    value: Any = None


class Merge(_Decision, frozen=True, tag="merge"):
    """The events of two claims are one."""

    claim: Identity
    other: Identity


class Split(_Decision, frozen=True, tag="split"):
    """The claim tells of another event than those it stands with."""

    claim: Identity


class Link(_Decision, frozen=True, tag="link"):
    """Two names are of one person or body."""

    names: tuple[Words, Words]


class Unlink(_Decision, frozen=True, tag="unlink"):
    """Two names are of two persons or bodies."""

    names: tuple[Words, Words]


class Undo(_Decision, frozen=True, tag="undo"):
    """A decision is taken back, also one that took back another."""

    decision: Annotated[int, Meta(ge=1, le=10**9)]


Decision = Accept | Reject | Edit | Merge | Split | Link | Unlink | Undo


class Entered(Struct, frozen=True, kw_only=True):
    """The number of the decision (None: it was in force already, nothing changed) and the newest revision of the register."""

    decision: int | None
    revision: int


def decision_of_json(body: bytes) -> Decision:
    """The decision that a program sends."""
    try:
        found: Decision = msgspec.json.decode(body, type=Decision)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("E-BODY", "body", str(error)) from error
    return found


def decision_of_form(body: bytes) -> tuple[Decision, int, str]:
    """(decision, revision looked at, path to go back to) that a page sends. Values are written as `attache review edit` takes them."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise InputError("E-BODY", "form", "not a form") from error
    fields = dict(pairs)
    back, revision = own_path(fields.pop("back", "/")), seen_of(fields.pop("revision", ""))
    made: dict[str, Any] = {name: words for name, words in fields.items() if words or name == "value"}
    if made.get("kind") == "edit":
        made["value"] = plain_value(made.get("field", ""), made.get("value", "").strip())
    if "name" in made:
        made["names"] = (made.pop("name"), made.pop("other_name", ""))
    try:
        return msgspec.convert(made, Decision, strict=False), revision, back
    except msgspec.ValidationError as error:
        raise InputError("E-BODY", "form", str(error)) from error


def seen_of(if_match: str) -> int:
    """The revision of an `If-Match`: its number, or the ETag of any answer. Raises InputError E-IF-MATCH."""
    found = _REVISION.fullmatch(if_match.strip())
    if found is None:
        raise InputError("E-IF-MATCH", "If-Match", "say which revision you looked at: its number in quotes, or the ETag of the answer")
    return int(found[1])


def own_path(written: str) -> str:
    """A path of this desk, "/" for what is none: nobody is sent elsewhere."""
    sound = written.startswith("/") and len(written) <= _LONGEST_PATH and not re.match(r"/[/\\]|.*[\x00-\x20\\]", written, re.DOTALL)
    return written if sound else "/"


def with_decision(path: str, entered: Entered) -> str:
    """The path with the number of the decision, for the page to tell it."""
    found = urlsplit(path)
    query = [pair for pair in parse_qsl(found.query, keep_blank_values=True) if pair[0] != "decided"]
    if entered.decision is not None:
        query.append(("decided", str(entered.decision)))
    return f"{found.path}?{urlencode(query)}" if query else found.path


def enter(register_path: Location, decision: Decision, seen: int, by: str) -> Entered:
    """Enters the decision; `by` is who decides where the decision itself does not say."""
    said = Said(by=decision.by or by, because=decision.reason, seen=seen)
    with reading(register_path):  # there has to be one, of this version: a decision neither makes a register nor brings one up to date
        pass
    with open_register(register_path) as register:
        number = _ENTERED[type(decision)](register, decision, said)
        (revision,) = register.connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        return Entered(decision=number, revision=int(revision))


def _event(register: Register, identity: str) -> str:
    return event(register.connection, identity).id


_ENTERED: dict[type[_Decision], Callable[[Register, Any, Said], int | None]] = {
    Accept: lambda register, decision, said: register.accept(_event(register, decision.claim), said),
    Reject: lambda register, decision, said: register.reject(_event(register, decision.claim), said),
    Edit: lambda register, decision, said: register.edit(_event(register, decision.claim), decision.field, decision.value, said),
    Merge: lambda register, decision, said: register.merge(
        _event(register, decision.claim), _event(register, decision.other), said
    ),
    Split: lambda register, decision, said: register.split(claim_id(register.connection, decision.claim), said),
    Link: lambda register, decision, said: register.link(decision.names[0], decision.names[1], said),
    Unlink: lambda register, decision, said: register.unlink(decision.names[0], decision.names[1], said),
    Undo: lambda register, decision, said: register.undo(decision.decision, said),
}
