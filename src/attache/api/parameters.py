"""What a question may ask for: each parameter declared once, for reading addresses, for the schema and for the pages' forms.

In: the words of an address. Out: values by name. Raises InputError E-PARAMETER naming the parameter.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct

from attache.errors import InputError
from attache.model import EventType, Status
from attache.queries.dyads import TimeOrder
from attache.queries.timeline import By
from attache.queries.walks import Order
from attache.register.accords import STAGES
from attache.settings import LONGEST_QUESTION, MOST_ON_A_PAGE, ROWS_ON_A_PAGE

Kind = Literal["words", "date", "moment", "choice", "count", "flag", "cursor", "identity", "page"]
Values = Mapping[str, Any]

DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
MOMENT = r"^([0-9]{1,9}|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:]+([+-][0-9]{2}:[0-9]{2}|Z)?)?)$"
CURSOR_WORDS = r"^[A-Za-z0-9_-]+$"
_DATE, _MOMENT, _CURSOR = re.compile(DATE), re.compile(MOMENT), re.compile(CURSOR_WORDS)
_FLAGS = {"true": True, "false": False}
_COUNT = re.compile(r"[0-9]{1,6}", re.ASCII)


class Parameter(Struct, frozen=True, kw_only=True):
    """One thing that may be asked for. A `choice` is one of `choices`, a `count` a number from `least` to `most`."""

    name: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = MOST_ON_A_PAGE
    default: Any = None
    required: bool = False


ACTOR = Parameter(name="actor", kind="words", meaning="A country (code or name), or words of the name of whoever acts.")
RECIPIENT = Parameter(
    name="recipient", kind="words", meaning="The same for whom it is done to; parties that act together count too."
)
COUNTRY = Parameter(name="country", kind="words", meaning="A country (code or name), or words of a party's name, on either side.")
TYPE = Parameter(name="type", kind="choice", choices=get_args(EventType), meaning="A PLOVER event type.")
STATUS = Parameter(name="status", kind="choice", choices=get_args(Status), meaning="What the reports say of its happening.")
SINCE = Parameter(name="since", kind="date", meaning="Not over before this day, month or year.")
UNTIL = Parameter(name="until", kind="date", meaning="Not begun after this day, month or year.")
PAGE = Parameter(name="page", kind="words", meaning="A page's name, origin, or the start of its identity.")
VERDICT = Parameter(
    name="verdict", kind="choice", choices=("accepted", "rejected", "none"),
    meaning="What people decided; rejected events are left out unless asked for.",
)
CHANGED_SINCE = Parameter(
    name="changed_since", kind="moment", meaning="New or changed after this revision, or since the beginning of this day; status first."
)
AS_OF = Parameter(name="as_of", kind="moment", meaning="The register as it was: a revision's number, or the end of a day (2024-05-01).")
LIMIT = Parameter(
    name="limit", kind="count", default=ROWS_ON_A_PAGE, meaning="No more than this many; the rest follows with the cursor."
)
ORDER = Parameter(
    name="order", kind="choice", choices=get_args(Order), default="oldest",
    meaning="By date, the oldest or the newest first, undated ones last; or what last came to stand as it does first.",
)
TIME_ORDER = Parameter(
    name="order", kind="choice", choices=get_args(TimeOrder), default="oldest",
    meaning="By date, the oldest or the newest first, undated ones last.",
)
ABOUT = Parameter(name="about", kind="words", meaning="Only decisions about this event: its identity, or that of a report of it.")
CURSOR = Parameter(name="cursor", kind="cursor", meaning="Where the answer before this one ended: its `next`.")
Q = Parameter(
    name="q", kind="words", required=True,
    meaning='Words to look for; one that ends in * may go on, "words in quotes" follow each other.',
)
NAME = Parameter(name="name", kind="words", meaning="Words of a name.")
OF = Parameter(name="of", kind="words", meaning="A country (code or name), or words of the body of the last office.")
PARTY = Parameter(name="party", kind="words", meaning="A state (code or name), or a party's name.")
OTHER_PARTY = Parameter(name="other_party", kind="words", meaning="A second party: agreements between the two.")
STAGE = Parameter(name="stage", kind="choice", choices=STAGES, meaning="How far it has come.")
BY = Parameter(name="by", kind="choice", choices=get_args(By), default="month", meaning="How events are grouped.")
COUNTS = Parameter(name="counts", kind="flag", default=False, meaning="Only how many events each period has.")
ALL = Parameter(name="all", kind="flag", default=False, meaning="Also events that people accepted or rejected.")


def values(declared: Sequence[Parameter], given: Iterable[tuple[str, str]], *, from_form: bool = False) -> dict[str, Any]:
    """What was asked for, by name, defaults included. In an address made by a form (`from_form`) an empty value is what was left open."""
    by_name, found = {parameter.name: parameter for parameter in declared}, {p.name: p.default for p in declared}
    seen: set[str] = set()
    for name, words in given:
        if name not in by_name:
            raise InputError("E-PARAMETER", name, f"not a parameter here; there are {', '.join(by_name) or 'none'}")
        if name in seen:
            raise InputError("E-PARAMETER", name, "given twice")
        seen.add(name)
        if words or not from_form:
            found[name] = value(by_name[name], words)
    for parameter in declared:
        if parameter.required and found[parameter.name] is None:
            raise InputError("E-PARAMETER", parameter.name, "has to be given")
    return found


def value(parameter: Parameter, words: str) -> Any:
    """One value as its kind has it."""
    if not 0 < len(words) <= LONGEST_QUESTION:
        raise InputError("E-PARAMETER", parameter.name, f"must have 1 to {LONGEST_QUESTION} characters")
    if "\0" in words:
        raise InputError("E-PARAMETER", parameter.name, "a zero character is no part of a word")
    read = {"date": _date, "moment": _moment, "cursor": _cursor, "choice": _choice, "count": _count, "flag": _flag}.get(parameter.kind)
    return read(parameter, words) if read else words


def _date(parameter: Parameter, words: str) -> str:
    if not _DATE.fullmatch(words):
        raise InputError("E-PARAMETER", parameter.name, f"{words!r} is not a date like 2020-10-02, 2020-10 or 2020")
    return words


def _moment(parameter: Parameter, words: str) -> str:
    if not _MOMENT.fullmatch(words):
        raise InputError("E-PARAMETER", parameter.name, f"{words!r} is neither a revision's number nor a day like 2024-05-01")
    return words


def _cursor(parameter: Parameter, words: str) -> str:
    if not _CURSOR.fullmatch(words):
        raise InputError("E-PARAMETER", parameter.name, "not the `next` of an answer")
    return words


def _choice(parameter: Parameter, words: str) -> str:
    found = next((choice for choice in parameter.choices if choice.lower() == words.lower()), None)
    if found is None:
        raise InputError("E-PARAMETER", parameter.name, f"{words!r} is none of {', '.join(parameter.choices)}")
    return found


def _count(parameter: Parameter, words: str) -> int:
    if not _COUNT.fullmatch(words) or not parameter.least <= int(words) <= parameter.most:
        raise InputError("E-PARAMETER", parameter.name, f"{words!r} is no number from {parameter.least} to {parameter.most}")
    return int(words)


def _flag(parameter: Parameter, words: str) -> bool:
    if words not in _FLAGS:
        raise InputError("E-PARAMETER", parameter.name, f"{words!r} is neither true nor false")
    return _FLAGS[words]
