"""Small multiples: one small line per region, all on one scale, with the Netherlands in each.

The series themselves (runs, breaks, bridges) are those of the line charts. The small lines are written as paths here:
they have no axis of their own and no text, and a comparison may need twenty-five of them at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.present.charts import layout
from impactmonitor.present.charts.bridges import bridge_to, bridged
from impactmonitor.present.charts.model import Line, LinePoint
from impactmonitor.present.charts.series import Subject, Trend, trend
from impactmonitor.present.columns import Column
from impactmonitor.present.figures import Sources
from impactmonitor.tables import Observation

WIDTH, HEIGHT = 150, 84
_LEFT, _RIGHT, _TOP, _BOTTOM = 5, 145, 6, 76


@dataclass(frozen=True)
class Stroke:
    """A piece of a line of one style: `style` is empty, `prov` or `deriv`."""

    path: str
    style: str


@dataclass(frozen=True)
class Dot:
    """A figure that is drawn as a point: the last of a line, or one that stands alone."""

    x: str
    y: str
    open: bool


@dataclass(frozen=True)
class Small:
    """One region: its name, last figure and lines. `spoken` says all of it; without a line it says why not."""

    region: Region
    name: str
    address: str
    mine: bool
    last: str
    own: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    national: tuple[Stroke, ...]
    breaks: tuple[str, ...]
    spoken: str


@dataclass(frozen=True)
class Multiples:
    """All of them, with the whole series for the table, the ends of their one scale, and where its lines are."""

    smalls: tuple[Small, ...]
    trend: Trend
    low: str
    high: str
    grid: tuple[str, ...]
    zero: str
    years: tuple[str, str]

    @property
    def national(self) -> bool:
        """Whether the Netherlands is in them."""
        return any(small.national for small in self.smalls)


@dataclass(frozen=True)
class _Frame:
    start: float
    end: float
    low: float
    high: float

    def x(self, moment: float) -> str:
        return f"{_LEFT + (moment - self.start) / (self.end - self.start) * (_RIGHT - _LEFT):.1f}"

    def y(self, value: float) -> str:
        return f"{_BOTTOM - (value - self.low) / (self.high - self.low) * (_BOTTOM - _TOP):.1f}"


def multiples(
    sources: Sources,
    column: Column,
    rows: Iterable[Observation],
    regions: Sequence[Region],
    names: Mapping[str, str],
    addresses: Mapping[str, str],
    mine: str = "",
) -> Multiples | None:
    """The series of a column for these regions, over periods of the same kind; None when no region has two figures.

    Counts are drawn without the Netherlands, which would press all regions against the axis. For a region that is the
    sum of older ones `rows` may hold those: its line goes back over them, marked as derived.
    """
    every = list(rows)
    by_region: dict[str, list[Observation]] = {}
    for o in every:
        by_region.setdefault(o.region, []).append(o)
    kind = parse(column.period).kind

    def series(*subjects: Subject) -> Trend | None:
        return trend(sources, column.indicator, column.measure, subjects, column.category, kind)

    def figures(code: str) -> list[Observation]:
        bridge = bridge_to(sources.catalogue.regions, code)
        return [*(bridged(sources.catalogue, bridge, every) if bridge else []), *by_region.get(code, [])]

    own = {r.code: Subject(r.code, names[r.code], "region", figures(r.code)) for r in regions}
    beside = [Subject(NETHERLANDS, _("Nederland"), "netherlands", by_region.get(NETHERLANDS, []))]
    beside = beside if column.comparable and beside[0].observations else []
    whole = series(*own.values(), *beside)
    if whole is None or whole.chart is None:
        return None
    drawn = [line for line in whole.chart.lines if line.role == "region"]
    if all(len({p.x for p in _points([line])}) < 2 for line in drawn):
        return None
    ticks = layout.scale((p.value for p in _points(whole.chart.lines) if p.value is not None), 4)
    frame = _Frame(whole.chart.start, whole.chart.end, ticks[0], ticks[-1])
    decimals = layout.decimals_of(ticks)
    return Multiples(
        smalls=tuple(
            _small(region, own[region.code], series(own[region.code], *beside), frame, addresses[region.code], mine)
            for region in regions
        ),
        trend=whole,
        low=numbers.number(ticks[0], decimals),
        high=numbers.number(ticks[-1], decimals) + whole.chart.suffix,
        grid=tuple(frame.y(t) for t in ticks if t),
        zero=frame.y(max(ticks[0], 0.0)),
        years=(str(int(whole.chart.start)), str(int(whole.chart.end))),
    )


def _points(lines: Iterable[Line]) -> Iterator[LinePoint]:
    for line in lines:
        for run in line.runs:
            yield from run


def _small(region: Region, subject: Subject, found: Trend | None, frame: _Frame, address: str, mine: str) -> Small:
    chart = found.chart if found else None
    lines = {line.role: line for line in chart.lines} if chart else {}
    own, national = lines.get("region"), lines.get("netherlands")
    dots = [run[0] for run in own.runs if len(run) == 1 and run[0] is not own.last] + [own.last] if own else []
    return Small(
        region=region,
        name=subject.name,
        address=address,
        mine=region.code == mine,
        last=own.last.text if own else "",
        own=tuple(_strokes(own, frame)),
        dots=tuple(Dot(frame.x(p.x), frame.y(p.value), p.open) for p in dots if p.value is not None),
        national=tuple(_strokes(national, frame)),
        breaks=tuple(frame.x(rule.x) for rule in chart.rules if rule.kind == "break") if chart else (),
        spoken=chart.description if chart and own else _("{region}: geen reeks.").format(region=subject.name),
    )


def _strokes(line: Line | None, frame: _Frame) -> Iterator[Stroke]:
    """The runs of a line, cut again where its style changes."""
    for run in line.runs if line else ():
        pairs = [(a, b) for a, b in itertools.pairwise(run) if a.value is not None and b.value is not None]
        for style, piece in itertools.groupby(pairs, _style):
            ends = list(piece)
            corners = [ends[0][0], *(b for _, b in ends)]
            yield Stroke("M" + "L".join(f"{frame.x(p.x)} {frame.y(p.value or 0.0)}" for p in corners), style)


def _style(pair: tuple[LinePoint, LinePoint]) -> str:
    before, after = pair
    return "deriv" if before.bridged or after.bridged else "prov" if after.open else ""
