"""The same figures for everybody: twelve series of every region with the Netherlands, and one map, out of a release.

The others read Parquet or SQLite; ours reads its release, which holds these figures and all others.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.geography.tiles import SIZE, tiles
from impactmonitor.release import names
from impactmonitor.release.read import Release
from impactmonitor.web.addresses import Addresses

CHARTS = 12
COUNTRY = "nederland"
_OF_REGIONS = "value IS NOT NULL AND period LIKE '____H_' AND list_contains(?, region)"


@dataclass(frozen=True)
class Exported:
    """Where the figures stand, and what else can be asked of ours: regions, periods and so on."""

    folder: Path
    regions: list[str]
    periods: list[str]
    municipalities: list[str]
    indicators: list[str]
    map_of: str


@dataclass(frozen=True)
class Series:
    """One line of every region. `place` is its order on the page."""

    place: int
    indicator: str
    measure: str
    category: str
    title: str


def export(release: Release, folder: Path) -> Exported:
    """Write `series` and `tiles` as Parquet and as tables of one SQLite file."""
    regions = release.catalogue.regions
    year = max(p.year for p in release.periods.values() if p.kind == "half-year")
    places = [regions[NETHERLANDS], *regions.of_type("VT", year)]
    where = Addresses(regions)
    slugs = {r.code: COUNTRY if r.type == "NL" else where.slug(r) for r in places}
    called = {r.code: r.name for r in places}
    con = duckdb.connect()
    con.execute(f"CREATE VIEW o AS SELECT * FROM read_parquet('{release.folder / names.OBSERVATIONS}')")
    chosen = _twelve(con, release, list(slugs))
    rows = [
        {"place": one.place, "title": one.title, "region": slugs[code], "name": called[code], "period": p, "value": v}
        for one in chosen
        for code, p, v in _values(con, one, list(slugs))
    ]
    mapped = next((one for one in chosen if one.measure != "count"), chosen[0])
    periods = sorted({str(row["period"]) for row in rows})
    folder.mkdir()
    _write(folder, "series", rows)
    _write(folder, "tiles", [
        {
            "title": f"{mapped.title}, {periods[-1]}",
            "region": slugs[code],
            "name": called[code],
            "label": tile.label,
            "col": tile.x // SIZE,
            "row": tile.y // SIZE,
            "value": next((v for r, p, v in _values(con, mapped, [code]) if p == periods[-1]), None),
        }
        for code, tile in tiles(year).items()
    ])  # fmt: skip
    return Exported(
        folder=folder,
        regions=sorted(slug for slug in slugs.values() if slug != COUNTRY),
        periods=periods,
        municipalities=[where.slug(r) for r in regions.of_type("GM", year)],
        indicators=[one.indicator for one in chosen],
        map_of=mapped.indicator,
    )


def _twelve(con: duckdb.DuckDBPyConnection, release: Release, codes: list[str]) -> list[Series]:
    """The series with most half-yearly figures, one of an indicator; key figures first, a rate before a count."""
    known = {i.id: (not i.key, place) for place, i in enumerate(release.catalogue.ordered)}
    found: list[tuple[str, str, str, int]] = con.execute(
        f"SELECT indicator, measure, category, count(*) FROM o WHERE {_OF_REGIONS} GROUP BY ALL", [codes]
    ).fetchall()
    found.sort(key=lambda row: (-row[3], known[row[0]], row[1] == "count", row[:3]))
    one_each: dict[str, tuple[str, str, str]] = {}
    for indicator, measure, category, _ in found:
        one_each.setdefault(indicator, (indicator, measure, category))
    if len(one_each) < CHARTS:
        raise SystemExit(f"only {len(one_each)} indicators have half-yearly figures of regions; {CHARTS} are needed")
    return [
        Series(place, *series, str(release.catalogue.indicators[series[0]].name))
        for place, series in enumerate(list(one_each.values())[:CHARTS], 1)
    ]


def _values(con: duckdb.DuckDBPyConnection, one: Series, codes: list[str]) -> list[tuple[str, str, float]]:
    """Region, period and value, in order of time."""
    return con.execute(
        f"SELECT region, period, value FROM o WHERE {_OF_REGIONS} AND indicator = ? AND measure = ? AND category = ? "
        "ORDER BY region, period",
        [codes, one.indicator, one.measure, one.category],
    ).fetchall()


def _write(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """One table, as Parquet and in `figures.db`."""
    pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    columns = list(rows[0])
    with sqlite3.connect(folder / "figures.db") as con:
        con.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        con.executemany(
            f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", [tuple(row.values()) for row in rows]
        )
        con.execute(f"CREATE INDEX {name}_region ON {name} (region)")
