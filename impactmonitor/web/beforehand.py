"""Charts that are drawn when a release is made, so that no visitor waits for them.

These are the key figures of every Veilig Thuis region, province and the Netherlands, and the national series of every
indicator, on its own page and among the time series, in both languages. Others are drawn when they are first asked for,
and kept as long as there is room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impactmonitor import language, settings
from impactmonitor.present.charts.kept import Drawings
from impactmonitor.present.charts.model import Chart
from impactmonitor.present.choices import Wish
from impactmonitor.present.dots import BY_VALUE
from impactmonitor.present.maps import TILES
from impactmonitor.present.region_page import Page
from impactmonitor.release.read import Release
from impactmonitor.tables import Origin
from impactmonitor.web import access, series, site
from impactmonitor.web.indicator_page import Figures, Look

REGION, SERIES = "region", "series"
Job = tuple[str, str, str]
"""A kind, a code and a language: the charts of a region, or of the series of an indicator."""


def jobs(opened: Release) -> list[Job]:
    """What there is to draw for a release."""
    regions = opened.catalogue.regions
    codes = [r.code for kind in ("NL", "VT", "PV") for r in regions.of_type(kind)]
    held = access.coverage(opened)
    names = [i.id for i in opened.catalogue.ordered if held.has(i.id)]
    things = [*((REGION, code) for code in codes), *((SERIES, name) for name in names)]
    return [(kind, name, word) for word in language.LANGUAGES for kind, name in things]


def draw(origin: Origin, wanted: Sequence[Job]) -> int:
    """Draw and keep the charts of these jobs; returns how many there were. Runs in a process of its own."""
    drawings, number = Drawings(settings.load().charts, beforehand=True), 0
    for kind, name, word in wanted:
        with site.use(site.Site(origin, word)):
            opened = access.release()
            for chart in (_of_region if kind == REGION else _of_series)(opened, name):
                drawings.get(chart)
                number += 1
    return number


def _of_region(opened: Release, code: str) -> Iterator[Chart]:
    """Charts of the key figures to which the page of a region leads."""
    region = opened.catalogue.regions[code]
    period = access.coverage(opened).main_period_of(code) if region.type != "NL" else None
    if period is None and region.type != "NL":
        return
    keys = [i for i in opened.catalogue.ordered if i.key]
    page = Page(opened, region, period, keys)
    yield from (trend.chart for trend in page.trends(page.blocks.all).values() if trend.chart)


def _of_series(opened: Release, name: str) -> Iterator[Chart]:
    """The charts of the page of a series and of the page of its indicator, both without further choices."""
    indicator = opened.catalogue.indicators[name]
    trend = series.read(opened, "", indicator).trend
    if trend and trend.chart:
        yield trend.chart
    look = Look(order=BY_VALUE, mine=None, map_form=TILES, municipalities=False)
    yield from (shown.chart for _kind, shown in Figures(opened, indicator, Wish(), look).series if shown.chart)
