"""From degrees to the drawing: the Dutch grid in metres, the frame of every map, and the lines of an area in SVG.

The grid is RD New (EPSG:28992), by the approximation of Schreutelkamp and Strang van Hees (NGT Geodesia, 2001),
which is right within a metre. Its scale differs less than 0.02 percent over the country: areas may be compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import shapely

from impactmonitor.exceptions import SourceError

UNIT = 25
"""Metres per unit of the drawing."""
LEFT, TOP, WIDTH, HEIGHT = 10_000, 623_000, 270_000, 320_000
"""The frame in metres of the grid. It is the same for all years, so that maps lie on each other."""
VIEW_BOX = f"0 0 {WIDTH // UNIT} {HEIGHT // UNIT}"

_LON, _LAT = 5.38720621, 52.15517440
_X = {
    (0, 1): 190094.945,
    (1, 1): -11832.228,
    (2, 1): -114.221,
    (0, 3): -32.391,
    (1, 0): -0.705,
    (3, 1): -2.340,
    (1, 3): -0.608,
    (0, 2): -0.008,
    (2, 3): 0.148,
}
_Y = {
    (1, 0): 309056.544,
    (0, 2): 3638.893,
    (2, 0): 73.077,
    (1, 2): -157.984,
    (3, 0): 59.788,
    (0, 1): 0.433,
    (2, 2): -6.439,
    (1, 1): -0.032,
    (0, 4): 0.092,
    (1, 4): -0.054,
}
"""Factors of the approximation by power of latitude and longitude."""


def to_grid(points: Any) -> Any:
    """RD metres (east, north) of an n by 2 array of degrees (longitude, latitude)."""
    east, north = 0.36 * (points[:, 0] - _LON), 0.36 * (points[:, 1] - _LAT)
    found = points.copy()
    found[:, 0] = 155_000 + sum(factor * north**p * east**q for (p, q), factor in _X.items())
    found[:, 1] = 463_000 + sum(factor * north**p * east**q for (p, q), factor in _Y.items())
    return found


def to_drawing(shapes: Iterable[Any]) -> list[Any]:
    """Areas in degrees as areas in whole units of the drawing; y counts down, as on a screen.

    Raises SourceError when an area lies outside the frame, such as one that is not in degrees.
    """
    drawn = [shapely.transform(shape, lambda points: _to_units(to_grid(points))) for shape in shapes]
    left, top, right, bottom = shapely.total_bounds(drawn)
    if not (left >= 0 and top >= 0 and right <= WIDTH / UNIT and bottom <= HEIGHT / UNIT):
        raise SourceError(
            "The boundaries lie outside the Netherlands. Longitude and latitude in degrees were expected."
        )
    return drawn


def _to_units(points: Any) -> Any:
    points[:, 0] = ((points[:, 0] - LEFT) / UNIT).round()
    points[:, 1] = ((TOP - points[:, 1]) / UNIT).round()
    return points


def whole(shape: Any) -> Any:
    """The area with its corners on whole units."""
    return shapely.transform(shape, lambda points: points.round())


def path(shape: Any) -> str:
    """The lines of an area as SVG path data, largest part first; holes run the other way round.

    What is smaller than a unit is left out, so that a tiny area has no lines at all.
    """
    parts = sorted(shapely.get_parts(shapely.orient_polygons(shape)), key=lambda part: -part.area)
    return "".join(line for part in parts for line in _lines(part))


def _lines(part: Any) -> Iterator[str]:
    for ring in (part.exterior, *part.interiors):
        corners = [(round(x), round(y)) for x, y in ring.coords]
        steps = [(x - left, y - top) for (left, top), (x, y) in itertools.pairwise(corners)]
        steps = [step for step in steps[:-1] if step != (0, 0)]
        if len(set(corners)) >= 3:
            yield f"M{corners[0][0]} {corners[0][1]}l{' '.join(f'{x} {y}' for x, y in steps)}z"


def label_point(shape: Any) -> tuple[int, int]:
    """Where a label stands best: inside the area and as far from its border as can be."""
    circle = shapely.maximum_inscribed_circle(shape, tolerance=4)
    x, y = circle.coords[0]
    return round(x), round(y)
