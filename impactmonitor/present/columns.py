"""One figure for several regions: the same indicator, measure, group and period. What may be compared stands in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions
from impactmonitor.catalogue.schema import Indicator, Unit
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell, Note, SourceLine, cell, most_decimals, notes, source_line
from impactmonitor.present.figures import Sources, category_labels, measure_of, measure_words
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.tables import TOTAL, Observation


@dataclass(frozen=True)
class Column:
    """The figures of several regions, with what a reader must know of them. Every region that was asked has a cell."""

    indicator: Indicator
    measure: str
    category: str
    period: str
    title: str
    words: str
    group: str
    when: str
    unit: Unit
    decimals: int
    at: Mapping[str, Observation]
    cells: Mapping[str, Cell]
    netherlands: Cell | None
    mark: Mark | None
    notes: tuple[Note, ...]
    source: SourceLine

    @property
    def chosen(self) -> tuple[str, str, str]:
        """Measure, category and period."""
        return (self.measure, self.category, self.period)

    @property
    def comparable(self) -> bool:
        """Whether regions of different size may stand on one scale; counts may not."""
        return self.measure != "count"

    @property
    def filled(self) -> list[str]:
        """Codes of the regions with a figure."""
        return [code for code, found in self.cells.items() if found.gap is None]

    @property
    def marks(self) -> set[Mark]:
        """All marks, for the legend."""
        every = [*self.cells.values(), *([self.netherlands] if self.netherlands else [])]
        return {mark for found in every for mark in found.marks}


def column(
    sources: Sources,
    indicator: Indicator,
    chosen: tuple[str, str, str],
    rows: Iterable[Observation],
    regions: Iterable[Region],
) -> Column:
    """The figures of these regions and of the Netherlands; `chosen` is measure, category and period."""
    catalogue = sources.catalogue
    measure, category, period = chosen
    at = {o.region: o for o in rows if (o.measure, o.category, o.period) == chosen}
    wanted = {region.code: region for region in regions if region.code != NETHERLANDS}
    shown = {code: o for code, o in at.items() if code in wanted or code == NETHERLANDS}
    decimals = most_decimals(shown.values())
    letters, remarks = notes([(catalogue.regions[code].name, o) for code, o in shown.items()], sources.explain)
    gone = {code for code in wanted if code not in at and _absent_then(catalogue.regions, code, period)}
    cells = {code: _gone() if code in gone else cell(at.get(code), decimals, letters) for code in wanted}
    of_measure = measure_of(indicator, measure)
    unit = catalogue.units[of_measure.unit]
    return Column(
        indicator=indicator,
        measure=measure,
        category=category,
        period=period,
        title=str(indicator.short or indicator.name),
        words=measure_words(measure, of_measure, unit),
        group="" if category == TOTAL else category_labels(catalogue, indicator).get(category, category),
        when=numbers.period(period),
        unit=unit,
        decimals=decimals,
        at=at,
        cells=cells,
        netherlands=cell(at[NETHERLANDS], decimals, letters) if NETHERLANDS in at else None,
        mark=marks.common_stage(shown.values()),
        notes=tuple(remarks),
        source=source_line(shown.values(), sources.publications),
    )


def groups(regions: Iterable[Region]) -> dict[str, str]:
    """Heading above the first region of each type, by code; nothing when all are of one type."""
    first: dict[str, str] = {}
    for region in regions:
        first.setdefault(region.type, region.code)
    names = {code: TYPE_NAMES[kind][1] for kind, code in first.items()}
    return {code: name[:1].upper() + name[1:] for code, name in names.items()} if len(first) > 1 else {}


def _absent_then(regions: Regions, code: str, period: str) -> bool:
    """Whether the region did not exist in a period of which the list of regions is known."""
    found = parse(period)
    known = all(regions.layout_year(year) for year in range(found.start.year, found.end.year + 1))
    return known and not regions.valid_in(code, found)


def _gone() -> Cell:
    return Cell(gap=marks.GONE, marks=(marks.GONE,))
