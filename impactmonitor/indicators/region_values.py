"""Figures that describe a Veilig Thuis region, from those of its municipalities, where nobody prints them.

Which, and how, stands in `catalogue/region_values.yaml`. A region that is exactly a province takes the printed figure
of the province. Another is the sum of its municipalities, or their mean weighed by a count of the same year; only when
every municipality has both.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator

import duckdb

from impactmonitor.catalogue.comparable import RegionValue
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.formulas import MEAN, SUM, Formula, Operand
from impactmonitor.formulas import SAME as SAME_AREA
from impactmonitor.indicators.allowed import may_join, same_area
from impactmonitor.indicators.members import complete_regions, least_final
from impactmonitor.store.build import load
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, to_arrow

_COLUMNS = "category, region, period, value, unit, decimals, stage, second_hand, source, publication, note"


def add(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Append the figures of Veilig Thuis regions that the catalogue asks for and that are not there."""
    for wanted in catalogue.region_values:
        printed = _Printed(con, wanted)
        if printed.rows:
            made = [*_of_provinces(printed, catalogue), *_of_municipalities(con, printed, catalogue)]
            if made:
                load(con, "observations", [to_arrow(made)])


class _Printed:
    """Released figures of one measure: by category, period and region; `known` are the Veilig Thuis regions in it."""

    def __init__(self, con: duckdb.DuckDBPyConnection, wanted: RegionValue) -> None:
        self.wanted = wanted
        self.rows: dict[tuple[str, str], dict[str, Observation]] = defaultdict(dict)
        self.known: set[tuple[str, str, str]] = set()
        found = con.execute(
            f"SELECT {_COLUMNS} FROM observations WHERE indicator = ? AND measure = ? ORDER BY ALL",
            [wanted.indicator, wanted.measure],
        ).fetchall()
        for category, region, period, value, unit, decimals, stage, second_hand, source, publication, note in found:
            if region.startswith("VT"):
                self.known.add((category, period, region))
            elif value is not None and region[:2] in ("GM", "PV"):
                self.rows[category, period][region] = Observation(
                    wanted.indicator, wanted.measure, unit, category, region, period, value, None, None, decimals,
                    ObsStatus.ESTIMATED, ConfStatus.FREE, stage, "", note, second_hand, source, publication, 0,
                )  # fmt: skip


def _of_provinces(printed: _Printed, catalogue: Catalogue) -> Iterator[Observation]:
    asked = functools.cache(functools.partial(same_area, catalogue, printed.wanted.indicator, printed.wanted.measure))
    for (category, period), of in printed.rows.items():
        for region, province in sorted(catalogue.regions.coinciding.items()):
            like = of.get(province)
            if like is None or like.second_hand or (category, period, region) in printed.known:
                continue
            if not catalogue.regions.valid(region, int(period[:4])) or not asked(region, province, period):
                continue
            operand = Operand(like.indicator, category, province, period, like.value or 0.0)
            printed.known.add((category, period, region))
            yield _made(region, like, like.value or 0.0, Formula(SAME_AREA, (operand,)), [like])


def _of_municipalities(
    con: duckdb.DuckDBPyConnection, printed: _Printed, catalogue: Catalogue
) -> Iterator[Observation]:
    wanted, asked = printed.wanted, dict[str, bool]()
    weights = _weights(con, wanted.weigh_by) if wanted.weigh_by else {}
    for (category, period), of in printed.rows.items():
        year = int(period[:4])
        own = {code: o for code, o in of.items() if code.startswith("GM")}
        for region, members in complete_regions(catalogue, year, set(own)).items():
            if (category, period, region) in printed.known:
                continue
            if period not in asked:
                weighed = bool(wanted.weigh_by)
                asked[period] = may_join(catalogue, wanted.indicator, wanted.measure, period, region, members, weighed)
            if not asked[period]:
                continue
            parts = [own[code] for code in members]
            values = [o.value or 0.0 for o in parts]
            if not wanted.weigh_by:
                yield _made(region, parts[0], float(sum(values)), Formula(SUM, regions=tuple(members)), parts)
                continue
            own_weights = [weights.get((code, year)) for code in members]
            if all(own_weights):
                total = sum(w for w in own_weights if w)
                value = sum(v * w for v, w in zip(values, own_weights, strict=True) if w) / total
                formula = Formula(MEAN, regions=tuple(members), weight=wanted.weigh_by)
                yield _made(region, parts[0], round(value, parts[0].decimals), formula, parts)


def _weights(con: duckdb.DuckDBPyConnection, indicator: str) -> dict[tuple[str, int], float]:
    """Counts of municipalities by year."""
    rows = con.execute(
        "SELECT region, period, value FROM observations WHERE indicator = ? AND measure = 'count' AND category = ? "
        "AND region LIKE 'GM%' AND value IS NOT NULL AND (length(period) = 4 OR period LIKE '%-01-01') ORDER BY ALL",
        [indicator, TOTAL],
    ).fetchall()
    return {(region, int(period[:4])): value for region, period, value in rows}


def _made(region: str, like: Observation, value: float, formula: Formula, parts: list[Observation]) -> Observation:
    publications = [o.publication for o in parts]
    return Observation(
        indicator=like.indicator,
        measure=like.measure,
        unit=like.unit,
        category=like.category,
        region=region,
        period=like.period,
        value=value,
        low=None,
        high=None,
        decimals=like.decimals,
        obs_status=ObsStatus.ESTIMATED,
        conf_status=ConfStatus.FREE,
        stage=least_final({o.stage for o in parts}),
        formula=str(formula),
        note="",
        second_hand=any(o.second_hand for o in parts),
        source=like.source,
        publication=max(publications, key=publications.count),
        edition=0,
    )
