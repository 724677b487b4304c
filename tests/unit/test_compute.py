"""Figures that we compute: only from official figures that belong together, and never instead of a printed one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from factories import inhabitants, observation
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Regions
from impactmonitor.catalogue.schema import LayoutYear
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.findings import Finding
from impactmonitor.formulas import RATE, SAME, SUM, Formula, Operand, parse
from impactmonitor.indicators.compute import compute
from impactmonitor.store.build import add_periods, create_tables, load
from impactmonitor.tables import Observation, to_arrow

# data/README.md: populations on 1-1-2022, membership of 2022, and the sum of all.
SUMS_2022 = {"VT15": 468_458, "VT16": 618_915, "VT21": 714_426, "VT26": 791_075, "VT12": 540_385, "VT02": 497_743}
NETHERLANDS_2021, REPORTS_2021H1, ADVICES_2021H1 = 17_475_415, 60_880, 67_545


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        create_tables(connection)
        yield connection


def computed(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, *given: Observation) -> list[Observation]:
    """What is added when these figures are printed, without the population that a region shares with its province."""
    load(con, "observations", [to_arrow(given)])
    add_periods(con)
    added = compute(con, catalogue)
    rows = con.execute("SELECT * FROM observations ORDER BY ALL").fetchall()
    made = [o for o in (Observation(*row) for row in rows) if o.formula]
    assert len(rows) == len(given) + added
    assert len(made) == added
    return [o for o in made if parse(o.formula).name != SAME]


def test_rate_of_the_netherlands(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    advices = observation(indicator="adviezen", value=ADVICES_2021H1, stage="provisional", obs_status="P")
    (rate,) = computed(con, catalogue, advices, inhabitants("NL01", NETHERLANDS_2021, 2021))
    assert rate.key == ("adviezen", "rate", "totaal", "NL01", "2021H1")
    assert rate.value == round(67_545 / 17_475_415 * 10_000, 1) == 38.7
    assert (rate.unit, rate.decimals, rate.obs_status, rate.stage) == ("per 10 000 inwoners", 1, "E", "provisional")
    assert (rate.source, rate.publication, rate.second_hand) == ("veilig-thuis", "84849NED", False)
    assert rate.formula == (
        "rate-per-10000(adviezen/totaal/NL01/2021H1=67545; inwoners/totaal/NL01/2021-01-01=17475415)"
    )


def test_the_formula_text_is_that_of_the_named_formula(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """The text is written by SQL and by Python; both must be the same."""
    (rate,) = computed(con, catalogue, observation(), inhabitants("NL01", NETHERLANDS_2021, 2021))
    operands = (
        Operand("meldingen", "totaal", "NL01", "2021H1", REPORTS_2021H1),
        Operand("inwoners", "totaal", "NL01", "2021-01-01", NETHERLANDS_2021),
    )
    assert rate.formula == str(Formula(RATE, operands))


def test_a_printed_rate_is_not_replaced(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Drenthe 2021H1 prints 23.5."""
    count = observation(region="VT02", value=1_165.0)
    rate = observation(region="VT02", measure="rate", unit="per 10 000 inwoners", value=23.5, decimals=1)
    assert computed(con, catalogue, count, rate, inhabitants("PV22", 494_771, 2021)) == []


NOT_ENOUGH: list[tuple[str, list[Observation]]] = [
    ("no population", [observation()]),
    ("population of another year", [observation(), inhabitants("NL01", 17_590_672, 2022)]),
    ("population of another day", [observation(), inhabitants("NL01", 17_5e5, 2021, period="2021-07-01")]),
    ("population of another region", [observation(), inhabitants("PV22", 494_771, 2021)]),
    ("second-hand population", [observation(), inhabitants("NL01", NETHERLANDS_2021, 2021, second_hand=True)]),
    ("second-hand count", [observation(second_hand=True), inhabitants("NL01", NETHERLANDS_2021, 2021)]),
    ("a dot", [observation(value=None, obs_status="O"), inhabitants("NL01", NETHERLANDS_2021, 2021)]),
    ("unknown population", [observation(), inhabitants("NL01", None, 2021, obs_status="O")]),
    ("population zero", [observation(), inhabitants("NL01", 0.0, 2021)]),
    ("population of women only", [observation(), inhabitants("NL01", 8e6, 2021, category="vrouw")]),
    ("several years together", [observation(period="2020/2021"), inhabitants("NL01", NETHERLANDS_2021, 2021)]),
    ("a day", [observation(period="2021-06-30"), inhabitants("NL01", NETHERLANDS_2021, 2021)]),
    ("indicator without rate", [
        observation(indicator="casussen-met-melding"), inhabitants("NL01", NETHERLANDS_2021, 2021),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "given"), NOT_ENOUGH, ids=[why for why, _ in NOT_ENOUGH])
def test_no_rate_is_made(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, why: str, given: list[Observation]
) -> None:
    assert computed(con, catalogue, *given) == [], why


def test_a_true_zero_has_a_rate_of_zero(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    (rate,) = computed(con, catalogue, observation(value=0.0), inhabitants("NL01", NETHERLANDS_2021, 2021))
    assert rate.value == 0.0


def test_a_region_that_is_a_province_uses_the_population_of_the_province(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    both = [observation(region=region, period="2023", value=2_960.0) for region in ("VT02", "VT05")]
    (rate,) = computed(con, catalogue, *both, inhabitants("PV22", 500_000.0, 2023))
    assert (rate.region, rate.value) == ("VT02", 59.2)
    assert "inwoners/totaal/PV22/2023-01-01=500000" in rate.formula


def test_its_own_population_goes_before_that_of_the_province(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    given: list[Any] = [
        observation(region="VT02"),
        inhabitants("PV22", 500_000.0, 2021),
        inhabitants("VT02", 400_000.0, 2021),
    ]
    (rate,) = computed(con, catalogue, *given)
    assert rate.value == 1_522.0


def test_populations_of_regions_are_sums_of_all_their_municipalities(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, examined: tuple[Accepted, list[Finding]]
) -> None:
    people = [
        o for o in examined[0].observations
        if o.indicator == "inwoners" and o.period == "2022-01-01" and o.region.startswith("GM")
    ]  # fmt: skip
    made = {o.region: o for o in computed(con, catalogue, *people)}
    assert len(made) == 26
    assert {region: made[region].value for region in SUMS_2022} == SUMS_2022
    assert sum(o.value or 0 for o in made.values()) == 17_590_672
    for o in made.values():
        assert o.formula.startswith(f"{SUM}(GM")
        assert (o.obs_status, o.second_hand, o.stage) == ("E", True, "unstated")
    assert "GM1992" in made["VT18"].formula  # Voorne aan Zee counts for the region in which its predecessors lay


def test_one_unknown_municipality_leaves_its_region_without_sum(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, examined: tuple[Accepted, list[Finding]]
) -> None:
    people = [
        o for o in examined[0].observations
        if o.indicator == "inwoners" and o.period == "2022-01-01" and o.region.startswith("GM") and o.region != "GM0114"
    ]  # fmt: skip
    made = {o.region for o in computed(con, catalogue, *people)}
    assert "VT02" not in made  # Emmen (GM0114) is missing
    assert len(made) == 25


@pytest.mark.parametrize(("second", "sums"), [("VT01", {"VT01": 300.0}), ("VT02", {})])
def test_a_merger_across_regions_belongs_to_neither(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, second: str, sums: dict[str, float]
) -> None:
    """Two municipalities became GM0003; its people can only be counted where both lay in the same region."""
    rows = [
        {"code": code, "name": code, "type": code[:2], "vt": home, "province": "", "part_of": home}
        for code, home in (("VT01", ""), ("VT02", ""), ("GM0001", "VT01"), ("GM0002", second))
    ]
    merged = [{"old_code": old, "new_code": "GM0003"} for old in ("GM0001", "GM0002")]
    regions = Regions({2022: rows}, [], [LayoutYear(year=2022, uses=2022)], [], [], merged)
    made = computed(con, replace(catalogue, regions=regions), inhabitants("GM0003", 300.0))
    assert {o.region: o.value for o in made} == sums


def test_a_printed_population_is_not_replaced_by_a_sum(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    members = [inhabitants(m.code, 1_000.0) for m in catalogue.regions.members("VT02", 2022)]
    assert computed(con, catalogue, *members, inhabitants("VT02", 497_743.0)) == []


def test_a_region_that_is_a_province_has_the_population_of_the_province(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    province = replace(inhabitants("PV22", 502_120.0), period="2023-01-01")
    members = [inhabitants(m.code, 1_000.0) for m in catalogue.regions.members("VT02", 2022)]
    load(con, "observations", [to_arrow([province, *members, inhabitants("PV22", 497_743.0)])])
    add_periods(con)
    compute(con, catalogue)
    rows = con.execute(
        "SELECT period, value, formula FROM observations WHERE region = 'VT02' ORDER BY period"
    ).fetchall()
    assert [(period, value) for period, value, _ in rows] == [("2022-01-01", 497_743.0), ("2023-01-01", 502_120.0)]
    assert {parse(formula).name for _, _, formula in rows} == {SAME}


@given(st.integers(0, 10**6), st.integers(1, 2 * 10**7))
def test_formula_text_reads_back(count: int, population: int) -> None:
    operands = (
        Operand("adviezen", "totaal", "NL01", "2021H1", float(count)),
        Operand("inwoners", "totaal", "NL01", "2021-01-01", float(population)),
    )
    assert parse(str(Formula(RATE, operands))) == Formula(RATE, operands)


def test_sum_text_reads_back() -> None:
    assert parse(str(Formula(SUM, regions=("GM0106", "GM0109")))).regions == ("GM0106", "GM0109")


@pytest.mark.parametrize("text", ["", "rate", "rate-per-10000(adviezen=1)"])
def test_other_text_is_no_formula(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        parse(text)
