"""Invented readings in any number, for measuring the register at sizes nobody can annotate: the same seed gives the same pages.

Out: pages with text and reading, published in order over twenty years. Few pairs of countries are in most of the events, as in the news;
a quarter of the pages are copies of a recent page with other words of the site around the report, and some claims tell a recent event
again in other words.
"""
from __future__ import annotations

import datetime
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import get_args

from msgspec.structs import replace

from attache.model import Claim, EventType, Page, Party, Place, Reading
from attache.resources import table

YEARS = 20
FIRST_DAY = datetime.date(2005, 1, 1).toordinal()
_COPIED, _TOLD_AGAIN, _UNDATED = 0.25, 0.15, 0.2  # shares of pages, of claims, of claims
_RECENT = 200  # pages and events that may be copied or told again
_PAIRS = 4000
_ONSETS, _ENDS = ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "ch", "sh"), ("a", "en", "i", "or", "u", "ak", "el", "is")
_VERBS = {
    "AGREE": "agreed to", "CONSULT": "held talks with", "SUPPORT": "voiced support for", "CONCEDE": "gave way to", "COOPERATE": "joined",
    "AID": "sent relief to", "RETREAT": "withdrew from", "REQUEST": "appealed to", "ACCUSE": "accused", "REJECT": "rebuffed",
    "THREATEN": "warned", "PROTEST": "marched against", "SANCTION": "imposed a levy on", "MOBILIZE": "moved troops toward",
    "COERCE": "seized goods of", "ASSAULT": "shelled",
}
_KINDS: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True)
class Happening:
    """An event that claims may tell of."""

    kind: EventType
    actor: tuple[str, str]  # country's name and code
    recipient: tuple[str, str]
    person: str
    town: str
    day: int


class Inventor:
    """Makes pages; `happened` counts the different events told so far."""

    def __init__(self, events: int, seed: int = 11) -> None:
        self.draw, self.events, self.happened = random.Random(seed), events, 0  # noqa: S311 - no secret
        self.names = [self._name() for _ in range(3000)]
        self.words = [self._name(3).lower() for _ in range(6000)]
        states = [(row["name"], row["iso3"]) for row in table("countries")]
        self.pairs = [(self.draw.choice(states), self.draw.choice(states)) for _ in range(_PAIRS)]
        self.shares = [1 / (rank + 3) for rank in range(_PAIRS)]
        self.recent: deque[Happening] = deque(maxlen=_RECENT)
        self.bodies: deque[tuple[str, tuple[Claim, ...], str]] = deque(maxlen=_RECENT)

    def pages(self) -> Iterator[tuple[Page, str, Reading]]:
        """Pages until so many different events are told."""
        number = 0
        while self.happened < self.events:
            yield self._page(number)
            number += 1

    def _page(self, number: int) -> tuple[Page, str, Reading]:
        copied = bool(self.bodies) and self.draw.random() < _COPIED
        body, claims, published = self.draw.choice(self.bodies) if copied else self._body()
        if not copied:
            self.bodies.append((body, claims, published))
        head = f"{self._sentence(8)}\n\n" + (f"{self._sentence(5)}\n\n" if copied else "")
        text = f"{head}{body}\n\n{self._sentence(6)}\n"
        shifted = tuple(_shifted(claim, len(head)) for claim in claims)
        origin = f"https://{self.draw.choice(self.names).lower()}.example/{number}"
        page = Page(sha256(text.encode()).hexdigest(), f"page{number}", origin, text.encode())
        reading = Reading(
            id=page.name, page_id=page.page_id, reader="invented", published=published, published_why="invented", language="en",
            title=head.partition("\n")[0], publisher=self.draw.choice(self.names), credit=None, dateline=None, body_start=body[:40],
            body_end=body[-40:], events=shifted, roles=(), relations=(), times=(), places=(),
        )
        return page, text, reading

    def _body(self) -> tuple[str, tuple[Claim, ...], str]:
        """A report: its text, its claims, and the day it came out."""
        today = FIRST_DAY + int(self.happened / self.events * YEARS * 365)
        text, claims = "", []
        for _ in range(self.draw.randint(1, 9)):
            happening = self._happening(today)
            claims.append(self._claim(happening, len(text)))
            text += f"{claims[-1].quote}. {self._sentence(self.draw.randint(8, 24))}\n\n"
        return text.rstrip(), tuple(claims), _iso(today)

    def _happening(self, today: int) -> Happening:
        if self.recent and self.draw.random() < _TOLD_AGAIN:
            return self.draw.choice(self.recent)
        self.happened += 1
        actor, recipient = self.draw.choices(self.pairs, self.shares)[0]
        made = Happening(
            self.draw.choice(_KINDS), actor, recipient, self.draw.choice(self.names), self.draw.choice(self.names),
            today - self.draw.randint(0, 3),
        )
        self.recent.append(made)
        return made

    def _claim(self, told: Happening, start: int) -> Claim:
        dated, person = self.draw.random() > _UNDATED, f"{self.draw.choice(('Minister', 'General', 'Mr'))} {told.person}"
        verb = _VERBS[told.kind]
        quote = f"{person} of {told.actor[0]} {verb} {told.recipient[0]} in {told.town} {self._words(self.draw.randint(4, 12))}"
        return Claim(
            type=told.kind, mode=None, status="happened", actors=(Party(person, told.actor[1], "GOV"),),
            recipients=(Party(told.recipient[0], told.recipient[1], "GOV"),), date=_iso(told.day) if dated else None, date_end=None,
            place=Place(told.town, told.recipient[1]), attributed_to=None, context=("diplomatic",), dead=None, injured=None, quote=quote,
            quote_start=start, quote_end=start + len(quote), trigger=verb, cameo="010", score=1.0, confidence=0.8, why="invented",
        )

    def _sentence(self, words: int) -> str:
        return f"{self._words(words).capitalize()}."

    def _words(self, number: int) -> str:
        return " ".join(self.words[int(self.draw.random() ** 2 * len(self.words))] for _ in range(number))

    def _name(self, syllables: int = 2) -> str:
        made = "".join(self.draw.choice(_ONSETS) + self.draw.choice("aeiou") for _ in range(syllables)) + self.draw.choice(_ENDS)
        return made.capitalize()


def _shifted(claim: Claim, by: int) -> Claim:
    return replace(claim, quote_start=claim.quote_start + by, quote_end=claim.quote_end + by)


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()
