"""What a release holds: per indicator and level, per region and period."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import fold
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.periods import Period, parse

BACKGROUND = "achtergrond"
"""The theme that describes a region; it does not decide which period is the latest."""

LEVELS = {"land": ("NL",), "regio": ("VT", "PV", "LD", "GGD"), "gemeente": ("GM",)}
"""Columns of the crossing table and the region types below them. The first of them must be whole for a full dot."""

KINDS = ("VT", "PV", "LD", "GGD", "GM")
"""Types of region in the order in which they stand beside each other."""

_SOURCE_LEVELS = {
    "land": {"NL"},
    "regio": {"VT", "PV", "LD", "GGD", "13VT"},
    "gemeente": {"GM"},
}
_KINDS = {"GG": "GGD"}
"""Region type of a code, where its first letters are not the type itself."""


@dataclass(frozen=True)
class Reach:
    """One cross: `all`, `some`, `absent` (the source has it, this release not) or `never`.

    `all` and `some` tell of `period` and `measure`, to which the cross leads.
    """

    state: str
    period: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Spread:
    """How many regions of a `kind` have a figure of an indicator, `of` how many that there are, and at which moment."""

    kind: str
    number: int
    of: int
    period: str
    measure: str


def newest_first(codes: Iterable[str]) -> list[str]:
    """Period codes from late to early; of two that end on the same day the longer one first."""
    return [p.code for p in sorted((parse(c) for c in set(codes)), key=lambda p: p.sort_key, reverse=True)]


Known = dict[str, dict[str, dict[str, int]]]
"""Of one region: indicator, period, measure, and how many figures; 0 when there are only gaps."""


class Held(Protocol):
    """What a release can tell of its figures with a value or interval, without reading them."""

    def held_by_region(self, without: Sequence[str] = ()) -> list[tuple[str, str, int]]:
        """Region, period and number of figures, those of some indicators left out."""

    def held_of(self, region: str) -> list[tuple[str, str, str, int]]:
        """Indicator, measure, period and number of figures of a region; the number is 0 when all of them are gaps."""

    def held_by_indicator(self) -> list[tuple[str, str, str, str, int]]:
        """Indicator, measure, period, first letters of the region codes, and number of regions."""

    def regions_with(self, indicator: str, measure: str, period: str) -> set[str]:
        """Regions that have such a figure."""


class Coverage:
    """An index of the figures with a value or interval of one release; each part is made when it is first asked for."""

    def __init__(self, held: Held, catalogue: Catalogue) -> None:
        self._held = held
        self._catalogue = catalogue
        self._background = tuple(i.id for i in catalogue.ordered if i.theme == BACKGROUND)
        self._reach: dict[tuple[str, str], Reach] = {}
        self.of_region: Callable[[str], Known] = functools.lru_cache(maxsize=512)(self._of_region)

    @functools.cached_property
    def _regions(self) -> dict[str, dict[str, int]]:
        """Number of figures per region and period, without background."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for region, period, number in self._held.held_by_region(self._background):
            found[region][period] = int(number)
        return found

    @functools.cached_property
    def _indicators(self) -> dict[str, dict[str, dict[tuple[str, str], int]]]:
        """Number of regions per indicator, type of region, period and measure."""
        found: dict[str, dict[str, dict[tuple[str, str], int]]] = defaultdict(lambda: defaultdict(dict))
        for indicator, measure, period, letters, number in self._held.held_by_indicator():
            found[indicator][_KINDS.get(letters, letters)][(period, measure)] = number
        return found

    def _of_region(self, region: str) -> Known:
        found: Known = defaultdict(lambda: defaultdict(dict))
        for indicator, measure, period, number in self._held.held_of(region):
            found[indicator][period][measure] = number
        return {name: dict(periods) for name, periods in found.items()}

    def periods_of(self, region: str) -> list[str]:
        """Periods in which the region has figures of its own, late to early; background figures do not count."""
        return newest_first(self._regions.get(region, {}))

    def main_period_of(self, region: str) -> str | None:
        """The latest period of the region; of those that end on the same day the one with the most figures."""
        periods = self.periods_of(region)
        last = [p for p in periods if parse(p).end == parse(periods[0]).end]
        return max(last, key=lambda p: self._regions[region][p]) if last else None

    @functools.cached_property
    def newest(self) -> str | None:
        """The latest period in which any region has a figure; background figures do not count."""
        periods = newest_first(period for found in self._regions.values() for period in found)
        return periods[0] if periods else None

    def figures_of(self, region: str) -> int:
        """Number of figures of the region, without background."""
        return sum(self._regions.get(region, {}).values())

    def periods_with(self, region: str, indicator: str) -> list[str]:
        """Periods in which the region has a figure of this indicator, late to early."""
        known = self.of_region(region).get(indicator, {})
        return newest_first(period for period, measures in known.items() if any(measures.values()))

    def has(self, indicator: str) -> bool:
        """Whether the release holds any figure of the indicator."""
        return indicator in self._indicators

    def has_level(self, indicator: str, level: str) -> bool:
        """Whether the release holds any figure of the indicator at `land`, `regio` or `gemeente`."""
        return any(kind in self._indicators.get(indicator, {}) for kind in LEVELS[level])

    def span(self, indicator: str) -> list[Period]:
        """All periods with a figure of the indicator, early to late."""
        codes = {p for kinds in self._indicators.get(indicator, {}).values() for p, _ in kinds}
        return [parse(c) for c in reversed(newest_first(codes))]

    def reach(self, indicator: Indicator, level: str) -> Reach:
        """How far this release reaches for an indicator at `land`, `regio` or `gemeente`."""
        key = (indicator.id, level)
        if key not in self._reach:
            self._reach[key] = self._measure(indicator, level)
        return self._reach[key]

    def _measure(self, indicator: Indicator, level: str) -> Reach:
        kinds = self._indicators.get(indicator.id, {})
        found = {moment for kind in LEVELS[level] for moment in kinds.get(kind, {})}
        if not found:
            published = _SOURCE_LEVELS[level] & set(indicator.levels)
            return Reach("absent" if published and indicator.status == "live" else "never")
        period = newest_first(p for p, _ in found)[0]
        measures = [m for p, m in found if p == period]
        lead = indicator.lead_measure
        measure = lead if lead and lead in measures else sorted(measures)[0]
        main = LEVELS[level][0]
        number = kinds.get(main, {}).get((period, measure), 0)
        complete = number > 0 and self._whole(indicator, measure, parse(period), main, number)
        return Reach("all" if complete else "some", period, measure)

    def spread(self, indicator: Indicator, kinds: Sequence[str] = KINDS) -> Spread | None:
        """The first of these kinds of regions that have figures: how many, in their latest period; None without any.

        A region counts when it has a figure of any group. The measure is the leading one where regions have it.
        """
        held = self._indicators.get(indicator.id, {})
        kind = next((kind for kind in kinds if held.get(kind)), None)
        if kind is None:
            return None
        moments = held[kind]
        there = {measure for _, measure in moments}
        measure = indicator.lead_measure if indicator.lead_measure in there else min(there)
        period = newest_first(code for code, of in moments if of == measure)[0]
        number = moments[period, measure]
        known = len(self._catalogue.regions.of_type(kind, parse(period).end.year))
        return Spread(kind, number, max(known, number), period, measure)

    def names_of(self, indicator: Indicator, spread: Spread) -> list[str]:
        """Names of the regions of which a spread tells, by name."""
        regions, year = self._catalogue.regions, parse(spread.period).end.year
        codes = self._held.regions_with(indicator.id, spread.measure, spread.period)
        found = (regions[code] for code in codes)
        return sorted((r.name_in(year) for r in found if r.type == spread.kind), key=fold)

    def _whole(self, indicator: Indicator, measure: str, period: Period, kind: str, number: int) -> bool:
        """Whether the figures of this number of regions are those of all regions of a kind."""
        wanted = {r.code for r in self._catalogue.regions.of_type(kind, period.end.year)}
        if not wanted or number < len(wanted):
            return False
        one_year = period.kind != "cohort" and period.start.year == period.end.year
        if number == len(wanted) and one_year and not any(part.boundaries for part in indicator.recipe):
            return True  # no region of another year can stand in for one of these
        return wanted <= self._held.regions_with(indicator.id, measure, period.code)
