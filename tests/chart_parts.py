"""Figures, series and lines to draw charts of."""

from __future__ import annotations

from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.present.charts.model import Line, LineChart, LinePoint, Rule, Tick
from impactmonitor.present.charts.series import Subject, Trend, trend
from impactmonitor.present.figures import Sources
from impactmonitor.tables import Observation, Publication

PUBLICATION = Publication("84849NED", "84849NED", "Een tabel", "https://www.cbs.nl/tabel", "veilig-thuis", False)


def series(region: str = "NL01", **values: float) -> list[Observation]:
    """Counts of a region by period, written as H2021_1=60.0 for the first half of 2021."""
    return [
        observation(region=region, period=f"{name[1:5]}H{name[-1]}", value=value)
        for name, value in values.items()
    ]  # fmt: skip


def made(catalogue: Catalogue, *subjects: Subject, indicator: Indicator | None = None) -> Trend:
    sources = Sources(catalogue, {PUBLICATION.id: PUBLICATION})
    found = trend(sources, indicator or catalogue.indicators["meldingen"], "count", subjects)
    assert found
    return found


def chart_of(*made_of: Line, rules: tuple[Rule, ...] = (), start: float = 2019.0, end: float = 2021.0) -> LineChart:
    ticks = tuple(Tick(float(y), str(y)) for y in range(int(start), int(end) + 1))
    return LineChart("Titel", "Woorden", made_of, ticks, "halve jaren", "", rules, start, end)


def run(*values: float, since: float = 2019.0, open_from: int = 99) -> tuple[LinePoint, ...]:
    return tuple(
        LinePoint(since + n / 2, v, f"{v:.0f}{'*' if n >= open_from else ''}", n >= open_from)
        for n, v in enumerate(values)
    )
