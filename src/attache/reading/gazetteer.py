"""The names of states, peoples, bodies and places, and the common nouns for offices and groups, looked up in running words.

In: words of a sentence and a place in them (or one phrase). Out: frozen `Entry` records from the tables countries, peoples, organisations,
places, offices and collectives. Nothing here reads a sentence: whether "Jordan" is the kingdom or a first name is for the caller, who sees
the names of the sentence.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from msgspec import Struct

from attache.model import Sector
from attache.reading.phrases import PhraseIndex, fold, is_short_acronym
from attache.resources import cell_list, table

STATE_KINDS = frozenset({"country", "territory", "demonym", "capital", "metonym"})
PLACE_KINDS = frozenset({"city", "region", "island", "place"})
_BEFORE_PLACES = frozenset({
    "in", "at", "near", "around", "outside", "inside", "into", "left", "entered", "reached", "captured", "seized", "retook", "bombed",
    "shelled", "stormed", "besieged",
})
_SETTLEMENTS = frozenset({
    "town", "city", "village", "port", "district", "suburb", "outskirts", "capital", "streets", "east", "west", "north", "south",
})
_WHOLES = frozenset({"country", "territory", "region"})
_MOST_PREFIXES = 3  # "acting senior deputy …"


class Entry(Struct, frozen=True, kw_only=True):
    """What a table says of a name. `kind` is country, territory, demonym, capital, metonym, city, region, island, place, office or an
    organisation's (igo, party, armed-group …). `since`/`until` are ISO dates between which the reading holds; `exact` tells a name known
    only in its own capitals; `leads` what the holder of an office leads (state, government, ministry, force, party, body), or "".
    `region` is the state or province a place lies in, `size` grows with its population, `needs` says what must stand around the name
    ("locative": a word that wants a place, for names that are common words or first names; "comma": a comma before). Coordinates in
    degrees.
    """

    name: str
    kind: str
    country: str | None = None
    sector: Sector | None = None
    since: str | None = None
    until: str | None = None
    exact: bool = False
    leads: str = ""
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    size: int = 0
    needs: str = ""

    def holds_on(self, date: str | None) -> bool:
        """True where the reading holds at an ISO date of any precision; without a date only what has no end holds."""
        if date is None:
            return self.until is None
        return (self.since or "") <= date and (self.until is None or date < self.until)


class Match(Struct, frozen=True):
    """An entry found at some words: `length` words long, `others` the readings the same words have besides."""

    entry: Entry
    length: int
    others: tuple[Entry, ...] = ()

    def on(self, date: str | None) -> Entry:
        """The reading that holds at an ISO date ("Taliban": rebels, a government since August 2021)."""
        readings = (self.entry, *self.others)
        return next((entry for entry in readings if entry.name == self.entry.name and entry.holds_on(date)), self.entry)


class Office(Struct, frozen=True):
    """An office or rank found at some words, `length` words long with its prefixes. `deputy` where it is the second in that office;
    `former` where a prefix glued to the word says so ("ex-minister").
    """

    entry: Entry
    length: int
    deputy: bool = False
    former: bool = False


class Gazetteer:
    """All tables of names, loaded once a process (`Gazetteer.load()`)."""

    def __init__(self) -> None:
        self._names = PhraseIndex[Entry]()
        self._offices = PhraseIndex[Entry]()
        self._collectives: dict[str, Sector] = {row["phrase"].lower(): _sector(row["sector"]) for row in table("collectives")}
        self._prefixes = {row["prefix"]: row["effect"] for row in table("office_prefixes")}
        self._states: dict[str, str] = {row["iso3"]: row["name"] for row in table("countries")}
        for phrase, entry in _named_entries():
            self._names.add(phrase, entry)
        for phrase, entry in _office_entries():
            self._offices.add(phrase, entry)

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """The one gazetteer of the process, read from the tables on the first call."""
        return Gazetteer()

    def match(self, words: Sequence[str], at: int) -> Match | None:
        """The longest name that starts at word `at`, with its likeliest reading; None where there is none.

        Names that are also common words or first names count only after a word that wants a place ("in", "left") or before a comma and the
        state or region they lie in.
        """
        for found in self._names.all(words, at):
            readings = tuple(entry for entry in found.values if not entry.needs or self._has_what_it_needs(entry, words, at, found.length))
            if readings:
                return Match(readings[0], found.length, readings[1:])
        return None

    def country(self, phrase: str) -> str | None:
        """ISO 3166 alpha-3 code of the state that a name, adjective, people, capital or seat of government stands for; any capitals."""
        return next((entry.country for entry in self._names.whole(phrase) if entry.kind in STATE_KINDS), None)

    def entries(self, words: Sequence[str]) -> Iterator[Entry]:
        """Every name in some words, in order."""
        at = 0
        while at < len(words):
            match = self.match(words, at)
            if match is not None:
                yield match.entry
            at += match.length if match is not None else 1

    def state_name(self, iso3: str) -> str | None:
        """The usual English name of a state or territory."""
        return self._states.get(iso3)

    def office(self, words: Sequence[str], at: int) -> Office | None:
        """The longest office or rank that starts at word `at`, singular or plural, with prefixes of rank ("deputy", "acting")."""
        plain = self._offices.longest(words, at)
        first, deputy = self._after_prefixes(words, at)
        found = self._offices.longest(words, first) if at < first < len(words) else None
        if found is not None and (plain is None or first - at + found.length > plain.length):
            return Office(found.values[0], first - at + found.length, deputy=deputy)
        return Office(plain.values[0], plain.length) if plain is not None else self._glued_office(words, at)

    def prefix(self, word: str) -> str | None:
        """What a word before an office says: "deputy", "rank" (acting, interim), "former", "future" (incoming), or None."""
        return self._prefixes.get(word.lower())

    def collective(self, phrase: str) -> Sector | None:
        """The sector of a common noun or noun phrase that names political actors, by its lemma ("rebel", "police force")."""
        return self._collectives.get(phrase.lower())

    def collective_ending(self, lemmas: Sequence[str], last: int) -> tuple[Sector, int] | None:
        """Sector and length of the longest group phrase whose final word is `lemmas[last]`; a hyphen, an apostrophe and "'s" count
        as words.
        """
        for length in range(min(5, last + 1), 0, -1):
            phrase = " ".join(lemmas[last - length + 1 : last + 1]).replace(" - ", "-").replace(" ' ", " ").replace(" ’ ", " ")
            sector = self.collective(phrase.replace(" 's ", "'s ").replace(" ’s ", "'s "))
            if sector is not None:
                return sector, length
        return None

    def _has_what_it_needs(self, entry: Entry, words: Sequence[str], at: int, length: int) -> bool:
        before = words[at - 1].lower() if at else ""
        if entry.needs == "comma":
            return before == ","
        if before == "of" and words[at - 2 : at - 1] and words[at - 2].lower() in _SETTLEMENTS:
            return True  # "the town of Man"
        return before in _BEFORE_PLACES or (words[at + length : at + length + 1] == [","] and self._lies_in(entry, words, at + length + 1))

    def _lies_in(self, entry: Entry, words: Sequence[str], at: int) -> bool:
        """True where the words at `at` name a state or region in the same country as the entry: "Reading, England"."""
        found = self._names.longest(words, at) if at < len(words) else None
        return found is not None and any(whole.kind in _WHOLES and whole.country == entry.country for whole in found.values)

    def clashes(self) -> list[tuple[str, tuple[Entry, ...]]]:
        """Spellings for which two rows of the tables give a strong reading: a fault of the tables."""
        return [*self._names.clashes(), *self._offices.clashes()]

    def _after_prefixes(self, words: Sequence[str], at: int) -> tuple[int, bool]:
        """Where the prefixes of rank that start at `at` end, and whether one of them makes a deputy."""
        first, deputy = at, False
        for _ in range(_MOST_PREFIXES):
            effect = self.prefix(words[first]) if first < len(words) else None
            if effect not in {"rank", "deputy"}:
                break
            deputy = deputy or effect == "deputy"
            first += 2 if words[first + 1 : first + 2] == ["-"] else 1
        return first, deputy

    def _glued_office(self, words: Sequence[str], at: int) -> Office | None:
        prefix, hyphen, rest = words[at].partition("-")
        effect = self.prefix(prefix) if hyphen and rest else None
        found = self._offices.longest([rest, *words[at + 1 : at + 8]], 0) if effect else None
        return Office(found.values[0], found.length, deputy=effect == "deputy", former=effect == "former") if found else None


def _named_entries() -> Iterator[tuple[str, Entry]]:
    yield from _country_entries()
    yield from _people_entries()
    yield from _organisation_entries()
    yield from _place_entries()


def _country_entries() -> Iterator[tuple[str, Entry]]:
    for row in table("countries"):
        lat, lon = _degrees(row["lat"]), _degrees(row["lon"])
        state = Entry(name=row["name"], kind=row["kind"], country=row["iso3"], sector="GOV", lat=lat, lon=lon)
        for phrase in (row["name"], *cell_list(row["aliases"]), *cell_list(row["foreign"])):
            yield phrase, state
        people = Entry(name=row["name"], kind="demonym", country=row["iso3"], sector="GOV")
        for phrase in cell_list(row["demonyms"]):
            yield phrase, people
        yield from _seat_entries(row)


def _seat_entries(row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    """Capitals and palaces; the first of several spellings of one name is the canonical one."""
    spelled: dict[str, str] = {}
    cells = [(cell, "capital") for cell in cell_list(row["capitals"])] + [(cell, "metonym") for cell in cell_list(row["seats"])]
    for cell, kind in cells:
        phrase, _, sector = cell.partition(":")
        name = spelled.setdefault(fold(phrase.lstrip("=~")).letters, phrase.lstrip("=~"))
        yield phrase, Entry(name=name, kind=kind, country=row["iso3"], sector=_sector(sector or "GOV"))


def _organisation_entries() -> Iterator[tuple[str, Entry]]:
    for row in table("organisations"):
        aliases = cell_list(row["aliases"])
        marked = {alias.lstrip("=~") for alias in aliases if alias[0] in "=~"}
        for phrase in (*(() if row["name"] in marked else (row["name"],)), *aliases):
            yield phrase, Entry(
                name=row["name"], kind=row["kind"], country=row["country"] or None, sector=_sector(row["sector"]),
                since=row["since"] or None, until=row["until"] or None, exact=phrase.startswith("=") or is_short_acronym(phrase),
            )


def _people_entries() -> Iterator[tuple[str, Entry]]:
    for row in table("peoples"):
        for phrase in (row["name"], *cell_list(row["aliases"])):
            yield phrase, Entry(name=row["name"], kind="demonym", sector=_sector(row["sector"]))


def _place_entries() -> Iterator[tuple[str, Entry]]:
    for row in sorted(table("places"), key=lambda row: row["size"], reverse=True):  # the larger town is the likelier reading
        entry = Entry(
            name=row["name"], kind=row["kind"], country=row["country"] or None, region=row["region"], lat=_degrees(row["lat"]),
            lon=_degrees(row["lon"]), size=int(row["size"] or 0), needs=row["needs"],
        )
        for phrase in (row["name"], *cell_list(row["aliases"])):
            yield "~" + phrase.lstrip("~"), entry


def _office_entries() -> Iterator[tuple[str, Entry]]:
    for row in table("offices"):
        mark = "~" if "{" in row["phrase"] else ""  # a row of its own says more than a pattern
        for phrase in _expanded(row["phrase"]):
            entry = Entry(name=phrase, kind="office", sector=_sector(row["sector"]), leads=row["leads"])
            for form in (phrase, *_plurals(phrase)):
                yield mark + form, entry


def _expanded(pattern: str) -> Iterator[str]:
    """`{field} minister` and `minister of {affairs}` stand for one office a portfolio."""
    for column in ("field", "affairs"):
        if f"{{{column}}}" in pattern:
            for row in table("portfolios"):
                for word in cell_list(row[column]):
                    yield pattern.replace(f"{{{column}}}", word)
            return
    yield pattern


def _plurals(phrase: str) -> Iterator[str]:
    """Plural forms: of the last word, and of the head before "of", "in", "for", "to", "-in-" or "general"."""
    for link in (" of ", " in ", " for ", " to ", "-in-", "-general", " general", " at ", "-designate", "-elect"):
        head, found, rest = phrase.partition(link)
        if found:
            yield _plural(head) + found + rest
    yield _plural(phrase)


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


def _sector(word: str) -> Sector:
    return cast("Sector", word)  # the tables' test holds every sector cell to model.Sector


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None
