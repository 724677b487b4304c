"""The specification of a line chart."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from impactmonitor.present import numbers
from impactmonitor.present.charts import layout, palette
from impactmonitor.present.charts.letters import text_width
from impactmonitor.present.charts.model import MIDDLE, NARROW, Line, LineChart, LinePoint, Tick

_HEIGHTS = {NARROW: 190, MIDDLE: 210}
_HEIGHT = 240
_ROW = 15
_LABEL_GAP = 17
_MOST_FOR_NAMES = 0.34
"""Part of the width that names beside the plot may take; else they stand within it or above."""

STENCIL = Path(__file__).with_name("line_chart.json")
Rows = list[dict[str, Any]]


def specification(chart: LineChart, width: int) -> dict[str, Any]:
    """The chart as a Vega-Lite specification of exactly this width."""
    frame = _frame(chart, width)
    spec: dict[str, Any] = json.loads(_stencil())
    spec["width"], spec["height"] = frame.width, frame.height
    spec["padding"] = {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom}
    spec["datasets"] = {
        "rules": _rules(chart, frame),
        "leads": _leads(frame),
        "whiskers": _whiskers(chart),
        "lines": _lines(chart),
        "points": _points(chart, frame),
        "words": frame.words,
        "caption": [{"x": frame.start, "y": frame.low, "text": chart.caption}],
    }
    for part in spec["layer"]:
        part["encoding"]["x"]["scale"]["domain"] = [frame.start, frame.end]
        part["encoding"]["y"]["scale"]["domain"] = [frame.low, frame.high]
    axes = spec["layer"][0]["encoding"]
    _label(axes["x"]["axis"], {t.x: t.label for t in frame.ticks})
    _label(axes["y"]["axis"], frame.numbers)
    return spec


@functools.cache
def _stencil() -> str:
    """The chart without figures, as scripts/reference/line_stencil.py wrote it: reading is fifty times as quick."""
    return STENCIL.read_text(encoding="utf-8")


def _label(axis: dict[str, Any], labels: dict[float, str]) -> None:
    """Ticks at these values, with our own labels: numbers and years are written by `present.numbers` alone."""
    axis["values"] = list(labels)
    axis["labelExpr"] = (
        f"({json.dumps(list(labels.values()), ensure_ascii=False)})[indexof({list(labels)}, datum.value)]"
    )


@dataclass(frozen=True)
class _Frame:
    """The room in a chart, and the texts that were placed in it."""

    left: float
    right: float
    top: float
    bottom: float
    width: float
    height: float
    start: float
    end: float
    last: float
    low: float
    high: float
    ticks: tuple[Tick, ...]
    numbers: dict[float, str]
    rules: list[layout.Placed]
    words: Rows = field(default_factory=list)

    def across(self, x: float) -> float:
        """A moment in pixels from the left of the plot."""
        return (x - self.start) / (self.end - self.start) * self.width

    def down(self, y: float) -> float:
        """A value in pixels from the top of the plot."""
        return (self.high - y) / (self.high - self.low) * self.height

    def value(self, down: float) -> float:
        """The opposite of `down`."""
        return self.high - down / self.height * (self.high - self.low)


def _frame(chart: LineChart, width: int) -> _Frame:
    values = [v for line in chart.lines for run in line.runs for p in run for v in (p.value, p.low, p.high)]
    ticks = layout.scale(v for v in values if v is not None)
    decimals = layout.decimals_of(ticks)
    written = {t: numbers.number(t, decimals) for t in ticks}
    written[ticks[-1]] += chart.suffix
    named = [line for line in chart.lines if line.role != "other"]
    left = 12 + max(text_width(t) for t in written.values())
    room = max((text_width(_name(line, chart.end), bold=True) for line in named), default=0)
    height = _HEIGHTS.get(width, _HEIGHT)
    narrow = room + 22 > width * _MOST_FOR_NAMES or len(named) * _LABEL_GAP > height
    last = max((text_width(t.label) for t in chart.ticks if t.x == chart.end), default=0)
    right = max(14 if narrow else room + 22, last / 2 - 6)  # its label stands half beside the last moment
    inner = width - left - right
    margin = (chart.end - chart.start or 1) * 10 / inner  # half a point beside the first and last moment
    start, end = chart.start - margin, chart.end + margin
    placed = layout.rows([((r.x - start) / (end - start) * inner, r.text) for r in chart.rules], inner + right - 6)
    frame = _Frame(
        left=left, right=right, top=12.0 + _ROW * max((p.row + 1 for p in placed), default=0),
        bottom=46 if chart.caption else 28, width=inner, height=height,
        start=start, end=end,
        last=chart.end, low=ticks[0], high=ticks[-1],
        ticks=_thinned(chart.ticks, max(1, int(inner // 42))), numbers=written, rules=placed,
    )  # fmt: skip
    if not narrow:
        return dataclasses.replace(frame, words=_beside(frame, named))
    words = _inside(frame, named)
    if words is not None:
        return dataclasses.replace(frame, words=words)
    words = _key(frame, named)
    return dataclasses.replace(frame, words=words, top=frame.top + _LABEL_GAP * len(named) + 4)


def _thinned(ticks: tuple[Tick, ...], most: int) -> tuple[Tick, ...]:
    """Every so many ticks, so that their labels do not touch; the last moment keeps its label."""
    step = -(-len(ticks) // most)
    return tuple(reversed(ticks[::-1][::step])) if step > 1 else ticks


def _name(line: Line, end: float) -> str:
    """Name and last figure; the year of that figure when the line ends before the chart does."""
    words = f"{line.name} {line.last.text}"
    return words if line.last.x >= end else f"{words} ({int(line.last.x)})"


def _height_of(point: LinePoint) -> float:
    return point.value if point.value is not None else point.high or 0.0


def _word(frame: _Frame, line: Line, x: float, y: float, side: str, **more: Any) -> dict[str, Any]:
    return {"x": x, "y": y, "text": _name(line, frame.last), "role": line.role, "side": side, **more}


def _beside(frame: _Frame, named: list[Line]) -> Rows:
    """Names and last values to the right of the last figures."""
    wanted = [frame.down(_height_of(line.last)) for line in named]
    places = layout.spread(wanted, _LABEL_GAP, 4, frame.height - 4)
    return [
        _word(frame, line, frame.end, frame.value(place), "right", since=line.last.x, at=_height_of(line.last))
        for line, place in zip(named, places, strict=True)
    ]


def _inside(frame: _Frame, named: list[Line]) -> Rows | None:
    """Names and last values at the end of the lines, above or below; None when they would lie over a line."""
    segments = [
        (frame.across(a.x), frame.down(_height_of(a)), frame.across(b.x), frame.down(_height_of(b)))
        for line in named
        for run in line.runs
        for a, b in zip(run, run[1:] or run, strict=False)
    ]
    boxes: list[layout.Box] = []
    words = []
    for line in named:
        last, wide = frame.down(_height_of(line.last)), text_width(_name(line, frame.last), bold=True)
        for middle in (last - 17, last + 18):
            box = layout.Box(frame.width - wide, middle - 8, frame.width, middle + 8)
            free = box.top >= -6 and box.bottom <= frame.height - 2
            if free and not any(box.meets(b) for b in boxes) and not any(box.crossed(*s) for s in segments):
                boxes.append(box)
                words.append(_word(frame, line, frame.end, frame.value(middle), "left"))
                break
        else:
            return None
    return words


def _key(frame: _Frame, named: list[Line]) -> Rows:
    """Names and last values above the plot, each with its point before it, from the highest to the lowest line."""
    ordered = sorted(named, key=lambda line: -_height_of(line.last))
    under = frame.top + 2
    return [
        _word(frame, line, frame.start, frame.value(-under - _LABEL_GAP * (len(ordered) - 1 - n)), "key")
        for n, line in enumerate(ordered)
    ]


def _leads(frame: _Frame) -> Rows:
    """A thin line from a last figure to its name, where the name had to move aside."""
    return [
        {"x": w["since"], "y": w["at"], "x2": frame.end, "y2": w["y"], "role": w["role"]}
        for w in frame.words
        if w["side"] == "right" and abs(frame.down(w["at"]) - frame.down(w["y"])) > 8
    ]


def _rules(chart: LineChart, frame: _Frame) -> Rows:
    """Standing lines, as high as their words."""
    return [
        {"x": rule.x, "y": frame.low, "y2": frame.value(-2 - _ROW * p.row), "kind": rule.kind, "text": rule.text,
         "up": frame.value(-7 - _ROW * p.row), "side": "left" if p.ends else "right"}
        for rule, p in zip(chart.rules, frame.rules, strict=True)
    ]  # fmt: skip


def _style(before: LinePoint, after: LinePoint) -> str:
    if before.bridged or after.bridged:
        return "bridged"
    return "provisional" if after.open else "solid"


def _drawn(chart: LineChart) -> list[Line]:
    return sorted(chart.lines, key=lambda line: palette.ROLES.index(line.role))


def _lines(chart: LineChart) -> Rows:
    """Stretches of one style: each is a path of its own."""
    found: Rows = []
    number = 0
    for line in _drawn(chart):
        for run in line.runs:
            style = ""
            for before, after in itertools.pairwise(run):
                if before.value is None or after.value is None:
                    style = ""
                    continue
                if _style(before, after) != style:
                    style = _style(before, after)
                    number += 1
                    found.append({"x": before.x, "y": before.value, "role": line.role, "style": style, "n": number})
                found.append({"x": after.x, "y": after.value, "role": line.role, "style": style, "n": number})
    return found


def _points(chart: LineChart, frame: _Frame) -> Rows:
    """All figures; of a grey line only those that would be invisible without: alone, or at zero."""
    keys = [{**w, "look": w["role"], "small": False} for w in frame.words if w["side"] == "key"]
    return keys + [
        {"x": p.x, "y": p.value, "role": line.role, "look": "open" if p.open else line.role, "small": p.bridged}
        for line in _drawn(chart)
        for run in line.runs
        for p in run
        if p.value is not None and (line.role != "other" or len(run) == 1)
    ]


def _whiskers(chart: LineChart) -> Rows:
    return [
        {"x": p.x, "y": p.low, "y2": p.high, "role": line.role}
        for line in _drawn(chart)
        if line.role in ("region", "netherlands")
        for run in line.runs
        for p in run
        if p.low is not None and p.high is not None
    ]
