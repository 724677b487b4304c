"""What a chart shows, as plain values: the same description gives the picture, its words and its key in the cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["region", "netherlands", "beside", "other"]
"""My region, the Netherlands, another region with its name, another region as grey context without a name."""

NARROW, MIDDLE, WIDE = 340, 520, 720
"""The widths in which every chart is drawn; a block shows the one that fits, so that text is never scaled."""
WIDTHS = (NARROW, MIDDLE, WIDE)

ANCHOR = "@id@"
"""Stands in a drawing for the id that it gets on its page."""


@dataclass(frozen=True)
class LinePoint:
    """A figure in a series. `x` is the moment in years (2019.5 is the second half of 2019), `text` the figure as
    written, with its marks. `open` is provisional, `bridged` computed over a change of regions. Without `value` only
    the interval is drawn.
    """

    x: float
    value: float | None
    text: str
    open: bool = False
    bridged: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """A region in a series. Points are joined within a run and never between runs: there a figure is missing, or the
    series breaks.
    """

    name: str
    role: Role
    runs: tuple[tuple[LinePoint, ...], ...]

    @property
    def last(self) -> LinePoint:
        """The newest figure."""
        return self.runs[-1][-1]


@dataclass(frozen=True)
class Rule:
    """A standing line at a moment: a break in the series, or an event that readers must know of."""

    x: float
    text: str
    kind: Literal["break", "event"]


@dataclass(frozen=True)
class Tick:
    """A moment on the axis of time with its label."""

    x: float
    label: str


@dataclass(frozen=True)
class LineChart:
    """Series of one indicator for one or more regions. `suffix` stands behind the highest number of the axis."""

    title: str
    description: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    caption: str
    suffix: str = ""
    rules: tuple[Rule, ...] = ()
    start: float = 0.0
    end: float = 1.0


Chart = LineChart
"""Everything that can be drawn in a block of a page."""
