"""Invented readings in any number, for measuring the register at sizes nobody can annotate: the same seed gives the same pages.

Out: pages with text and reading, published in order over twenty years. Few pairs of countries are in most of the events, as in the news;
a quarter of the pages are copies of a recent page with other words of the site around the report, and some claims tell a recent event
again in other words. Half of the acts are those of persons, nearly all of whom hold one of a country's offices for some years, and a tenth
those of bodies; so names come again and again, and only some people are named once.
"""
from __future__ import annotations

import datetime
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar, get_args

from msgspec.structs import replace

from attache.model import Claim, EventType, Page, Party, Place, Reading, Role
from attache.resources import table

YEARS = 20
FIRST_DAY = datetime.date(2005, 1, 1).toordinal()
_COPIED, _TOLD_AGAIN, _UNDATED = 0.25, 0.15, 0.2  # shares of pages, of claims, of claims
_RECENT = 200  # pages and events that may be copied or told again
_PAIRS = 4000
_IN_PERSON, _BY_BODY, _ONCE = 0.5, 0.1, 0.05  # shares of events; the last of those by a person, who then is named but once
_FRONTS = 5  # bodies of each country
_CHANGES = 14_000  # of an office's holder in all: each of all countries' about every fourth year
_OFFICES = (
    "President", "Foreign Minister", "Prime Minister", "Defence Minister", "Interior Minister", "Finance Minister", "Trade Minister",
    "Army Chief", "Ambassador", "Energy Minister", "Justice Minister", "Health Minister",
)
_ONSETS, _ENDS = ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "ch", "sh"), ("a", "en", "i", "or", "u", "ak", "el", "is")
_VERBS = {
    "AGREE": "agreed to", "CONSULT": "held talks with", "SUPPORT": "voiced support for", "CONCEDE": "gave way to", "COOPERATE": "joined",
    "AID": "sent relief to", "RETREAT": "withdrew from", "REQUEST": "appealed to", "ACCUSE": "accused", "REJECT": "rebuffed",
    "THREATEN": "warned", "PROTEST": "marched against", "SANCTION": "imposed a levy on", "MOBILIZE": "moved troops toward",
    "COERCE": "seized goods of", "ASSAULT": "shelled",
}
Said = TypeVar("Said", Claim, Role)
_KINDS: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True)
class Acting:
    """A person who acts for a country, or a body of it, which has no office."""

    name: str
    office: str | None


@dataclass(frozen=True)
class Report:
    """What pages copy from each other: a text, what it tells, and the day it came out."""

    body: str
    claims: tuple[Claim, ...]
    roles: tuple[Role, ...]
    published: str


@dataclass(frozen=True)
class Happening:
    """An event that claims may tell of."""

    kind: EventType
    actor: tuple[str, str]  # country's name and code
    recipient: tuple[str, str]
    acting: Acting | None
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
        self.shares = list(accumulate(1 / (rank + 3) for rank in range(_PAIRS)))
        self.casts = {iso3: [Acting(self._person(), office) for office in _OFFICES] for _, iso3 in states}
        self.fronts = {iso3: [Acting(f"{self.draw.choice(self.names)} Front", None) for _ in range(_FRONTS)] for _, iso3 in states}
        self.recent: deque[Happening] = deque(maxlen=_RECENT)
        self.reports: deque[Report] = deque(maxlen=_RECENT)

    def pages(self) -> Iterator[tuple[Page, str, Reading]]:
        """Pages until so many different events are told."""
        number = 0
        while self.happened < self.events:
            yield self._page(number)
            number += 1

    def _page(self, number: int) -> tuple[Page, str, Reading]:
        copied = bool(self.reports) and self.draw.random() < _COPIED
        report = self.draw.choice(self.reports) if copied else self._report()
        if not copied:
            self.reports.append(report)
        head = f"{self._sentence(8)}\n\n" + (f"{self._sentence(5)}\n\n" if copied else "")
        text = f"{head}{report.body}\n\n{self._sentence(6)}\n"
        origin = f"https://{self.draw.choice(self.names).lower()}.example/{number}"
        page = Page(sha256(text.encode()).hexdigest(), f"page{number}", origin, text.encode())
        reading = Reading(
            id=page.name, page_id=page.page_id, reader="invented", published=report.published, published_why="invented", language="en",
            title=head.partition("\n")[0], publisher=self.draw.choice(self.names), credit=None, dateline=None, body_start=report.body[:40],
            body_end=report.body[-40:], events=tuple(_shifted(claim, len(head)) for claim in report.claims),
            roles=tuple(_shifted(role, len(head)) for role in report.roles), relations=(), times=(), places=(),
        )
        return page, text, reading

    def _report(self) -> Report:
        today = FIRST_DAY + int(self.happened / self.events * YEARS * 365)
        text, claims, roles = "", [], dict[str, Role]()
        for _ in range(self.draw.randint(1, 9)):
            happening = self._happening(today)
            claims.append(self._claim(happening, len(text)))
            if happening.acting and happening.acting.office:
                roles.setdefault(happening.acting.name, _role(happening.acting.office, happening, claims[-1]))
            text += f"{claims[-1].quote}. {self._sentence(self.draw.randint(8, 24))}\n\n"
        return Report(text.rstrip(), tuple(claims), tuple(roles.values()), _iso(today))

    def _happening(self, today: int) -> Happening:
        if self.recent and self.draw.random() < _TOLD_AGAIN:
            return self.draw.choice(self.recent)
        self.happened += 1
        actor, recipient = self.draw.choices(self.pairs, cum_weights=self.shares)[0]
        kind, acting, day = self.draw.choice(_KINDS), self._acting(actor[1]), today - self.draw.randint(0, 3)
        made = Happening(kind, actor, recipient, acting, self.draw.choice(self.names), day)
        self.recent.append(made)
        return made

    def _acting(self, country: str) -> Acting | None:
        """Who acts for a country, nobody in particular for the state itself."""
        share = self.draw.random()
        if share < _IN_PERSON:
            return self._official(country)
        return self.draw.choice(self.fronts[country]) if share < _IN_PERSON + _BY_BODY else None

    def _official(self, country: str) -> Acting:
        """A person who acts for a country, holders of its first offices most often."""
        if self.draw.random() * self.events < _CHANGES:
            cast, place = self.casts[self.draw.choice(list(self.casts))], self.draw.randrange(len(_OFFICES))
            cast[place] = Acting(self._person(), _OFFICES[place])
        if self.draw.random() < _ONCE:
            return Acting(self._person(), self.draw.choice(_OFFICES))
        return self.casts[country][int(self.draw.random() ** 2 * len(_OFFICES))]

    def _claim(self, told: Happening, start: int) -> Claim:
        dated, verb, country = self.draw.random() > _UNDATED, _VERBS[told.kind], told.actor[0]
        who = f"{told.acting.office or ''} {told.acting.name} of {country}".lstrip() if told.acting else country
        quote = f"{who} {verb} {told.recipient[0]} in {told.town} {self._words(self.draw.randint(4, 12))}"
        return Claim(
            type=told.kind, mode=None, status="happened", actors=(_party(told),),
            recipients=(Party(told.recipient[0], told.recipient[1], "GOV"),), date=_iso(told.day) if dated else None, date_end=None,
            place=Place(told.town, told.recipient[1]), attributed_to=None, context=("diplomatic",), dead=None, injured=None, quote=quote,
            quote_start=start, quote_end=start + len(quote), trigger=verb, cameo="010", score=1.0, confidence=0.8, why="invented",
        )

    def _person(self) -> str:
        return f"{self.draw.choice(self.names)} {self.draw.choice(self.names)}"

    def _sentence(self, words: int) -> str:
        return f"{self._words(words).capitalize()}."

    def _words(self, number: int) -> str:
        return " ".join(self.words[int(self.draw.random() ** 2 * len(self.words))] for _ in range(number))

    def _name(self, syllables: int = 2) -> str:
        made = "".join(self.draw.choice(_ONSETS) + self.draw.choice("aeiou") for _ in range(syllables)) + self.draw.choice(_ENDS)
        return made.capitalize()


def _party(told: Happening) -> Party:
    if told.acting is None:
        return Party(*told.actor, "GOV")
    return Party(told.acting.name, told.actor[1], "GOV" if told.acting.office else "REB")


def _role(office: str, told: Happening, claim: Claim) -> Role:
    return Role(
        person=claim.actors[0].name, role=office, of=told.actor[0], country=told.actor[1], former=False, since=None, until=None,
        quote=claim.quote, quote_start=claim.quote_start, quote_end=claim.quote_end,
    )


def _shifted(part: Said, by: int) -> Said:
    return replace(part, quote_start=part.quote_start + by, quote_end=part.quote_end + by)


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()
