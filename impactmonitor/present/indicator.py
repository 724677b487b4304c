"""The figures of one indicator: all regions at one moment, the Netherlands over time, and what was printed earlier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions, fold
from impactmonitor.catalogue.schema import Break, Indicator
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.periods import Period, parse
from impactmonitor.present import bars, marks, numbers
from impactmonitor.present.cells import Cell, Note, SourceLine, cell, most_decimals, named, notes, source_line
from impactmonitor.present.coverage import newest_first
from impactmonitor.present.figures import Sources, category_labels, measure_of, measure_words
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.present.remarks import remark
from impactmonitor.tables import TOTAL, Observation

KINDS = ("VT", "PV", "LD", "GGD", "GM")
"""Region types of the table, in its order; the Netherlands stands above all of them."""


@dataclass(frozen=True)
class Choice:
    """A value that a visitor may choose, with its words."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Chosen:
    """Measure, category and period of the figures on the page, and what else there is to choose."""

    measure: str
    category: str
    period: str
    measures: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    periods: tuple[Choice, ...]


def _options(values: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == chosen) for value, label in values)


def choose(
    sources: Sources, indicator: Indicator, rows: list[Observation], measure: str, category: str, period: str
) -> Chosen:
    """What to show for the wishes of a visitor; an empty wish takes the leading measure, total and latest period.

    Raises ValueError with a sentence for the visitor when a wish does not exist for this indicator.
    """
    catalogue = sources.catalogue
    measures = [m for m in indicator.measures if any(o.measure == m for o in rows)]
    if measure and measure not in measures:
        raise ValueError(_("De maat ‘{measure}’ bestaat niet bij dit cijfer.").format(measure=measure))
    lead = indicator.lead_measure
    measure = measure or (lead if lead in measures else measures[0])
    of_measure = [o for o in rows if o.measure == measure]
    labels = category_labels(catalogue, indicator)
    categories = [c for c in labels if any(o.category == c for o in of_measure)]
    if category and category not in categories:
        raise ValueError(_("De groep ‘{category}’ bestaat niet bij dit cijfer.").format(category=category))
    category = category or categories[0]
    of_category = [o for o in of_measure if o.category == category]
    periods = newest_first(o.period for o in of_category)
    if period and period not in periods:
        raise ValueError(_("Over de periode ‘{period}’ staat dit cijfer niet in deze uitgave.").format(period=period))
    known = newest_first(o.period for o in of_category if not marks.gap(o))
    period = period or (known or periods)[0]

    def words(kind: str) -> str:
        own = measure_of(indicator, kind)
        return measure_words(kind, own, catalogue.units[own.unit])

    return Chosen(
        measure,
        category,
        period,
        _options(((m, words(m)) for m in measures), measure),
        _options(((c, labels[c]) for c in categories), category),
        _options(((p, numbers.period(p)) for p in periods), period),
    )


@dataclass(frozen=True)
class RegionRow:
    """A region with its figure."""

    region: Region
    cell: Cell
    bar: str


@dataclass(frozen=True)
class RegionGroup:
    """Regions of one type: those with a row, and those without one although the source has this level."""

    kind: str
    name: str
    rows: tuple[RegionRow, ...]
    absent: tuple[Region, ...]
    published: bool


@dataclass(frozen=True)
class RegionTable:
    """All regions at one moment, with the Netherlands as reference."""

    netherlands: RegionRow | None
    groups: tuple[RegionGroup, ...]
    unit: str
    mark: Mark | None
    notes: tuple[Note, ...]
    source: SourceLine

    @property
    def cells(self) -> list[Cell]:
        """All cells, for the legend."""
        reference = [self.netherlands.cell] if self.netherlands else []
        return reference + [row.cell for group in self.groups for row in group.rows]


def region_table(sources: Sources, indicator: Indicator, rows: list[Observation], chosen: Chosen) -> RegionTable:
    """Every region with a row of the chosen measure, category and period. Counts get a scale per region type."""
    regions = sources.catalogue.regions
    wanted = (chosen.measure, chosen.category, chosen.period)
    at = {o.region: o for o in rows if (o.measure, o.category, o.period) == wanted}
    decimals = most_decimals(at.values())
    letters, remarks = notes([(regions[code].name, o) for code, o in at.items()], sources.explain)
    one_scale = chosen.measure != "count"
    common = bars.ceiling(_value(o) for o in at.values()) if one_scale else None

    def row(code: str, top: float | None) -> RegionRow:
        shown = cell(at[code], decimals, letters)
        return RegionRow(regions[code], shown, bars.width(shown.value, top))

    groups = []
    for kind in KINDS:
        codes = sorted((c for c in at if regions[c].type == kind), key=lambda c: fold(regions[c].name))
        published = kind in indicator.levels
        if not codes and not published:
            continue
        top = common if one_scale else bars.ceiling(_value(at[c]) for c in codes)
        absent = _absent(regions, kind, parse(chosen.period), at) if published else ()
        groups.append(RegionGroup(kind, TYPE_NAMES[kind][1], tuple(row(c, top) for c in codes), absent, published))
    unit = sources.catalogue.units[measure_of(indicator, chosen.measure).unit]
    return RegionTable(
        netherlands=row(NETHERLANDS, common) if NETHERLANDS in at else None,
        groups=tuple(groups),
        unit=unit.shown,
        mark=marks.common_stage(at.values()),
        notes=tuple(remarks),
        source=source_line(at.values(), sources.publications),
    )


def _value(observation: Observation) -> float | None:
    return None if marks.gap(observation) else observation.value


def _absent(regions: Regions, kind: str, period: Period, at: dict[str, Observation]) -> tuple[Region, ...]:
    return tuple(r for r in regions.of_type(kind) if r.code not in at and regions.valid_in(r.code, period))


@dataclass(frozen=True)
class SeriesRow:
    """A period of the national series, with one cell per measure; or a break, then only `broken` is set."""

    period: str = ""
    cells: tuple[Cell, ...] = ()
    bar: str = ""
    broken: str = ""


@dataclass(frozen=True)
class Series:
    """The Netherlands over time, one table for each kind of period (years and half-years are never one series)."""

    heads: tuple[str, ...]
    words: str
    parts: tuple[tuple[str, tuple[SeriesRow, ...]], ...]
    notes: tuple[Note, ...]
    source: SourceLine

    @property
    def cells(self) -> list[Cell]:
        """All cells, for the legend."""
        return [c for _, rows in self.parts for row in rows for c in row.cells]

    @property
    def has_breaks(self) -> bool:
        """Whether a break stands in one of the tables."""
        return any(row.broken for _, rows in self.parts for row in rows)


_KIND_NAMES = {
    "year": gettext_noop("Hele jaren"),
    "half-year": gettext_noop("Halve jaren"),
    "quarter": gettext_noop("Kwartalen"),
    "month": gettext_noop("Maanden"),
    "date": gettext_noop("Peildata"),
    "years": gettext_noop("Meer jaren samen"),
    "cohort": gettext_noop("Cohorten"),
}


def series(sources: Sources, indicator: Indicator, rows: list[Observation], chosen: Chosen) -> Series | None:
    """The national series of one category with all measures; bars for the chosen one. None without any row."""
    own = [o for o in rows if o.region == NETHERLANDS and o.category == chosen.category]
    if not own:
        return None
    kinds = [m for m in indicator.measures if any(o.measure == m for o in own)]
    lead = chosen.measure if chosen.measure in kinds else kinds[0]
    order = [lead, *(m for m in kinds if m != lead)]
    letters, remarks = notes([(numbers.period(o.period), o) for o in own], sources.explain)
    at = {(o.period, o.measure): o for o in own}
    decimals = {m: most_decimals(o for o in own if o.measure == m) for m in order}
    parts = []
    for kind, name in _KIND_NAMES.items():
        codes = [c for c in reversed(newest_first(o.period for o in own)) if parse(c).kind == kind]
        if not codes:
            continue
        top = bars.ceiling(_value(at[c, lead]) for c in codes if (c, lead) in at)
        found: list[SeriesRow] = []
        before: Period | None = None
        for code in codes:
            here = parse(code)
            found += [SeriesRow(broken=str(b.text)) for b in _breaks(indicator.breaks, before, here)]
            shown = tuple(cell(at.get((code, m)), decimals[m], letters) for m in order)
            found.append(SeriesRow(numbers.period(code), shown, bars.width(shown[0].value, top)))
            before = here
        parts.append((_(name), tuple(found)))
    units = {m: sources.catalogue.units[measure_of(indicator, m).unit] for m in order}
    words = [measure_words(m, measure_of(indicator, m), units[m]) for m in order]
    return Series(
        heads=tuple(units[m].shown for m in order),
        words=numbers.listed([words[0], *(w[:1].lower() + w[1:] for w in words[1:])]),
        parts=tuple(parts),
        notes=tuple(remarks),
        source=source_line(own, sources.publications),
    )


def _breaks(breaks: list[Break], before: Period | None, here: Period) -> list[Break]:
    """National breaks that lie between two periods of a series."""
    if before is None:
        return []
    return [b for b in breaks if not b.regions and before.start < parse(b.period).start <= here.start]


@dataclass(frozen=True)
class Revision:
    """An earlier printed figure beside the one in force."""

    region: str
    period: str
    category: str
    measure: str
    earlier: Cell
    now: Cell
    source: str
    note: str


def revisions(
    sources: Sources, indicator: Indicator, earlier: Iterable[Observation], rows: list[Observation]
) -> list[Revision]:
    """What was printed before, in the order of the release."""
    now = {o.key: o for o in rows}
    labels = category_labels(sources.catalogue, indicator)
    found = []
    for o in earlier:
        measure = measure_of(indicator, o.measure)
        found.append(
            Revision(
                region=str(sources.catalogue.regions[o.region].name),
                period=numbers.period(o.period),
                category="" if o.category == TOTAL else labels.get(o.category, o.category),
                measure=measure_words(o.measure, measure, sources.catalogue.units[measure.unit]),
                earlier=cell(o),
                now=cell(now.get(o.key)),
                source=named(sources.publications[o.publication]),
                note=remark(o.note, sources.catalogue),
            )
        )
    return found
