"""The small line beside a number: what is joined, what is open, and that it begins at zero."""

from __future__ import annotations

from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.present.blocks import Sources
from impactmonitor.present.charts.model import Role
from impactmonitor.present.charts.series import Trend, trend
from impactmonitor.present.charts.timeline import Subject
from impactmonitor.present.sparks import Spark, spark
from impactmonitor.tables import Observation, ObsStatus, Publication, Stage

PUBLICATION = Publication("p", "t", "Een publicatie", "", "veilig-thuis", False)
CODES = [f"{year}H{half}" for year in range(2019, 2022) for half in (1, 2)]


def figure(period: str, value: float | None, region: str = "VT02", **more: object) -> Observation:
    return observation(
        **{"indicator": "meldingen", "region": region, "period": period, "value": value, "publication": "p", **more}
    )


def series(catalogue: Catalogue, *lines: tuple[str, Role, list[Observation]]) -> Trend | None:
    subjects = [Subject(region, region, role, rows) for region, role, rows in lines]
    sources = Sources(catalogue, {"p": PUBLICATION})
    return trend(sources, catalogue.indicators["meldingen"], "count", subjects)


def drawn(catalogue: Catalogue, rows: list[Observation], code: str = "2021H2") -> Spark:
    found = spark(series(catalogue, ("VT02", "region", rows)), code)
    assert found
    return found


def test_a_line_from_zero_with_a_point_at_the_figure(catalogue: Catalogue) -> None:
    found = drawn(catalogue, [figure(code, 50.0 + 10 * n) for n, code in enumerate(CODES)], "2020H1")
    assert [s.look for s in found.strokes] == ["l-me"]
    assert found.strokes[0].path.startswith("M0.0 50.0L")  # half of the highest figure is half-way
    assert found.strokes[0].path.endswith("L100.0 0.0")
    assert [(d.look, d.x, d.y) for d in found.dots] == [("p-me", "40.0%", "30.0%")]
    assert (found.first, found.last) == (("50", "1e halfjaar 2019"), ("100", "2e halfjaar 2021"))
    assert "VT02: van 50 (1e halfjaar 2019) naar 100 (2e halfjaar 2021)." in found.spoken


def test_a_gap_is_not_joined_and_a_lonely_figure_is_a_point(catalogue: Catalogue) -> None:
    values = [10.0, 10.0, None, 10.0, None, 10.0]
    rows = [
        figure(code, value, obs_status=ObsStatus.NORMAL if value else ObsStatus.MISSING)
        for code, value in zip(CODES, values, strict=True)
    ]
    found = drawn(catalogue, rows)
    assert [s.path.count("L") for s in found.strokes] == [1]
    assert [d.x for d in found.dots] == ["60.0%", "100.0%"]


def test_provisional_is_dotted_and_open(catalogue: Catalogue) -> None:
    rows = [figure(code, 10.0) for code in CODES[:4]]
    rows += [figure(code, 10.0, stage=Stage.PROVISIONAL, obs_status=ObsStatus.PROVISIONAL) for code in CODES[4:]]
    found = drawn(catalogue, rows)
    assert [s.look for s in found.strokes] == ["l-me", "l-me prov"]
    assert [d.look for d in found.dots] == ["p-me open"]


def test_my_region_lies_over_the_netherlands(catalogue: Catalogue) -> None:
    own = [figure(code, 10.0) for code in CODES]
    other = [figure(code, 20.0, "NL01") for code in CODES]
    found = spark(series(catalogue, ("VT02", "region", own), ("NL01", "netherlands", other)), "2021H2")
    assert found
    assert [s.look for s in found.strokes] == ["l-nl", "l-me"]


def test_too_few_figures_or_below_zero_is_no_line(catalogue: Catalogue) -> None:
    two = [figure(code, 10.0) for code in CODES[:2]]
    assert spark(series(catalogue, ("VT02", "region", two)), "2019H1") is None
    below = [figure(code, -1.0) for code in CODES]
    assert spark(series(catalogue, ("VT02", "region", below)), "2019H1") is None
    assert spark(None, "2019H1") is None


def test_a_year_without_a_figure_is_a_gap_when_there_is_one_each_year(catalogue: Catalogue) -> None:
    """Murder and manslaughter are counted every year, the prevalence survey is held every two years."""
    sources = Sources(catalogue, {"p": PUBLICATION})

    def strokes(name: str, measure: str, years: list[int]) -> list[int]:
        unit = catalogue.indicators[name].measures[measure].unit  # type: ignore[index]
        rows = [
            observation(indicator=name, measure=measure, unit=unit, period=str(year), value=9.0, publication="p")
            for year in years
        ]
        subjects = [Subject("NL01", "Nederland", "netherlands", rows)]
        found = spark(trend(sources, catalogue.indicators[name], measure, subjects), str(years[-1]))
        assert found
        return [stroke.path.count("L") for stroke in found.strokes]

    assert strokes("slachtoffers-moord-en-doodslag", "count", [2018, 2019, 2021, 2022]) == [1, 1]
    assert strokes("slachtoffers-seksueel-geweld", "share", [2020, 2022, 2024]) == [2]
