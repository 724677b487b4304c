"""With which policy questions the figures of a region can help, counted without making a figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Indicator, Route
from impactmonitor.present import marks, moments
from impactmonitor.present.coverage import Coverage
from impactmonitor.present.words import category_labels
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import TOTAL, Observation


@dataclass(frozen=True)
class Reach:
    """How far a release reaches for one question: indicators with a figure of the region, and how many there are.

    Of those that the region has, `partial` lack some of their groups. Of those that it lacks, `wider` are there of the
    Veilig Thuis region of a municipality, and `national` of the country only. A figure of the province that is exactly
    the same area counts as one of the region.
    """

    route: Route
    own: int
    partial: int
    wider: int
    national: int
    total: int

    @property
    def helps(self) -> bool:
        """Whether the region, or the region of which it is a part, has any figure for this question."""
        return self.own + self.wider > 0


def reach(
    catalogue: Catalogue, held: Coverage, region: Region, near: Region | None = None, partial: Collection[str] = ()
) -> list[Reach]:
    """Every question in order, with what there is for this region; `near` is that of which a municipality is a part.

    `partial` are the indicators of which some groups are not there (`lacking_groups`).
    """
    own = _of_area(catalogue, held, region)
    wider = _of_area(catalogue, held, near) - own if near else set()
    country = _filled(held, NETHERLANDS) - own - wider
    found = []
    for route in catalogue.ordered_routes:
        names = {entry.indicator for entry in route.indicators if entry.indicator in catalogue.indicators}
        own_names = names & own
        numbers = (own_names, own_names & set(partial), names & wider, names & country, names)
        found.append(Reach(route, *map(len, numbers)))
    return found


def lacking_groups(opened: Release, held: Coverage, region: Region) -> set[str]:
    """Indicators of questions of which the latest figures of a region lack a group, as `Step.partial` says.

    One question to the release, for the region and the province that is the same area.
    """
    catalogue = opened.catalogue
    names = {entry.indicator for route in catalogue.ordered_routes for entry in route.indicators}
    wanted = [i for name in sorted(names) if (i := catalogue.indicators.get(name)) and i.breakdown]
    shown: dict[str, moments.Moments] = {}
    of_area: dict[str, str] = {}
    for code in _codes(catalogue, region):
        filled = _filled(held, code)
        here = [i for i in wanted if i.id in filled and i.id not in of_area]
        of_area |= {i.id: code for i in here}
        shown[code] = moments.latest(held.of_region(code), here)
    pairs = {pair for found in shown.values() for pair in found.pairs}
    rows: dict[str, list[Observation]] = {}
    for o in opened.select(Selection(regions=tuple(shown), moments=tuple(sorted(pairs)))) if pairs else ():
        lead = catalogue.indicators[o.indicator].lead_measure
        if of_area.get(o.indicator) == o.region and shown[o.region].shows(o, lead):
            rows.setdefault(o.indicator, []).append(o)
    return {name for name in of_area if _lacks(catalogue, catalogue.indicators[name], rows.get(name, []))}


def _lacks(catalogue: Catalogue, indicator: Indicator, rows: list[Observation]) -> bool:
    """Whether the measure that is shown first is there of some groups only; a dot of the source is not lacking."""
    there = {o.measure for o in rows}
    lead = indicator.lead_measure if indicator.lead_measure in there else min(there, default="")
    own = {o.category: o for o in rows if o.measure == lead}
    if not own.keys() - {TOTAL}:
        return False
    return any(marks.gap(own.get(code)) is marks.ABSENT for code in _top_level(catalogue, indicator))


def _top_level(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    codelist = catalogue.codelist_of(indicator)
    parents = {c.code: c.parent for c in codelist.categories} if codelist else {}
    yield from (c for c in category_labels(catalogue, indicator) if c != TOTAL and not parents.get(c))


def _codes(catalogue: Catalogue, region: Region) -> Iterable[str]:
    """The region, and the province that is the same area."""
    same = catalogue.regions.coinciding.get(region.code)
    return (region.code, same) if same else (region.code,)


def _of_area(catalogue: Catalogue, held: Coverage, region: Region) -> set[str]:
    return {name for code in _codes(catalogue, region) for name in _filled(held, code)}


def _filled(held: Coverage, region: str) -> set[str]:
    """Indicators of which the region has a figure in any period."""
    known = held.of_region(region)
    return {name for name, periods in known.items() if any(any(measures.values()) for measures in periods.values())}
