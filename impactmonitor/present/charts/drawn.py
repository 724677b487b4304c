"""The line chart of a series: lines with their gaps and breaks, years on the axis, and its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from impactmonitor.catalogue.schema import Break
from impactmonitor.formulas import BRIDGES
from impactmonitor.formulas import parse as parse_formula
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.periods import Kind, Period, parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import cell
from impactmonitor.present.charts.model import Line, LineChart, LinePoint, Rule, Tick
from impactmonitor.present.charts.timeline import REGULAR, Timeline, applies, day_place, place
from impactmonitor.tables import Observation


def line_chart(timeline: Timeline, title: str, words: str, suffix: str) -> LineChart | None:
    """The chart of a series; None when there are figures of fewer than two moments."""
    lines = []
    for subject in timeline.subjects:
        runs = tuple(tuple(map(_point, run)) for run in timeline.runs(subject.region))
        if runs:
            lines.append(Line(subject.name, subject.role, runs))
    if len({p.x for line in lines for run in line.runs for p in run}) < 2:
        return None
    named = [line.name for line in lines if line.role != "other"]
    first, last = timeline.moments[0], timeline.moments[-1]
    return LineChart(
        title=_("{title}: {measure}. {places}").format(title=title, measure=words, places=numbers.listed(named)),
        description=_described(lines, {place(m): numbers.period(m.code) for m in timeline.moments}),
        lines=tuple(lines),
        ticks=tuple(_ticks(timeline.moments)),
        caption=_caption(timeline.kind),
        suffix=suffix,
        rules=tuple(sorted((*_breaks(timeline), *_events(timeline)), key=lambda rule: rule.x)),
        start=place(first),
        end=place(last),
    )


def _point(o: Observation) -> LinePoint:
    written = cell(o)
    return LinePoint(
        x=place(parse(o.period)),
        value=o.value,
        text=f"{written.text}{written.signs}",
        open=written.provisional,
        bridged=bool(o.formula) and parse_formula(o.formula).name in BRIDGES,
        low=o.low,
        high=o.high,
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


def _breaks(timeline: Timeline) -> Iterable[Rule]:
    """Breaks stand between two figures, once for each day."""
    for before, here in timeline.steps():
        days: dict[dt.date, list[Break]] = {}
        for item in timeline.between(before, here):
            days.setdefault(parse(item.period).start, []).append(item)
        for day, found in days.items():
            assert before is not None
            yield Rule((place(before) + place(here)) / 2, _break_words(timeline, day, found), "break")


def _break_words(timeline: Timeline, day: dt.date, found: list[Break]) -> str:
    """When it broke, as short as possible, and for how many of these regions when not for all."""
    when = str(day.year) if (day.month, day.day) == (1, 1) else numbers.day(day)
    regions = [s for s in timeline.subjects if s.role != "netherlands"] or list(timeline.subjects)
    concerned = [s for s in regions if any(applies(b, s.region) for b in found)]
    if len(concerned) == len(regions):
        return _("breuk: {day}").format(day=when)
    text = ngettext("breuk voor {number} gebied: {day}", "breuk voor {number} gebieden: {day}", len(concerned))
    return text.format(number=len(concerned), day=when)


def _events(timeline: Timeline) -> Iterable[Rule]:
    """Events stand on their day, when there are figures before and after, and no break says it already."""
    first, last = place(timeline.moments[0]), place(timeline.moments[-1])
    broken = {parse(b.period).start for b in timeline.passed()}
    for event in timeline.events:
        where = day_place(event.day)
        if first < where <= last and event.day not in broken:
            yield Rule(where, str(event.short), "event")


def _described(lines: Sequence[Line], names: dict[float, str]) -> str:
    """First and last figure of every named line, and where it is interrupted."""
    found = []
    for line in (one for one in lines if one.role != "other"):
        first, last = line.runs[0][0], line.last
        words = {"name": line.name, "last": _spoken(last), "end": names[last.x]}
        if first is last:
            found.append(_("{name}: {last} ({end}).").format(**words))
        else:
            sentence = _("{name}: van {first} ({start}) naar {last} ({end}).")
            found.append(sentence.format(**words, first=_spoken(first), start=names[first.x]))
        if len(line.runs) > 1:
            found.append(_("De lijn is onderbroken: er is een breuk of er ontbreekt een cijfer."))
    others = sum(line.role == "other" for line in lines)
    if others:
        text = ngettext(
            "Grijs: {number} ander gebied, zonder naam in de grafiek.",
            "Grijs: {number} andere gebieden, zonder naam in de grafiek.",
            others,
        )
        found.append(text.format(number=others))
    points = [p for line in lines for run in line.runs for p in run]
    if any(p.open for p in points):
        found.append(_("Open punten zijn voorlopig."))
    if any(p.bridged for p in points):
        found.append(_("Streepjes: door ons opgeteld uit de regio’s van toen."))
    return " ".join(found)


def _spoken(point: LinePoint) -> str:
    """A figure as read aloud: words for its stars."""
    for mark in (marks.REVISED, marks.PROVISIONAL):
        if point.text.endswith(mark.sign):
            return f"{point.text.removesuffix(mark.sign)} {mark.word}"
    return point.text
