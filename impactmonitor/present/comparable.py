"""Regions that are like each other, from the released figures that describe them (`catalogue/comparable.yaml`).

`similar(opened, "VT02")` is the one door: pages, comparisons and question pages ask it for the regions that are like
one region. It reads one release, of one year, and says which characteristics that release lacks.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from impactmonitor.catalogue.comparable import Characteristic, Comparable
from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Unit
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.statistics import neighbours
from impactmonitor.statistics.neighbours import Distances, Neighbour, Stability, Variable
from impactmonitor.tables import TOTAL, Observation

KIND = "VT"
"""Type of the regions that are compared."""


@dataclass(frozen=True)
class Used:
    """A characteristic that every region of the year has: its values by region code, and where they stand."""

    characteristic: Characteristic
    period: str
    values: Mapping[str, float]
    computed: bool
    second_hand: bool
    decimals: int
    percent: Unit


@dataclass(frozen=True)
class Inputs:
    """What a release knows of its regions in one year. `dropped` maps a characteristic to the one it is too like."""

    release: str
    year: int
    wanted: Comparable
    regions: tuple[Region, ...]
    used: tuple[Used, ...]
    absent: tuple[Characteristic, ...]
    dropped: Mapping[str, str]

    @property
    def variables(self) -> list[Variable]:
        """The characteristics as the arithmetic takes them, values in the order of the regions."""
        return [
            Variable(
                u.characteristic.id,
                u.characteristic.group,
                u.characteristic.transform,
                tuple(u.values[r.code] for r in self.regions),
            )
            for u in self.used
        ]

    @property
    def usual(self) -> dict[str, float]:
        """The weights without a choice of the visitor, together 1."""
        return neighbours.equal_weights(self.variables)

    @property
    def usual_percent(self) -> dict[str, float]:
        """The same in per cent."""
        return {name: weight * 100 for name, weight in self.usual.items()}

    def name(self, characteristic: str) -> str:
        """The name of a characteristic."""
        return next((str(v.name) for v in self.wanted.variables if v.id == characteristic), characteristic)


@dataclass(frozen=True)
class Like:
    """A region that is like another, with its distance (0 to 1)."""

    region: Region
    distance: float


@dataclass(frozen=True)
class Similar:
    """The regions most like one region: `found` are good matches, `hidden` is how many of the nearest are not.

    `own` are the weights that were chosen, in per cent, empty for the usual ones; `weights` are those that count,
    together 1.
    """

    region: Region
    inputs: Inputs
    found: tuple[Like, ...]
    hidden: int
    weights: Mapping[str, float]
    own: Mapping[str, float]
    stability: Stability

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the good matches, the nearest first: a set for a comparison."""
        return tuple(like.region.code for like in self.found)


@functools.lru_cache(maxsize=8)
def inputs(opened: Release) -> Inputs | None:
    """Characteristics of all regions in the last year for which the release has most of them; None without any.

    A characteristic counts only when every region of that year has it, so that nobody is left out for want of data.
    """
    wanted = opened.catalogue.comparable
    if wanted is None:
        return None
    known = opened.catalogue.regions
    by_year = _figures(opened, wanted)
    percent = opened.catalogue.units["%"]
    best: tuple[Used, ...] = ()
    year = 0
    for candidate in sorted(y for y in known.layouts if y in by_year):
        codes = [r.code for r in known.of_type(KIND, candidate)]
        found = tuple(u for v in wanted.variables if (u := _used(v, by_year[candidate], codes, percent)))
        if codes and found and len(found) >= len(best):
            best, year = found, candidate
    if not best:
        return None
    regions = tuple(sorted(known.of_type(KIND, year), key=lambda r: r.code))
    whole = Inputs(opened.id, year, wanted, regions, best, (), {})
    dropped = neighbours.too_alike(whole.variables)
    used = tuple(u for u in best if u.characteristic.id not in dropped)
    there = {u.characteristic.id for u in best}
    absent = tuple(v for v in wanted.variables if v.id not in there)
    return Inputs(opened.id, year, wanted, regions, used, absent, dropped)


Figures = Mapping[tuple[str, str, str, str], Observation]


def _figures(opened: Release, wanted: Comparable) -> dict[int, dict[tuple[str, str, str, str], Observation]]:
    """Figures over a whole year or on 1 January, by year; then by indicator, measure, category and region."""
    codes = tuple(r.code for r in opened.catalogue.regions.of_type(KIND))
    names = tuple(sorted({v.indicator for v in wanted.variables}))
    found: dict[int, dict[tuple[str, str, str, str], Observation]] = defaultdict(dict)
    for o in opened.select(Selection(indicators=names, regions=codes)):
        if o.value is not None and (len(o.period) == 4 or o.period.endswith("-01-01")):
            found[int(o.period[:4])][o.indicator, o.measure, o.category, o.region] = o
    return found


def _used(wanted: Characteristic, figures: Figures, codes: list[str], percent: Unit) -> Used | None:
    """The characteristic for these regions; None when one of them lacks it."""
    values: dict[str, float] = {}
    taken: list[Observation] = []
    for code in codes:
        above = [figures.get((wanted.indicator, wanted.measure, c, code)) for c in wanted.parts or [TOTAL]]
        below = [figures.get((wanted.indicator, wanted.measure, c, code)) for c in wanted.whole]
        there = [o for o in (*above, *below) if o]
        if len(there) < len(above) + len(below):
            return None
        value = sum(o.value or 0.0 for o in above if o)
        if wanted.whole:
            whole = sum(o.value or 0.0 for o in below if o)
            if whole <= 0:
                return None
            value /= whole
        elif wanted.is_share:
            value /= 100
        values[code] = value
        taken += there
    try:
        variable = Variable(wanted.id, wanted.group, wanted.transform, tuple(values.values()))
        neighbours.standardised(variable)
    except ValueError:
        return None
    return Used(
        characteristic=wanted,
        period=taken[0].period,
        values=values,
        computed=any(o.formula for o in taken),
        second_hand=any(o.second_hand for o in taken),
        decimals=max(o.decimals for o in taken),
        percent=percent,
    )


def similar(opened: Release, code: str, own: Mapping[str, float] | None = None) -> Similar | None:
    """The regions that are most like the region with this code.

    `own` are weights by id of a characteristic, in per cent (zero or more, not all zero; those that are not named keep
    their usual weight). None when the release knows nothing of regions, or the region did not exist in its year. Raises
    ValueError for weights that cannot be.
    """
    found = inputs(opened)
    if found is None or code not in {r.code for r in found.regions}:
        return None
    weights, own = found.usual, own or {}
    if own:
        weights = neighbours.scaled_weights(found.variables, {**found.usual_percent, **own})
    place = [r.code for r in found.regions].index(code)
    nearest = _distances(opened, tuple(weights.items())).nearest(place, found.wanted.neighbours)
    chosen = weights if own else None
    return Similar(
        region=found.regions[place],
        inputs=found,
        found=tuple(_like(found, n) for n in nearest if n.good),
        hidden=sum(not n.good for n in nearest),
        weights=weights,
        own=own,
        stability=neighbours.stability(found.variables, place, found.wanted.neighbours, chosen),
    )


def _like(found: Inputs, neighbour: Neighbour) -> Like:
    return Like(found.regions[neighbour.place], neighbour.distance)


@functools.lru_cache(maxsize=32)
def _distances(opened: Release, weights: tuple[tuple[str, float], ...]) -> Distances:
    found = inputs(opened)
    assert found is not None
    return neighbours.distances(found.variables, dict(weights))
