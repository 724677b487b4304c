"""Municipalities become Veilig Thuis regions: one coverage without gaps, simplified once, dissolved by membership.

Everything here is in units of the drawing. Simplifying happens before dissolving and to all municipalities together, so
that a border is the same line on both sides and on both maps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from impactmonitor.exceptions import SourceError

MOST_AREA_LOST = 0.01
"""Share of its area that a region may gain or lose by simplifying."""
MOST_ASTRAY = 0.001
"""Share of the country that may lie in gaps or overlaps. The shore of a lake that moves a little counts as a gap."""


@dataclass(frozen=True)
class Quality:
    """What simplifying and dissolving did, as shares of 1: of the worst region, and of the country."""

    area: float
    worst: str
    overlap: float
    gaps: float

    @property
    def good(self) -> bool:
        """Whether the result may be drawn."""
        return self.area <= MOST_AREA_LOST and max(self.overlap, self.gaps) <= MOST_ASTRAY


def repaired(shapes: Mapping[str, Any]) -> dict[str, Any]:
    """The areas by code, made valid. Raises SourceError when nothing is left of an area."""
    valid = {code: _valid(shape) for code, shape in shapes.items()}
    _raise_for_lost(valid)
    return valid


def coverage(shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Valid areas by code without overlaps, and with the same corners along a shared border.

    Raises SourceError when nothing is left of an area.
    """
    found = list(shapes.values())
    if not shapely.coverage_is_valid(found):
        found = list(shapely.coverage_clean(found))
    joined = dict(zip(shapes, found, strict=True))
    _raise_for_lost(joined)
    return joined


def simplified(shapes: Mapping[str, Any], tolerance: float) -> dict[str, Any]:
    """A valid coverage with fewer corners; `tolerance` is about the side of the smallest detail that stays."""
    return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), tolerance), strict=True))


def dissolve(shapes: Mapping[str, Any], part_of: Mapping[str, str]) -> dict[str, Any]:
    """Area of each region by code: its members together. `part_of` gives the region of each area."""
    members: dict[str, list[Any]] = {}
    for code, shape in shapes.items():
        members.setdefault(part_of[code], []).append(shape)
    union = shapely.coverage_union_all if shapely.coverage_is_valid(list(shapes.values())) else shapely.union_all
    return {region: union(found) for region, found in sorted(members.items())}


def measure(before: Mapping[str, Any], after: Mapping[str, Any]) -> Quality:
    """Compare regions as received with the regions that will be drawn."""
    changes = {code: abs(after[code].area / before[code].area - 1) for code in before}
    worst = max(changes, key=changes.__getitem__)
    drawn = [_valid(shape) for shape in after.values()]
    country, was = shapely.union_all(drawn), shapely.union_all(list(before.values()))
    overlap = sum(shape.area for shape in drawn) - country.area
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(country) for ring in part.interiors]
    gaps = shapely.union_all(holes).intersection(was).area
    return Quality(changes[worst], worst, max(0.0, overlap / was.area), gaps / was.area)


def _valid(shape: Any) -> Any:
    """The area, repaired, without the loose points and lines that repairing may leave."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _raise_for_lost(shapes: Mapping[str, Any]) -> None:
    if lost := [code for code, shape in shapes.items() if shape.is_empty]:
        raise SourceError(f"Nothing is left of the boundaries of {', '.join(lost)}.")
