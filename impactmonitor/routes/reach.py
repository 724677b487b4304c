"""With which policy questions the figures of a region can help, counted without reading a figure."""

from __future__ import annotations

from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Route
from impactmonitor.present.coverage import Coverage


@dataclass(frozen=True)
class Reach:
    """How far a release reaches for one question: indicators with a figure of the region, of the country only, in all.

    A figure of the province that is exactly the same area counts as one of the region.
    """

    route: Route
    own: int
    national: int
    total: int

    @property
    def helps(self) -> bool:
        """Whether the region has any figure for this question."""
        return self.own > 0


def reach(catalogue: Catalogue, held: Coverage, region: Region) -> list[Reach]:
    """Every question in order, with what there is for this region."""
    same = catalogue.regions.coinciding.get(region.code)
    own = _filled(held, region.code) | (_filled(held, same) if same else set())
    country = _filled(held, NETHERLANDS)
    found = []
    for route in catalogue.ordered_routes:
        names = {entry.indicator for entry in route.indicators}
        found.append(Reach(route, len(names & own), len(names & (country - own)), len(names)))
    return found


def _filled(held: Coverage, region: str) -> set[str]:
    """Indicators of which the region has a figure in any period."""
    known = held.of_region(region)
    return {name for name, periods in known.items() if any(any(measures.values()) for measures in periods.values())}
