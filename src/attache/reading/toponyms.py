"""Named places of a sentence, each with its state and position.

In: the page text, one parsed sentence's tokens and names, and how often the page has named each state. Out: `PlaceMention` records in text
order. A name with several bearers ("Tripoli", "Georgia") is settled by what stands beside it, then by the sentence, then by the page, then
by size. Peoples and palaces are no places; a place inside the name of a person or body is none either.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from attache.model import Name, PlaceMention, Token
from attache.reading.gazetteer import PLACE_KINDS, STATE_KINDS, Entry, Gazetteer, Match

_LOCATED = PLACE_KINDS | {"country", "territory", "capital"}
_WHOLES = frozenset({"country", "territory", "region"})
_FEDERATIONS = frozenset({"USA", "CAN", "AUS"})  # "London, Ontario": the part after the comma settles it, whatever the table holds
_GOVERNORS = frozenset({"governor", "gov.", "gov", "lieutenant", "statehouse", "state"})
# What a reading weighs by itself: a town its size (0 to 6), a capital a little more; a second name of its state in the sentence outweighs
# a large capital elsewhere only for a town of some size ("the Lebanese army deployed in Tripoli", but not "Canada's envoy in London").
_WEIGHTS = {"country": 6.0, "territory": 5.0, "region": 3.0, "place": 2.0, "island": 2.0}
_CAPITAL, _BESIDE, _IN_SENTENCE, _ON_PAGE = 2.2, 20.0, 4.5, 3.0
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "from", "to", "of", "outside", "around", "across", "into", "for", "with", "between"})
_COMPLEMENTS = frozenset({"obj", "obl", "conj"})


class _Sighting(Struct, frozen=True):
    """A match at tokens first..last (exclusive)."""

    first: int
    last: int
    match: Match

    @property
    def readings(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in (self.match.entry, *self.match.others) if entry.kind in _LOCATED)


def find_places(
    text: str, tokens: Sequence[Token], names: Sequence[Name] = (), context_countries: Mapping[str, int] | None = None,
) -> list[PlaceMention]:
    """The named places of one sentence in text order, `name` as the page spells it.

    `tokens` have offsets into `text`; `names` are token spans of the same sentence; `context_countries` counts the page's states by their
    codes. Countries, capitals, towns, regions and waters are places; demonyms, seats of government and parts of longer names are not.
    """
    scene = _Scene(tokens, names, context_countries or {})
    found = []
    for number, sighting in enumerate(scene.sightings):
        if sighting.match.entry.kind in _LOCATED and not scene.is_part_of_name(sighting):
            entry = scene.settled(number)
            start, end = tokens[sighting.first].start, tokens[sighting.last - 1].end
            found.append(PlaceMention(start=start, end=end, name=text[start:end], country=entry.country, lat=entry.lat, lon=entry.lon))
    return found


class _Scene:
    """What a sentence names, and what its page has named."""

    def __init__(self, tokens: Sequence[Token], names: Sequence[Name], context: Mapping[str, int]) -> None:
        self.tokens, self.names, self.context = tokens, names, context
        self.words = [token.text for token in tokens]
        self.sightings = _sightings(self.words)
        self.wholes = [self._whole_after(number) for number in range(len(self.sightings))]

    def is_part_of_name(self, sighting: _Sighting) -> bool:
        """True inside a longer name of a person or body, and for a town's name that stands where a person would."""
        around = [name for name in self.names if name.kind != "LOC" and name.first <= sighting.first and sighting.last <= name.last]
        if any(name.last - name.first > sighting.last - sighting.first for name in around):
            return True
        return sighting.match.entry.kind == "city" and any(name.kind == "PER" for name in around) and not self._stands_as_place(sighting)

    def _stands_as_place(self, sighting: _Sighting) -> bool:
        """True after a preposition of place, and where a verb's object or complement stands ("retook Kidal")."""
        before = self.words[sighting.first - 1].lower() if sighting.first else ""
        return before in _PLACE_PREPOSITIONS or self.tokens[sighting.last - 1].deprel.split(":")[0] in _COMPLEMENTS

    def settled(self, number: int) -> Entry:
        """The likeliest reading, with the position of the town when it is a capital."""
        sighting, whole = self.sightings[number], self.wholes[number]
        if whole is not None and whole.kind == "region" and not any(_lies_in(entry, whole) for entry in sighting.readings):
            return whole  # a town too small for the table: its state is known all the same
        return _positioned(max(sighting.readings, key=lambda entry: self._weight(entry, number)), sighting.readings)

    def _weight(self, entry: Entry, number: int) -> float:
        sighting, whole = self.sightings[number], self.wholes[number]
        score = _CAPITAL * (entry.kind == "capital") + _WEIGHTS.get(entry.kind, float(_positioned(entry, sighting.readings).size))
        score += _BESIDE * (whole is not None and _lies_in(entry, whole))
        score += _BESIDE * (number > 0 and entry == self.wholes[number - 1])
        score += _IN_SENTENCE * (entry.country in self._states_beside(number, PLACE_KINDS if entry.kind == "region" else None))
        score += _IN_SENTENCE * (entry.kind == "region" and self._is_governed(sighting))
        return score + _ON_PAGE * _share(entry.country, self.context)

    def _whole_after(self, number: int) -> Entry | None:
        """The state or region named right after a comma or bracket ("Paris, Texas"; "Tripoli (Lebanon)") that the place lies in."""
        sighting, following = self.sightings[number], self.sightings[number + 1 : number + 2]
        if not following or following[0].first != sighting.last + 1 or self.words[sighting.last] not in {",", "("}:
            return None
        if sighting.match.entry.kind in STATE_KINDS and self.words[following[0].last : following[0].last + 1] in (["and"], ["or"]):
            return None  # "London, Canada and Georgia" is a list
        parts = [entry for entry in following[0].readings if entry.kind in _WHOLES]
        fitting = [part for part in parts if any(_lies_in(entry, part) for entry in sighting.readings)]
        federal = [part for part in parts if part.kind == "region" and part.country in _FEDERATIONS]
        is_town = all(entry.kind not in _WHOLES for entry in sighting.readings)
        return next(iter(fitting or (federal if is_town else [])), None)

    def _states_beside(self, number: int, kinds: frozenset[str] | None) -> frozenset[str | None]:
        """The states that the other names of the sentence (of some kinds) belong to, by their likeliest reading."""
        others = (sighting.match.entry for at, sighting in enumerate(self.sightings) if at != number)
        return frozenset(entry.country for entry in others if entry.country and (kinds is None or entry.kind in kinds))

    def _is_governed(self, sighting: _Sighting) -> bool:
        """True beside a word that states of a federation have and independent ones do not."""
        return any(word.lower() in _GOVERNORS for word in self.words[max(0, sighting.first - 3) : sighting.last + 1])


def _sightings(words: Sequence[str]) -> list[_Sighting]:
    gazetteer = Gazetteer.load()
    found: list[_Sighting] = []
    at = 0
    while at < len(words):
        match = gazetteer.match(words, at)
        if match is not None:
            found.append(_Sighting(at, at + match.length, match))
        at += match.length if match is not None else 1
    return found


def _lies_in(entry: Entry, whole: Entry) -> bool:
    if entry.country is None or entry.country != whole.country or entry.name == whole.name:
        return False
    return whole.kind != "region" or whole.country != "USA" or entry.region == whole.name


def _share(country: str | None, context: Mapping[str, int]) -> float:
    total = sum(context.values())
    return context.get(country, 0) / total if country and total else 0.0


def _positioned(entry: Entry, readings: Sequence[Entry]) -> Entry:
    """A capital's reading as a seat of government has no position: the town of that name in the same state has."""
    if entry.lat is not None:
        return entry
    return next((town for town in readings if town.country == entry.country and town.lat is not None), entry)
