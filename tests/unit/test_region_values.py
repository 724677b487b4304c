"""Figures of Veilig Thuis regions from their municipalities: only when all are known, and never over a printed one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pytest
from factories import observation

from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.comparable import Characteristic, RegionValue
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.formulas import MEAN, SAME, SUM, Formula, parse
from impactmonitor.indicators.compute import compute
from impactmonitor.store.build import add_periods, create_tables, load
from impactmonitor.tables import Observation, to_arrow

REGION = "VT22"
"""Zaanstreek-Waterland: no province is the same area."""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_tables(connection)
        yield connection


def members(catalogue: Catalogue) -> list[str]:
    return sorted(r.code for r in catalogue.regions.members(REGION, 2023))


def made(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, given: list[Observation]) -> dict[str, Observation]:
    load(con, "observations", [to_arrow(given)])
    add_periods(con)
    compute(con, catalogue)
    rows = con.execute("SELECT * FROM observations WHERE region LIKE 'VT%' ORDER BY ALL").fetchall()
    return {f"{o.indicator}/{o.category}/{o.region}": o for o in (Observation(*row) for row in rows)}


def count(indicator: str, region: str, value: float | None, category: str = "totaal") -> Observation:
    period = "2023" if indicator == "particuliere-huishoudens" else "2023-01-01"
    return observation(indicator=indicator, region=region, value=value, category=category, period=period, decimals=0)


def test_counts_are_added_up(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    codes = members(catalogue)
    given = [count("huishoudens-naar-samenstelling", c, 100 + n, "eenouder") for n, c in enumerate(codes)]
    found = made(con, catalogue, given)[f"huishoudens-naar-samenstelling/eenouder/{REGION}"]
    assert found.value == sum(100 + n for n in range(len(codes)))
    assert (found.obs_status, found.formula) == ("E", str(Formula(SUM, regions=tuple(codes))))


def test_a_mean_is_weighed(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    codes = members(catalogue)
    income = [
        observation(indicator="inkomen", measure="mean", region=c, value=30.0 + n, period="2023", decimals=1)
        for n, c in enumerate(codes)
    ]
    homes = [count("particuliere-huishoudens", c, 1000 * (n + 1)) for n, c in enumerate(codes)]
    found = made(con, catalogue, income + homes)[f"inkomen/totaal/{REGION}"]
    weights = [n + 1 for n in range(len(codes))]
    assert found.value == round(sum((30 + n) * w for n, w in enumerate(weights)) / sum(weights), 1)
    formula = parse(found.formula)
    assert (formula.name, formula.weight, formula.regions) == (MEAN, "particuliere-huishoudens", tuple(codes))
    assert str(formula) == found.formula


@pytest.mark.parametrize("gap", ["absent", "dot", "weight"])
def test_nothing_is_filled_in(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, gap: str) -> None:
    codes = members(catalogue)
    scores = [
        observation(indicator="ses-woa-score", measure="score", region=c, value=0.1, period="2023", decimals=3)
        for c in codes
    ]
    homes = [count("particuliere-huishoudens", c, 1000) for c in codes]
    if gap == "absent":
        scores.pop()
    elif gap == "dot":
        scores[-1] = replace(scores[-1], value=None, obs_status="O")
    else:
        homes.pop()
    assert made(con, catalogue, scores + homes) == {}


def test_a_region_that_is_a_province_takes_its_printed_figure(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    given = [
        observation(indicator="stedelijkheid", measure="mean", region="PV22", value=754.0, period="2023", decimals=0)
    ]
    found = made(con, catalogue, given)
    assert list(found) == ["stedelijkheid/totaal/VT02"]
    assert (found["stedelijkheid/totaal/VT02"].value, parse(found["stedelijkheid/totaal/VT02"].formula).name) == (
        754,
        SAME,
    )


def test_a_printed_figure_stays(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    printed = count("inwoners-naar-leeftijd", REGION, 5, "jonger-dan-5")
    given = [count("inwoners-naar-leeftijd", c, 100, "jonger-dan-5") for c in members(catalogue)]
    found = made(con, catalogue, [*given, printed])
    assert found[f"inwoners-naar-leeftijd/jonger-dan-5/{REGION}"].value == 5


def test_an_outcome_cannot_be_a_characteristic(catalogue: Catalogue) -> None:
    """Neither a figure of the subject itself, nor youth care, which has the same source as youth protection."""
    wanted = catalogue.comparable
    assert wanted is not None
    for name, measure in (("meldingen", "rate"), ("jeugdhulp", "share"), ("ondertoezichtstellingen", "count")):
        variable = wanted.variables[-1].model_copy(
            update={"indicator": name, "measure": measure, "parts": [], "whole": []}
        )
        changed = wanted.model_copy(update={"variables": [*wanted.variables[:-1], variable]})
        found = [f for f in check(replace(catalogue, comparable=changed)) if f.file == "comparable.yaml"]
        assert any("an outcome of the monitor" in f.message for f in found), name


def test_a_wrong_region_value_is_a_finding(catalogue: Catalogue) -> None:
    why = catalogue.region_values[0].why
    wrong = RegionValue(indicator="bevolkingsdichtheid", measure="mean", weigh_by="stedelijkheid", why=why)
    found = [f.message for f in check(replace(catalogue, region_values=(*catalogue.region_values, wrong)))]
    assert len(found) == 2
    assert "'stedelijkheid' is no indicator with a count" in found
    assert "bevolkingsdichtheid does not name VT among its levels" in found


def test_models_refuse_what_cannot_be(catalogue: Catalogue) -> None:
    why = catalogue.region_values[0].why
    with pytest.raises(ValueError, match="added up"):
        RegionValue(indicator="inkomen", measure="mean", weigh_by=None, why=why)
    base = catalogue.comparable.variables[0].model_dump()  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="logit"):
        Characteristic.model_validate(base | {"transform": "logit"})
    with pytest.raises(ValueError, match="belong together"):
        Characteristic.model_validate(base | {"parts": ["mannen"]})
