"""The dot table: one row per region on one scale, with its interval, and the Netherlands as a rule through all rows.

Regions without a figure keep their row. Rows stand by name or by value; places are never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from impactmonitor.catalogue.regions import NETHERLANDS, Region, fold
from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.present.cells import Cell
from impactmonitor.present.charts import layout
from impactmonitor.present.columns import Column, groups
from impactmonitor.tables import Observation

BY_VALUE, BY_NAME = "waarde", "naam"
"""The two orders, as they stand in an address."""


@dataclass(frozen=True)
class Tick:
    """A text at a place on the scale (percent); `anchor` says whether it begins, centres or ends there."""

    place: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Scale:
    """From round number to round number, always with zero."""

    low: float
    high: float
    ticks: tuple[Tick, ...]

    def place(self, value: float | None) -> str:
        """Where a value stands; empty without a value."""
        return "" if value is None else f"{self.share(value):.1f}%"

    def share(self, value: float) -> float:
        """Where a value stands, in percent."""
        return 100 * (value - self.low) / (self.high - self.low)


def _tick(share: float, label: str, edge: float) -> Tick:
    """A label that stays on the scale: within `edge` percent of an end it begins or ends at its place."""
    anchor = "a-s" if share < edge else "a-e" if share > 100 - edge else "a-m"
    return Tick(f"{share:.1f}%", label, anchor)


def scale(values: Iterable[float | None]) -> Scale | None:
    """A scale with at most six round numbers for these values; None without any."""
    known = [v for v in values if v is not None]
    if not known:
        return None
    marked = layout.scale(known)
    low, high, decimals = marked[0], marked[-1], layout.decimals_of(marked)
    ticks = tuple(_tick(100 * (t - low) / (high - low), numbers.number(t, decimals), 4) for t in marked)
    return Scale(low, high, ticks)


@dataclass(frozen=True)
class Row:
    """A region with its figure, and the heading above it on the first of its group.

    `low` and `high` are the ends of its interval on the scale, empty without one.
    """

    region: Region
    name: str
    address: str
    group: str
    cell: Cell
    mine: bool
    interval: str
    spoken: str
    place: str
    low: str
    high: str


@dataclass(frozen=True)
class Dots:
    """The whole table. `rule` is the Netherlands on the scale, with its label; None when it has no place there."""

    rows: tuple[Row, ...]
    rule: Tick | None
    scale: Scale | None
    intervals: bool


def ordered(codes: Iterable[str], cells: Mapping[str, Cell], names: Mapping[str, str], order: str) -> list[str]:
    """Region codes by name, or by value from high to low; those without a value come last, by name."""
    by_name = sorted(codes, key=lambda code: (fold(names[code]), code))
    if order == BY_NAME:
        return by_name
    values = {code: cells[code].value for code in by_name if code in cells}
    return sorted(by_name, key=lambda code: (values.get(code) is None, -(values.get(code) or 0.0)))


def dots(
    column: Column,
    regions: Iterable[Region],
    names: Mapping[str, str],
    address: Callable[[Region], str],
    mine: str = "",
    headings: Mapping[str, str] | None = None,
) -> Dots:
    """The table of these regions in this order. Counts have no rule: the Netherlands has no place among them.

    `headings` are texts above the first region of a group, by its code; usually the types of region.
    """
    listed = list(regions)
    headings = groups(listed) if headings is None else headings
    shown = [column.at[r.code] for r in listed if r.code in column.at and column.cells[r.code].gap is None]
    rule = column.netherlands if column.comparable else None
    national = column.at[NETHERLANDS] if rule and rule.gap is None else None
    every = [*shown, *([national] if national else [])]
    found = scale(v for o in every for v in (o.value, o.low, o.high))

    def row(region: Region) -> Row:
        cell, o = column.cells[region.code], column.at.get(region.code)
        low, high = _ends(o, cell)
        written = spoken = ""
        if o is not None and low is not None and high is not None and cell.value is not None:
            written = numbers.interval(low, high, o.decimals)
            spoken = numbers.spoken_interval(low, high, o.decimals)
        return Row(
            region=region,
            name=names[region.code],
            address=address(region),
            group=headings.get(region.code, ""),
            cell=cell,
            mine=region.code == mine,
            interval=written,
            spoken=spoken,
            place=found.place(cell.value) if found and cell.gap is None else "",
            low=found.place(low) if found else "",
            high=found.place(high) if found else "",
        )

    rows = tuple(row(region) for region in listed)
    return Dots(rows, _rule(rule, found), found, any(r.interval for r in rows))


def _ends(o: Observation | None, cell: Cell) -> tuple[float | None, float | None]:
    whole = o is not None and cell.gap is None and o.low is not None and o.high is not None
    return (o.low, o.high) if whole and o is not None else (None, None)


def _rule(cell: Cell | None, found: Scale | None) -> Tick | None:
    if cell is None or found is None or cell.value is None or cell.gap:
        return None
    label = _("Nederland {number}").format(number=f"{cell.text}{cell.signs}")
    return _tick(found.share(cell.value), label, 35)
