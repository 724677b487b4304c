"""The dot table as a drawing: a row for each region, also without a figure, on one scale from zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from impactmonitor.catalogue.regions import NETHERLANDS, Region
from impactmonitor.present import numbers
from impactmonitor.present.cells import Cell
from impactmonitor.present.charts import layout, palette
from impactmonitor.present.charts.letters import fitting, text_width
from impactmonitor.present.columns import Column
from impactmonitor.present.pictures import canvas
from impactmonitor.present.pictures.canvas import Drawing
from impactmonitor.present.pictures.picture import INSIDE
from impactmonitor.present.words import netherlands
from impactmonitor.tables import Observation

_NAMES, _VALUES = 190.0, 86.0
_LEFT = _NAMES + _VALUES + 20
_RIGHT = INSIDE - 12.0
_ROW = 22.0
_HEAD = 44.0


class _Scale:
    """From round number to round number, as pixels from the left."""

    def __init__(self, values: Iterable[float]) -> None:
        self.ticks = layout.scale(values)

    def across(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)


def dots(column: Column, regions: Iterable[Region], names: Mapping[str, str], mine: str = "") -> Drawing:
    """The figures of these regions in this order, with the Netherlands as a rule through all rows."""
    listed = list(regions)
    shown = [o for r in listed if (o := _shown(column, r.code))]
    national = column.at.get(NETHERLANDS) if column.comparable and _has(column.netherlands) else None
    every = [*shown, *([national] if national else [])]
    scale = _Scale(v for o in every for v in (o.value, o.low, o.high) if v is not None)
    high = _HEAD + _ROW * len(listed)
    found = [_grid(scale, high)]
    if national and national.value is not None:
        found.append(_rule(scale, national.value, column.netherlands, high))
    for n, region in enumerate(listed):
        found.append(canvas.moved(_row(scale, column, region, names[region.code], mine), 0, _HEAD + _ROW * n))
    return Drawing(high + 20, "".join(found))


def _has(cell: Cell | None) -> bool:
    return cell is not None and cell.gap is None


def _shown(column: Column, code: str) -> Observation | None:
    return column.at.get(code) if _has(column.cells[code]) else None


def _grid(scale: _Scale, high: float) -> str:
    decimals = layout.decimals_of(scale.ticks)
    found = []
    for tick in scale.ticks:
        x = scale.across(tick)
        found.append(canvas.line(x, _HEAD - 6, x, high, palette.GRID))
        found.append(canvas.text(numbers.number(tick, decimals), x, high + 14, 12, palette.INK_2, anchor="middle"))
    zero = scale.across(0.0)
    return "".join(found) + canvas.line(zero, _HEAD - 6, zero, high, palette.AXIS)


def _rule(scale: _Scale, value: float, cell: Cell | None, high: float) -> str:
    """The Netherlands, named above."""
    x = scale.across(value)
    words = f"{netherlands()} {cell.text}{cell.signs}{canvas.raised(cell.letter)}" if cell else netherlands()
    half = text_width(words, 13, bold=True) / 2
    anchor, at = ("end", float(INSIDE)) if x + half > INSIDE else ("middle", x)
    return (
        canvas.line(x, _HEAD - 14, x, high, palette.NETHERLANDS, 2)
        + canvas.point("netherlands", x, _HEAD - 14, 6, bool(cell and cell.provisional))
        + canvas.text(words, at, 18, 13, palette.NETHERLANDS, 700, anchor)
    )


def _row(scale: _Scale, column: Column, region: Region, name: str, mine: str) -> str:
    cell, o = column.cells[region.code], _shown(column, region.code)
    role = "region" if region.code == mine else "other"
    weight = 700 if role == "region" else 400
    ink = palette.REGION if role == "region" else palette.INK
    size = fitting(name, _NAMES - 6, 13, bold=weight > 400)
    found = [canvas.text(name, 0, 15, size, ink, weight)]
    if cell.gap:
        words = cell.gap.label
        found.append(canvas.sign(cell.gap.drawing, _NAMES + 4, 4) if cell.gap.drawing else "")
        found.append(canvas.text(words, _NAMES + 32, 15, 11, palette.INK_2))
        return "".join(found)
    right = _NAMES + _VALUES - 16
    found.append(canvas.text(cell.text, right, 15, 13, ink, max(weight, 600), "end"))
    found.append(canvas.text(f"{cell.signs}{canvas.raised(cell.letter)}", right + 1, 15, 11, palette.INK_2))
    if o is not None and o.low is not None and o.high is not None:
        colour = palette.REGION if role == "region" else palette.OTHER
        found.append(
            canvas.line(scale.across(o.low), 11, scale.across(o.high), 11, colour, 3 if role == "region" else 2)
        )
    if o is not None and o.value is not None:
        found.append(canvas.point(role, scale.across(o.value), 11, 6.5 if role == "region" else 5, cell.provisional))
    return "".join(found)
