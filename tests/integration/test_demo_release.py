"""The released demonstration figures agree with themselves, whoever adds them up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from recovered import worked_out

from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.sources.demo import typical
from impactmonitor.deliveries.sources.demo.make import adds_up
from impactmonitor.deliveries.sources.demo.places import FEW
from impactmonitor.periods import parse

YEARS = range(2019, 2026)
SAME = "indicator, measure, category"


@pytest.fixture(scope="module")
def folder(demo_home: Path) -> Path:
    """The demonstration release."""
    releases = demo_home / "releases" / "demo"
    return releases / json.loads((releases / "active.json").read_text())["active"]


@pytest.fixture(scope="module")
def demo(folder: Path) -> Catalogue:
    """Its catalogue."""
    return snapshot.read(folder / "catalogue.json")


@pytest.fixture(scope="module")
def con(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Its figures as table f, each with the kind of its period, and what is said of regions in the catalogue."""
    found = duckdb.connect()
    found.execute(f"CREATE TABLE f AS SELECT * FROM read_parquet('{folder / 'observations.parquet'}')")
    catalogue = snapshot.read(folder / "catalogue.json")
    found.execute("CREATE TABLE within (year INTEGER, narrow VARCHAR, kind VARCHAR, wide VARCHAR)")
    rows = []
    for year in YEARS:
        layout = catalogue.regions.layout_year(year)
        assert layout is not None
        rows += [(year, r["code"], "GM", r["vt"]) for r in catalogue.regions.rows[layout] if r["type"] == "GM"]
        rows += [(year, r["code"], "VT", "NL01") for r in catalogue.regions.rows[layout] if r["type"] == "VT"]
        rows += [(year, r["code"], "PV", r["part_of"]) for r in catalogue.regions.rows[layout] if r["type"] == "PV"]
        rows += [(year, r["code"], "LD", "NL01") for r in catalogue.regions.rows[layout] if r["type"] == "LD"]
    found.executemany("INSERT INTO within VALUES (?, ?, ?, ?)", rows)
    yield found
    found.close()


def ask(con: duckdb.DuckDBPyConnection, query: str, values: list[Any] | None = None) -> list[Any]:
    return con.execute(query, values or []).fetchall()


def test_every_live_indicator_has_figures_at_every_level(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    there = {(i, kind) for i, kind in ask(con, "SELECT DISTINCT indicator, left(region, 2) FROM f")}
    for indicator in demo.indicators.values():
        for level in indicator.levels if indicator.status == "live" else []:
            kind = {"GGD": "GG", "13VT": "VT"}.get(level, level)
            assert (indicator.id, kind) in there, f"{indicator.id} has nothing for {level}"
    live = {i.id for i in demo.indicators.values() if i.status == "live"}
    assert {i for i, _ in there} == live, "and what has no source has no figures"


def test_every_half_year_and_year_is_there(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    found = {p for (p,) in ask(con, "SELECT DISTINCT period FROM f WHERE indicator = 'meldingen' AND region = 'NL01'")}
    halves = {f"{year}H{half}" for year in YEARS for half in (1, 2)}
    quarters = {f"{year}Q{quarter}" for year in YEARS for quarter in range(1, 5)}
    assert found == halves | quarters | {str(year) for year in YEARS}


def test_all_regions_of_each_year_are_there(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    for year in YEARS:
        rows = ask(
            con,
            "SELECT region FROM f WHERE indicator = 'meldingen' AND measure = 'count' AND period = ?",
            [f"{year}H1"],
        )
        codes = {region for (region,) in rows}
        wanted = {r.code for kind in ("NL", "LD", "PV", "VT") for r in demo.regions.of_type(kind, year)}
        assert {c for c in codes if not c.startswith("GM")} == wanted
        assert ("VT27" in codes, "VT16" in codes) == (year >= 2023, year < 2023)


def test_a_year_is_the_sum_of_its_halves(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    persons = ", ".join(f"'{name}'" for name in typical.PERSONS)
    wrong = ask(
        con,
        f"SELECT y.indicator, y.region, y.category, y.period, y.value, a.value, b.value FROM f y "
        f"JOIN f a ON a.period = y.period || 'H1' AND (a.{SAME.replace(', ', ', a.')}, a.region) = "
        f"(y.{SAME.replace(', ', ', y.')}, y.region) "
        f"JOIN f b ON b.period = y.period || 'H2' AND (b.{SAME.replace(', ', ', b.')}, b.region) = "
        f"(y.{SAME.replace(', ', ', y.')}, y.region) "
        f"WHERE y.measure = 'count' AND y.indicator NOT IN ({persons}) AND y.value <> a.value + b.value",
    )
    assert wrong == []


def test_a_half_is_the_sum_of_its_quarters(con: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        con,
        "SELECT h.value, sum(q.value) FROM f h JOIN f q ON (q.indicator, q.measure, q.category, q.region) = "
        "(h.indicator, h.measure, h.category, h.region) AND q.period IN "
        "(left(h.period, 4) || 'Q' || (2 * right(h.period, 1)::INT - 1), "
        "left(h.period, 4) || 'Q' || (2 * right(h.period, 1)::INT)) "
        "WHERE h.measure = 'count' AND h.period LIKE '%H_' "
        "GROUP BY h.indicator, h.category, h.region, h.period, h.value",
    )
    assert len(rows) > 500
    assert [r for r in rows if r[0] != r[1]] == []


@pytest.mark.parametrize(("kind", "number"), [("VT", 25), ("PV", 12), ("LD", 4), ("GM", 1)])
def test_narrow_regions_add_up_to_the_wide_one(con: duckdb.DuckDBPyConnection, kind: str, number: int) -> None:
    few = " OR ".join(f"w.wide = '{code}'" for code in FEW) if kind == "GM" else "true"
    rows = ask(
        con,
        "SELECT any_value(wide.value), sum(n.value), count(n.value), count(*) FROM within w "
        "JOIN f n ON n.region = w.narrow AND left(n.period, 4)::INT = w.year "
        "JOIN f wide ON wide.region = w.wide AND (wide.indicator, wide.measure, wide.category, wide.period) = "
        "(n.indicator, n.measure, n.category, n.period) "
        f"WHERE w.kind = ? AND n.measure = 'count' AND wide.value IS NOT NULL AND ({few}) "
        "AND n.period SIMILAR TO '\\d{4}(H\\d|Q\\d|-\\d\\d-\\d\\d)?' AND n.formula = '' AND wide.formula = '' "
        "GROUP BY w.wide, n.indicator, n.category, n.period",
        [kind],
    )
    whole = [(total, parts) for total, parts, shown, all_ in rows if shown == all_]
    assert len(whole) > 80 * number
    assert [pair for pair in whole if pair[0] != pair[1]] == []


def test_a_province_that_is_one_region_has_the_same_figures(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    """Values and gaps; of inhabitants a region has the sum of its municipalities, and says so."""
    assert len(demo.regions.coinciding) > 4
    for region, province in demo.regions.coinciding.items():
        rows = ask(
            con,
            f"SELECT {SAME}, period, r.value, p.value, r.obs_status, p.obs_status FROM f r JOIN f p "
            f"USING ({SAME}, period) WHERE r.region = ? AND p.region = ?",
            [region, province],
        )
        assert len(rows) > 4_000
        other = [r for r in rows if r[4] != r[5] or (r[6] != r[7] and {r[6], r[7]} & {"O", "L", "Q", "M"})]
        assert other == [], f"{region} and {province}"


def test_categories_add_up_where_a_case_falls_in_one(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    checked = 0
    for indicator in demo.indicators.values():
        codelist = demo.codelist_of(indicator)
        multi = bool(indicator.breakdown and indicator.breakdown.multi)
        if codelist is None or "count" not in indicator.measures or indicator.cadence not in ("half-year", "year"):
            continue
        for parent in (None, *(c.code for c in codelist.categories)):
            below = [c.code for c in codelist.categories if c.parent == parent]
            if not below or not adds_up(codelist, below, multi):
                continue
            whole = (indicator.id, parent) if parent else (typical.WHOLE.get(indicator.id), "totaal")
            rows = ask(
                con,
                "SELECT w.value, sum(p.value) FROM f w JOIN f p ON (p.region, p.period) = (w.region, w.period) "
                "AND p.indicator = ? AND p.measure = 'count' AND list_contains(?, p.category) "
                "WHERE w.indicator = ? AND w.category = ? AND w.measure = 'count' AND w.value IS NOT NULL "
                "GROUP BY w.region, w.period, w.value HAVING count(p.value) = ?",
                [indicator.id, below, *whole, len(below)],
            )
            checked += len(rows)
            assert [r for r in rows if r[0] != r[1]] == [], f"{indicator.id}, {parent}"
    assert checked > 5_000


def test_categories_that_overlap_are_more_than_the_total(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    for name, whole in (("aard-bij-meldingen", "meldingen"), ("aard-bij-adviezen", "adviezen")):
        codelist = demo.codelist_of(demo.indicators[name])
        assert codelist is not None
        tops = [c.code for c in codelist.categories if not c.parent]
        rows = ask(
            con,
            "SELECT w.value, sum(p.value), max(p.value) FROM f w "
            "JOIN f p ON (p.region, p.period) = (w.region, w.period) "
            "AND p.indicator = ? AND list_contains(?, p.category) WHERE w.indicator = ? AND w.measure = 'count' "
            "AND w.region = 'NL01' GROUP BY w.period, w.value",
            [name, tops, whole],
        )
        assert len(rows) == 21
        for total, parts, largest in rows:
            assert total < parts < 2 * total
            assert largest <= total


def test_shares_agree_with_counts(con: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        con,
        "SELECT s.value, c.value / m.value * 100 FROM f s JOIN f c ON (c.indicator, c.category, c.region, c.period) = "
        "(s.indicator, s.category, s.region, s.period) AND c.measure = 'count' "
        "JOIN f m ON m.indicator = 'meldingen' AND m.measure = 'count' AND (m.region, m.period) = (s.region, s.period) "
        "WHERE s.indicator = 'eerdere-betrokkenheid' AND s.measure = 'share' AND s.value IS NOT NULL AND m.value > 0",
    )
    assert len(rows) > 3_000
    assert max(abs(a - b) for a, b in rows) < 0.0501


def test_rates_are_computed_from_these_counts(con: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        con,
        "SELECT r.value, c.value / p.value * 10000, r.formula FROM f r JOIN f c ON (c.indicator, c.region, c.period) = "
        "(r.indicator, r.region, r.period) AND c.measure = 'count' JOIN f p ON p.indicator = 'inwoners' "
        "AND p.region = r.region AND p.period = left(r.period, 4) || '-01-01' "
        "WHERE r.indicator IN ('meldingen', 'adviezen') AND r.measure = 'rate' AND r.value IS NOT NULL",
    )
    assert len(rows) > 4_000
    assert max(abs(a - b) for a, b, _ in rows) < 0.0501
    assert all(formula.startswith("rate-per-10000(") for _, _, formula in rows)
    missing = ask(
        con,
        "SELECT count(*) FROM f c ANTI JOIN f r ON r.measure = 'rate' AND "
        "(r.indicator, r.category, r.region, r.period) = (c.indicator, c.category, c.region, c.period) "
        "WHERE c.measure = 'count' AND c.indicator IN ('meldingen', 'adviezen')",
    )
    assert missing == [(0,)], "where there is no rate it is said why"


def test_the_netherlands_keeps_to_the_printed_figures(
    con: duckdb.DuckDBPyConnection, demo_home: Path, demo: Catalogue
) -> None:
    official = demo_home / "releases" / "official"
    active = json.loads((official / "active.json").read_text())["active"]
    rows = ask(
        con,
        "SELECT o.indicator, o.category, o.period, o.measure, o.value, d.value "
        f"FROM read_parquet('{official / active / 'observations.parquet'}') o JOIN f d ON d.region = o.region "
        f"AND d.period = o.period AND (d.{SAME.replace(', ', ', d.')}) = (o.{SAME.replace(', ', ', o.')}) "
        "WHERE o.region = 'NL01' AND o.value > 0 AND d.value IS NOT NULL",
    )
    assert len(rows) > 350
    exact = [r for r in rows if r[4] == r[5]]
    assert len(exact) > 200
    counted = [r for r in rows if r[3] == "count" and r[1] == "totaal"]
    assert len(counted) > 80
    far = [r for r in counted if abs(r[4] - r[5]) > 0.002 * r[4] + 1]
    assert far == []
    loose = [r for r in rows if abs(r[4] - r[5]) > 0.15 * r[4] + 15]
    assert loose == []


def test_the_last_two_periods_are_provisional(con: duckdb.DuckDBPyConnection) -> None:
    """Counts and the rates that are computed from them."""
    rows = ask(con, "SELECT DISTINCT period, stage FROM f WHERE indicator = 'meldingen'")
    late = {p for p, stage in rows if stage == "provisional"}
    assert late == {"2025", "2025H1", "2025H2", "2025Q1", "2025Q2", "2025Q3", "2025Q4"}
    assert {stage for p, stage in rows if p not in late} == {"final"}
    status = ask(
        con, "SELECT DISTINCT obs_status FROM f WHERE stage = 'provisional' AND value IS NOT NULL AND formula = ''"
    )
    assert status == [("P",)]


def test_there_is_one_of_every_kind_of_absence(con: duckdb.DuckDBPyConnection) -> None:
    kinds = ask(con, "SELECT obs_status, conf_status, count(*), count(value) FROM f GROUP BY ALL")
    found = {(status, confidential): (number, values) for status, confidential, number, values in kinds}
    for gap in (("Q", "A"), ("Q", "D"), ("O", "F"), ("L", "F")):
        number, values = found[gap]
        assert number > 20
        assert values == 0, "what is absent has no value"
    assert all(confidential == "F" for (status, confidential) in found if status != "Q")
    assert ask(con, "SELECT count(*) FROM f WHERE value = 0 AND measure = 'count'")[0][0] > 1_000


def test_no_small_count_is_visible(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    counted = [i.id for i in demo.indicators.values() if i.cadence in ("half-year", "year")]
    rows = ask(
        con,
        "SELECT * FROM f WHERE measure = 'count' AND value > 0 AND value < 10 AND list_contains(?, indicator)",
        [counted],
    )
    assert rows == []


@pytest.mark.parametrize("name", ["meldingen-naar-rol", "eerdere-betrokkenheid", "aard-bij-onderzoeken"])
@pytest.mark.parametrize("year", [2022, 2024])
def test_what_is_hidden_cannot_be_worked_out(
    con: duckdb.DuckDBPyConnection, demo: Catalogue, name: str, year: int
) -> None:
    assert worked_out(con, demo, name, [f"{year}H1"], year) == set()


def test_the_year_does_not_give_its_halves_away(con: duckdb.DuckDBPyConnection, demo: Catalogue) -> None:
    periods = ["2023", "2023H1", "2023H2"]
    assert worked_out(con, demo, "uitkomsten-onderzoek", periods, 2023) == set()
    assert worked_out(con, demo, "onderzoeken-afgerond", periods, 2023) == set()


def test_everything_is_of_demonstration_origin(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    assert ask(con, "SELECT DISTINCT source FROM f") == [("demo",)]
    titles = ask(con, f"SELECT title FROM read_parquet('{folder / 'publications.parquet'}')")
    assert titles
    assert all(title.startswith("Fictieve voorbeeldcijfers, niet echt") for (title,) in titles)
    assert json.loads((folder / "manifest.json").read_text())["origin"] == "demo"


def test_periods_are_read_as_periods(con: duckdb.DuckDBPyConnection) -> None:
    for (code,) in ask(con, "SELECT DISTINCT period FROM f"):
        assert parse(code).code == code


SHORT = """
import hashlib, sys
from impactmonitor.catalogue.load import load
from impactmonitor.deliveries.bundled import examine
from impactmonitor.deliveries.demo import Demonstration
from impactmonitor.deliveries.sources.demo.figures import Figures
from impactmonitor.deliveries.sources.demo.national import Printed
from impactmonitor.deliveries.sources.demo.rows import batch
from impactmonitor.settings import default_catalogue
plain = load(default_catalogue())
made = Figures(Demonstration(plain).catalogue, Printed(examine(plain)[0].observations), few=True)
digest = hashlib.sha256()
for name in ("meldingen", "eerdere-betrokkenheid", "rokers", "inkomen", "jeugdhulp", "gezinnen-geweld-gestopt"):
    for sheet in made.sheets(plain.indicators[name]):
        digest.update(repr(batch(sheet).to_pydict()).encode())
print(digest.hexdigest())
"""


def test_the_same_figures_come_out_of_every_process() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SHORT],
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("77", "2"))
    }
    assert len(answers) == 1
