"""All demonstration figures of a catalogue, indicator by indicator, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.demo import gaps, moments, typical
from impactmonitor.deliveries.sources.demo.areas import Areas, areas
from impactmonitor.deliveries.sources.demo.axes import AXES, COUNTED, axis_of, codes_of
from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.deliveries.sources.demo.hide import SMALLEST, Flags, Group, protect
from impactmonitor.deliveries.sources.demo.make import Cells, Maker, adds_up
from impactmonitor.deliveries.sources.demo.national import YEARS, Printed
from impactmonitor.deliveries.sources.demo.places import KINDS, Places
from impactmonitor.deliveries.sources.demo.rows import OPEN, PRIMARY, SECONDARY, SOURCE, Sheet, batch
from impactmonitor.deliveries.sources.demo.survey import Surveys
from impactmonitor.periods import parse

QUARTERLY_KINDS = ("NL", "VT")
"""Types of region of which the fictitious supplier gives quarters."""


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


def _in_year(halves: Ints) -> Ints:
    """Persons in a year: those of the fullest half and some of the other."""
    pairs = halves.reshape(halves.shape[0], -1, 2, *halves.shape[2:])
    fullest: Ints = pairs.max(axis=2)
    return fullest + pairs.min(axis=2) * 19 // 100


def grains(indicator: Indicator, axis: str, cells: Cells, of_persons: bool) -> list[Grain]:
    """The lengths of period in which an indicator is given; `of_persons`: so is the whole of which it is a part."""
    made = []
    years = {year: (str(year),) for year in YEARS}
    halves = {year: (f"{year}H1", f"{year}H2") for year in YEARS}
    if axis in ("moments", "days", "years"):
        codes = codes_of(axis)
        each = AXES[axis]
        by_year = {year: tuple(codes[n * each : (n + 1) * each]) for n, year in enumerate(YEARS)}
        return [Grain(axis, by_year, cells.parts, cells.wholes)]
    if axis == "persons":
        wholes = cells.wholes
        whole_years = wholes
        if wholes is not None:
            whole_years = _in_year(wholes) if of_persons else wholes[:, ::2]
        return [Grain("halves", halves, cells.parts, wholes), Grain("years", years, _in_year(cells.parts), whole_years)]
    if indicator.id in typical.QUARTERLY or indicator.cadence == "quarter":
        quarters = {year: tuple(f"{year}Q{n}" for n in range(1, 5)) for year in YEARS}
        made.append(Grain("quarters", quarters, cells.parts, cells.wholes))
    for name, codes_by_year, number in (("halves", halves, 2), ("years", years, 4)):
        if name == "years" or indicator.cadence != "year":
            parts = _together(cells.parts, number)
            assert parts is not None
            made.append(Grain(name, codes_by_year, parts, _together(cells.wholes, number)))
    return made


@dataclass(frozen=True)
class Piece:
    """Counts of one length of period in one year, with what is hidden: regions by periods by categories."""

    grain: str
    codes: tuple[str, ...]
    places: Places
    counts: Ints
    wholes: Ints
    hidden: Flags


class Figures:
    """Makes the figures of a catalogue."""

    def __init__(self, catalogue: Catalogue, printed: Printed, few: bool = False) -> None:
        self.catalogue = catalogue
        self.printed = printed
        self.few = few
        sizes = {year: found for (name, year), found in printed.sizes.items() if name == "inwoners"}
        self.areas: Areas = areas(catalogue.regions, sizes)
        self.maker = Maker(catalogue, printed, self.areas)
        self.surveys = Surveys(catalogue, printed, self.areas, self.maker.people)
        self._places: dict[tuple[tuple[str, ...], int, bool], Places] = {}
        self._made: dict[str, tuple[Cells, list[Grain]]] = {}
        self._pieces: dict[tuple[str, int], list[Piece]] = {}

    def batches(self) -> Iterator[pa.Table]:
        """All figures, in the order of the ids of the indicators."""
        for name in sorted(self.catalogue.indicators):
            indicator = self.catalogue.indicators[name]
            if indicator.status == "live":
                yield pa.concat_tables(batch(sheet) for sheet in self.sheets(indicator))

    def sheets(self, indicator: Indicator) -> Iterator[Sheet]:
        """Figures of one indicator."""
        counted = self.is_counted(indicator)
        if counted:
            yield from self._counted(indicator)
        yield from self.surveys.sheets(indicator, counted)

    @staticmethod
    def is_counted(indicator: Indicator) -> bool:
        """Whether the figures of an indicator are counts of pieces, added up."""
        kinds = {"count", "share", "rate"} & set(indicator.measures)
        return bool(kinds) and indicator.cadence in COUNTED and set(indicator.levels) <= set(KINDS)

    def _cells(self, indicator: Indicator) -> tuple[Cells, list[Grain]]:
        if indicator.id not in self._made:
            cells = self.maker.cells(indicator)
            kept = self._made if indicator.id in typical.WHOLE.values() else {}
            of_persons = bool(self.maker.whole_of(indicator))
            kept[indicator.id] = cells, grains(indicator, axis_of(indicator, self.printed), cells, of_persons)
            return kept[indicator.id]
        return self._made[indicator.id]

    def places(self, indicator: Indicator, grain: str, year: int) -> Places:
        """The regions for which an indicator is given."""
        wanted = QUARTERLY_KINDS if grain == "quarters" and indicator.cadence != "quarter" else KINDS
        population = indicator.id in self.maker.populations
        kinds = tuple(k for k in wanted if k in indicator.levels and not (population and k == "VT"))
        few = self.few and not population
        key = (kinds, self.catalogue.regions.layout_year(year) or year, few)
        if key not in self._places:
            self._places[key] = Places(self.areas, kinds, year, few)
        return self._places[key]

    def pieces(self, indicator: Indicator, year: int) -> list[Piece]:
        """Counts of one year with what is hidden of them: of the year itself, then of shorter periods."""
        key = (indicator.id, year)
        if key in self._pieces:
            return self._pieces[key]
        cells, made = self._cells(indicator)
        groups = self._groups(indicator, cells)
        name = self.maker.whole_of(indicator) if any(g.adds_up for g in groups) else ""
        totals = {p.grain: p for p in self.pieces(self.catalogue.indicators[name], year)} if name else {}
        found: list[Piece] = []
        for grain in reversed(made):
            places = self.places(indicator, grain.name, year)
            parts, wholes = grain.of_year(year)
            counts = places.add(parts)
            hidden = np.zeros((len(places.codes), counts.shape[2]), dtype=np.bool_)
            if found and axis_of(indicator, self.printed) == "flow":
                known = [n for n, code in enumerate(places.codes) if code in found[-1].places.position]
                hidden[known] = found[-1].hidden[[found[-1].places.position[places.codes[n]] for n in known]]
            whole = totals.get(grain.name)
            total_hidden = None
            if whole is not None:
                of = whole.places.position
                total_hidden = np.array([c in of and bool(whole.hidden[of[c], 0]) for c in places.codes])
            hidden = protect(counts, places.tree, groups, hidden, total_hidden)
            under = places.add(parts[..., 0] if wholes is None else wholes)[..., None]
            found.append(Piece(grain.name, grain.codes[year], places, counts, under, hidden))
        if indicator.id in typical.WHOLE.values():
            self._pieces[key] = found
        return found

    @staticmethod
    def _imitated(indicator: Indicator, grain: str) -> str | None:
        """The source that figures of this length of period look like."""
        extra = grain == "quarters" and indicator.cadence != "quarter"
        return typical.QUARTERLY_SOURCE if extra else indicator.source

    def _groups(self, indicator: Indicator, cells: Cells) -> list[Group]:
        """Categories that are parts of the same one."""
        codelist = self.catalogue.codelist_of(indicator)
        if codelist is None:
            return [Group((0,), -1, False)]
        multi = bool(indicator.breakdown and indicator.breakdown.multi)
        parents = {c.code: c.parent for c in codelist.categories}
        found = []
        for parent in (None, *cells.categories):
            below = [c for c in cells.categories if parents[c] == parent]
            if below:
                whole = -1 if parent is None else cells.categories.index(parent)
                members = tuple(cells.categories.index(c) for c in below)
                found.append(Group(members, whole, adds_up(codelist, below, multi)))
        return found

    def _counted(self, indicator: Indicator) -> Iterator[Sheet]:
        cells, made = self._cells(indicator)
        codes = [code for grain in made for found in grain.codes.values() for code in found]
        divides = indicator.id in self.maker.populations
        stages = moments.stages(sorted(codes, key=lambda code: parse(code).sort_key), indicator, divides)
        first = parse(indicator.first_period).start if indicator.first_period else None
        if divides:  # rates need it from the first year on
            first = None
        for year in YEARS:
            for piece in self.pieces(indicator, year):
                shown = [n for n, code in enumerate(piece.codes) if not first or parse(code).start >= first]
                if shown:
                    yield from self._written(indicator, cells.categories, piece, year, shown, stages)

    def _written(
        self,
        indicator: Indicator,
        categories: tuple[str, ...],
        piece: Piece,
        year: int,
        shown: list[int],
        stages: dict[str, int],
    ) -> Iterator[Sheet]:
        """One sheet for each measure."""
        counts, wholes = piece.counts[:, shown], piece.wholes[:, shown]
        small = (counts > 0) & (counts < SMALLEST)
        state = np.where(piece.hidden[:, None, :], np.where(small, PRIMARY, SECONDARY), OPEN)
        state = gaps.with_gaps(state, counts, indicator, piece.places, year, categories)
        common: dict[str, Any] = {
            "indicator": indicator.id,
            "regions": piece.places.codes,
            "periods": tuple(piece.codes[n] for n in shown),
            "categories": categories,
            "state": state,
            "stages": np.array([stages[piece.codes[n]] for n in shown]),
            "publication": publication_id(self._imitated(indicator, piece.grain)),
        }
        for kind, measure in indicator.measures.items():
            scale = 10**measure.decimals
            decimals, keep = measure.decimals, None
            if kind == "count":
                values, decimals = counts, 0
            elif measure.computed:  # computed later from the counts that are there; what is not there is said here
                values, keep = counts, state != OPEN
            elif kind == "share":
                values = _rounded(counts * 100 * scale, wholes)
            elif kind == "rate":
                people = piece.places.add(self.maker.people[:, year - YEARS[0]])
                values = _rounded(counts * 10_000 * scale, people[:, None, None])
            else:
                continue
            yield Sheet(measure=kind, unit=measure.unit, values=values, decimals=decimals, keep=keep, **common)


def _rounded(above: Ints, below: Ints) -> Ints:
    """A division rounded to the nearest whole number, a half up; nothing of nothing is nothing."""
    safe = np.maximum(below, 1)
    result: Ints = (above * 2 + safe) // (safe * 2)
    return result


def publication_id(imitated: str | None) -> str:
    """Publication of invented figures: one for each source whose figures are imitated."""
    return f"{SOURCE}-{imitated}"
