"""The map of what is known to be somewhere.

A place is drawn only where its position is known: towns as dots, whole countries as hollow rings at their middle, for "in Kenya" is no
point. What cannot be drawn is listed, not left out.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import sqrt

from msgspec import Struct

from attache.api.answers import Answer, Asked
from attache.api.cursors import newest
from attache.api.parameters import Values
from attache.api.remembering import remembered
from attache.outputs import formats
from attache.queries.countries import country_code
from attache.queries.events import Event
from attache.queries.places import Spot, events_at, last_day, spots
from attache.register.database import Connection
from attache.register.folding import folded
from attache.resources import cell_list, table
from attache.settings import ROWS_ON_A_PAGE
from attache.web.drawing import draw
from attache.web.projection import HEIGHT, WIDTH, projected

_MOST_SPOTS, _MOST_NAMED = 300, 14
_NARROWEST = 170.0  # of the map's units: no closer, for outlines this coarse


class Dot(Struct, frozen=True):
    """A spot on the map: where, how large, whether it stands for a whole country, whether its name is written beside it."""

    spot: Spot
    x: float
    y: float
    radius: float
    hollow: bool
    named: bool


class View(Struct, frozen=True):
    """The part of the map that is shown, and how many times larger."""

    x: float
    y: float
    width: float
    height: float
    scale: float


def map_answer(register: Connection, values: Values) -> Answer[Event]:
    """The events at the place that was asked for; none where none was."""
    since = values["since"] or _a_year_before(last_day(register))
    found = events_at(register, values["place"], values["of"], ROWS_ON_A_PAGE, since) if values["place"] else ()
    return Answer(revision=newest(register), items=list(found), shape=formats.EVENTS)


def map_page(asked: Asked, answer: Answer[Event]) -> str:
    """The map, with the events of one place below it."""
    since = asked.values["since"] or _a_year_before(last_day(asked.register))
    found = _spots(asked, since)
    whole = asked.values["view"] == "world"
    view = _view([point for spot in found if (point := _point(spot))], whole=whole)
    dots = _dots(found, view)
    drawn = {dot.spot for dot in dots}
    return draw(
        "map.html", asked, dots=dots, view=view, unplaced=[spot for spot in found if spot not in drawn], found=answer.items,
        spots=found, world=(WIDTH, HEIGHT), whole=whole, since=since,
    )


def _spots(asked: Asked, since: str | None) -> list[Spot]:
    if asked.values["since"]:
        return spots(asked.register, _MOST_SPOTS, since)
    return remembered(asked.register, "spots", lambda: spots(asked.register, _MOST_SPOTS, since))


def _a_year_before(day: str | None) -> str | None:
    """The month a year before; of a register of many years a map of everything shows nothing."""
    return f"{max(1, int(day[:4]) - 1):04}{day[4:7]}" if day else None


def _dots(found: Sequence[Spot], view: View) -> list[Dot]:
    """Larger ones first, so that smaller ones lie on them; the most frequent have names that do not run into each other."""
    made, taken = [], list[tuple[float, float]]()
    for spot in found:
        point = _point(spot)
        if point:
            radius = round(min(3 + 2.2 * sqrt(spot.events), 26) / view.scale, 2)
            free = all(abs(point[0] - x) > 90 / view.scale or abs(point[1] - y) > 15 / view.scale for x, y in taken)
            named = free and len(taken) < _MOST_NAMED
            if named:
                taken.append(point)
            made.append(Dot(spot, round(point[0], 2), round(point[1], 2), radius, country_code(spot.name) is not None, named))
    return sorted(made, key=lambda dot: -dot.radius)


def _view(points: Sequence[tuple[float, float]], *, whole: bool) -> View:
    """The part of the world in which the points lie, with room around them."""
    if whole or not points:
        return View(0, 0, WIDTH, HEIGHT, 1)
    across, down = zip(*points, strict=True)
    width = max((max(across) - min(across)) * 1.3, (max(down) - min(down)) * 1.3 * WIDTH / HEIGHT, _NARROWEST)
    width = min(width, WIDTH)
    height = width * HEIGHT / WIDTH
    x = min(max((max(across) + min(across) - width) / 2, 0), WIDTH - width)
    y = min(max((max(down) + min(down) - height) / 2, 0), HEIGHT - height)
    return View(round(x, 1), round(y, 1), round(width, 1), round(height, 1), round(WIDTH / width, 3))


def _point(spot: Spot) -> tuple[float, float] | None:
    known = _positions()
    place = known.get((folded(spot.name), spot.country or "")) or (known.get((folded(spot.name), "")) if not spot.country else None)
    return projected(*place) if place else None


@cache
def _positions() -> dict[tuple[str, str], tuple[float, float]]:
    """Latitude and longitude by folded name and country; of two towns of one name in a country the larger."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in sorted(table("places"), key=lambda row: row["size"]):
        for name in (row["name"], *cell_list(row["aliases"])):
            found[folded(name.lstrip("=~")), row["country"]] = (float(row["lat"]), float(row["lon"]))
    for row in table("countries"):
        if row["lat"]:
            for name in (row["name"], *cell_list(row["aliases"]), *cell_list(row["foreign"])):
                found[folded(name.lstrip("=~")), row["iso3"]] = (float(row["lat"]), float(row["lon"]))
    return found
