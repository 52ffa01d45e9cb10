"""People and bodies on their way out: lists of them, and one in full, as records, columns, lines and on a terminal."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

import msgspec
from rich.text import Text

from attache.outputs.cleaning import one_line
from attache.outputs.formats import Shape
from attache.outputs.records import Cell, Record, event_record
from attache.outputs.terminal import console, lines
from attache.outputs.wording import standing, what, when, who
from attache.queries.events import SHORT_ID
from attache.queries.people import Figure, Profile, Tenure

FIGURE_LINE: dict[str, Callable[[Figure], Cell]] = {
    "name": lambda figure: figure.name,
    "office": lambda figure: _office(figure.office, figure.of),
    "country": lambda figure: figure.country,
    "pages": lambda figure: figure.pages,
    "last": lambda figure: figure.last,
}
FIGURE_COLUMNS: dict[str, Callable[[Figure], Cell]] = {
    "id": lambda figure: figure.id,
    "kind": lambda figure: figure.kind,
    "name": lambda figure: figure.name,
    "country": lambda figure: figure.country,
    "sector": lambda figure: figure.sector,
    "office": lambda figure: figure.office,
    "of": lambda figure: figure.of,
    "pages": lambda figure: figure.pages,
    "last": lambda figure: figure.last,
}
BODY_LINE: dict[str, Callable[[Figure], Cell]] = {
    "name": lambda figure: figure.name,
    "sector": lambda figure: figure.sector,
    **{name: FIGURE_LINE[name] for name in ("country", "pages", "last")},
}
_Held = tuple[Profile, Tenure | None]
# one office of one person a row; a person without any has one row all the same
TENURE_COLUMNS: dict[str, Callable[[_Held], Cell]] = {
    "id": lambda held: held[0].figure.id,
    "name": lambda held: held[0].figure.name,
    "aliases": lambda held: "; ".join(dict.fromkeys(alias.name for alias in held[0].aliases)),
    "role": lambda held: held[1].role if held[1] else None,
    "of": lambda held: held[1].of if held[1] else None,
    "country": lambda held: held[1].country if held[1] else held[0].figure.country,
    "known_from": lambda held: held[1].known_from if held[1] else None,
    "known_to": lambda held: held[1].known_to if held[1] else None,
    "ended_by": lambda held: held[1].ended_by if held[1] else None,
    "pages": lambda held: held[1].pages if held[1] else held[0].figure.pages,
    "quote": lambda held: held[1].quotes[0].quote if held[1] else None,
    "page_id": lambda held: held[1].quotes[0].page.page_id if held[1] else None,
    "origin": lambda held: held[1].quotes[0].page.origin if held[1] else None,
}
_TENURE_LINE = {name: TENURE_COLUMNS[name] for name in ("name", "aliases", "role", "of", "known_from", "known_to", "ended_by", "quote")}


def profile_record(profile: Profile) -> Record:
    """The figure with its aliases, offices and events; an event as `attache events` gives it."""
    made: Record = msgspec.to_builtins(profile.figure)
    for name in ("aliases", "offices"):
        made[name] = msgspec.to_builtins(getattr(profile, name))
    made["events"] = [{"side": deed.side, "country": deed.country, "event": event_record(deed.event)} for deed in profile.events]
    return made


def tenures(profiles: Iterable[Profile]) -> list[_Held]:
    """Each profile once for every office."""
    return [(profile, tenure) for profile in profiles for tenure in profile.offices or (None,)]


FIGURES: Shape[Figure] = Shape(lambda figure: dict(msgspec.to_builtins(figure)), FIGURE_COLUMNS, FIGURE_LINE)
BODIES: Shape[Figure] = Shape(lambda figure: dict(msgspec.to_builtins(figure)), FIGURE_COLUMNS, BODY_LINE)
PROFILES: Shape[Profile] = Shape(profile_record, {}, {})
TENURES: Shape[_Held] = Shape(lambda held: profile_record(held[0]), TENURE_COLUMNS, _TENURE_LINE)


def show_figures(figures: Iterable[Figure], out: TextIO) -> int:
    """People, one line each; how many there were."""
    return _show_lines(figures, FIGURE_LINE, out)


def show_bodies(bodies: Iterable[Figure], out: TextIO) -> int:
    """Bodies, one line each; how many there were."""
    return _show_lines(bodies, BODY_LINE, out)


def _show_lines(figures: Iterable[Figure], columns: dict[str, Callable[[Figure], Cell]], out: TextIO) -> int:
    table = lines(*columns)
    for figure in figures:
        cells = ["" if (cell := give(figure)) is None else one_line(str(cell)) for give in columns.values()]
        table.add_row(Text(cells[0], "bold"), *map(Text, cells[1:]))
    if table.row_count:
        console(out).print(table)
    return table.row_count


def show_profiles(profiles: Iterable[Profile], out: TextIO) -> int:
    """Each in full: names, offices over time with the words that say so, events; how many there were."""
    found = list(profiles)
    for profile in found:
        _show(profile, out)
    return len(found)


def _show(profile: Profile, out: TextIO) -> None:
    screen, figure = console(out), profile.figure
    facts = " · ".join(filter(None, (figure.country, figure.sector, f"{figure.pages} page{'s' * (figure.pages != 1)}")))
    screen.print(Text.assemble((one_line(figure.name), "bold"), "  ", (one_line(facts), "dim")))
    others = [name for name in dict.fromkeys(alias.name for alias in profile.aliases) if name != figure.name]
    if others:
        screen.print(Text(one_line(f"also {', '.join(others)}")))
    for tenure in profile.offices:
        screen.print(Text.assemble("  ", (period(tenure), "dim"), "  ", one_line(_office(tenure.role, tenure.of) or "")))
        for quoted in tenure.quotes:
            page = ", ".join(filter(None, (quoted.page.publisher or quoted.page.name, quoted.page.published)))
            screen.print(Text.assemble("      “", one_line(quoted.quote), "”  ", (one_line(page), "dim")))
    for deed in profile.events:
        claim = deed.event.claim
        line = "  ".join((when(claim), standing(claim.status), who(claim), what(claim)))
        screen.print(Text.assemble("  ", one_line(line), "  ", (deed.event.id[:SHORT_ID], "dim")))
    screen.print()


def period(tenure: Tenure) -> str:
    """Like "since 2019 – 2021-03-05"; what no page says is the date of a page that does, marked with ≤ and ≥."""
    first = f"{'' if tenure.from_said else '≤ '}{tenure.known_from}" if tenure.known_from else "?"
    last = f"{'' if tenure.to_said else '≥ '}{tenure.known_to}" if tenure.known_to else "?"
    return f"{first} – {last}{f', former by {tenure.ended_by}' if tenure.ended_by else ''}"


def _office(role: str | None, of: str | None) -> str | None:
    return f"{role} of {of}" if role and of else role
