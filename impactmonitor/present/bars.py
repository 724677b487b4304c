"""Lengths of bars and places on a strip, as SVG attributes. Every scale starts at zero."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.language import gettext as _
from impactmonitor.present import numbers
from impactmonitor.present.cells import Cell

_RAISED = {"a": "ᵃ", "b": "ᵇ", "c": "ᶜ"}
_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def ceiling(values: Iterable[float | None]) -> float | None:
    """A round number at or above all values; None when no bar can be drawn (nothing, or below zero)."""
    known = [v for v in values if v is not None]
    if not known or min(known) < 0:
        return None
    highest = max(known)
    if highest == 0:
        return 1.0
    base = 10.0 ** math.floor(math.log10(highest))
    return next(step * base for step in _STEPS if step * base >= highest * (1 - 1e-12))


def width(value: float | None, top: float | None) -> str:
    """Length of a bar in percent of the scale, empty when there is no bar. A zero has length zero."""
    return "" if value is None or top is None else f"{100 * value / top:.1f}"


@dataclass(frozen=True)
class Point:
    """A figure on a strip: where it stands, and where its label begins, centres or ends."""

    place: str
    label: str
    label_place: str
    anchor: str
    open: bool


@dataclass(frozen=True)
class Strip:
    """A scale from zero with the own figure, that of the Netherlands, and that of the region of which it is a part.

    `spoken` says all of it.
    """

    own: Point
    netherlands: Point | None
    region: Point | None
    end: str
    spoken: str


def _point(cell: Cell, name: str, top: float) -> Point:
    share = 100 * (cell.value or 0) / top
    label = f"{name} {cell.text}{cell.signs}{_RAISED.get(cell.letter, '')}"
    if len(label) <= 20 and 28 <= share <= 72:
        place, anchor = f"{share:.1f}%", "a-m"
    else:
        place, anchor = ("0%", "a-s") if share < 50 else ("100%", "a-e")
    return Point(f"{share:.1f}%", label, place, anchor, cell.provisional)


def strip(
    own: tuple[str, Cell], netherlands: Cell | None, region: tuple[str, Cell | None], suffix: str
) -> Strip | None:
    """Figures on one scale, each with its name; None without two of them, or when one lies below zero."""
    country = (_("Nederland"), netherlands)
    known = [(name, shown) for name, shown in (own, region, country) if shown and shown.value is not None]
    top = ceiling(shown.value for _name, shown in known)
    if own[1].value is None or len(known) < 2 or top is None:
        return None
    end = f"{numbers.number(top, 0 if top >= 2 else 1)}{suffix}"
    words = ". ".join(f"{name} {shown.text}{f' {shown.words}' if shown.words else ''}" for name, shown in known)

    def point(item: tuple[str, Cell | None]) -> Point | None:
        name, shown = item
        return _point(shown, name, top) if shown and shown.value is not None else None

    return Strip(
        own=_point(own[1], own[0], top),
        netherlands=point(country),
        region=point(region),
        end=end,
        spoken=_("Schaal van 0 tot {end}. {figures}.").format(end=end, figures=words),
    )
