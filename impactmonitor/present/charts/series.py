"""Released figures of one indicator through time: the chart, the table beside it, and what must be said with both."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.schema import Break, Indicator
from impactmonitor.formulas import BRIDGES
from impactmonitor.formulas import parse as parse_formula
from impactmonitor.language import gettext as _
from impactmonitor.periods import Kind, Period, parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import Cell, Note, SourceLine, cell, most_decimals, notes, source_line
from impactmonitor.present.charts.model import Line, LineChart, LinePoint, Role, Rule, Tick
from impactmonitor.present.figures import Sources, category_labels, measure_of, measure_words
from impactmonitor.tables import TOTAL, Observation, ObsStatus

REGULAR: dict[Kind, int] = {"half-year": 2, "quarter": 4, "month": 12}
"""Kinds of period that follow each other without a gap, and how many go in a year."""


@dataclass(frozen=True)
class Subject:
    """A region in a series: its name, the part that it plays, and its figures (those of other series are ignored)."""

    region: str
    name: str
    role: Role
    observations: Sequence[Observation]


@dataclass(frozen=True)
class Moment:
    """What happened that readers of a series must know of, with a short name for in the chart."""

    date: dt.date
    short: str


@dataclass(frozen=True)
class TrendRow:
    """A period with a cell per region; or a break, then only `broken` is set."""

    period: str = ""
    cells: tuple[Cell, ...] = ()
    broken: str = ""


@dataclass(frozen=True)
class Trend:
    """A series with everything that stands beside it. `chart` is None when there is too little for a line."""

    indicator: str
    title: str
    measure: str
    category: str
    kind: Kind
    chart: LineChart | None
    words: str
    unit: str
    span: tuple[str, str]
    heads: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    breaks: tuple[str, ...]
    notes: tuple[Note, ...]
    source: SourceLine

    @property
    def cells(self) -> list[Cell]:
        """All cells, for the legend."""
        return [c for row in self.rows for c in row.cells]


def kinds(observations: Iterable[Observation]) -> list[Kind]:
    """Kinds of period among these figures, the one with the most moments first."""
    found: dict[Kind, set[str]] = {}
    for o in observations:
        found.setdefault(parse(o.period).kind, set()).add(o.period)
    return sorted(found, key=lambda kind: (-len(found[kind]), kind))


def trend(
    sources: Sources,
    indicator: Indicator,
    measure: str,
    subjects: Sequence[Subject],
    category: str = TOTAL,
    kind: Kind | None = None,
    events: Sequence[Moment] = (),
) -> Trend | None:
    """The series of one measure and category for these regions; None without any row of it.

    Years and half-years are never one series: without `kind` the one with the most moments is taken.
    """
    found = {
        s.region: {o.period: o for o in s.observations if _belongs(o, indicator, measure, category)} for s in subjects
    }
    shown = [o for rows in found.values() for o in rows.values()]
    if not shown:
        return None
    kind = kind or kinds(shown)[0]
    found = {region: {p: o for p, o in rows.items() if parse(p).kind == kind} for region, rows in found.items()}
    shown = [o for rows in found.values() for o in rows.values()]
    moments = _moments({o.period for o in shown}, kind)
    if not moments:
        return None
    own = measure_of(indicator, measure)
    unit = sources.catalogue.units[own.unit]
    words = measure_words(measure, own, unit)
    if category != TOTAL:
        words = f"{words}, {category_labels(sources.catalogue, indicator).get(category, category)}"
    title = str(indicator.short or indicator.name)
    letters, remarks = notes(
        [(f"{s.name}, {numbers.period(o.period)}", o) for s in subjects for o in found[s.region].values()],
        sources.explain,
    )
    breaks = [b for b in indicator.breaks if not b.regions or set(b.regions) & set(found)]
    span = (numbers.period(moments[0].code), numbers.period(moments[-1].code))
    return Trend(
        indicator=indicator.id,
        title=title,
        measure=measure,
        category=category,
        kind=kind,
        chart=_chart(
            str(indicator.short or indicator.name),
            words,
            numbers.suffix(unit),
            subjects,
            found,
            moments,
            breaks,
            events,
        ),
        words=words,
        unit=unit.shown,
        span=span,
        heads=tuple(s.name for s in subjects),
        rows=tuple(_rows(subjects, found, moments, breaks, letters)),
        breaks=tuple(str(b.text) for b in breaks if any(_between(b, x, y) for x, y in _pairs(moments))),
        notes=tuple(remarks),
        source=source_line(
            [o for s in subjects if s.role != "netherlands" for o in found[s.region].values()] or shown,
            sources.publications,
            [o for s in subjects if s.role == "netherlands" for o in found[s.region].values()],
        ),
    )


def _belongs(o: Observation, indicator: Indicator, measure: str, category: str) -> bool:
    return o.indicator == indicator.id and o.measure == measure and o.category == category


def _moments(codes: set[str], kind: Kind) -> list[Period]:
    """All moments from the first to the last: of half-years, quarters and months also those without any figure."""
    found = sorted((parse(c) for c in codes), key=lambda p: p.sort_key)
    many = REGULAR.get(kind)
    if not found or not many:
        return found
    pattern = {"half-year": "{year}H{n}", "quarter": "{year}Q{n}", "month": "{year}-{n:02d}"}[kind]
    every = (
        parse(pattern.format(year=y, n=n)) for y in range(found[0].year, found[-1].year + 1) for n in range(1, many + 1)
    )
    return [p for p in every if found[0].start <= p.start <= found[-1].start]


def place(period: Period) -> float:
    """A period as a moment on the axis of time: its first day, in years; of several years the middle one."""
    first = period.start
    if period.kind == "years":
        return (period.start.year + period.end.year) / 2
    if period.kind == "date":
        return round(first.year + (first.timetuple().tm_yday - 1) / 365.25, 3)
    return round(first.year + (first.month - 1) / 12, 3)


def _pairs(moments: Sequence[Period]) -> Iterable[tuple[Period, Period]]:
    return itertools.pairwise(moments)


def _between(item: Break, before: Period, here: Period) -> bool:
    return before.start < parse(item.period).start <= here.start


def _applies(item: Break, region: str) -> bool:
    return not item.regions or region in item.regions


def _runs(
    region: str, rows: dict[str, Observation], moments: Sequence[Period], breaks: Sequence[Break]
) -> tuple[tuple[LinePoint, ...], ...]:
    """The figures of a region, cut where one is missing and where the series breaks."""
    runs: list[list[LinePoint]] = [[]]
    before: Period | None = None
    for moment in moments:
        o = rows.get(moment.code)
        cut = before is not None and any(_applies(b, region) and _between(b, before, moment) for b in breaks)
        if cut or o is None or marks.gap(o) or o.obs_status == ObsStatus.BREAK:
            runs.append([])
        if o is not None and not marks.gap(o):
            runs[-1].append(_point(o, moment))
        before = moment
    return tuple(tuple(run) for run in runs if run)


def _point(o: Observation, moment: Period) -> LinePoint:
    written = cell(o)
    return LinePoint(
        x=place(moment),
        value=o.value,
        text=f"{written.text}{written.signs}",
        open=written.provisional,
        bridged=bool(o.formula) and parse_formula(o.formula).name in BRIDGES,
        low=o.low,
        high=o.high,
    )


def _chart(
    title: str,
    words: str,
    suffix: str,
    subjects: Sequence[Subject],
    found: dict[str, dict[str, Observation]],
    moments: list[Period],
    breaks: Sequence[Break],
    events: Sequence[Moment],
) -> LineChart | None:
    lines = []
    for subject in subjects:
        runs = _runs(subject.region, found[subject.region], moments, breaks)
        if runs:
            lines.append(Line(subject.name, subject.role, runs))
    if len({p.x for line in lines for run in line.runs for p in run}) < 2:
        return None
    drawn = moments[:]
    named = [line.name for line in lines if line.role != "other"]
    return LineChart(
        title=_("{title}: {measure}. {places}").format(title=title, measure=words, places=numbers.listed(named)),
        description=_described(lines, {place(m): numbers.period(m.code) for m in moments}),
        lines=tuple(lines),
        ticks=tuple(_ticks(drawn)),
        caption=_caption(drawn[0].kind),
        decimals=most_decimals(o for rows in found.values() for o in rows.values()),
        suffix=suffix,
        rules=tuple(_rules(drawn, breaks, events)),
        start=place(drawn[0]),
        end=place(drawn[-1]),
    )


def _caption(kind: Kind) -> str:
    if kind == "half-year":
        return _("halve jaren; het streepje staat bij het 1e halfjaar")
    if kind == "quarter":
        return _("kwartalen; het streepje staat bij het 1e kwartaal")
    return _("maanden; het streepje staat bij januari") if kind == "month" else ""


def _ticks(moments: Sequence[Period]) -> Iterable[Tick]:
    """Years, under their first half-year, quarter or month; other moments each have their own label."""
    for moment in moments:
        if moment.kind in REGULAR:
            if moment.start.month == 1:
                yield Tick(place(moment), str(moment.year))
        elif moment.kind == "years":
            yield Tick(place(moment), f"{moment.year}{numbers.DASH}{moment.end.year}")
        else:
            yield Tick(place(moment), str(moment.year))


def _rules(moments: Sequence[Period], breaks: Sequence[Break], events: Sequence[Moment]) -> list[Rule]:
    """Breaks stand between two figures; events on their day. Both only where there are figures before and after."""
    found = []
    for before, here in _pairs(moments):
        days = dict.fromkeys(parse(b.period).start for b in breaks if _between(b, before, here))
        middle = (place(before) + place(here)) / 2
        found += [Rule(middle, _("breuk: {day}").format(day=_day(day)), "break") for day in days]
    first, last = place(moments[0]), place(moments[-1])
    for event in events:
        x = round(event.date.year + (event.date.timetuple().tm_yday - 1) / 365.25, 3)
        if first < x <= last:
            found.append(Rule(x, event.short, "event"))
    return sorted(found, key=lambda rule: rule.x)


def _day(day: dt.date) -> str:
    """A day as short as it can be: `2023` for its first day."""
    return str(day.year) if (day.month, day.day) == (1, 1) else numbers.day(day)


def _rows(
    subjects: Sequence[Subject],
    found: dict[str, dict[str, Observation]],
    moments: Sequence[Period],
    breaks: Sequence[Break],
    letters: dict[str, str],
) -> Iterable[TrendRow]:
    decimals = {region: most_decimals(rows.values()) for region, rows in found.items()}
    before: Period | None = None
    for moment in moments:
        if before is not None:
            yield from (TrendRow(broken=str(b.text)) for b in breaks if _between(b, before, moment))
        cells = tuple(cell(found[s.region].get(moment.code), decimals[s.region], letters) for s in subjects)
        yield TrendRow(numbers.period(moment.code), cells)
        before = moment


def _described(lines: Sequence[Line], names: dict[float, str]) -> str:
    """First and last figure of every named line, and where it is interrupted."""
    found = []
    for line in (one for one in lines if one.role != "other"):
        first, last = line.runs[0][0], line.last
        if first is last:
            sentence = _("{name}: {text} in {period}.").format(
                name=line.name, text=_spoken(first), period=names[first.x]
            )
        else:
            sentence = _("{name}: van {first} ({start}) naar {last} ({end}).").format(
                name=line.name, first=_spoken(first), start=names[first.x], last=_spoken(last), end=names[last.x]
            )
        if len(line.runs) > 1:
            sentence += " " + _("De lijn is onderbroken: er is een breuk of er ontbreekt een cijfer.")
        found.append(sentence)
    others = sum(line.role == "other" for line in lines)
    if others:
        found.append(_("Grijs: {number} andere gebieden, zonder naam in de grafiek.").format(number=others))
    if any(p.open for line in lines for run in line.runs for p in run):
        found.append(_("Open punten zijn voorlopig."))
    if any(p.bridged for line in lines for run in line.runs for p in run):
        found.append(_("Streepjes: door ons opgeteld uit de regio’s van toen."))
    return " ".join(found)


def _spoken(point: LinePoint) -> str:
    return point.text.replace("**", f" {marks.REVISED.word}").replace("*", f" {marks.PROVISIONAL.word}")
