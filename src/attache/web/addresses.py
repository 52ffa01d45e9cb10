"""Addresses of the desk's own pages, and which addresses of strangers may be links."""
from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from attache.queries.countries import country_code
from attache.queries.events import SHORT_ID, Event

_LINKED = frozenset({"http", "https"})
_OF_ONE_ANSWER = frozenset({"cursor", "decided"})  # say nothing to the next question


def event_address(event: Event) -> str:
    """Of an event's page."""
    return f"/events/{event.id[: 2 * SHORT_ID]}"


def dyad_address(one: str, other: str) -> str:
    """Of what two countries did to each other."""
    return f"/dyad/{quote(one, safe='')}/{quote(other, safe='')}"


def figure_address(kind: str, name: str) -> str:
    """Of a person's or body's page."""
    return f"/{'people' if kind == 'person' else 'bodies'}/{quote(name, safe='')}"


def address(path: str, **asked: object) -> str:
    """A path with what is asked behind it; None and empty values are left out."""
    given = [(name, value) for name, value in asked.items() if value not in (None, "")]
    return f"{path}?{urlencode(given)}" if given else path


def asked_again(path: str, query: Iterable[tuple[str, str]], **changes: object) -> str:
    """The same question with some parts changed, or dropped (None): every filter stays in the address."""
    kept = {name: value for name, value in query if name not in _OF_ONE_ANSWER}
    return address(path, **{**kept, **changes})


def dyad_of(event: Event) -> tuple[str, str] | None:
    """The two countries the event is between, where there are two."""
    sides = [[party.country for party in side if party.country] for side in (event.claim.actors, event.claim.recipients)]
    codes = list(dict.fromkeys([*sides[0][:1], *sides[1][:1], *sides[0][1:]]))
    known = [code for code in codes if code and country_code(code)]
    return (known[0], known[1]) if len(known) > 1 else None


def linkable(origin: str) -> bool:
    """Whether a page's origin is an address of the web that a browser may be sent to."""
    try:
        parts = urlsplit(origin)
        return parts.scheme in _LINKED and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
