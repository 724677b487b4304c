"""An indicator that nobody has thought of gets demonstration figures that a release accepts, without code."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from factories import indicator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Regions
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.demo import Demonstration
from impactmonitor.deliveries.sources.demo.figures import Figures
from impactmonitor.deliveries.sources.demo.national import YEARS, Printed
from impactmonitor.deliveries.sources.demo.rows import batch
from impactmonitor.findings import Finding
from impactmonitor.store import build

CADENCES = [
    "half-year", "year", "quarter", "month", "two-yearly", "four-yearly", "once", "cohort", "irregular", "unknown",
]  # fmt: skip
MEASURES: dict[str, dict[str, Any]] = {
    "count": {"unit": "aantal", "decimals": 0},
    "share": {"unit": "%", "decimals": 1},
    "mean": {"unit": "gemiddeld aantal", "decimals": 1},
    "score": {"unit": "score", "decimals": 2},
    "rate": {"unit": "per 10 000 inwoners", "decimals": 1},
}
LEVELS = [["NL"], ["VT"], ["GM"], ["NL", "LD", "PV", "VT", "GM"], ["NL", "13VT"], ["PV", "GGD"]]
LISTS: list[dict[str, Any] | None] = [
    None,
    {"codelist": "rol-functie"},
    {"codelist": "aard-geweld", "multi": True},
    {"codelist": "reden-einde-ots"},
]


@pytest.fixture(scope="module")
def figures(catalogue: Catalogue, examined: tuple[Accepted, list[Finding]]) -> Figures:
    return Figures(Demonstration(catalogue).catalogue, Printed(examined[0].observations), few=True)


@pytest.mark.parametrize("kind", ["GM", "VT", "PV", "LD", "NL"])
def test_no_region_grows_or_shrinks_at_once(figures: Figures, kind: str) -> None:
    """At most three per cent a year, unless municipalities were put together or went to another region."""
    areas, regions = figures.areas, figures.catalogue.regions
    checked = 0
    for place, (before, after) in enumerate(itertools.pairwise(YEARS)):
        old, new = (areas.level(kind, year) for year in (before, after))
        people = [
            dict(zip(level.codes, level.add(figures.maker.people)[:, place + n].tolist(), strict=True))
            for n, level in enumerate((old, new))
        ]
        for code in set(old.codes) & set(new.codes) - changed(regions, before, after):
            checked += 1
            assert abs(people[1][code] / people[0][code] - 1) < 0.03, (code, after)
    assert checked >= 6 * {"GM": 300, "VT": 20, "PV": 12, "LD": 4, "NL": 1}[kind]


def changed(regions: Regions, before: int, after: int) -> set[str]:
    """Municipalities that took in others, and Veilig Thuis regions to or from which whole ones went."""
    old, new = (
        {r["code"]: r for r in regions.rows[layout] if r["type"] == "GM"}
        for year in (before, after)
        if (layout := regions.layout_year(year))
    )
    moved = {
        row[code]["vt"] for code in set(old) & set(new) if old[code]["vt"] != new[code]["vt"] for row in (old, new)
    }
    return moved | {row["new_code"] for row in regions.former if row["old_code"] in old and row["old_code"] not in new}


def test_what_was_added_to_a_town_is_a_small_part_of_it(figures: Figures) -> None:
    """Haaren was divided over four municipalities in 2021, Beemster became a part of Purmerend in 2022."""
    areas = figures.areas
    sizes = dict(zip([(p.code, p.towards) for p in areas.pieces], areas.size.tolist(), strict=True))
    assert sum(size for (code, _), size in sizes.items() if code == "GM0788") < 20_000
    assert sizes["GM0370", ""] < sizes["GM0439", ""] / 5
    assert min(sizes.values()) > 0


def made(figures: Figures, catalogue: Catalogue, **changes: Any) -> Iterator[pa.Table]:
    """Figures of a made-up indicator, once a release has looked at them."""
    new = indicator(**changes)
    indicators = {new.id: new, "inwoners": catalogue.indicators["inwoners"]}
    read = replace(figures.catalogue, indicators=indicators)
    figures = Figures(read, figures.printed, few=True)
    con = duckdb.connect()
    build.create_tables(con)
    for sheet in figures.sheets(new):
        table = batch(sheet)
        build.load(con, "observations", [table])
        yield table
    build.check(con, read)
    con.close()


@pytest.mark.parametrize("cadence", CADENCES)
@pytest.mark.parametrize("kind", MEASURES)
def test_of_any_cadence_and_measure(figures: Figures, catalogue: Catalogue, cadence: str, kind: str) -> None:
    for levels in LEVELS:
        tables = list(
            made(figures, catalogue, cadence=cadence, measures={kind: MEASURES[kind]}, levels=levels, recipe=[])
        )
        rows = pa.concat_tables(tables).to_pylist()
        assert {row["region"][:2] for row in rows} == {
            {"GGD": "GG", "13VT": "VT"}.get(level, level) for level in levels
        }
        assert all(row["value"] is None or row["value"] >= 0 or kind == "score" for row in rows)
        assert any(row["value"] is not None for row in rows)


@pytest.mark.parametrize("breakdown", LISTS)
@pytest.mark.parametrize("cadence", ["half-year", "year", "two-yearly"])
def test_of_any_code_list(
    figures: Figures, catalogue: Catalogue, breakdown: dict[str, Any] | None, cadence: str
) -> None:
    changes: dict[str, Any] = {"breakdown": breakdown} if breakdown else {}
    tables = made(
        figures, catalogue, cadence=cadence, levels=["NL", "LD", "PV", "VT", "GM"], recipe=[],
        measures={"count": MEASURES["count"], "share": MEASURES["share"]}, lead="count", **changes,
    )  # fmt: skip
    rows = pa.concat_tables(list(tables)).to_pylist()
    codelist = catalogue.codelists[breakdown["codelist"]] if breakdown else None
    assert {row["category"] for row in rows} == ({c.code for c in codelist.categories} if codelist else {"totaal"})


def test_a_cadence_by_quarter_has_quarters_everywhere(figures: Figures, catalogue: Catalogue) -> None:
    rows = pa.concat_tables(list(made(figures, catalogue, cadence="quarter", recipe=[]))).to_pylist()
    kinds = {(row["region"][:2], len(row["period"]), "Q" in row["period"]) for row in rows}
    assert {("NL", 6, True), ("VT", 6, True), ("GM", 6, True), ("NL", 4, False)} <= kinds


def test_the_first_comparable_period_is_the_first(figures: Figures, catalogue: Catalogue) -> None:
    rows = pa.concat_tables(list(made(figures, catalogue, first_period="2021H2", recipe=[]))).to_pylist()
    assert min(row["period"] for row in rows if "H" in row["period"]) == "2021H2"
    assert min(row["period"] for row in rows if "H" not in row["period"]) == "2022"
