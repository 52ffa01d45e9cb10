"""The network of one country: itself in the middle, those it has most to do with around it."""
from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from msgspec import Struct

from attache.api.answers import Answer, Asked
from attache.api.cursors import newest
from attache.api.parameters import Values
from attache.queries.countries import country_code
from attache.queries.neighbours import Neighbour, busiest, neighbours
from attache.register.database import Connection
from attache.resources import table
from attache.web.drawing import PAGE_ONLY, draw, tone

_MOST_NEIGHBOURS = 24
SIZE = (760.0, 520.0)


class Edge(Struct, frozen=True):
    """A neighbour in the network: its name, where it stands, and how wide the line to it is."""

    neighbour: Neighbour
    name: str
    x: float
    y: float
    width: float
    tone: str


def network_answer(register: Connection, values: Values) -> Answer[Neighbour]:
    """The neighbours of the country that was asked for; none where none was."""
    found = neighbours(register, values["country"], _MOST_NEIGHBOURS, values["since"]) if values["country"] else []
    return Answer(revision=newest(register), items=found, shape=PAGE_ONLY)


def network_page(asked: Asked, answer: Answer[Neighbour]) -> str:
    """One country's network."""
    names = {row["iso3"]: row["name"] for row in table("countries")}
    hub = country_code(asked.values["country"] or "")
    most = busiest(asked.register, _MOST_NEIGHBOURS)
    return draw(
        "network.html", asked, hub=hub, name=names.get(hub or "", ""), edges=edges(answer.items, names), size=SIZE, names=names,
        busiest=most, countries=list(names.values()),
    )


def edges(found: Sequence[Neighbour], names: dict[str, str]) -> list[Edge]:
    """The neighbours on a ring, from the top clockwise, those with most events first."""
    most = max((each.events for each in found), default=1)
    return [_edge(each, names, 2 * pi * number / len(found) - pi / 2, most) for number, each in enumerate(found)]


def _edge(each: Neighbour, names: dict[str, str], angle: float, most: int) -> Edge:
    x, y = SIZE[0] / 2 * (1 + 0.76 * cos(angle)), SIZE[1] / 2 * (1 + 0.8 * sin(angle))
    width = 1 + 11 * each.events / most
    return Edge(each, names.get(each.country, each.country), round(x, 1), round(y, 1), round(width, 1), tone(each.score))
