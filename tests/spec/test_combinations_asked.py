"""Every place that computes asks the rules on combining figures, and what the catalogue orders passes them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from factories import observation

from impactmonitor.catalogue.comparable import RegionValue
from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.indicators import allowed, compute, region_values
from impactmonitor.meaning.combinations import check
from impactmonitor.settings import default_catalogue
from impactmonitor.store import build
from impactmonitor.tables import Observation, to_arrow

OWN = load(default_catalogue())
RATES = [(i.id, m.computed.denominator) for i in OWN.indicators.values() for m in i.measures.values() if m.computed]
YEARS = sorted(OWN.regions.layouts)
REGION = "VT22"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        build.create_tables(connection)
        yield connection


def made(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, given: list[Observation]) -> list[tuple[str, ...]]:
    build.load(con, "observations", [to_arrow(given)])
    build.add_periods(con)
    compute.compute(con, catalogue)
    return con.execute("SELECT indicator, measure, region FROM observations WHERE formula <> ''").fetchall()


@pytest.mark.parametrize(("indicator", "denominator"), sorted(set(RATES)))
def test_every_rate_that_the_catalogue_orders_may_be_made(indicator: str, denominator: str) -> None:
    assert allowed.may_divide(OWN, indicator, denominator)


@pytest.mark.parametrize("wanted", OWN.region_values, ids=lambda w: w.indicator)
@pytest.mark.parametrize("year", YEARS)
def test_every_figure_of_a_region_that_the_catalogue_orders_may_be_made(wanted: RegionValue, year: int) -> None:
    for region in OWN.regions.of_type("VT", year):
        members = [r.code for r in OWN.regions.members(region.code, year)]
        assert members
        assert allowed.may_join(
            OWN, wanted.indicator, wanted.measure, str(year), region.code, members, weighed=bool(wanted.weigh_by)
        ), region


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("denominator", sorted({d for _, d in RATES}))
def test_every_population_may_be_added_up(denominator: str, year: int) -> None:
    for region in OWN.regions.of_type("VT", year):
        members = [r.code for r in OWN.regions.members(region.code, year)]
        assert allowed.may_join(OWN, denominator, "count", f"{year}-01-01", region.code, members), region


@pytest.mark.parametrize(("region", "province"), sorted(OWN.regions.coinciding.items()))
def test_a_region_may_take_the_figure_of_its_province_only(region: str, province: str) -> None:
    assert allowed.same_area(OWN, "inwoners", "count", region, province)
    assert not allowed.same_area(OWN, "inwoners", "count", region, "PV99")
    assert not allowed.same_area(OWN, "inwoners", "count", region, "NL01")


def test_what_the_rules_forbid_is_not_joined() -> None:
    members = [r.code for r in OWN.regions.members(REGION, 2023)]
    assert not allowed.may_join(OWN, "meldingen", "rate", "2023", REGION, members)
    assert not allowed.may_join(OWN, "ervaren-gezondheid", "share", "2022", REGION, members, weighed=True)
    assert not allowed.may_divide(OWN, "slachtoffers-huiselijk-geweld", "inwoners")


def test_scores_are_averaged_only_as_declared() -> None:
    def said(operation: str, *places: tuple[str, str]) -> set[str]:
        figures = [{"indicator": "ses-woa-score", "measure": "score", "region": r, "period": p} for r, p in places]
        return {r.rule for r in check(operation, figures, OWN).reasons}

    assert said("average_weighted", ("GM0106", "2022"), ("GM0114", "2022")) == {"average-as-declared"}
    assert "average-of-estimates" in said("average_weighted", ("GM0106", "2021"), ("GM0106", "2022"))
    assert "average-of-estimates" in said("average_weighted", ("PV22", "2022"), ("PV20", "2022"))
    assert "average-without-weights" in said("average", ("GM0106", "2022"), ("GM0114", "2022"))


@pytest.mark.parametrize("place", ["populations", "sums", "means", "provinces", "same-areas"])
@pytest.mark.parametrize("may", [True, False])
def test_every_place_asks(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, place: str, may: bool
) -> None:
    if not may:
        for module in (compute, region_values):
            monkeypatch.setattr(module, "may_join", lambda *a, **k: False)
            monkeypatch.setattr(module, "same_area", lambda *a, **k: False)
    codes = [r.code for r in catalogue.regions.members(REGION, 2023)]
    day, year = "2023-01-01", "2023"
    given = {
        "populations": [observation(indicator="inwoners", region=c, value=900, period=day) for c in codes],
        "sums": [
            observation(indicator="huishoudens-naar-samenstelling", region=c, value=90, period=day) for c in codes
        ],
        "means": [
            o
            for c in codes
            for o in (
                observation(indicator="inkomen", measure="mean", region=c, value=30.0, period=year),
                observation(indicator="particuliere-huishoudens", region=c, value=900, period=year),
            )
        ],
        "provinces": [observation(indicator="inkomen", measure="mean", region="PV22", value=30.0, period=year)],
        "same-areas": [observation(indicator="inwoners", region="PV22", value=900, period=day)],
    }[place]
    assert bool(made(con, catalogue, given)) is may


@pytest.mark.parametrize(
    ("cases", "people", "may"), [(10, 50, True), (9, 50, False), (1, 50, False), (0, 50, True), (10, 49, False)]
)
def test_no_rate_is_made_of_few(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, cases: int, people: int, may: bool
) -> None:
    """The computation knows the same limits as the rules."""
    given = [
        observation(indicator="meldingen", region="GM0106", value=cases, period="2023"),
        observation(indicator="inwoners", region="GM0106", value=people, period="2023-01-01"),
    ]
    assert bool(made(con, catalogue, given)) is may
    figures = [
        {"indicator": o.indicator, "measure": "count", "region": o.region, "period": o.period, "value": o.value}
        for o in given
    ]
    assert check("rate", figures, catalogue).allowed is may
