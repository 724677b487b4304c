"""What a release holds: per indicator and level, per region and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.periods import Period, parse

BACKGROUND = "achtergrond"
"""The theme that describes a region; it does not decide which period is the latest."""

LEVELS = {"land": ("NL",), "regio": ("VT", "PV", "LD", "GGD"), "gemeente": ("GM",)}
"""Columns of the crossing table and the region types below them. The first of them must be whole for a full dot."""

_SOURCE_LEVELS = {
    "land": {"NL"},
    "regio": {"VT", "PV", "LD", "GGD", "13VT"},
    "gemeente": {"GM"},
}


@dataclass(frozen=True)
class Reach:
    """One cross: `all`, `some`, `absent` (the source has it, this release not) or `never`.

    `all` and `some` tell of `period` and `measure`, to which the cross leads.
    """

    state: str
    period: str = ""
    measure: str = ""


def newest_first(codes: Iterable[str]) -> list[str]:
    """Period codes from late to early; of two that end on the same day the longer one first."""
    return [p.code for p in sorted((parse(c) for c in set(codes)), key=lambda p: p.sort_key, reverse=True)]


class Coverage:
    """An index of the figures with a value or interval of one release."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str, int]], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._regions: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._indicators: dict[str, dict[str, dict[tuple[str, str], set[str]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(set))
        )
        self._counts: dict[str, int] = defaultdict(int)
        self._reach: dict[tuple[str, str], Reach] = {}
        themes = {i.id: i.theme for i in catalogue.indicators.values()}
        for indicator, measure, region, period, number in rows:
            kind = catalogue.regions[region].type
            self._indicators[indicator][kind][(period, measure)].add(region)
            if themes[indicator] != BACKGROUND:
                self._regions[region][period].add(indicator)
                self._counts[region] += number

    def periods_of(self, region: str) -> list[str]:
        """Periods in which the region has figures of its own, late to early; background figures do not count."""
        return newest_first(self._regions.get(region, {}))

    def figures_of(self, region: str) -> int:
        """Number of figures of the region, without background."""
        return self._counts.get(region, 0)

    def periods_with(self, region: str, indicator: str) -> list[str]:
        """Periods in which the region has a figure of this indicator, late to early."""
        return newest_first(p for p, found in self._regions.get(region, {}).items() if indicator in found)

    def has(self, indicator: str) -> bool:
        """Whether the release holds any figure of the indicator."""
        return indicator in self._indicators

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
        wanted = {r.code for r in self._catalogue.regions.of_type(main, parse(period).end.year)}
        complete = bool(wanted) and wanted <= kinds.get(main, {}).get((period, measure), set())
        return Reach("all" if complete else "some", period, measure)
