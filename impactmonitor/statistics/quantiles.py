"""Groups of equally many areas, and bounds of classes. Source: PHEindicatormethods 2.1.0, Fingertips (UKHSA, OHID)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from impactmonitor.statistics.outcome import NotPossible, Reason

FEWEST_FOR_BOUNDS = 4
"""Fewer values have no bounds."""


def quantile_groups(values: Sequence[float | None], number: int, invert: bool = False) -> list[int | None]:
    """The group (1 to `number`) of each value, 1 for the lowest, or for the highest when `invert`.

    `floor(q + 1 - ceil((n + 1 - rank) q / n))` with q groups, n values and ties at their lowest rank. A missing value
    has no group; nobody has one with fewer values than groups. ValueError below two groups, or for nan.
    """
    if number < 2:
        raise ValueError("there are at least two groups")
    _check([v for v in values if v is not None])
    known = sorted((-v if invert else v) for v in values if v is not None)
    n = len(known)
    if n < number:
        return [None] * len(values)
    rank: dict[float, int] = {}
    for place, value in enumerate(known, start=1):
        rank.setdefault(value, place)
    return [None if v is None else _group(rank[-v if invert else v], n, number) for v in values]


def _check(values: Sequence[float]) -> None:
    if any(math.isnan(v) for v in values):
        raise ValueError("nan has no place among values: leave out what is missing")


def _group(rank: int, n: int, number: int) -> int:
    return max(1, number + 1 - math.ceil((n + 1 - rank) * number / n))


def bounds(values: Sequence[float], classes: int) -> tuple[float, ...] | NotPossible:
    """Bounds of classes of equally many values, the outer ones included: percentiles, linear between values.

    `classes` + 1 numbers in the unit of the values; NotPossible below four values. ValueError below one class, or
    for nan among the values.
    """
    if classes < 1:
        raise ValueError("there is at least one class")
    _check(values)
    if len(values) < FEWEST_FOR_BOUNDS:
        return NotPossible(Reason.FEW_CASES, FEWEST_FOR_BOUNDS, len(values))
    return tuple(float(q) for q in np.quantile(np.array(values, dtype=np.float64), np.linspace(0, 1, classes + 1)))
