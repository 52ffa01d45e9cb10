"""What is asked and what is answered, before it takes a form: `Resource`, `Asked`, `Answer`."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from attache.api.parameters import Parameter, Values
from attache.outputs.formats import Shape
from attache.register.database import Connection

Item = TypeVar("Item")
Form = Literal["html", "json", "jsonl", "csv", "ics", "atom"]
Language = Literal["en", "fr"]
Example = Literal["none", "offered", "shown"]


class Rows(Struct, frozen=True):
    """An answer as flat rows for CSV, where these are other things than the answer's items: the reports of an event, say."""

    items: Sequence[Any]
    shape: Shape[Any]


class Answer(Struct, Generic[Item], frozen=True, kw_only=True):
    """What the register says: `items` in order, how they are written (`shape`), the revision of the register that says so, and the cursor
    with which the answer goes on (`next`; None: this is all).
    """

    revision: int
    items: Sequence[Item]
    shape: Shape[Item]
    rows: Rows | None = None
    next: str | None = None


class Resource(Struct, frozen=True, kw_only=True):
    """Something that has an address. `path` has names in braces for its parts; `parameters` are what may stand behind the question mark.

    `answer` takes the register, open for questions, and the values of both by name. `single`: the answer is one item. `forms` are those it
    can take besides HTML; of one without any only the page exists. `record` names the kind of its items in the schema; `defaults` are
    values in place of the parameters' own where a form wants others.
    """

    name: str
    path: str
    title: str
    answer: Callable[[Connection, Values], Answer[Any]]
    parameters: tuple[Parameter, ...] = ()
    parts: tuple[Parameter, ...] = ()
    single: bool = False
    forms: tuple[Form, ...] = ("json", "jsonl", "csv")
    record: str = ""
    defaults: Mapping[Form, Mapping[str, Any]] = {}


class Asked(Struct, frozen=True, kw_only=True):
    """What a page may know of a request: the resource, its address (`path`; `query` as it was given), the values read from both, the
    language to answer in, the cookies, the number of the decision that was just entered, if any, and the register, open for questions, at
    the same moment as the answer. `example`: whether that is an example in place of the desk's own, or one may be asked for.
    """

    resource: Resource
    path: str
    query: tuple[tuple[str, str], ...]
    values: Values
    language: Language
    cookies: Mapping[str, str]
    register: Connection
    decided: int | None = None
    example: Example = "none"


Page = Callable[[Asked, Answer[Any]], str]
"""Gives the HTML of an answer."""
