"""Released figures of one indicator through time: the chart, the table beside it, and what must be said with both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.events import Event
from impactmonitor.catalogue.schema import Break, Indicator
from impactmonitor.catalogue.texts import Said
from impactmonitor.language import gettext as _
from impactmonitor.periods import Kind, parse
from impactmonitor.present import numbers
from impactmonitor.present.cells import Cell, Note, SourceLine, cell, most_decimals, notes, source_line
from impactmonitor.present.charts import timeline as times
from impactmonitor.present.charts.drawn import line_chart
from impactmonitor.present.charts.model import LineChart, Role
from impactmonitor.present.charts.timeline import Subject, Timeline
from impactmonitor.present.figures import Sources, category_labels, measure_of, measure_words
from impactmonitor.tables import TOTAL, Observation

__all__ = ["Happening", "Role", "Subject", "Trend", "TrendRow", "trend"]


YEARLY = ("year", "half-year", "quarter", "month")
"""Cadences of which there is a figure each year."""


@dataclass(frozen=True)
class TrendRow:
    """A period with a cell per region; or a break, then only `broken` is set."""

    period: str = ""
    cells: tuple[Cell, ...] = ()
    broken: str = ""


@dataclass(frozen=True)
class Happening:
    """An event beside a series: when, what, and the document that states it."""

    when: str
    text: str
    stated_by: str


@dataclass(frozen=True)
class Trend:
    """A series with everything that stands beside it. `chart` is None when there is too little for a line."""

    indicator: str
    title: str
    measure: str
    category: str
    timeline: Timeline
    chart: LineChart | None
    words: str
    unit: str
    rows: tuple[TrendRow, ...]
    breaks: tuple[str, ...]
    events: tuple[Happening, ...]
    notes: tuple[Note, ...]
    source: SourceLine

    @property
    def cells(self) -> list[Cell]:
        """All cells, for the legend."""
        return [c for row in self.rows for c in row.cells]

    @property
    def heads(self) -> list[str]:
        """Names of the regions, in the order of the cells."""
        return [s.name for s in self.timeline.subjects]

    @property
    def newest(self) -> list[Observation]:
        """The figures of the last moment."""
        code = self.timeline.moments[-1].code
        return [rows[code] for rows in self.timeline.figures.values() if code in rows]

    @property
    def when(self) -> str:
        """From the first to the last moment, in words."""
        return numbers.span([moment.code for moment in self.timeline.moments])


def trend(
    sources: Sources,
    indicator: Indicator,
    measure: str,
    subjects: Sequence[Subject],
    category: str = TOTAL,
    kind: Kind | None = None,
    with_events: bool = False,
) -> Trend | None:
    """The series of one measure and category for these regions; None without any row of it.

    Years and half-years are never one series: without `kind` that of its cadence is taken, else
    the one with the most moments.
    """
    found = _timeline(sources, indicator, measure, subjects, category, kind, with_events)
    if found is None:
        return None
    own = measure_of(indicator, measure)
    unit = sources.catalogue.units[own.unit]
    words = measure_words(measure, own, unit)
    if category != TOTAL:
        words = f"{words}, {category_labels(sources.catalogue, indicator).get(category, category)}"
    title = str(indicator.short or indicator.name)
    letters, remarks = notes(
        [(f"{s.name}, {numbers.period(o.period)}", o) for s in subjects for o in found.figures[s.region].values()],
        sources.explain,
    )
    return Trend(
        indicator=indicator.id,
        title=title,
        measure=measure,
        category=category,
        timeline=found,
        chart=line_chart(found, title, words, numbers.suffix(unit)),
        words=words,
        unit=unit.shown,
        rows=tuple(_rows(found, letters)),
        breaks=tuple(dict.fromkeys(f"{numbers.period(b.period)}: {b.text}" for b in found.passed())),
        events=tuple(Happening(_when(e), str(e.text), e.stated_by) for e in found.events),
        notes=tuple(remarks),
        source=source_line(
            found.shown(national=False) or found.shown(), sources.publications, found.shown(national=True)
        ),
    )


def _timeline(
    sources: Sources,
    indicator: Indicator,
    measure: str,
    subjects: Sequence[Subject],
    category: str,
    kind: Kind | None,
    with_events: bool,
) -> Timeline | None:
    wanted = (indicator.id, measure, category)
    own = [[o for o in s.observations if (o.indicator, o.measure, o.category) == wanted] for s in subjects]
    every = [o for rows in own for o in rows]
    if not every:
        return None
    kind = kind or times.kinds(every, indicator.cadence)[0]
    moments = times.moments((o.period for o in every), kind, indicator.cadence in YEARLY)
    if not moments:
        return None
    regions = {s.region for s in subjects}
    events = sorted(sources.catalogue.events, key=lambda e: e.day) if with_events else []
    return Timeline(
        kind=kind,
        moments=moments,
        subjects=tuple(subjects),
        figures={
            s.region: {o.period: o for o in rows if parse(o.period).kind == kind}
            for s, rows in zip(subjects, own, strict=True)
        },
        breaks=(*(b for b in indicator.breaks if not b.regions or regions & set(b.regions)), *_first(indicator)),
        events=tuple(e for e in events if _belongs(e, indicator, regions, moments[0].start, moments[-1].end)),
    )


def _first(indicator: Indicator) -> Iterator[Break]:
    """The first comparable period of an indicator: a line breaks there too, when there are figures of before."""
    first = indicator.first_period
    if first and first not in {b.period for b in indicator.breaks}:
        yield Break(period=first, text=Said(_("Cijfers van daarvóór zijn hiermee niet te vergelijken.")))


def _belongs(event: Event, indicator: Indicator, regions: set[str], first: dt.date, last: dt.date) -> bool:
    """Whether an event is told beside a series of these regions between these days."""
    there = not event.regions or regions & set(event.regions)
    return bool(there) and indicator.source in event.sources and first <= event.day <= last


def _when(event: Event) -> str:
    """`1 januari 2019`, `maart 2020`, `2020`."""
    return numbers.period(event.date)


def _rows(timeline: Timeline, letters: dict[str, str]) -> Iterable[TrendRow]:
    decimals = {region: most_decimals(rows.values()) for region, rows in timeline.figures.items()}
    for before, moment in timeline.steps():
        yield from (TrendRow(broken=str(b.text)) for b in timeline.between(before, moment))
        cells = (
            cell(timeline.figures[s.region].get(moment.code), decimals[s.region], letters) for s in timeline.subjects
        )
        yield TrendRow(numbers.period(moment.code), tuple(cells))
