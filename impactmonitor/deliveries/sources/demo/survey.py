"""Figures that are not added up: shares, means and scores, often of the Netherlands only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.demo import chance, moments, typical
from impactmonitor.deliveries.sources.demo.areas import Areas, Level
from impactmonitor.deliveries.sources.demo.chance import UNIT, Ints
from impactmonitor.deliveries.sources.demo.counts import effect, spread
from impactmonitor.deliveries.sources.demo.national import YEARS, Printed, path, place_of
from impactmonitor.deliveries.sources.demo.rows import ESTIMATE, OPEN, SOURCE, Sheet
from impactmonitor.periods import parse
from impactmonitor.tables import TOTAL

SURVEYS = (
    "gezondheidsmonitor",
    "prevalentiemonitor",
    "prevalentiestudie-kindermishandeling",
    "scholierenonderzoek-kindermishandeling",
    "wodc-prevalentieonderzoek-2017",
)
"""Sources that estimate from a sample."""


def sheets(
    indicator: Indicator, catalogue: Catalogue, printed: Printed, areas: Areas, people: Ints, counted: bool
) -> Iterator[Sheet]:
    """Figures of an indicator that is not counted; of a counted one only the measures that are not counts."""
    codelist = catalogue.codelist_of(indicator)
    for kind, measure in indicator.measures.items():
        if measure.computed or (counted and kind in ("count", "share", "rate")):
            continue
        categories = [c.code for c in codelist.categories] if codelist else [TOTAL]
        periods = moments.of(indicator, printed)
        if counted:  # a further measure of the same indicator, only where it is printed
            categories = [c for c in categories if printed.of(indicator.id, kind, c)]
            periods = sorted({p for c in categories for p in printed.of(indicator.id, kind, c)})
        for code in periods if categories else []:
            yield _sheet(indicator, kind, categories, code, printed, areas, people)


def _sheet(
    indicator: Indicator, kind: str, categories: list[str], code: str, printed: Printed, areas: Areas, people: Ints
) -> Sheet:
    """One measure in one period, for all levels that the indicator has."""
    measure = indicator.measures[kind]  # type: ignore[index]
    decimals = max([printed.decimals.get((indicator.id, kind, c, code), measure.decimals) for c in categories])
    year = min(max(parse(code).end.year, YEARS[0]), YEARS[-1])
    here = people[:, year - YEARS[0]]
    names: list[str] = []
    columns: list[list[int]] = [[] for _ in categories]
    levels = [kind_ for kind_ in ("NL", "LD", "PV", "VT", "GGD", "GM", "13VT") if kind_ in indicator.levels]
    for position, category in enumerate(categories):
        value = _netherlands(indicator, kind, category, code, printed)
        pieces = _pieces(indicator, kind, category, code, value, decimals, areas, here)
        for level_name in levels:
            level = areas.level("VT" if level_name == "13VT" else level_name, year)
            chosen = _thirteen(level, code) if level_name == "13VT" else range(len(level.codes))
            if position == 0:
                names += [level.codes[n] for n in chosen]
            sums = level.add(pieces if kind == "count" else pieces * here)
            values = sums if kind == "count" else _mean(sums, level.add(here))
            if level_name == "NL":
                values = np.array([round(value * 10**decimals)])
            columns[position] += [int(values[n]) for n in chosen]
    values = np.array(columns, dtype=np.int64).T[:, None, :]
    state = np.full(values.shape, ESTIMATE if indicator.source in SURVEYS else OPEN)
    low = high = None
    has_value = True
    only_interval = all((indicator.id, kind, c, code) in printed.intervals for c in categories)
    if only_interval and levels == ["NL"]:
        bounds = [printed.intervals[(indicator.id, kind, c, code)] for c in categories]
        low = np.array([[[round(b[0] * 10**decimals) for b in bounds]]])
        high = np.array([[[round(b[1] * 10**decimals) for b in bounds]]])
        has_value = False
    elif kind == "share" and any(recipe.margins for recipe in indicator.recipe):
        low, high = _bounds(values, names, decimals)
    return Sheet(
        indicator=indicator.id,
        measure=kind,
        unit=measure.unit,
        regions=tuple(names),
        periods=(code,),
        categories=tuple(categories),
        values=values,
        state=state,
        stages=np.array([moments.stages([code], indicator)[code]]),
        decimals=decimals,
        publication=f"{SOURCE}-{indicator.source}",
        low=low,
        high=high,
        has_value=has_value,
    )


def _netherlands(indicator: Indicator, kind: str, category: str, code: str, printed: Printed) -> float:
    """The figure of the Netherlands: printed, or near it."""
    known = {place_of(p): v for p, v in printed.of(indicator.id, kind, category).items()}
    unit = indicator.measures[kind].unit  # type: ignore[index]
    first = next(iter(indicator.measures))
    level = typical.LEVELS.get(indicator.id, 0.0) if kind == first else 0.0
    if not level:
        level = typical.BY_UNIT.get(unit, typical.PLAIN)
    if category != TOTAL and not known:
        level = level * chance.one(60, 140, indicator.id, category, "level") / 100
    return path(known, [place_of(code)], level, indicator.id, kind, category)[0]


def _pieces(
    indicator: Indicator, kind: str, category: str, code: str, value: float, decimals: int, areas: Areas, here: Ints
) -> Ints:
    """The figure of each piece, of which regions are the mean; of counts the part of each piece."""
    if kind == "count":
        weights = chance.part(here, effect(areas, (12, 10), indicator.id, category))
        return spread([round(value)], weights[:, None], indicator.id, category, code)[:, 0]
    fine = 10 ** (decimals + 2)
    percent = (12, 9)
    if kind == "share":
        room = min(value, 100 - value) / max(value, 0.1)
        percent = (max(int(16 * room), 2), max(int(12 * room), 2))
    own = effect(areas, percent, indicator.theme, indicator.id, category)
    own = chance.part(own, chance.factors(2, len(own), indicator.id, category, code))
    if kind == "score" and abs(value) < 1:
        return round(value * fine) + (own - UNIT) * fine // UNIT
    own = own * UNIT // max(int((own * here).sum() // here.sum()), 1)
    found: Ints = round(value * fine) * own // UNIT
    return np.minimum(found, 100 * fine) if kind == "share" else found


def _mean(sums: Ints, people: Ints) -> Ints:
    """Mean of the pieces, from fine to shown decimals."""
    below = people * 100
    result: Ints = (sums * 2 + below) // (below * 2)
    return result


def _thirteen(level: Level, code: str) -> list[int]:
    """The thirteen regions of a cohort."""
    early = parse(code).start.year < parse(moments.COHORTS[-1]).start.year
    return [n for n, name in enumerate(level.codes) if (name in moments.FIRST_COHORT) == early]


def _bounds(values: Ints, names: list[str], decimals: int) -> tuple[Ints, Ints]:
    """Bounds around a share: wide for a municipality, narrow for the Netherlands."""
    half = {"NL": 3, "LD": 6, "PV": 11, "GG": 14, "VT": 14}
    width = np.array([half.get(name[:2], 28) for name in names], dtype=np.int64)[:, None, None] * 10**decimals // 10
    return np.maximum(values - width, 0), np.minimum(values + width, 100 * 10**decimals)
