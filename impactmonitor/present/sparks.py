"""A small line of a development, only beside a number: drawn here, because it holds no text and needs no axis."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from impactmonitor.language import gettext as _
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.present.bars import ceiling
from impactmonitor.present.charts.model import Line, LineChart, LinePoint
from impactmonitor.present.charts.series import Trend
from impactmonitor.present.charts.timeline import place

_CLASSES = {"region": "l-me", "netherlands": "l-nl", "beside": "l-ot", "other": "l-ot"}
FEWEST = 3
"""Fewer figures are no development."""


@dataclass(frozen=True)
class Stroke:
    """A part of a line, as SVG path in a box of 100 by 100 with zero at its foot."""

    look: str
    path: str


@dataclass(frozen=True)
class Dot:
    """A figure that is drawn as a point, in percent of the width and height."""

    look: str
    x: str
    y: str
    size: str


@dataclass(frozen=True)
class Spark:
    """The development of a figure: lines and points, its first and last figure with their period, and it in words."""

    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    breaks: tuple[str, ...]
    first: tuple[str, str]
    last: tuple[str, str]
    spoken: str


def spark(trend: Trend | None, code: str) -> Spark | None:
    """The small line of a series with a point at the period `code`, beside whose figure it stands.

    None when there are too few figures, or when some lie below zero.
    """
    chart = trend.chart if trend else None
    if trend is None or chart is None or len(_values(chart.lines[0])) < FEWEST:
        return None
    top = ceiling(value for line in chart.lines for value in _values(line))
    if top is None:
        return None
    box = _Box(chart, top, place(parse(code)))
    periods = {place(moment): numbers.period(moment.code) for moment in trend.timeline.moments}
    own = chart.lines[0]
    drawn = sorted(chart.lines, key=lambda line: line.role == "region")  # my region over the others
    return Spark(
        strokes=tuple(stroke for line in drawn for stroke in box.strokes(line)),
        dots=tuple(dot for line in drawn for dot in box.dots(line)),
        breaks=tuple(f"{box.across(rule.x):.1f}%" for rule in chart.rules if rule.kind == "break"),
        first=(own.runs[0][0].text, periods[own.runs[0][0].x]),
        last=(own.last.text, periods[own.last.x]),
        spoken=_("Ontwikkeling. {description} De schaal begint bij nul.").format(description=chart.description),
    )


def _values(line: Line) -> list[float]:
    return [p.value for run in line.runs for p in run if p.value is not None]


@dataclass(frozen=True)
class _Box:
    chart: LineChart
    top: float
    here: float

    def across(self, x: float) -> float:
        return 100 * (x - self.chart.start) / (self.chart.end - self.chart.start)

    def _up(self, value: float) -> float:
        return 100 - 100 * value / self.top

    def _place(self, point: LinePoint) -> str:
        return f"{self.across(point.x):.1f} {self._up(point.value or 0):.1f}"

    def strokes(self, line: Line) -> Iterator[Stroke]:
        """Joined figures; one that leads to a provisional figure is dotted, one over a change of regions dashed."""
        for run in line.runs:
            known = [p for p in run if p.value is not None]
            pairs = itertools.pairwise(known)
            for manner, group in itertools.groupby(pairs, key=lambda pair: _manner(*pair)):
                stretch = list(group)
                places = [self._place(stretch[0][0]), *(self._place(after) for _before, after in stretch)]
                look = f"{_CLASSES[line.role]} {manner}".strip()
                yield Stroke(look, f"M{'L'.join(places)}")

    def dots(self, line: Line) -> Iterator[Dot]:
        """The figure beside which the line stands, and those that stand alone."""
        look = _CLASSES[line.role].replace("l-", "p-")
        for run in line.runs:
            known = [p for p in run if p.value is not None]
            for point in known:
                if point.x == self.here or len(known) == 1:
                    at = (f"{self.across(point.x):.1f}%", f"{self._up(point.value or 0):.1f}%")
                    yield Dot(f"{look} open" if point.open else look, *at, "4" if point.x == self.here else "2.5")


def _manner(before: LinePoint, after: LinePoint) -> str:
    if before.bridged or after.bridged:
        return "deriv"
    return "prov" if after.open else ""
