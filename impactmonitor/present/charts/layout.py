"""Where things go in a chart: round numbers on an axis, room for text, labels that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from impactmonitor.present.charts.letters import text_width

_STEPS = (1, 2, 2.5, 5, 10)


def scale(values: Iterable[float], most: int = 6) -> list[float]:
    """Round numbers from zero (or below, when a value is) to at or above all values, evenly spaced."""
    known = [*values, 0.0]
    low, high = min(known), max(known)
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / (most - 1)
    base = 10.0 ** math.floor(math.log10(rough))
    step = next(s * base for s in _STEPS if s * base >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def decimals_of(ticks: Sequence[float]) -> int:
    """How many decimals the numbers of an axis need."""
    return max((len(f"{t:.6f}".rstrip("0").partition(".")[2]) for t in ticks), default=0)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, at least `gap` apart and between `low` and `high`, in the same order top to bottom.

    When there is no room for all, they stand as far apart as there is room for.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    gap = min(gap, (high - low) / max(len(order) - 1, 1))
    places = [min(max(wanted[i], low), high) for i in order]
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + gap)
    if places and places[-1] > high:
        places[-1] = high
        for k in range(len(places) - 2, -1, -1):
            places[k] = max(low, min(places[k], places[k + 1] - gap))
    found = [0.0] * len(wanted)
    for place, i in zip(places, order, strict=True):
        found[i] = place
    return found


@dataclass(frozen=True)
class Placed:
    """A text above the plot: where it is anchored, on which row, and whether it ends there instead of beginning."""

    x: float
    row: int
    ends: bool


def rows(texts: Sequence[tuple[float, str]], width: float, size: float = 12) -> list[Placed]:
    """Texts at places along a width, on as few rows as they need not to overlap."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for x, text in reversed(texts):  # from right to left: a standing line passes beside the words of the next one
        long = text_width(text, size) + 8
        ends = x + long > width and x - long >= 0
        left = x - long if ends else x
        row = next((n for n, spans in enumerate(taken) if all(left >= b or left + long <= a for a, b in spans)), None)
        if row is None:
            row = len(taken)
            taken.append([])
        taken[row].append((left, left + long))
        found.append(Placed(x, row, ends))
    return found[::-1]


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, counted from the upper left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share a point."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def crossed(self, x1: float, y1: float, x2: float, y2: float) -> bool:
        """Whether a line from left to right passes through."""
        from_x, to_x = max(x1, self.left), min(x2, self.right)
        if from_x > to_x:
            return False
        slope = (y2 - y1) / (x2 - x1) if x2 != x1 else 0.0
        ends = (y1 + (from_x - x1) * slope, y1 + (to_x - x1) * slope)
        return min(ends) < self.bottom and max(ends) > self.top
