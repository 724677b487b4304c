"""Examples for the explanation: figures of the release in force, found by a stated rule and never written down."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block, Total
from impactmonitor.present.coverage import BACKGROUND, newest_first
from impactmonitor.present.region_page import Page
from impactmonitor.release.read import Release
from impactmonitor.web import access
from impactmonitor.web.figures import Figure, figures


@dataclass(frozen=True)
class Example:
    """A figure of the release as a page shows it, and the measure of which it is one."""

    figure: Figure
    measure: str


def of_kind(
    opened: Release, measures: Sequence[str], methods: Sequence[str], without: Container[str] = ()
) -> Example | None:
    """The first figure of these measures from sources that work in one of these ways; None when there is none.

    Measures in the order given; without groups before in groups; of a Veilig Thuis region, by name, before of the
    Netherlands; key figures before others, in the order of the list; late periods before early ones. Indicators of
    `without` are left out.
    """
    catalogue = opened.catalogue
    sources = {s.id for s in catalogue.sources.values() if s.method in methods}
    found = [i for i in catalogue.ordered if i.source in sources and i.theme != BACKGROUND and i.id not in without]
    found.sort(key=lambda i: not i.key)
    regions = catalogue.regions
    areas = [regions.of_type("VT", regions.latest_year), [regions[NETHERLANDS]]]
    for measure, in_groups, area in itertools.product(measures, (False, True), areas):
        wanted = [i for i in found if measure in i.measures and bool(i.breakdown) == in_groups]
        for indicator, region in itertools.product(wanted, area):
            if figure := _first(opened, region, indicator, measure):
                return Example(figure, measure)
    return None


def of_indicators(opened: Release, region: Region, period: str, names: Iterable[str]) -> dict[str, Figure]:
    """The figures of a region over a period, by indicator; those that the release lacks are left out."""
    known = access.coverage(opened).of_region(region.code)
    wanted = [opened.catalogue.indicators[n] for n in names if any(known.get(n, {}).get(period, {}).values())]
    if not wanted:
        return {}
    page = Page(opened, region, period, wanted, exact=True)
    return {f.block.heading.indicator: f for f in figures(page, page.blocks.all, page.trends(page.blocks.all))}


def _first(opened: Release, region: Region, indicator: Indicator, measure: str) -> Figure | None:
    """The latest figure of an indicator that a page of the region shows in this measure."""
    for period in _periods(opened, region, indicator, measure):
        figure = of_indicators(opened, region, period, [indicator.id]).get(indicator.id)
        if figure and measure in set(_values(figure.block)):
            return figure
    return None


def _periods(opened: Release, region: Region, indicator: Indicator, measure: str) -> list[str]:
    """Periods in which a page shows the region in this measure: the leading one, or without that any other."""
    known = access.coverage(opened).of_region(region.code).get(indicator.id, {})
    lead = indicator.lead_measure or measure
    leads = {p for p, measures in known.items() if measures.get(lead) and lead != measure}
    return newest_first(p for p, measures in known.items() if measures.get(measure) and p not in leads)


def _values(block: Block) -> Iterator[str]:
    """Measures of what a block shows first, of figures that are there."""
    own = [block.own] if isinstance(block, Total) else block.own.values()
    yield from (o.measure for o in own if not marks.gap(o))
