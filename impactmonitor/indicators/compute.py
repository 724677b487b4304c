"""Figures that we compute: populations of Veilig Thuis regions and rates per 10 000 inhabitants.

A printed figure is never replaced, and the rules on combining figures are asked before one is made. A rate is computed
only where numerator and population are both official, first-hand, large enough and belong together: a Veilig Thuis
region that coincides with a province takes the province's population, another the sum of its municipalities by the
membership of that year.
"""

from __future__ import annotations

from collections import defaultdict

import duckdb

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.combinations.numbers import LEAST, NO_SHARE
from impactmonitor.formulas import RATE, SAME, SUM, Formula
from impactmonitor.indicators import region_values
from impactmonitor.indicators.allowed import may_divide, may_join, same_area
from impactmonitor.indicators.members import complete_regions, least_final
from impactmonitor.store.build import load
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, to_arrow


def compute(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> int:
    """Append all computed figures to the table observations; returns how many."""
    before = _count(con)
    _same_areas(con, catalogue)
    _populations(con, catalogue)
    region_values.add(con, catalogue)
    _rates(con, catalogue)
    return _count(con) - before


def _count(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("SELECT count(*) FROM observations").fetchone()
    return int(row[0]) if row else 0


def _denominators(catalogue: Catalogue) -> set[str]:
    return {m.computed.denominator for i in catalogue.indicators.values() for m in i.measures.values() if m.computed}


def _same_areas(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Population of a Veilig Thuis region that coincides with a province: the printed one of the province."""
    for indicator in sorted(_denominators(catalogue)):
        for region, province in sorted(catalogue.regions.coinciding.items()):
            if same_area(catalogue, indicator, "count", region, province):
                con.execute(_SAME_AREA, {"indicator": indicator, "to": region, "from": province, "name": SAME})


_SAME_AREA = """
INSERT INTO observations
SELECT p.indicator, p.measure, p.unit, p.category, $to, p.period, p.value, NULL, NULL, p.decimals,
       'E', p.conf_status, p.stage,
       printf('%s(%s/%s/%s/%s=%.15g)', $name::VARCHAR, p.indicator, p.category, p.region, p.period, p.value),
       p.note, false, p.source, p.publication, p.edition
FROM observations p
WHERE p.indicator = $indicator AND p.measure = 'count' AND p.region = $from AND p.period LIKE '%-01-01'
  AND p.value IS NOT NULL AND NOT p.second_hand AND p.formula = ''
  AND NOT EXISTS (
      SELECT 1 FROM observations q
      WHERE q.indicator = p.indicator AND q.measure = p.measure AND q.category = p.category
        AND q.region = $to AND q.period = p.period
  )
ORDER BY ALL
"""


def _populations(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Population of a Veilig Thuis region on 1 January: the sum of its municipalities, when all are known."""
    made: list[Observation] = []
    for indicator in sorted(_denominators(catalogue)):
        rows = con.execute(
            "SELECT period, region, value, second_hand, source, publication, unit, stage FROM observations "
            "WHERE indicator = ? AND measure = 'count' AND category = ? AND region LIKE 'GM%' AND value IS NOT NULL "
            "AND period LIKE '%-01-01' ORDER BY period, region",
            [indicator, TOTAL],
        ).fetchall()
        by_date: dict[str, dict[str, tuple[float, bool, str, str, str, str]]] = defaultdict(dict)
        for period, region, *rest in rows:
            by_date[period][region] = tuple(rest)
        for period, values in by_date.items():
            found = complete_regions(catalogue, int(period[:4]), set(values))
            if not all(may_join(catalogue, indicator, "count", period, *one) for one in list(found.items())[:1]):
                continue
            for code, members in found.items():
                if _stands(con, indicator, code, period):
                    continue
                parts = [values[m] for m in members]
                made.append(
                    Observation(
                        indicator=indicator,
                        measure="count",
                        unit=parts[0][4],
                        category=TOTAL,
                        region=code,
                        period=period,
                        value=float(sum(p[0] for p in parts)),
                        low=None,
                        high=None,
                        decimals=0,
                        obs_status=ObsStatus.ESTIMATED,
                        conf_status=ConfStatus.FREE,
                        stage=least_final({p[5] for p in parts}),
                        formula=str(Formula(SUM, regions=tuple(members))),
                        note="",
                        second_hand=any(p[1] for p in parts),
                        source=parts[0][2],
                        publication=max((p[3] for p in parts), key=[p[3] for p in parts].count),
                        edition=0,
                    )
                )
    if made:
        load(con, "observations", [to_arrow(made)])


def _stands(con: duckdb.DuckDBPyConnection, indicator: str, region: str, period: str) -> bool:
    found = con.execute(
        "SELECT 1 FROM observations "
        "WHERE indicator = ? AND measure = 'count' AND category = ? AND region = ? AND period = ?",
        [indicator, TOTAL, region, period],
    ).fetchone()
    return found is not None


def _rates(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    con.execute("CREATE TEMP TABLE coincide (vt VARCHAR, province VARCHAR)")
    pairs = sorted(catalogue.regions.coinciding.items())
    if pairs:
        con.executemany("INSERT INTO coincide VALUES (?, ?)", pairs)
    for indicator in sorted(catalogue.indicators):
        for kind, measure in catalogue.indicators[indicator].measures.items():
            if measure.computed and may_divide(catalogue, indicator, measure.computed.denominator):
                con.execute(
                    _RATES,
                    {
                        "indicator": indicator,
                        "kind": kind,
                        "unit": measure.unit,
                        "decimals": measure.decimals,
                        "denominator": measure.computed.denominator,
                        "name": RATE,
                        "sum": SUM,
                        "total": TOTAL,
                        "least": LEAST,
                        "base": NO_SHARE,
                    },
                )
    con.execute("DROP TABLE coincide")


_RATES = """
INSERT INTO observations
WITH population AS (
    SELECT region, period, value, stage FROM observations
    WHERE indicator = $denominator AND measure = 'count' AND category = $total AND value >= $base
      AND NOT second_hand AND (formula = '' OR formula LIKE $sum || '(%') AND period LIKE '%-01-01'
),
denominator AS (
    SELECT region, region AS of_region, period, value, stage FROM population
    UNION ALL
    SELECT c.vt, p.region, p.period, p.value, p.stage FROM population p JOIN coincide c ON c.province = p.region
    WHERE NOT EXISTS (SELECT 1 FROM population q WHERE q.region = c.vt AND q.period = p.period)
)
SELECT n.indicator, $kind, $unit, n.category, n.region, n.period,
       round(n.value / d.value * 10000, $decimals), NULL, NULL, $decimals,
       'E', n.conf_status,
       CASE WHEN 'provisional' IN (n.stage, d.stage) THEN 'provisional'
            WHEN 'revised provisional' IN (n.stage, d.stage) THEN 'revised provisional' ELSE n.stage END,
       printf('%s(%s/%s/%s/%s=%.15g; %s/%s/%s/%s=%.15g)', $name::VARCHAR,
              n.indicator, n.category, n.region, n.period, n.value,
              $denominator::VARCHAR, $total::VARCHAR, d.of_region, d.period, d.value),
       '', false, n.source, n.publication, n.edition
FROM observations n
JOIN periods t ON t.code = n.period AND t.kind IN ('year', 'half-year', 'quarter', 'month')
JOIN denominator d ON d.region = n.region AND d.period = t.year || '-01-01'
WHERE n.indicator = $indicator AND n.measure = 'count' AND (n.value = 0 OR n.value >= $least) AND NOT n.second_hand
  AND NOT EXISTS (
      SELECT 1 FROM observations r
      WHERE r.indicator = n.indicator AND r.measure = $kind AND r.category = n.category
        AND r.region = n.region AND r.period = n.period
  )
ORDER BY ALL
"""
