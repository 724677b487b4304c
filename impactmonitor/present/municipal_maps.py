"""The municipalities of one Veilig Thuis region on a map, where boundaries were fetched.

All municipalities of the country would be hundreds of links of which none can be read, so one region is drawn, as large
as the country otherwise is: lines, signs and letters then have the sizes of every other map.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from impactmonitor.catalogue.regions import Region, Regions
from impactmonitor.catalogue.schema import Unit
from impactmonitor.geography.boundaries import Boundaries
from impactmonitor.language import gettext as _
from impactmonitor.present import maps, marks
from impactmonitor.present.cells import Cell
from impactmonitor.present.classes import Classes
from impactmonitor.present.maps import Address, Map

_MARGIN = 80
"""Around the region, in units of the drawing; room for the ring around my municipality."""
_NUMBER = re.compile(r"-?\d+")
Point = tuple[float, float]


def municipal_map(
    regions: Regions,
    region: Region,
    cells: Mapping[str, Cell],
    grades: Classes | None,
    unit: Unit,
    address: Address,
    *,
    mine: str,
    boundaries: Boundaries,
) -> Map | None:
    """The municipalities of a region in the year of the boundaries; None when that has none of them.

    `grades` are classes of all municipalities of the country, so that a colour means the same in every region.
    """
    shapes = {code: shape for code, shape in boundaries.municipalities.items() if shape.part_of == region.code}
    if not shapes:
        return None
    rings = {code: _rings(shape.d) for code, shape in shapes.items()}
    points = [point for of_one in rings.values() for ring in of_one for point in ring]
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    width, height = max(x for x, _y in points) - left, max(y for _x, y in points) - top
    frame = [float(part) for part in boundaries.view_box.split()[2:]]
    scale = min((frame[0] - 2 * _MARGIN) / max(width, 1), (frame[1] - 2 * _MARGIN) / max(height, 1))

    def moved(x: float, y: float) -> tuple[int, int]:
        return round((x - left) * scale) + _MARGIN, round((y - top) * scale) + _MARGIN

    places = []
    for code, shape in shapes.items():
        cell = cells.get(code, Cell(gap=marks.ABSENT))
        x, y = moved(shape.x, shape.y)
        lines = "".join(_path([moved(*point) for point in ring]) for ring in rings[code])
        found = maps.place(regions[code], boundaries.year, cell, grades, unit, address, mine=code == mine)
        places.append(replace(found, lines=lines, x=x, y=y))
    gaps = {found.gap for found in places if found.gap}
    title = _("Kaart van {number} gemeenten in {region}")
    return Map(
        form=maps.AREAS,
        view_box=f"0 0 {round(width * scale) + 2 * _MARGIN} {round(height * scale) + 2 * _MARGIN}",
        title=title.format(number=len(places), region=region.name_in(boundaries.year)),
        description=_("De grenzen zijn vereenvoudigd. De tabel bij de kaart geeft dezelfde waarden."),
        places=tuple(places),
        legend=maps.legend_of(grades),
        gaps=tuple(mark for mark in marks.ALL if mark in gaps),
        others=False,
        attribution=boundaries.attribution,
    )


def _rings(lines: str) -> list[list[Point]]:
    """The corners of each ring of a path that begins at a point and goes on in steps."""
    found = []
    for ring in lines.split("z")[:-1]:
        numbers = [int(number) for number in _NUMBER.findall(ring)]
        x, y = numbers[0], numbers[1]
        points: list[Point] = [(x, y)]
        for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + across, y + down
            points.append((x, y))
        found.append(points)
    return found


def _path(points: list[tuple[int, int]]) -> str:
    """The same form again: steps are of rounded places, so that neighbours keep one border."""
    (x, y), *rest = points
    steps, here = [], (x, y)
    for point in rest:
        steps.append(f"{point[0] - here[0]} {point[1] - here[1]}")
        here = point
    return f"M{x} {y}l{' '.join(steps)}z"
