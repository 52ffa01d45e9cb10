"""Makes the desk's map, `web/static/world.svg`, from the outlines of the world's countries: 110m, TopoJSON, as the npm package world-atlas
holds them (ISC licence), made from Natural Earth (public domain).

    python -m training.outlines countries-110m.json src/attache/web/static/world.svg
"""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from attache.web.projection import HEIGHT, WIDTH, projected

Point = tuple[float, float]
_HALF_THE_WORLD = 180.0
# colours that do on light and on dark paper: an image cannot ask which of them it stands on
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><!-- Outlines: Natural Earth 110m, public domain -->'
    '<g fill="#8f8672" fill-opacity=".24" stroke="#8f8672" stroke-opacity=".55" stroke-width=".35" stroke-linejoin="round">'
)


def main() -> None:
    """Reads the first file, writes the second."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = topology["objects"]["countries"]["geometries"]
    paths = "".join(f'<path d="{outline}"/>' for outline in (_outline(shape, arcs) for shape in shapes) if outline)
    Path(sys.argv[2]).write_text(f"{_HEAD}{paths}</g></svg>\n", encoding="utf-8")


def _unpacked(arc: list[list[int]], transform: dict[str, Any]) -> list[Point]:
    """An arc's points as longitude and latitude: they are kept as steps on a grid."""
    steps = list(accumulate(arc, lambda point, step: [point[0] + step[0], point[1] + step[1]]))
    (across, up), (left, bottom) = transform["scale"], transform["translate"]
    return [(x * across + left, y * up + bottom) for x, y in steps]


def _outline(shape: dict[str, Any], arcs: list[list[Point]]) -> str:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return "".join(_ring(ring, arcs) for polygon in polygons for ring in polygon)


def _ring(ring: list[int], arcs: list[list[Point]]) -> str:
    points = [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
    return "".join(f"M{'L'.join(part)}Z" for part in _drawn(points))


def _drawn(points: list[Point]) -> Iterator[list[str]]:
    """The ring's points on the map; cut where it leaps from one edge of the world to the other."""
    part: list[str] = []
    for number, (longitude, latitude) in enumerate(points):
        if number and abs(longitude - points[number - 1][0]) > _HALF_THE_WORLD:
            yield part
            part = []
        x, y = projected(latitude, longitude)
        part.append(f"{x:.1f} {y:.1f}")
    yield part


if __name__ == "__main__":
    main()
