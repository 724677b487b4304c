"""No line chart joins or puts beside each other what the rules on combining figures refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from chart_parts import PUBLICATION
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.combinations.findings import Verdict
from impactmonitor.combinations.rules import judge
from impactmonitor.present.charts.series import Subject, Trend, trend
from impactmonitor.present.figures import Sources
from impactmonitor.release.read import Release, open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Observation, Origin

PLACES = (NETHERLANDS, "VT02", "VT15", "VT27")
"""The country, a region that stayed, one that lost municipalities, and one that is new."""


@pytest.fixture(scope="module")
def demo(demo_home: Path) -> Release:
    return open_release(demo_home / "releases", Origin.DEMO)


def drawn(sources: Sources, rows: list[Observation]) -> Trend | None:
    first, catalogue = rows[0], sources.catalogue
    subjects = [
        Subject(code, code, "netherlands" if code == NETHERLANDS else "region", [o for o in rows if o.region == code])
        for code in dict.fromkeys(o.region for o in rows)
    ]
    indicator = catalogue.indicators[first.indicator]
    return trend(sources, indicator, first.measure, subjects, first.category)


def refused(catalogue: Catalogue, operation: str, figures: list[Observation]) -> str:
    found = judge(catalogue, operation, figures) if len(figures) > 1 else []
    return next((f.rule for f in found if f.verdict is Verdict.BLOCK), "")


def test_no_line_joins_what_may_not_be_joined_nor_shares_an_axis_with_it(demo: Release) -> None:
    catalogue = demo.catalogue
    names = tuple(i.id for i in catalogue.ordered)
    lines: dict[tuple[str, str, str], list[Observation]] = {}
    for o in demo.select(Selection(indicators=names, regions=PLACES)):
        lines.setdefault((o.indicator, o.measure, o.category), []).append(o)
    firsts = {key: rows for key, rows in lines.items() if key == min(k for k in lines if k[:2] == key[:2])}
    assert len(firsts) > 150
    wrong: list[tuple[object, ...]] = []
    sources = Sources(catalogue, demo.publications)
    for key, rows in firsts.items():
        found = drawn(sources, rows)
        if found is None or found.chart is None:
            continue
        for subject in found.timeline.subjects:
            runs = found.timeline.runs(subject.region)
            wrong += [(key, rule) for run in runs if (rule := refused(catalogue, "trend", run))]
        for moment in found.timeline.moments:
            there = [of[moment.code] for of in found.timeline.figures.values() if moment.code in of]
            if rule := refused(catalogue, "chart", there):
                wrong.append((key, moment.code, rule))
    assert wrong == []


def test_a_line_stops_where_figures_begin_to_be_comparable(catalogue: Catalogue) -> None:
    name = "ondertoezichtstellingen-beeindigd-naar-reden"
    assert catalogue.indicators[name].first_period == "2020"
    rows = [
        observation(indicator=name, category="volgens-plan", period=str(year), value=100 + year)
        for year in range(2017, 2023)
    ]
    found = drawn(Sources(catalogue, {PUBLICATION.id: PUBLICATION}), rows)
    assert found
    assert [[o.period for o in run] for run in found.timeline.runs(NETHERLANDS)] == [
        ["2017", "2018", "2019"],
        ["2020", "2021", "2022"],
    ]
    assert any("niet te vergelijken" in text for text in found.breaks)
