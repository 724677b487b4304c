"""The counts behind the demonstration figures: per piece of the country, moment and category."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import CodeList, Indicator
from impactmonitor.deliveries.sources.demo import chance, typical
from impactmonitor.deliveries.sources.demo.areas import Areas
from impactmonitor.deliveries.sources.demo.axes import AXES, axis_of, by_period, codes_of
from impactmonitor.deliveries.sources.demo.chance import UNIT, Ints
from impactmonitor.deliveries.sources.demo.counts import FINE, divide, effect, raked, share, spread
from impactmonitor.deliveries.sources.demo.hide import SMALLEST
from impactmonitor.deliveries.sources.demo.national import (
    YEARS,
    Printed,
    half_years,
    path,
    place_of,
)
from impactmonitor.tables import TOTAL


def adds_up(codelist: CodeList, codes: list[str], multi: bool) -> bool:
    """Whether categories with the same one above them are together the whole."""
    return not multi and len(codes) > 1 and codelist.id not in typical.INEXACT


@dataclass(frozen=True)
class Cells:
    """Counts of an indicator: pieces by moments by categories; and the whole of which they are parts."""

    categories: tuple[str, ...]
    parts: Ints
    wholes: Ints | None


class Maker:
    """Makes counts; what other indicators build on is made once."""

    def __init__(self, catalogue: Catalogue, printed: Printed, areas: Areas) -> None:
        self.catalogue = catalogue
        self.printed = printed
        self.areas = areas
        self.populations = {
            m.computed.denominator for i in catalogue.indicators.values() for m in i.measures.values() if m.computed
        }
        self._totals: dict[str, Ints] = {}

    # -- people ------------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> Ints:
        """Inhabitants on 1 January: pieces by years."""
        name = min(self.populations, default="inwoners")
        known = {place_of(c): v for c, v in self.printed.of(name, "count", TOTAL).items() if c.endswith("-01-01")}
        growing = known or {2019.0: 17_300_000.0, 2025.0: 18_050_000.0}
        years = [place_of(f"{year}-01-01") for year in YEARS]
        first, last = min(growing), max(growing)
        slope = (growing[last] - growing[first]) / (last - first) if last > first else 0.0
        totals = []
        for year in years:
            if year in growing:
                totals.append(round(growing[year]))
            elif year < first:
                totals.append(round(growing[first] + slope * (year - first)))
            elif year > last:
                totals.append(round(growing[last] + slope * (year - last)))
            else:
                totals.append(round(path(growing, [year], 0.0, name)[0]))
        growth = np.array([chance.one(-5, 9, "growth", piece.name) for piece in self.areas.pieces], dtype=np.int64)
        years_on = np.arange(len(YEARS), dtype=np.int64) - 3
        weights = self.areas.size[:, None] * (UNIT + growth[:, None] * years_on[None, :]) // UNIT
        return spread(totals, weights, name)

    @cached_property
    def young(self) -> Ints:
        """Young people by years."""
        weights = effect(self.areas, (6, 8), "young")
        return chance.part(self.people * typical.YOUNG // 1000, weights[:, None])

    # -- totals ------------------------------------------------------------------------------------------------

    def total(self, name: str) -> Ints:
        """Counts of an indicator without categories: pieces by moments."""
        if name not in self._totals:
            self._totals[name] = self._make_total(self.catalogue.indicators[name])
        return self._totals[name]

    def whole_of(self, indicator: Indicator) -> str:
        """The indicator of which this one is a part, when the catalogue has it with the same moments."""
        name = typical.WHOLE.get(indicator.id, "")
        whole = self.catalogue.indicators.get(name)
        if whole is None or whole.status != "live":
            return ""
        return name if axis_of(whole, self.printed) == axis_of(indicator, self.printed) else ""

    def _make_total(self, indicator: Indicator) -> Ints:
        if indicator.id in self.populations:
            return self.people
        pair = typical.EITHER.get(indicator.id, ())
        if pair and all(name in self.catalogue.indicators for name in pair):
            many, few = (self.total(name) for name in pair)
            both = share(np.minimum(many, few), np.full_like(many, FINE * 7 // 8), indicator.id)
            return many + few - both
        axis = axis_of(indicator, self.printed)
        whole = self.whole_of(indicator)
        base = self.total(whole) if whole else self._base(indicator, axis)
        weights = base * UNIT
        for factor in (
            effect(self.areas, (20, 14), "theme", indicator.theme)[:, None],
            effect(self.areas, (14, 10), indicator.id)[:, None],
            self._own_course(indicator, base.shape[1] // len(YEARS)),
            chance.factors(4, weights.shape, indicator.id, "moments"),
        ):
            weights = chance.part(weights, factor)
        totals = self._netherlands(indicator, axis, base)
        is_part = bool(whole) or "share" in indicator.measures
        if is_part:  # where nearly all cases are meant, no place has many more than the Netherlands
            most = max(n / max(int(b), 1) for n, b in zip(totals, base.sum(axis=0), strict=True))
            weights = np.minimum(weights, base * max(round(UNIT * 0.97 / max(most, 0.05)), UNIT))
        weights = weights // (64 if weights.max(initial=0) >= 1 << 30 else 1)
        made = spread(totals, weights, indicator.id)
        if is_part:
            made = np.minimum(made, base)
        if axis == "flow":
            self._no_small_totals(made)
        return made

    def _no_small_totals(self, counts: Ints) -> None:
        """A municipality in another province than its Veilig Thuis region could always be worked out.

        So it has no small counts in any half-year: they are those of the largest municipality of its region.
        """
        for piece, largest in self.areas.crossing_pieces:
            small = self._small(counts[piece])
            counts[largest] += counts[piece] * small
            counts[piece] *= ~small

    @staticmethod
    def _small(quarters: Ints) -> NDArray[np.bool_]:
        """Which quarters belong to a half-year with a small count; the quarters are the first axis."""
        halves = quarters.reshape(-1, 2, *quarters.shape[1:]).sum(axis=1)
        return np.repeat((halves > 0) & (halves < SMALLEST), 2, axis=0)

    def _no_small_parts(self, parts: Ints, adds_up: bool) -> None:
        """The same for categories: they go to the largest category, or do not occur where categories do not add up."""
        for piece, _ in self.areas.crossing_pieces:
            small = self._small(parts[piece])
            moved = (parts[piece] * small).sum(axis=1)
            parts[piece] *= ~small
            if adds_up:
                halves = parts[piece].reshape(-1, 2, parts.shape[2]).sum(axis=1)
                fullest = np.repeat(halves.argmax(axis=1), 2)
                parts[piece][np.arange(len(moved)), fullest] += moved

    def _own_course(self, indicator: Indicator, each: int) -> Ints:
        """A factor per piece and moment: regions go up or down beside the Netherlands, and have years of their own."""
        seeds = self.areas.home_seeds
        slope = chance.for_each(2, seeds, indicator.id, "slope") - UNIT
        middle = len(YEARS) // 2
        columns = [
            UNIT + slope * (n - middle) + (chance.for_each(4, seeds, indicator.id, "year", year) - UNIT)
            for n, year in enumerate(YEARS)
        ]
        return np.repeat(np.stack(columns, axis=1), each, axis=1)[self.areas.homes]

    def _base(self, indicator: Indicator, axis: str) -> Ints:
        """What the counts of a place depend on: its inhabitants, or its young people."""
        people = self.young if "share" in indicator.measures else self.people
        return np.repeat(people, AXES[axis], axis=1)

    def _netherlands(self, indicator: Indicator, axis: str, base: Ints) -> list[int]:
        """Counts of the Netherlands at the moments of the axis."""
        measure = next(name for name, m in indicator.measures.items() if not m.computed)
        level = typical.LEVELS.get(indicator.id, self._usual(indicator, measure))
        codes = codes_of(axis)
        known = dict(self.printed.of(indicator.id, "count", TOTAL))
        if not known and indicator.breakdown:
            known = self._added_up(indicator)
        sums = base.reshape(len(base), len(codes), -1).sum(axis=(0, 2)) if axis == "flow" else base.sum(axis=0)
        if measure in ("share", "rate"):
            per = 100 if measure == "share" else 10_000
            printed = {place_of(c): v for c, v in self.printed.of(indicator.id, measure, TOTAL).items()}
            if axis == "persons":
                printed = {p: v for c, v in self.printed.of(indicator.id, measure, TOTAL).items()
                           if "H" in c for p in [place_of(c)]}  # fmt: skip
            if measure == "rate" and axis == "flow":
                sums = sums // 2
            ratios = path(printed, [place_of(c) for c in codes], level, indicator.id)
            totals = [round(int(s) * r / per) for s, r in zip(sums, ratios, strict=True)]
        elif axis == "flow":
            totals = half_years(known, level, indicator.id)
        else:
            places = {place_of(c): v for c, v in known.items()}
            totals = [round(v) for v in path(places, [place_of(c) for c in codes], level, indicator.id)]
        totals = [max(t, 0) for t in totals]
        if axis != "flow":
            return totals
        quarters = []
        for code, half in zip(codes, totals, strict=True):
            first = half * chance.one(485, 515, indicator.id, code, "quarter") // 1000
            quarters += [first, half - first]
        return quarters

    def _usual(self, indicator: Indicator, measure: str) -> float:
        unit = indicator.measures[measure].unit  # type: ignore[index]
        return typical.BY_UNIT.get(unit, typical.PLAIN)

    def _added_up(self, indicator: Indicator) -> dict[str, float]:
        """Totals for the periods in which all main categories are printed."""
        codelist = self.catalogue.codelist_of(indicator)
        tops = [c.code for c in codelist.categories if not c.parent] if codelist else []
        found = [self.printed.of(indicator.id, "count", code) for code in tops]
        shared = set.intersection(*(set(f) for f in found)) if found else set()
        return {code: sum(f[code] for f in found) for code in shared}

    # -- categories --------------------------------------------------------------------------------------------

    def cells(self, indicator: Indicator) -> Cells:
        """Counts of all categories of an indicator, and the whole of which shares are taken."""
        codelist = self.catalogue.codelist_of(indicator)
        whole = self.whole_of(indicator)
        axis = axis_of(indicator, self.printed)
        if codelist is None:
            wholes = self.total(whole) if whole else self._base(indicator, axis)
            return Cells((TOTAL,), self.total(indicator.id)[..., None], wholes)
        wholes = self.total(whole) if whole else self.total(indicator.id)
        return Cells(tuple(c.code for c in codelist.categories), self._split(indicator, codelist, wholes), wholes)

    def _split(self, indicator: Indicator, codelist: CodeList, wholes: Ints) -> Ints:
        codes = [c.code for c in codelist.categories]
        parents = {c.code: c.parent for c in codelist.categories}
        multi = bool(indicator.breakdown and indicator.breakdown.multi)
        if set(indicator.levels) == {"NL"}:  # no places: nothing is lost by dividing small numbers
            country = np.zeros_like(wholes)
            country[0] = wholes.sum(axis=0)
            wholes = country
        found: dict[str | None, Ints] = {None: wholes}
        for parent in (None, *codes):  # a category stands above those that are parts of it
            below = [c for c in codes if parents[c] == parent]
            if below:
                made = self._parts(indicator, codelist, below, found[parent], wholes)
                if axis_of(indicator, self.printed) == "flow":
                    self._no_small_parts(made, adds_up(codelist, below, multi))
                found |= {c: made[..., n] for n, c in enumerate(below)}
        return np.stack([found[c] for c in codes], axis=-1)

    def _parts(self, indicator: Indicator, codelist: CodeList, codes: list[str], wholes: Ints, totals: Ints) -> Ints:
        """Counts of categories of one whole; the categories are the last axis."""
        wanted = self._shares(indicator, codelist, codes, wholes, totals)
        multi = bool(indicator.breakdown and indicator.breakdown.multi)
        own = [effect(self.areas, (24, 14), indicator.theme, codelist.id, code) for code in codes]
        weights = wanted[None, :, :] * np.stack(own, axis=-1)[:, None, :] // UNIT
        names = (indicator.id, *codes)
        if adds_up(codelist, codes, multi):
            targets = wholes.sum(axis=0)[:, None] * wanted // np.maximum(wanted.sum(axis=-1, keepdims=True), 1)
            return divide(wholes, raked(weights, wholes, targets), *names)
        expected = np.maximum((wholes[..., None] * weights).sum(axis=0) // FINE, 1)
        weights = weights * (wholes.sum(axis=0)[:, None] * wanted // expected) // FINE
        if not multi or int(wanted.sum(axis=-1).min()) <= FINE:
            return share(np.repeat(wholes[..., None], len(codes), axis=-1), weights, *names)
        # Every case has one category, and some of those without a category have it as well.
        first = weights * FINE // np.maximum(weights.sum(axis=-1, keepdims=True), FINE)
        more = (weights - first) * FINE // np.maximum(FINE - first, 1)
        main = divide(wholes, weights, *names)
        return main + share(wholes[..., None] - main, more, *names)

    def _shares(self, indicator: Indicator, codelist: CodeList, codes: list[str], wholes: Ints, totals: Ints) -> Ints:
        """Parts (of FINE) of the Netherlands: moments by categories."""
        axis = axis_of(indicator, self.printed)
        moments = codes_of(axis)
        each = wholes.shape[1] // len(moments)
        typicals = typical.SHARES.get(codelist.id, {})
        columns, sure = [], []
        for code in codes:
            usual = typicals.get(code, 1000 / len(codes)) / 1000
            known = self._known_shares(indicator, codelist, code, wholes, totals)
            places = {place_of(period): value for period, value in known.items()}
            found = path(places, [place_of(m) for m in moments], usual, indicator.id, code)
            columns.append([min(max(round(v * FINE), 0), FINE) for v in found])
            sure.append(bool(known))
        shares = np.array(columns, dtype=np.int64).T
        if not (indicator.breakdown and indicator.breakdown.multi) and any(sure) and not all(sure):
            # What is printed stays as it is; the categories without a print share what is left.
            known_sum = shares[:, sure].sum(axis=-1, keepdims=True)
            others = shares[:, [not s for s in sure]]
            left = np.maximum(FINE - known_sum, FINE // 500)
            shares[:, [not s for s in sure]] = others * left // np.maximum(others.sum(axis=-1, keepdims=True), 1)
        return np.repeat(shares, each, axis=0)

    def _known_shares(
        self, indicator: Indicator, codelist: CodeList, code: str, wholes: Ints, totals: Ints
    ) -> dict[str, float]:
        """Part of the whole in each period in which the Netherlands has the category printed."""
        axis = axis_of(indicator, self.printed)
        of_whole, of_total = (by_period(axis, counts) for counts in (wholes, totals))
        counts = self.printed.of(indicator.id, "count", code)
        shares = self.printed.of(indicator.id, "share", code)
        found = {p: v / 100 * of_total[p] / of_whole[p] for p, v in shares.items() if of_whole.get(p)}
        found |= {p: v / of_whole[p] for p, v in counts.items() if of_whole.get(p)}
        if axis == "flow":  # what is printed of a year holds for both halves
            found = {f"{p}H{half}": v for p, v in found.items() if p.isdigit() for half in (1, 2)} | {
                p: v for p, v in found.items() if not p.isdigit()
            }
        return found
