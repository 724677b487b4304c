"""Cells of a table to observations, in the database: a million cells never stand in Python.

Small tables with places, regions, periods and recipes are made from the metadata; one join does the rest. What cannot
be placed is counted and said, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.sources.statline.codes import KINDS, Regions, periods_of, regions_of
from impactmonitor.deliveries.sources.statline.resolve import Place
from impactmonitor.deliveries.sources.statline.table import CONFIDENTIAL, IMPOSSIBLE, MISSING, NO_ATTRIBUTE, TableMeta
from impactmonitor.findings import Finding
from impactmonitor.language import gettext_noop
from impactmonitor.periods import Period
from impactmonitor.tables import OBSERVATION_SCHEMA, Publication, Stage, sql_columns

CONFIDENTIAL_NOTE = gettext_noop("De bron houdt dit cijfer geheim.")
_KNOWN_ATTRIBUTES = (NO_ATTRIBUTE, MISSING, CONFIDENTIAL, IMPOSSIBLE, "Unknown", "")


@dataclass
class Arrived:
    """What one table brought: figures per indicator with the newest period, and what could not be placed."""

    table: str
    figures: dict[str, int] = field(default_factory=dict)
    newest: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    earlier: bool = False
    """Whether these are figures of an earlier delivery, which the newest one lacks."""


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Table `live`: observations with the table and the moment of change that they came from."""
    con.execute(f"CREATE TABLE live ({sql_columns(OBSERVATION_SCHEMA)}, from_table VARCHAR, modified VARCHAR)")


def _register(con: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[object, ...]], columns: str) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
    if rows:
        names = [part.split()[0] for part in columns.split(", ")]
        con.register("incoming", pa.table({n: [row[i] for row in rows] for i, n in enumerate(names)}))
        con.execute(f"INSERT INTO {name} SELECT * FROM incoming")
        con.unregister("incoming")


def _valid(
    catalogue: Catalogue, regions: dict[str, str], periods: dict[str, tuple[Period, Stage]], boundaries: set[int | None]
) -> Iterator[tuple[object, ...]]:
    for key, code in regions.items():
        for period_key, (period, _) in periods.items():
            for year in boundaries:
                if catalogue.regions.valid_in(code, period, year):
                    yield key, code, period_key, year or 0


def add(
    con: duckdb.DuckDBPyConnection,
    cells: Path,
    meta: TableMeta,
    places: list[Place],
    catalogue: Catalogue,
    publication: Publication,
    modified: str,
) -> Arrived:
    """Append the observations of a table to `live` and say what arrived."""
    arrived = Arrived(meta.id)
    regions, unknown_periods = prepare(con, cells, meta, places, catalogue)
    con.execute(_ADD, {"publication": publication.id, "table": meta.id, "modified": modified})
    for indicator, count, newest in con.execute(
        "SELECT indicator, count(*) FILTER (value IS NOT NULL), max(period) FROM live WHERE from_table = ? GROUP BY 1",
        [meta.id],
    ).fetchall():
        arrived.figures[indicator] = count
        arrived.newest[indicator] = newest
    arrived.findings = [
        Finding(f"StatLine {meta.id}", 0, message, remedy, "warning")
        for message, remedy in _doubts(con, catalogue, regions, unknown_periods)
    ]
    return arrived


def prepare(
    con: duckdb.DuckDBPyConnection, cells: Path, meta: TableMeta, places: list[Place], catalogue: Catalogue
) -> tuple[Regions, list[str]]:
    """Make the view `placed`: the observations of a table, read from its cells when it is asked.

    Returns its regions and the periods of an unknown family.
    """
    regions = regions_of(meta, catalogue)
    measures = {m.key: m for m in meta.measures}
    recipes = {(p.indicator, p.recipe): catalogue.indicators[p.indicator].recipe[p.recipe] for p in places}
    periods, unknown_periods = periods_of(meta, next((r.period for r in recipes.values() if r.period), ""))
    _register(
        con,
        "places",
        [
            (p.measure, "|".join(p.keys), p.indicator, p.recipe, p.category, p.role, measures[p.measure].decimals)
            for p in places
        ],
        "measure VARCHAR, cell VARCHAR, indicator VARCHAR, recipe INTEGER, category VARCHAR, role VARCHAR, "
        "decimals INTEGER",
    )
    _register(
        con,
        "recipes",
        [
            (
                indicator,
                number,
                recipe.kind,
                catalogue.indicators[indicator].measures[recipe.kind].unit,
                recipe.note or "",
                recipe.edition,
                catalogue.indicators[indicator].source or "",
                recipe.reference_date == "1-january",
                recipe.boundaries or 0,
                ",".join(recipe.kinds),
            )
            for (indicator, number), recipe in recipes.items()
        ],
        "indicator VARCHAR, recipe INTEGER, kind VARCHAR, unit VARCHAR, note VARCHAR, edition INTEGER, source VARCHAR, "
        "january BOOLEAN, boundaries INTEGER, kinds VARCHAR",
    )
    _register(
        con,
        "valid",
        list(_valid(catalogue, regions.known, periods, {r.boundaries for r in recipes.values()} | {None})),
        "key VARCHAR, region VARCHAR, period_key VARCHAR, boundaries INTEGER",
    )
    _register(
        con,
        "codes_of_periods",
        [(key, period.code, stage.value, period.kind) for key, (period, stage) in periods.items()],
        "key VARCHAR, code VARCHAR, stage VARCHAR, kind VARCHAR",
    )
    _view_cells(con, cells, meta)
    con.execute(_BOUNDS)
    con.execute(_PLACED)
    return regions, unknown_periods


def column(name: str) -> str:
    """The name of a column as SQL: what the service calls a dimension is text, never part of a query."""
    return '"' + name.replace('"', '""') + '"'


def _view_cells(con: duckdb.DuckDBPyConnection, cells: Path, meta: TableMeta) -> None:
    others = [column(d.name) for d in meta.of_kind("other")]
    cell = f"concat_ws('|', {', '.join(others)})" if others else "''"
    region = next((column(d.name) for d in meta.of_kind("region")), "'NL01'")
    period = next((column(d.name) for d in meta.of_kind("period")), "''")
    source = str(cells).replace("'", "''")
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW cells AS SELECT measure, {cell} AS cell, {region} AS region, {period} AS period, "
        f"value, attribute FROM read_parquet('{source}')"
    )


_BOUNDS = """
CREATE OR REPLACE TEMP TABLE bounds AS
SELECT p.indicator, p.recipe, p.category, p.role, c.region, c.period, c.value
FROM cells c JOIN places p ON p.measure = c.measure AND p.cell = c.cell AND p.role <> 'value'
"""

_ADD = """
INSERT INTO live
SELECT indicator, measure, unit, category, region, period, value, low, high, decimals, obs_status, 'F', stage, '', note,
       false, source, $publication, edition, $table, $modified
FROM placed
"""

_PLACED = f"""
CREATE OR REPLACE TEMP VIEW placed AS
SELECT p.indicator, r.kind AS measure, r.unit, p.category, v.region,
       CASE WHEN r.january AND length(t.code) = 4 THEN t.code || '-01-01' ELSE t.code END AS period,
       c.value, lo.value AS low, hi.value AS high, p.decimals,
       CASE WHEN c.value IS NULL THEN CASE WHEN c.attribute = '{IMPOSSIBLE}' THEN 'M' ELSE 'O' END
            WHEN t.stage IN ('{Stage.PROVISIONAL}', '{Stage.REVISED}') THEN 'P' ELSE 'A' END AS obs_status,
       t.stage,
       CASE WHEN c.attribute = '{CONFIDENTIAL}' THEN trim(r.note || ' {CONFIDENTIAL_NOTE}') ELSE r.note END AS note,
       r.source, r.edition
FROM cells c
JOIN places p ON p.measure = c.measure AND p.cell = c.cell AND p.role = 'value'
JOIN recipes r ON r.indicator = p.indicator AND r.recipe = p.recipe
JOIN codes_of_periods t ON t.key = c.period AND (r.kinds = '' OR list_contains(string_split(r.kinds, ','), t.kind))
JOIN valid v ON v.key = c.region AND v.period_key = c.period AND v.boundaries = r.boundaries
LEFT JOIN bounds lo ON lo.indicator = p.indicator AND lo.recipe = p.recipe AND lo.category = p.category
 AND lo.region = c.region AND lo.period = c.period AND lo.role = 'low'
LEFT JOIN bounds hi ON hi.indicator = p.indicator AND hi.recipe = p.recipe AND hi.category = p.category
 AND hi.region = c.region AND hi.period = c.period AND hi.role = 'high'
"""


def _doubts(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, regions: Regions, unknown_periods: list[str]
) -> Iterator[tuple[str, str]]:
    """What could not be placed, counted; only figures with a value count, dots of places that are gone do not."""
    for message in regions.renamed:
        yield message, "Add the name to regions/aliases.csv when it is the same region."
    if unknown_periods:
        shown = ", ".join(unknown_periods[:3])
        yield (
            f"{len(unknown_periods)} periods are of a family that we do not know, such as {shown}; "
            "their figures are not taken",
            "Add the family to periods.py once its meaning is sure.",
        )
    lost = con.execute(
        "SELECT c.region, c.period, count(*) FROM cells c "
        "JOIN places p ON p.measure = c.measure AND p.cell = c.cell AND p.role = 'value' "
        "ANTI JOIN valid v ON v.key = c.region AND v.period_key = c.period "
        f"WHERE c.value IS NOT NULL AND left(c.region, 2) IN {KINDS} GROUP BY ALL"
    ).fetchall()
    years: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for region, period, count in lost:
        if period[:4].isdecimal() and catalogue.regions.layout_year(int(period[:4])) is None:
            years[period[:4]] += count
        else:
            places[f"{region} ({regions.unknown.get(region) or 'not in ' + period[:4]})"] += count
    recent = sorted(y for y in years if int(y) > catalogue.regions.latest_year)
    if recent:
        yield (
            f"{sum(years[y] for y in recent)} figures of {', '.join(recent)} are not taken: "
            "there is no list of regions for that year",
            "Add regions/<year>.csv and the year to regions/layouts.yaml.",
        )
    if places:
        shown = ", ".join(name for name, _ in places.most_common(3))
        yield (
            f"{sum(places.values())} figures of {len(places)} regions that did not exist then or are not in our lists "
            f"are not taken, such as {shown}",
            "Check regions/ for the years of each region.",
        )
    known = ", ".join(f"'{name}'" for name in _KNOWN_ATTRIBUTES)
    strange = con.execute(
        f"SELECT DISTINCT attribute FROM cells WHERE attribute NOT IN ({known}) ORDER BY 1 LIMIT 3"
    ).fetchall()
    if strange:
        yield (
            f"cells carry a mark that we do not know: {', '.join(row[0] for row in strange)}; they count as missing "
            "where they have no value",
            "Ask the source what it means.",
        )
