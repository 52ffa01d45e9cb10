"""The ledger of a dyad: what A did to B on the left, what B did to A on the right, what both did in the centre, on one axis of time.

In: the three `Direction` records of a dyad. Out: its months with the cards of each column, the chart of scores, the brief to copy.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from attache.api.answers import Answer, Asked
from attache.api.cursors import newest, place
from attache.api.parameters import Values
from attache.api.remembering import remembered
from attache.outputs.cleaning import markdown
from attache.outputs.records import page_line
from attache.outputs.wording import according, standing, what, when, where, who
from attache.queries.dyads import Direction
from attache.queries.events import Event
from attache.queries.neighbours import Pair, busiest_pairs
from attache.queries.threads import Contradiction, Step, thread
from attache.register.database import Connection
from attache.resources import table
from attache.web.addresses import dyad_address, event_address
from attache.web.drawing import PAGE_ONLY, draw, tone

CHART_WIDTH, ROW_HEIGHT, NAMES_WIDTH = 1100.0, 46.0, 150.0
_WIDEST_BAR, _MOST_MONTHS = 34.0, 400
_MOST_PAIRS, _LETTERS_OF_A_MONTH = 40, 7
_THREADED = 40  # events with several reports of which the thread is looked up

class Card(Struct, frozen=True):
    """An event in the ledger, with how its status came about and what its reports disagree on."""

    event: Event
    steps: tuple[Step, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


class MonthOfCards(Struct, frozen=True):
    """A month ("2021-03"; "2021" where no month is known, None without a date) with its cards: there, together, back."""

    month: str | None
    columns: tuple[tuple[Card, ...], ...]


class Bar(Struct, frozen=True):
    """One month of one direction on the chart; `tone` is "up" for cooperation, "down" for conflict."""

    x: float
    y: float
    width: float
    height: float
    tone: str


class Chart(Struct, frozen=True):
    """Three rows of bars over one axis of months; `years` are where years begin."""

    rows: tuple[tuple[Bar, ...], ...]
    years: tuple[tuple[float, str], ...]
    first: str
    last: str


def dyad_page(asked: Asked, answer: Answer[Direction]) -> str:
    """The ledger of two countries: the last events, or the stretch that a cursor leads to; always from top to bottom in order of time."""
    newest_first = asked.values["order"] == "newest"
    there, back, together = (_in_order_of_time(direction, newest_first) for direction in answer.items)
    columns, names = (there, together, back), _names()
    one, other = names[there.actor], names[there.recipient]
    total, listed = (sum(number) for number in zip(*((way.events, len(way.listed)) for way in columns), strict=True))
    return draw(
        "dyad.html", asked, columns=columns, one=one, other=other, names=names, months=months(asked, columns), chart=chart(columns),
        brief=brief(one, other, columns, answer.revision), total=total, listed=listed, counts=_counts(columns), next=answer.next,
        newest_first=newest_first, chart_width=CHART_WIDTH, row_height=ROW_HEIGHT, names_width=NAMES_WIDTH,
    )


def _in_order_of_time(direction: Direction, newest_first: bool) -> Direction:
    listed = reversed(direction.listed) if newest_first else direction.listed
    return replace(direction, listed=tuple(sorted(listed, key=lambda event: event.claim.date or "~")))


def dyads_answer(register: Connection, _: Values) -> Answer[Pair]:
    """The dyads with most events."""
    found = remembered(register, "pairs", lambda: busiest_pairs(register, _MOST_PAIRS))
    return Answer(revision=newest(register), items=found, shape=PAGE_ONLY)


def open_dyad(request: Request) -> Response:
    """From the form that names two countries to their ledger."""
    one, other = (request.query_params.get(name, "").strip() for name in ("one", "other"))
    return RedirectResponse(dyad_address(one, other) if one and other else "/dyads", 303)


def dyads_page(asked: Asked, answer: Answer[Pair]) -> str:
    """Which dyad to open."""
    return draw("dyads.html", asked, pairs=answer.items, names=_names())


def months(asked: Asked, columns: Sequence[Direction]) -> list[MonthOfCards]:
    """The listed events by month, each in its column."""
    keys = sorted({_month(event) or "~" for direction in columns for event in direction.listed})
    cards = _Cards(asked)
    return [
        MonthOfCards(
            None if key == "~" else key,
            tuple(tuple(cards.card(event) for event in direction.listed if (_month(event) or "~") == key) for direction in columns),
        )
        for key in keys
    ]


def chart(columns: Sequence[Direction]) -> Chart | None:
    """The monthly sums of scores; None without two dated months, where there is nothing to compare."""
    known = [month for direction in columns for month in direction.months]
    dated = sorted({month.month for month in known if month.month and len(month.month) == _LETTERS_OF_A_MONTH})
    axis = list(_every_month(dated[0], dated[-1])) if dated else []
    if not 1 < len(axis) <= _MOST_MONTHS:
        return None
    most = max(abs(month.score) for month in known if month.month in axis) or 1.0
    step = (CHART_WIDTH - NAMES_WIDTH) / len(axis)
    places = {month: NAMES_WIDTH + number * step for number, month in enumerate(axis)}
    rows = tuple(tuple(_bars(direction, number, places, step, most)) for number, direction in enumerate(columns))
    begun = [month for before, month in pairwise(["", *axis]) if month[:4] != before[:4]]
    years = tuple((round(places[month], 1), month[:4]) for month in begun if month != axis[0] or month.endswith("-01") or len(begun) == 1)
    return Chart(rows, years, axis[0], axis[-1])


def brief(one: str, other: str, columns: Sequence[Direction], revision: int) -> str:
    """What is listed of the ledger as a Markdown text, every line with the words it rests on and its page."""
    lines, sources = [f"# {markdown(one)} – {markdown(other)}", "", _extent(columns, revision), ""], dict[str, int]()
    heads = (f"{one} to {other}", "Together", f"{other} to {one}")
    for head, direction in zip(heads, columns, strict=True):
        lines += [f"## {markdown(head)}", "", *(_brief_line(event, sources) for event in direction.listed), ""]
    return "\n".join([*lines, "## Pages", "", *(f"[{number}] {source}" for source, number in sources.items()), ""])


def _extent(columns: Sequence[Direction], revision: int) -> str:
    """How much of the ledger is listed, of which days, and of which revision of the register."""
    listed = [event for direction in columns for event in direction.listed]
    total, dates = sum(direction.events for direction in columns), sorted(event.claim.date for event in listed if event.claim.date)
    days = f", {dates[0]} to {dates[-1]}" if dates else ""
    part = f"{len(listed)} of {total} events" if len(listed) < total else "1 event" if total == 1 else f"{total} events"
    return f"{part}{days}; register at revision {revision}."


class _Cards:
    """Makes cards; looks up the threads of no more than some events."""

    def __init__(self, asked: Asked) -> None:
        self._register, self._at, self._left = asked.register, place(asked.register, asked.values).at, _THREADED

    def card(self, event: Event) -> Card:
        """The event with what several reports of it say."""
        if event.reports == 1 or not self._left:
            return Card(event)
        self._left -= 1
        found = thread(self._register, event, self._at)
        return Card(event, found.steps if len(found.steps) > 1 else (), found.contradictions)


def _brief_line(event: Event, sources: dict[str, int]) -> str:
    claim = event.claim
    origin = " ".join(filter(None, (markdown(page_line(event.page)), markdown(event.page.origin))))
    number = sources.setdefault(origin, len(sources) + 1)
    facts = " · ".join(filter(None, (who(claim), what(claim), where(claim.place), according(claim))))
    head = f"**{markdown(when(claim))}** {standing(claim.status)}{' (disputed)' if event.disputed else ''}"
    return f"- {head}: {markdown(facts)}. “{markdown(claim.quote)}” [{number}] {event_address(event)}"


def _bars(direction: Direction, row: int, places: dict[str, float], step: float, most: float) -> Iterator[Bar]:
    middle, width = (row + 0.5) * ROW_HEIGHT, min(step * 0.72, _WIDEST_BAR)
    for month in direction.months:
        if month.month in places:
            height = max(1.5, abs(month.score) / most * (ROW_HEIGHT / 2 - 4))
            up = month.score >= 0
            x = places[month.month] + (step - width) / 2
            yield Bar(round(x, 1), round(middle - height if up else middle, 1), round(width, 1), round(height, 1), tone(month.score))


def _counts(columns: Sequence[Direction]) -> list[tuple[str | None, list[tuple[int, float]]]]:
    """Events and scores of every month, in the order of the columns: the chart for those who do not see it."""
    known = [{month.month: (month.events, month.score) for month in direction.months} for direction in columns]
    keys = sorted({key or "~" for months in known for key in months})
    return [(None if key == "~" else key, [months.get(None if key == "~" else key, (0, 0.0)) for months in known]) for key in keys]


def _month(event: Event) -> str | None:
    return event.claim.date[:7] if event.claim.date else None


def _every_month(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


@cache
def _names() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in table("countries")}
