"""All demonstration figures of a catalogue, indicator by indicator, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.demo import hide, moments, survey, typical
from impactmonitor.deliveries.sources.demo.areas import Areas, areas
from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.deliveries.sources.demo.make import AXES, Cells, Maker, axis_of, codes_of
from impactmonitor.deliveries.sources.demo.national import YEARS, Printed
from impactmonitor.deliveries.sources.demo.rows import OPEN, Sheet, batch
from impactmonitor.periods import parse

LEVELS = ("NL", "LD", "PV", "VT", "GGD", "GM")
QUARTERLY_LEVELS = ("NL", "VT")
FEW = ("VT02", "VT16")
"""Regions whose municipalities are made when a few are enough."""


@dataclass(frozen=True)
class Grain:
    """Periods of one length: per year their codes, and counts of pieces by all of these periods by categories."""

    name: str
    codes: Mapping[int, tuple[str, ...]]
    parts: Ints
    wholes: Ints | None

    def of_year(self, year: int) -> tuple[Ints, Ints | None]:
        """The counts of one year."""
        each = self.parts.shape[1] // len(YEARS)
        here = slice((year - YEARS[0]) * each, (year - YEARS[0] + 1) * each)
        return self.parts[:, here], None if self.wholes is None else self.wholes[:, here]


def _together(values: Ints | None, number: int) -> Ints | None:
    """Sums of `number` moments that follow each other."""
    if values is None:
        return None
    sums: Ints = values.reshape(values.shape[0], -1, number, *values.shape[2:]).sum(axis=2)
    return sums


def _persons(cells: Cells) -> tuple[Ints, Ints | None]:
    """Persons in a year: those of the fullest half and some of the other."""
    halves = cells.parts.reshape(cells.parts.shape[0], -1, 2, cells.parts.shape[2])
    year: Ints = halves.max(axis=2) + halves.min(axis=2) * 19 // 100
    wholes = None if cells.wholes is None else cells.wholes.reshape(cells.wholes.shape[0], -1, 2).max(axis=2)
    return year if wholes is None else np.minimum(year, wholes[..., None]), wholes


def grains(indicator: Indicator, axis: str, cells: Cells) -> list[Grain]:
    """The lengths of period in which an indicator is given."""
    made = []
    years = {year: (str(year),) for year in YEARS}
    halves = {year: (f"{year}H1", f"{year}H2") for year in YEARS}
    if axis in ("moments", "days", "years"):
        codes = codes_of(axis)
        each = AXES[axis]
        by_year = {year: tuple(codes[n * each : (n + 1) * each]) for n, year in enumerate(YEARS)}
        return [Grain(axis, by_year, cells.parts, cells.wholes)]
    if axis == "persons":
        return [Grain("halves", halves, cells.parts, cells.wholes), Grain("years", years, *_persons(cells))]
    if indicator.id in typical.QUARTERLY:
        quarters = {year: tuple(f"{year}Q{n}" for n in range(1, 5)) for year in YEARS}
        made.append(Grain("quarters", quarters, cells.parts, cells.wholes))
    for name, codes_by_year, number in (("halves", halves, 2), ("years", years, 4)):
        if name == "years" or indicator.cadence == "half-year":
            parts = _together(cells.parts, number)
            assert parts is not None
            made.append(Grain(name, codes_by_year, parts, _together(cells.wholes, number)))
    return made


class Figures:
    """Makes the figures of a catalogue."""

    def __init__(self, catalogue: Catalogue, printed: Printed, few: bool = False) -> None:
        self.catalogue = catalogue
        self.printed = printed
        self.few = few
        sizes = {year: found for (name, year), found in printed.sizes.items() if name == "inwoners"}
        self.areas: Areas = areas(catalogue.regions, sizes)
        self.maker = Maker(catalogue, printed, self.areas)

    def batches(self) -> Iterator[pa.Table]:
        """All figures, in the order of the ids of the indicators."""
        for name in sorted(self.catalogue.indicators):
            indicator = self.catalogue.indicators[name]
            if indicator.status == "live":
                yield pa.concat_tables(batch(sheet) for sheet in self.sheets(indicator))

    def sheets(self, indicator: Indicator) -> Iterator[Sheet]:
        """Figures of one indicator."""
        counted = indicator.cadence in ("half-year", "year") and {"count", "share", "rate"} & set(indicator.measures)
        if counted:
            yield from self._counted(indicator)
        yield from survey.sheets(indicator, self.catalogue, self.printed, self.areas, self.maker.people, bool(counted))

    def _counted(self, indicator: Indicator) -> Iterator[Sheet]:
        axis = axis_of(indicator, self.printed)
        cells = self.maker.cells(indicator)
        made = grains(indicator, axis, cells)
        codes = [code for grain in made for found in grain.codes.values() for code in found]
        first = parse(indicator.first_period).start if indicator.first_period else None
        stages = moments.stages(sorted(codes, key=lambda code: parse(code).sort_key), indicator)
        for year in YEARS:
            for grain in made:
                shown = [
                    n for n, code in enumerate(grain.codes[year]) if not first or moments.parse(code).start >= first
                ]
                if shown:
                    yield from self._year(indicator, cells, grain, year, shown, stages)

    def _year(
        self, indicator: Indicator, cells: Cells, grain: Grain, year: int, shown: list[int], stages: dict[str, int]
    ) -> Iterator[Sheet]:
        parts, wholes = grain.of_year(year)
        regions: list[str] = []
        counts, totals, people = [], [], []
        for kind in LEVELS:
            if kind not in indicator.levels or (grain.name == "quarters" and kind not in QUARTERLY_LEVELS):
                continue
            level = self.areas.level(kind, year)
            chosen = self._chosen(kind, year)
            regions += [level.codes[n] for n in chosen]
            counts.append(level.add(parts)[chosen][:, shown])
            totals.append(level.add(parts[..., 0] if wholes is None else wholes)[chosen][:, shown])
            here = self.maker.people[:, year - YEARS[0]]
            people.append(level.add(here)[chosen][:, None].repeat(len(shown), axis=1))
        number = np.concatenate(counts)
        whole = np.concatenate(totals)[..., None]
        state = hide.hidden(number)
        state[[n for n, code in enumerate(regions) if code == "NL01"]] = OPEN
        codes = tuple(grain.codes[year][n] for n in shown)
        common: dict[str, Any] = {
            "indicator": indicator.id,
            "regions": tuple(regions),
            "periods": codes,
            "categories": cells.categories,
            "state": state,
            "stages": np.array([stages[code] for code in codes]),
            "publication": publication_id(indicator),
        }
        for kind, measure in indicator.measures.items():
            scale = 10**measure.decimals
            if kind == "count":
                values, decimals, keep = number, 0, None
            elif measure.computed:
                values, decimals, keep = number, measure.decimals, state != OPEN
            elif kind == "share":
                values, decimals, keep = _rounded(number * 100 * scale, whole), measure.decimals, None
            elif kind == "rate":
                inhabitants = np.concatenate(people)[..., None]
                values, decimals, keep = _rounded(number * 10_000 * scale, inhabitants), measure.decimals, None
            else:
                continue
            yield Sheet(measure=kind, unit=measure.unit, values=values, decimals=decimals, keep=keep, **common)

    def _chosen(self, kind: str, year: int) -> list[int]:
        """Which regions of a level are written down."""
        level = self.areas.level(kind, year)
        if kind != "GM" or not self.few:
            return list(range(len(level.codes)))
        homes = {n for n, code in enumerate(self.areas.home_codes) if code in FEW}
        return sorted({int(m) for m, home in zip(level.index, self.areas.homes, strict=True) if int(home) in homes})


def _rounded(above: Ints, below: Ints) -> Ints:
    """A division rounded to the nearest whole number, a half up; nothing of nothing is nothing."""
    safe = np.maximum(below, 1)
    result: Ints = (above * 2 + safe) // (safe * 2)
    return result


def publication_id(indicator: Indicator) -> str:
    """Publication of the figures of an indicator: one for each source whose figures are imitated."""
    return f"demo-{indicator.source}"
