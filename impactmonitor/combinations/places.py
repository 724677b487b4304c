"""How two regions relate in a year, and the changes of regions that may be bridged."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions
from impactmonitor.catalogue.schema import Bridge
from impactmonitor.periods import Period

Relation = Literal["same", "contains", "within", "overlaps", "disjoint", "unknown"]


def relation(regions: Regions, a: Region, b: Region, year: int) -> Relation:
    """How the areas of two regions relate in that year, by their municipalities; regions may coincide (`same`)."""
    if a.code == b.code:
        return "same"
    if NETHERLANDS in (a.code, b.code):
        return "contains" if a.code == NETHERLANDS else "within"
    one, other = _area(regions, a, year), _area(regions, b, year)
    if not one or not other:
        return "disjoint" if a.type == b.type else "unknown"
    if one == other:
        return "same"
    if not one & other:
        return "disjoint"
    return "within" if one < other else "contains" if other < one else "overlaps"


def _area(regions: Regions, region: Region, year: int) -> frozenset[str]:
    """Municipalities of a region; empty when they are not known (of GGD regions we have no list)."""
    layout = regions.layout_year(year) or regions.latest_year
    rows = regions.rows[layout]
    if region.type == "GM":
        later = {r["new_code"] for r in regions.former if r["old_code"] == region.code}
        known = {r["code"] for r in rows}
        return frozenset({region.code} if region.code in known else {region.code} | later)
    provinces = {r["code"] for r in rows if r["type"] == "PV" and r["part_of"] == region.code}
    inside = {"VT": ("vt", {region.code}), "PV": ("province", {region.code}), "LD": ("province", provinces)}
    column, codes = inside.get(region.type, ("", set()))
    return frozenset(r["code"] for r in rows if r["type"] == "GM" and r.get(column) in codes)


def bridge(regions: Regions, codes: Collection[str]) -> Bridge | None:
    """The exact bridge whose old regions are exactly these; None without one."""
    return next((b for b in regions.bridges if b.exact and set(codes) == set(b.before)), None)


def bridge_to(regions: Regions, region: str) -> Bridge | None:
    """The bridge by which a region is exactly the sum of older ones; None when there is none."""
    found = (b for b in regions.predecessors(region) if b.exact and b.after == [region])
    return next(found, None)


def existed(regions: Regions, region: Region, period: Period) -> bool:
    """Whether the region existed in the period; also true when we hold no list of regions of those years."""
    years = range(period.start.year, period.end.year + 1)
    if not all(regions.layout_year(year) for year in years):
        return True
    return regions.valid_in(region.code, period)
