"""Released observations as figure blocks: a total with its comparison, or a breakdown as a table with bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS as NATIONAL
from impactmonitor.catalogue.schema import Indicator, Measure, Unit
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.periods import parse
from impactmonitor.present import bars, formulas, marks, numbers
from impactmonitor.present.cells import Cell, Note, SourceLine, cell, most_decimals, notes, source_line
from impactmonitor.present.coverage import BACKGROUND
from impactmonitor.present.marks import Mark
from impactmonitor.tables import TOTAL, Observation, Publication

Categories = dict[str, Observation]
Measures = dict[str, Categories]
NO_FIGURES: Measures = {}

NETHERLANDS = gettext_noop("Nederland")


def by_indicator(observations: Iterable[Observation]) -> dict[str, Measures]:
    """Observations of one region and period as indicator, measure, category."""
    found: dict[str, Measures] = {}
    for o in observations:
        found.setdefault(o.indicator, {}).setdefault(o.measure, {})[o.category] = o
    return found


@dataclass(frozen=True)
class Sources:
    """Where figures of a page come from: needed to explain and to name the source of each."""

    catalogue: Catalogue
    publications: dict[str, Publication]
    references: dict[tuple[str, str, str, str], Publication] = field(default_factory=dict)

    def explain(self, observation: Observation) -> str:
        """How a computed figure was computed."""
        return formulas.explain(
            observation,
            self.catalogue,
            lambda f: self.references.get((f.indicator, f.category, f.region, f.period)),
        )


@dataclass(frozen=True)
class Heading:
    """Title and subtitle of a block. `mark` is the stage that all own figures share, `where` begins a sentence."""

    indicator: str
    title: str
    measure: str
    place: str
    where: str
    period: str
    mark: Mark | None
    csv: str
    national: bool

    @property
    def anchor(self) -> str:
        """Id of the block on its page."""
        return f"c-{self.indicator}"


@dataclass(frozen=True)
class Line:
    """A further figure of a block with its own words: the count beside a rate."""

    label: str
    unit: str
    cell: Cell


@dataclass(frozen=True)
class Total:
    """A figure without breakdown: the number, the Netherlands beside it, and further measures."""

    heading: Heading
    measure: Measure
    unit: Unit
    own: Observation
    netherlands: Observation | None
    value: Cell
    beside: Cell | None
    strip: bars.Strip | None
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    source: SourceLine

    @property
    def unit_text(self) -> str:
        """Unit behind the big number: `% van de meldingen`, `per 10.000 inwoners`."""
        if self.unit.id == "%":
            return f"% {self.measure.of}" if self.measure.of else "%"
        return "" if self.unit.id == "aantal" else self.unit.shown

    def cells(self) -> Iterator[Cell]:
        """All cells, for the legend."""
        yield self.value
        if self.beside:
            yield self.beside
        yield from (line.cell for line in self.lines)


@dataclass(frozen=True)
class Row:
    """A category of a breakdown."""

    label: str
    depth: int
    own: Cell
    beside: Cell | None
    own_bar: str
    beside_bar: str


@dataclass(frozen=True)
class Breakdown:
    """One measure of a breakdown as a table. `compared` tells whether the Netherlands has a column."""

    title: str
    period: str
    unit: str
    compared: bool
    rows: tuple[Row, ...]
    elsewhere: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """A breakdown: the measure shown first, other measures, and what is needed to say a sentence about it."""

    heading: Heading
    column: str
    measure: Measure
    unit: Unit
    first: Breakdown
    further: tuple[Breakdown, ...]
    multi: bool
    own: Categories
    netherlands: Categories
    labels: dict[str, str]
    top_level: tuple[str, ...]
    notes: tuple[Note, ...]
    source: SourceLine

    def cells(self) -> Iterator[Cell]:
        """All cells, for the legend."""
        for part in (self.first, *self.further):
            for row in (*part.rows, *part.elsewhere):
                yield row.own
                if row.beside:
                    yield row.beside


Block = Total | Table


@dataclass(frozen=True)
class Subject:
    """Whose figures a block shows: region code, name in a column, begin of a sentence (`In Drenthe`)."""

    code: str
    column: str
    place: str
    compare: bool = True


def measure_words(kind: str, measure: Measure, unit: Unit) -> str:
    """The measure in a subtitle: `Aandeel van de meldingen`, `Per 10.000 inwoners`, `Aantal`."""
    if kind == "share":
        return _("Aandeel {of}").format(of=measure.of) if measure.of else _("Aandeel")
    return unit.shown[:1].upper() + unit.shown[1:]


def measure_of(indicator: Indicator, kind: str) -> Measure:
    """The measure of this kind (`rate`, `share` …) of an indicator."""
    return next(measure for name, measure in indicator.measures.items() if name == kind)


def category_labels(catalogue: Catalogue, indicator: Indicator) -> dict[str, str]:
    """Words for the categories in the order of the code list, the total first."""
    codelist = catalogue.codelist_of(indicator)
    labels = {TOTAL: _("Totaal")}
    for category in codelist.categories if codelist else ():
        labels[category.code] = category.shown
    return labels


def block(
    sources: Sources, indicator: Indicator, own: Measures, netherlands: Measures, subject: Subject
) -> Block | None:
    """The block of one indicator for one region; None when the region has no row of it."""
    if not subject.compare:
        netherlands = NO_FIGURES
    order = _order(indicator, own)
    if not order:
        return None
    netherlands = _same_period(own, netherlands)
    if any(category != TOTAL for categories in own.values() for category in categories):
        return _table(sources, indicator, own, netherlands, subject, order)
    return _total(sources, indicator, own, netherlands, subject, order)


def _order(indicator: Indicator, own: Measures) -> list[str]:
    """Measures to show, the leading one first; one without a figure, or with an older one, comes after the others."""
    order = list(dict.fromkeys(m for m in (indicator.lead_measure, *indicator.measures) if m and m in own))
    filled = {m for m in order if any(not marks.gap(o) for o in own[m].values())}
    ends = {m: max(parse(o.period).sort_key for o in own[m].values()) for m in order}
    newest = max((ends[m] for m in filled or order), default=None)
    return sorted(order, key=lambda m: (m not in filled, ends[m] != newest))


def _same_period(own: Measures, netherlands: Measures) -> Measures:
    """What may stand beside the own figures: the same measures, of the same periods."""
    return {
        kind: {c: o for c, o in categories.items() if o.period in {mine.period for mine in own[kind].values()}}
        for kind, categories in netherlands.items()
        if kind in own
    }


def _older(own: Categories, main: str) -> str:
    """The period of further figures when it is not that of the block, else nothing."""
    period = next(iter(own.values())).period
    return numbers.period(period) if period != main else ""


def _heading(sources: Sources, indicator: Indicator, kind: str, shown: list[Observation], subject: Subject) -> Heading:
    measure = measure_of(indicator, kind)
    period = shown[0].period
    regions = dict.fromkeys([shown[0].region, *([NATIONAL] if subject.compare else [])])
    return Heading(
        indicator=indicator.id,
        title=str(indicator.short or indicator.name),
        measure=measure_words(kind, measure, sources.catalogue.units[measure.unit]),
        place=subject.column,
        where=subject.place,
        period=numbers.period(period),
        mark=marks.common_stage(shown),
        csv="&".join([*(f"regio={code}" for code in regions), f"periode={quote(period)}"]),
        national=shown[0].region == NATIONAL,
    )


def _total(
    sources: Sources, indicator: Indicator, own: Measures, netherlands: Measures, subject: Subject, order: list[str]
) -> Total:
    kind, *others = order
    measure = measure_of(indicator, kind)
    unit = sources.catalogue.units[measure.unit]
    mine, theirs = own[kind][TOTAL], netherlands.get(kind, {}).get(TOTAL)
    extra = [own[other][TOTAL] for other in others]
    letters, remarks = notes(
        [(subject.column, mine), (_(NETHERLANDS), theirs), *((subject.column, o) for o in extra)], sources.explain
    )
    value = cell(mine, letters=letters)
    # What describes a region is left out when the Netherlands has no figure of that day; elsewhere a gap is told.
    told = subject.compare and (theirs is not None or indicator.theme != BACKGROUND)
    beside = cell(theirs, letters=letters) if told else None
    lines = []
    for other, o in zip(others, extra, strict=True):
        other_measure = measure_of(indicator, other)
        other_unit = sources.catalogue.units[other_measure.unit]
        words, when = measure_words(other, other_measure, other_unit), _older(own[other], mine.period)
        suffix = "" if other_unit.id == "aantal" or words.lower() == other_unit.shown.lower() else other_unit.shown
        lines.append(Line(f"{words}, {when}" if when else words, suffix, cell(o, letters=letters)))
    comparable = beside is not None and kind != "count"
    return Total(
        heading=_heading(sources, indicator, kind, [mine], subject),
        measure=measure,
        unit=unit,
        own=mine,
        netherlands=theirs,
        value=value,
        beside=beside,
        strip=bars.strip(value, beside, subject.column, numbers.suffix(unit)) if comparable and beside else None,
        lines=tuple(lines),
        notes=tuple(remarks),
        source=source_line([mine, *extra], sources.publications, [theirs]),
    )


def _table(
    sources: Sources, indicator: Indicator, own: Measures, netherlands: Measures, subject: Subject, order: list[str]
) -> Table:
    labels = category_labels(sources.catalogue, indicator)
    codelist = sources.catalogue.codelist_of(indicator)
    parents = {c.code: c.parent for c in codelist.categories} if codelist else {}
    labelled = [(labels.get(c, c), o) for m in order for c, o in own[m].items()]
    compared = [(f"{_(NETHERLANDS)}, {labels.get(c, c)}", o) for m in order for c, o in netherlands.get(m, {}).items()]
    letters, remarks = notes([*labelled, *compared], sources.explain)
    parts = []
    main = next(iter(own[order[0]].values())).period
    for kind in order:
        measure = measure_of(indicator, kind)
        unit = sources.catalogue.units[measure.unit]
        theirs = netherlands.get(kind, {}) if kind != "count" else {}
        title, when = measure_words(kind, measure, unit), _older(own[kind], main)
        title = f"{title}, {when}" if when else title
        parts.append(_breakdown(title, when or numbers.period(main), unit, labels, parents, own[kind], theirs, letters))
    kind = order[0]
    shown = [o for categories in own.values() for o in categories.values()]
    beside = [o for k in order if k != "count" for o in netherlands.get(k, {}).values()]
    return Table(
        heading=_heading(sources, indicator, kind, list(own[kind].values()), subject),
        column=subject.column,
        measure=measure_of(indicator, kind),
        unit=sources.catalogue.units[measure_of(indicator, kind).unit],
        first=parts[0],
        further=tuple(parts[1:]),
        multi=bool(indicator.breakdown and indicator.breakdown.multi),
        own=own[kind],
        netherlands=netherlands.get(kind, {}) if kind != "count" else {},
        labels=labels,
        top_level=tuple(c for c in labels if c != TOTAL and not parents.get(c)),
        notes=tuple(remarks),
        source=source_line(shown, sources.publications, beside),
    )


def _breakdown(
    title: str,
    period: str,
    unit: Unit,
    labels: dict[str, str],
    parents: dict[str, str | None],
    own: Categories,
    theirs: Categories,
    letters: dict[str, str],
) -> Breakdown:
    decimals = most_decimals([*own.values(), *theirs.values()])
    inner = [o.value for c, o in (*own.items(), *theirs.items()) if c != TOTAL and not marks.gap(o)]
    top = bars.ceiling(inner)
    compared = bool(theirs)

    def row(code: str) -> Row:
        mine = cell(own.get(code), decimals, letters)
        beside = cell(theirs.get(code), decimals, letters) if compared else None
        scale = None if code == TOTAL and unit.id != "%" else top
        return Row(
            label=labels[code],
            depth=1 if parents.get(code) else 0,
            own=mine,
            beside=beside,
            own_bar=_capped(mine.value, scale),
            beside_bar=_capped(beside.value, scale) if beside else "",
        )

    return Breakdown(
        title=title,
        period=period,
        unit="" if unit.id == "aantal" else unit.shown,
        compared=compared,
        rows=tuple(row(code) for code in labels if code in own),
        elsewhere=tuple(row(code) for code in labels if code not in own and code in theirs),
    )


def _capped(value: float | None, top: float | None) -> str:
    """A bar, unless it would be longer than the scale (a total beside its parts)."""
    return bars.width(value, top) if value is not None and top is not None and value <= top else ""


def legend(blocks: Iterable[Block]) -> list[Mark]:
    """The marks that occur in these blocks, in the order of the full legend."""
    found = {mark for item in blocks for shown in item.cells() for mark in shown.marks}
    return [mark for mark in marks.ALL if mark in found]
