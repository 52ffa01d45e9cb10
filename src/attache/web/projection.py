"""Where on the desk's map a position is: the Equal Earth projection (Šavrič, Patterson, Jenny 2018), in which no country looks larger than
it is. In: degrees. Out: units of the map, from its upper left corner.
"""
from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000.0, 487.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_WIDTH, _HALF_HEIGHT = 2.7066, 1.3173


def projected(latitude: float, longitude: float) -> tuple[float, float]:
    """The point of the map."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    slope = 9 * _A4 * square**4 + 7 * _A3 * square**3 + 3 * _A2 * square + _A1
    across = 2 * sqrt(3) * radians(longitude) * cos(angle) / (3 * slope)
    up = angle * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))
    return (across / _HALF_WIDTH + 1) * WIDTH / 2, (1 - up / _HALF_HEIGHT) * HEIGHT / 2
