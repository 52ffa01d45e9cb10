"""The cast of a page: the persons, states and bodies it has named so far, and who a short mention means.

Built sentence by sentence in a first pass over the page (`roles.py` fills it), then asked in a second pass by position, so that "he" never
means somebody who is named only later. Nothing here knows the world: a person's country is what the page said of them.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from attache.model import Party, Sector
from attache.reading.leaders import leader
from attache.reading.person_names import name_words

_FRESH = 6  # sentences a person or state stays in mind for a pronoun
_FRESH_GROUP = 2  # … and a group
_FRESH_BODY = 30  # … and a body for the word that says what it is
_WEIGHTY = 3  # a page is about a second country too if it weighs at least a third of the first
_ABOUT_AS_WEIGHTY = 0.75  # of the first: then the country the page is written from is the one it means

Position = tuple[int, int]  # sentence number, token index


@dataclass
class Person:
    """Somebody the page names; `roles` are role phrases, lower case, with the office's country."""

    name: str
    country: str | None = None
    sector: Sector = "UNK"
    roles: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        return name_words(self.name)

    def party(self) -> Party:
        """The person as actor or recipient: acting for their state or body, else as a private citizen."""
        return Party(self.name, self.country, "CVL" if self.sector == "UNK" else self.sector)


@dataclass(frozen=True)
class Trace:
    """Where somebody was mentioned, and whether as a subject. `human`: one person, by office; `plural`: many; `weak`: by an adjective, as
    in "Kenyan troops"; `words`: of a body's names.
    """

    position: Position
    who: Person | Party
    subject: bool
    human: bool = False
    plural: bool = False
    weak: bool = False
    words: frozenset[str] = frozenset()


class Cast:
    """What the page has said of whom."""

    def __init__(self, home: str | None = None, date: str | None = None) -> None:
        self.home, self.date = home, date
        self.persons: list[Person] = []
        self.countries: Counter[str] = Counter()
        self._weights: Counter[str] = Counter()
        self._scenes: dict[int, str] = {}
        self._traces: list[Trace] = []
        self._seen: set[tuple[Position, str]] = set()
        self.opposition: set[str] = set()  # names of parties the page says are of the opposition

    def person(self, name: str) -> Person:
        """The person of that name, full or short; made when new. A fuller spelling replaces a shorter one."""
        known = self.known_person(name)
        if known is None:
            known = Person(name)
            self.persons.append(known)
        elif len(name_words(name)) > len(known.words):
            known.name = name
        return known

    def known_person(self, name: str) -> Person | None:
        """The latest person whose name fits: the same family name and no differing given name, or all of the short name's words."""
        words = name_words(name)
        if not words:
            return None
        fitting = [person for person in reversed(self.persons) if _fits(words, person.words)]
        known = (person for person in fitting if len(words) == 1 and leader(person.name, self.date))  # "Obama" beside Michelle Obama
        return next(known, next(iter(fitting), None))

    def note(
        self, position: Position, who: Person | Party, *, subject: bool, human: bool = False, plural: bool = False, weak: bool = False,
        name: str = "", counts: bool = True,
    ) -> None:
        """Records a mention, once a place; `counts` where it names its country, `name` is the body's full name."""
        key = (position, who.name)
        if key in self._seen:
            return
        self._seen.add(key)
        words = frozenset(f"{who.name} {name}".lower().split()) if name else frozenset()
        self._traces.append(Trace(position, who, subject, human, plural, weak, words))
        if counts and isinstance(who, Party) and who.country:
            self.countries[who.country] += 1

    def last_person(self, before: Position, other_than: str = "") -> Person | Party | None:
        """Whom "he" or "she" means at a place: the nearest earlier person of the sentence, subjects first, else of the sentences before."""
        return self._last(before, lambda trace: (trace.human or isinstance(trace.who, Person)) and trace.who.name != other_than)

    def last_body(self, before: Position, other_than: str = "") -> Party | None:
        """What "it" or "the country" means at a place: the nearest earlier state or body."""
        return self._last_body(before, lambda party: party.name != other_than)

    def last_state(self, before: Position, other_than: str | None) -> Party | None:
        """What "the country" means at a place: the nearest earlier state or body of a state, not that of country `other_than`."""
        return self._last_body(before, lambda party: party.country not in {None, other_than})

    def _last_body(self, before: Position, meant: Callable[[Party], bool]) -> Party | None:
        """The nearest earlier state or body that may be meant; one that only an adjective names where there is no other."""
        def fits(trace: Trace) -> bool:
            return isinstance(trace.who, Party) and not trace.human and not trace.plural and meant(trace.who)

        found = self._last(before, lambda trace: fits(trace) and not trace.weak) or self._last(before, fits)
        return found if isinstance(found, Party) else None

    def last_group(self, before: Position, other_than: str = "") -> Party | None:
        """Whom "they" means at a place: the nearest earlier group of people."""
        found = self._last(before, lambda trace: trace.plural and trace.who.name != other_than, fresh=_FRESH_GROUP)
        return found if isinstance(found, Party) else None

    def last_called(self, before: Position, noun: str) -> Party | None:
        """What "the union" means at a place: the latest body with the word in its name."""
        return self._latest(before, lambda trace: noun in trace.words)

    def last_short(self, before: Position, words: frozenset[str]) -> Party | None:
        """What a short name means at a place: the latest body, of known sector, whose longer name has all of its words."""
        def fits(trace: Trace) -> bool:
            return isinstance(trace.who, Party) and words < trace.words and trace.who.sector != "UNK"

        return self._latest(before, fits)

    def last_of_sector(self, before: Position, sectors: frozenset[str]) -> Party | None:
        """What "the charity" means at a place: the latest named body of one of the sectors."""
        return self._latest(before, lambda trace: isinstance(trace.who, Party) and bool(trace.words) and trace.who.sector in sectors)

    def _latest(self, before: Position, fits: Callable[[Trace], bool]) -> Party | None:
        found = self._last(before, lambda t: not t.human and not t.plural and not t.weak and fits(t), fresh=_FRESH_BODY)
        return found if isinstance(found, Party) else None

    def last_of(self, before: Position, countries: frozenset[str]) -> Party | None:
        """The nearest earlier state among `countries`."""
        def fits(trace: Trace) -> bool:
            return isinstance(trace.who, Party) and trace.who.country in countries

        found = self._last(before, fits, fresh=10_000)
        return found if isinstance(found, Party) else None

    def holder(self, role: str, country: str | None, before: Position) -> Person | None:
        """The latest person named before a place who holds a role that the words `role` describe ("the minister", of that country)."""
        named = {id(trace.who): trace.position for trace in self._traces if isinstance(trace.who, Person) and trace.position < before}
        fitting = [
            person for person in self.persons
            if id(person) in named and any(_same_role(role, held) and country in (None, of, person.country) for held, of in person.roles)
        ]
        return max(fitting, key=lambda person: named[id(person)], default=None)

    def last_armed_group(self, before: Position) -> Party | None:
        """What "the attackers" means at a place: the nearest earlier armed group, one with a name before one without."""
        def fits(trace: Trace) -> bool:
            return isinstance(trace.who, Party) and not trace.human and trace.who.sector == "REB"

        found = self._last(before, lambda trace: fits(trace) and not trace.plural) or self._last(before, fits)
        return found if isinstance(found, Party) else None

    def tells_more_of(self, sector: Sector, other: Sector, *, but: frozenset[str]) -> bool:
        """True where the page speaks more often of one sector than of another; groups called by a word of `but` count for neither."""
        told = Counter(
            trace.who.sector for trace in self._traces if isinstance(trace.who, Party) and but.isdisjoint(trace.who.name.lower().split())
        )
        return told[sector] > told[other]

    def set_scene(self, sentence: int, country: str) -> None:
        """Records that a sentence is set in a country."""
        self._scenes[sentence] = country

    def scene(self, sentence: int) -> str | None:
        """The country a sentence or the one before it is set in, where they name a place."""
        return self._scenes.get(sentence) or self._scenes.get(sentence - 1)

    def weigh(self, country: str | None, weight: int) -> None:
        """Counts a country towards what the page is about."""
        if country:
            self._weights[country] += weight

    def focus(self, without: frozenset[str] = frozenset()) -> str | None:
        """The country domestic words ("police", "the government") mean: the one the page is about, else the dateline's or the one named
        most so far. `without` names countries it is not, where another is nearly as weighty.
        """
        ranked = self._weights.most_common()
        if not ranked:
            return self.home or next((country for country, _ in self.countries.most_common(1)), None)
        weighty = [country for country, weight in ranked if weight * _WEIGHTY >= ranked[0][1]]
        if self.home and self._weights[self.home] >= _ABOUT_AS_WEIGHTY * ranked[0][1]:
            weighty.insert(0, self.home)
        return next((country for country in weighty if country not in without), ranked[0][0])

    def pair(self) -> tuple[str, ...]:
        """The two countries "both sides" means on a page that is about two, else nothing."""
        ranked = self._weights.most_common(3)
        if len(ranked) < 2 or ranked[1][1] * _WEIGHTY < ranked[0][1]:
            return ()
        return (ranked[0][0], ranked[1][0])

    def another(self, country: str, before: Position) -> str | None:
        """The other of the two states a page is about, else the state named last before a place that is not `country`."""
        pair = self.pair()
        if country in pair:
            return next(other for other in pair if other != country)
        told = ((trace.position, trace.who.country) for trace in self._traces if isinstance(trace.who, Party))
        return max(((at, other) for at, other in told if at < before and other not in {None, country}), default=(before, None))[1]

    def _last(self, before: Position, fits: Callable[[Trace], bool], fresh: int = _FRESH) -> Person | Party | None:
        earlier = [t for t in self._traces if t.position < before and before[0] - t.position[0] <= fresh and fits(t)]
        if not earlier:
            return None
        nearest = max(t.position[0] for t in earlier)
        here = [t for t in earlier if t.position[0] == nearest]
        subjects = [t for t in here if t.subject]
        return max(subjects or here, key=lambda t: t.position).who


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if not full:  # a name of nothing but particles or marks
        return False
    if len(short) == 1 or len(full) == 1:  # one name alone: any of the other's, since some families' names come first
        return bool(set(short) & set(full))
    if short[-1] != full[-1]:
        return False
    given, known = set(short[:-1]), set(full[:-1])
    return given <= known or known <= given


def _same_role(asked: str, held: str) -> bool:
    """The asked role's head word is in the held role, and no word of it contradicts ("the defence minister" is no "foreign minister")."""
    asked_words, held_words = asked.split(), held.split()
    return bool(asked_words) and set(asked_words) <= set(held_words)
