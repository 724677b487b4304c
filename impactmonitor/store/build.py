"""Accepted observations into a working DuckDB file, with the checks that need all figures at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.exceptions import DeliveryError
from impactmonitor.findings import Finding
from impactmonitor.periods import parse
from impactmonitor.tables import KEY, OBSERVATION_SCHEMA, PUBLICATION_SCHEMA, sql_columns


def _create(con: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema) -> None:
    con.execute(f"CREATE TABLE {name} ({sql_columns(schema)})")


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Empty tables observations, revisions and publications."""
    _create(con, "observations", OBSERVATION_SCHEMA)
    _create(con, "revisions", OBSERVATION_SCHEMA)
    _create(con, "publications", PUBLICATION_SCHEMA)


def load(con: duckdb.DuckDBPyConnection, table: str, batches: Iterable[pa.Table | pa.RecordBatch]) -> int:
    """Append Arrow batches to a table; returns the number of rows. Batches are not kept in memory."""
    rows = 0
    for batch in batches:
        con.register("incoming", batch)
        con.execute(f"INSERT INTO {table} SELECT * FROM incoming")
        con.unregister("incoming")
        rows += batch.num_rows
    return rows


def add_periods(con: duckdb.DuckDBPyConnection) -> None:
    """Table periods(code, kind, first_day, last_day, year, place): `place` orders all periods in time."""
    codes = [row[0] for row in con.execute("SELECT DISTINCT period FROM observations").fetchall()]
    periods = sorted((parse(code) for code in codes), key=lambda p: p.sort_key)
    con.execute(
        "CREATE OR REPLACE TABLE periods "
        "(code VARCHAR, kind VARCHAR, first_day DATE, last_day DATE, year INTEGER, place INTEGER)"
    )
    rows = [(p.code, p.kind, p.start, p.end, p.year, n) for n, p in enumerate(periods)]
    if rows:
        con.executemany("INSERT INTO periods VALUES (?, ?, ?, ?, ?, ?)", rows)


def _sample(rows: list[Any]) -> str:
    return "; ".join("/".join(str(v) for v in row) for row in rows[:3])


def check(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Refuse double figures, unknown codes and figures for a region in a year in which it did not exist.

    Raises DeliveryError; the same rules hold for a figure from any source.
    """
    findings = []

    def refuse(rows: list[Any], message: str, remedy: str) -> None:
        if rows:
            findings.append(Finding("observations", 0, f"{message}: {_sample(rows)}", remedy))

    key = ", ".join(KEY)
    refuse(
        con.execute(f"SELECT {key} FROM observations GROUP BY {key} HAVING count(*) > 1 LIMIT 3").fetchall(),
        "the same figure stands twice",
        "Keep one vintage in force.",
    )
    known = con.execute("SELECT DISTINCT indicator, measure, unit FROM observations").fetchall()
    refuse(
        [row for row in known if not _declared(catalogue, *row)],
        "indicator, measure or unit is not in the catalogue",
        "Correct the recipe or add the measure.",
    )
    categories = con.execute("SELECT DISTINCT indicator, category FROM observations").fetchall()
    refuse(
        [row for row in categories if row[0] in catalogue.indicators and not _has_category(catalogue, *row)],
        "category is not in the code list",
        "Correct the category or add it to the code list.",
    )
    refuse(
        _outside_their_years(con, catalogue),
        "region did not exist in that period",
        "Use the code that was valid then; see regions/.",
    )
    if findings:
        raise DeliveryError(findings)


def _outside_their_years(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Any]:
    """Region and period of figures for a region that did not exist then, nor in the stated boundaries of its table."""
    boundaries = {
        i.id: max(years)
        for i in catalogue.indicators.values()
        if (years := [r.boundaries for r in i.recipe if r.boundaries])
    }
    pairs = con.execute("SELECT DISTINCT region, period FROM observations").fetchall()
    doubtful = [pair for pair in pairs if not catalogue.regions.valid_in(pair[0], parse(pair[1]))]
    wrong = []
    for region, period in doubtful:
        for (indicator,) in con.execute(
            "SELECT DISTINCT indicator FROM observations WHERE region = ? AND period = ?", [region, period]
        ).fetchall():
            if not catalogue.regions.valid_in(region, parse(period), boundaries.get(indicator)):
                wrong.append((indicator, region, period))
    return wrong


def _declared(catalogue: Catalogue, indicator: str, measure: str, unit: str) -> bool:
    known = catalogue.indicators.get(indicator)
    declared = known.measures.get(measure) if known else None  # type: ignore[call-overload]
    return declared is not None and declared.unit == unit


def _has_category(catalogue: Catalogue, indicator: str, category: str) -> bool:
    codelist = catalogue.codelist_of(catalogue.indicators[indicator])
    return category == "totaal" or (codelist is not None and any(c.code == category for c in codelist.categories))
