"""Figures that are not added up: shares, means and scores, often of the Netherlands only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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

KINDS = ("NL", "LD", "PV", "VT", "GGD", "GM", "13VT")
_FINE = 100
"""Pieces have two decimals more than what is shown."""


@dataclass(frozen=True)
class _Moment:
    """One measure of an indicator in one period."""

    indicator: Indicator
    kind: str
    code: str
    decimals: int

    @property
    def year(self) -> int:
        """Year of the regions and inhabitants."""
        return min(max(parse(self.code).end.year, YEARS[0]), YEARS[-1])

    @property
    def scale(self) -> int:
        """What a shown figure is multiplied with to be whole."""
        return 10**self.decimals


class Surveys:
    """Makes figures of all levels from the figures of pieces, of which a region is the mean."""

    def __init__(self, catalogue: Catalogue, printed: Printed, areas: Areas, people: Ints) -> None:
        self.catalogue = catalogue
        self.printed = printed
        self.areas = areas
        self.people = people

    def sheets(self, indicator: Indicator, counted: bool) -> Iterator[Sheet]:
        """Figures of an indicator that is not counted; of a counted one only what is printed besides counts."""
        codelist = self.catalogue.codelist_of(indicator)
        listed = [c.code for c in codelist.categories] if codelist else [TOTAL]
        for kind, measure in indicator.measures.items():
            if measure.computed or (counted and kind in ("count", "share", "rate")):
                continue
            periods = moments.of(indicator, self.printed)
            categories = listed
            if counted:
                categories = [c for c in listed if self.printed.of(indicator.id, kind, c)]
                periods = sorted({p for c in categories for p in self.printed.of(indicator.id, kind, c)})
            for code in periods if categories else []:
                known = [self.printed.decimals.get((indicator.id, kind, c, code), measure.decimals) for c in categories]
                yield self._sheet(_Moment(indicator, kind, code, max(known)), categories)

    def _sheet(self, moment: _Moment, categories: list[str]) -> Sheet:
        indicator, kind = moment.indicator, moment.kind
        names = self._regions(moment)
        columns = [self._column(moment, category) for category in categories]
        values = np.stack(columns, axis=-1)[:, None, :]
        low, high, has_value = None, None, True
        printed = [self.printed.interval(indicator.id, kind, c) for c in categories]
        if indicator.levels == ["NL"] and all(printed):
            exact = all(moment.code in self.printed.of(indicator.id, kind, c) for c in categories)
            form = round if exact else _rough
            bounds = [[form(int(v) * part) for part in parts] for v, parts in zip(values[0, 0], printed, strict=True)]
            low, high = (np.array([[[round(b[n]) for b in bounds]]], dtype=np.int64) for n in (0, 1))
            has_value = False
        elif kind == "share" and any(recipe.margins for recipe in indicator.recipe):
            low, high = _bounds(values, names, moment.scale)
        return Sheet(
            indicator=indicator.id,
            measure=kind,
            unit=indicator.measures[kind].unit,  # type: ignore[index]
            regions=tuple(names),
            periods=(moment.code,),
            categories=tuple(categories),
            values=values,
            state=np.full(values.shape, ESTIMATE if indicator.source in typical.SURVEYS else OPEN),
            stages=np.array([moments.stages([moment.code], indicator)[moment.code]]),
            decimals=moment.decimals,
            publication=f"{SOURCE}-{indicator.source}",
            low=low,
            high=high,
            has_value=has_value,
        )

    def _levels(self, moment: _Moment) -> Iterator[tuple[str, Level, list[int]]]:
        for kind in KINDS:
            if kind in moment.indicator.levels:
                level = self.areas.level("VT" if kind == "13VT" else kind, moment.year)
                yield kind, level, _thirteen(level, moment.code) if kind == "13VT" else list(range(len(level.codes)))

    def _regions(self, moment: _Moment) -> list[str]:
        return [level.codes[n] for _, level, chosen in self._levels(moment) for n in chosen]

    def _column(self, moment: _Moment, category: str) -> Ints:
        """The figures of all regions for one category, as whole numbers."""
        here = self.people[:, moment.year - YEARS[0]]
        value = self._netherlands(moment, category)
        counts = moment.kind == "count"
        of_share = counts and "share" in moment.indicator.measures and moment.indicator.levels != ["NL"]
        if of_share:
            share = _Moment(moment.indicator, "share", moment.code, 0)
            shares = self._column(share, category)
        pieces = self._pieces(moment, category, value, here)
        found: list[int] = []
        for kind, level, chosen in self._levels(moment):
            people = level.add(here)
            values = level.add(pieces) if counts else _divided(level.add(pieces * here), people * _FINE)
            if kind == "NL":
                values = np.array([round(value * moment.scale)])
            if of_share:
                grown = people[chosen] * typical.GROWN // 1000 // (2 if category != TOTAL else 1)
                parts = shares[len(found) : len(found) + len(chosen)]
                found += [int(n) for n in (grown * parts // 100 + 500) // 1000 * 1000]
            else:
                found += [int(values[n]) for n in chosen]
        return np.array(found, dtype=np.int64)

    def _netherlands(self, moment: _Moment, category: str) -> float:
        """The figure of the Netherlands: printed, or near it."""
        indicator, kind = moment.indicator, moment.kind
        known = self.printed.of(indicator.id, kind, category)
        if moment.code in known:
            return known[moment.code]
        if parts := typical.SUMS.get(indicator.id):
            of = [self.catalogue.indicators[name] for name in parts if name in self.catalogue.indicators]
            return sum(self._netherlands(_Moment(i, kind, moment.code, moment.decimals), category) for i in of)
        if kind == "count" and known and (shares := self.printed.of(indicator.id, "share", category)):
            both = sorted(set(known) & set(shares), key=place_of)
            if both:  # as many per per cent as when both were printed
                share = round(self._netherlands(_Moment(indicator, "share", moment.code, 0), category))
                return _rough(known[both[-1]] / shares[both[-1]] * share)
        places = {place_of(p): v for p, v in known.items()}
        value = path(places, [place_of(moment.code)], self._usual(moment, category), indicator.id, kind, category)[0]
        return _rough(value) if kind == "count" else value

    def _usual(self, moment: _Moment, category: str) -> float:
        indicator = moment.indicator
        unit = indicator.measures[moment.kind].unit  # type: ignore[index]
        level = typical.LEVELS.get(indicator.id, 0.0) if moment.kind == next(iter(indicator.measures)) else 0.0
        level = level or typical.BY_UNIT.get(unit, typical.PLAIN)
        return level if category == TOTAL else level * chance.one(60, 140, indicator.id, category, "level") / 100

    def _pieces(self, moment: _Moment, category: str, value: float, here: Ints) -> Ints:
        """The figure of each piece: of counts its part, else as many decimals as shown and two more."""
        indicator = moment.indicator
        if moment.kind == "count":
            weights = chance.part(here, effect(self.areas, (12, 10), indicator.id, category))
            return spread([round(value)], weights[:, None], indicator.id, category, moment.code)[:, 0]
        if parts := typical.SUMS.get(indicator.id):
            of = [self.catalogue.indicators[name] for name in parts if name in self.catalogue.indicators]
            each = [_Moment(i, moment.kind, moment.code, moment.decimals) for i in of]
            return np.stack([self._pieces(m, category, self._netherlands(m, category), here) for m in each]).sum(axis=0)
        fine = moment.scale * _FINE
        percent = (12, 9)
        if moment.kind == "share":  # what nearly everybody has differs little between places
            room = min(value, 100 - value) / max(value, 0.1)
            percent = (max(int(20 * room), 2), max(int(14 * room), 2))
        own = effect(self.areas, percent, indicator.theme, indicator.id, category)
        own = chance.part(own, chance.for_each(2, self.areas.piece_seeds, indicator.id, category, moment.code))
        if indicator.id in typical.STEEP:
            own = chance.part(own, UNIT // 5 + np.minimum(self.areas.size * UNIT // 60_000, 4 * UNIT))
        if moment.kind == "score" and abs(value) < 1:
            return round(value * fine) + (own - UNIT) * fine // UNIT
        own = own * UNIT // max(int((own * here).sum() // here.sum()), 1)
        found: Ints = round(value * fine) * own // UNIT
        return np.minimum(found, 100 * fine) if moment.kind == "share" else found


def _rough(value: float) -> float:
    """An estimated number with two figures that count, as survey reports print them; small ones as they are."""
    if value < 1_000:
        return float(round(value))
    size: int = 10 ** (len(str(round(value))) - 2)
    return float(round(value / size) * size)


def _divided(above: Ints, below: Ints) -> Ints:
    """A division rounded to the nearest whole number; below zero as well."""
    result: Ints = (above * 2 + below) // (below * 2)
    return result


def _thirteen(level: Level, code: str) -> list[int]:
    """The thirteen regions of a cohort."""
    early = parse(code).start.year < parse(moments.COHORTS[-1]).start.year
    return [n for n, name in enumerate(level.codes) if (name in moments.FIRST_COHORT) == early]


def _bounds(values: Ints, names: list[str], scale: int) -> tuple[Ints, Ints]:
    """Bounds around a share: wide for a municipality, narrow for the Netherlands."""
    half = {"NL": 3, "LD": 6, "PV": 11, "GG": 14, "VT": 14}
    width = np.array([half.get(name[:2], 28) for name in names], dtype=np.int64)[:, None, None] * scale // 10
    return np.maximum(values - width, 0), np.minimum(values + width, 100 * scale)
